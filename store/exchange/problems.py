"""What stops an import: a file that cannot be read at all."""

from __future__ import annotations

from kamtui.store.text.words import word


class UnreadableFileError(Exception):
    """A file is missing, damaged, too large or not a table. The text says which and why; nothing was written."""

    def __init__(self, file: str, key: str, /, **places: object) -> None:
        """Say `key` of the word area `exchange` about `file`."""
        super().__init__(word("exchange.unreadable", file=file, why=word(f"exchange.{key}", **places)))
        self.file = file
