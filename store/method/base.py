"""What every entry of a method has: an id that data keeps, and a label in two languages."""

from typing import Annotated

import msgspec

from kamtui.store.text.words import language

Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
"""What data stores: letters, digits, - and _."""
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]
Days = Annotated[int, msgspec.Meta(ge=1, le=3650)]
Count = Annotated[int, msgspec.Meta(ge=0)]


class Label(msgspec.Struct, frozen=True):
    """A text in both languages."""

    zh: str
    en: str

    @property
    def text(self) -> str:
        """The text in the language in use."""
        return self.zh if language() == "zh" else self.en


BLANK = Label("", "")
"""The label of something that a team's file leaves out."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Common ground: the id that data stores and the label that people read."""

    id: Id
    label: Label
