"""What is known about one deal and about one rival, put together for screens, commands and printed pages."""
