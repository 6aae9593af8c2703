"""Forms and questions that return a value."""
