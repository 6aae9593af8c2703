"""Findings: what is wrong with a file or a record, said so that a person can mend it."""

from typing import Literal

import msgspec

from kamtui.store.text.words import word

Level = Literal["error", "warning", "info"]


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing found in the data: where, what was there, and what was expected."""

    code: str
    """Names the kind of finding; its words are `findings.CODE`."""
    file: str
    """Path from the workspace's root."""
    line: int = 0
    """Line in the file, from 1; 0 where none can be named."""
    found: str = ""
    expected: str = ""
    record: str = ""
    """Id of the record that was set aside; empty where it is the whole file."""
    level: Level = "error"

    @property
    def place(self) -> str:
        """`file:line`, or just the file."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def text(self) -> str:
        """The finding as one sentence in the language in use."""
        return f"{self.place}: " + word(f"findings.{self.code}", found=self.found, expected=self.expected)


class DamagedFileError(Exception):
    """A file that could not be wholly read. It is never written over."""

    def __init__(self, finding: Finding) -> None:
        """Carry the one finding that says why."""
        super().__init__(finding.text())
        self.finding = finding
