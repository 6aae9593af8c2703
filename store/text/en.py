"""The English words."""

WORDS: dict[str, str] = {}
