"""Screen 5: the sales charts, segments and what-if."""
