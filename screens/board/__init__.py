"""Screen 2: the pipeline, a column for each buying stage."""
