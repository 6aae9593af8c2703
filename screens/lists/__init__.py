"""Screen 1, the accounts, and screen 7, what is due; and what every list of records can do."""
