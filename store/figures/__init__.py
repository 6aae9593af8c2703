"""What it means: pure functions from records to numbers."""
