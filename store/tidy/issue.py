"""One thing that is wrong with the data."""

from __future__ import annotations

from typing import Literal

import msgspec

from kamtui.store.files.ids import derived_id

IssueKind = Literal["error", "missing", "duplicate", "outlier", "unit"]
_KEY = 10


class Issue(msgspec.Struct, frozen=True):
    """One thing that is wrong, with the records that have it."""

    kind: IssueKind
    table: str
    about: str
    """The field, the reason why two may be one, or the code of the error."""
    records: tuple[str, ...]
    """Ids; of a duplicate the two that may be one."""
    file: str = ""
    times: float | None = None
    """How many times off a suspect unit is."""
    currency: str = ""
    """Of the order lines whose unit is suspect; empty for the workspace's own."""

    @property
    def key(self) -> str:
        """The same for the same thing in the same records; what an issue is ignored by."""
        said = (self.kind, self.table, self.about, self.file, *sorted(self.records), *filter(None, [self.currency]))
        return derived_id("issue", *said)[-_KEY:].lower()

    def parts(self) -> list[Issue]:
        """The issue record by record where each is put right by itself: a value missing in forty accounts is forty."""
        if self.kind != "missing":
            return [self]
        return [msgspec.structs.replace(self, records=(record,)) for record in self.records]
