"""Screen 3: who decides, and the page of a person and of a circle of people."""
