"""The Chinese words."""

WORDS: dict[str, str] = {}
