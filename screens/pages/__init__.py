"""The page of a record, and of a quote: its fields in sections, and what belongs to it."""
