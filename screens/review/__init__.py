"""Screen 6: the weekly review."""
