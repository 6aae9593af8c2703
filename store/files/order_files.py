"""The order files as a whole: which can be read, and in which a merge has left something to decide."""

from __future__ import annotations

from pathlib import Path

import msgspec

from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.layout import Stamp, encoder_of, scan_orders
from kamtui.store.files.loader import parse, read_bytes

_shallow = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
"""Reads which lines an order file has, and passes over what is in them."""


class OrderFile(msgspec.Struct, frozen=True):
    """Whether an order file can be read; its lines are only read when someone asks for them."""

    stamp: Stamp
    finding: Finding | None = None
    flagged: bool = False
    """Whether a merge has left something in it to decide."""


class OrderFiles:
    """What is known of the order files of the workspace at `root`."""

    def __init__(self, root: Path) -> None:
        """Know nothing yet; a cache may fill `seen`."""
        self.root = root
        self.seen: dict[str, OrderFile] = {}
        self._stamps: dict[str, Stamp] | None = None

    def changed(self) -> set[str]:
        """The names of the files that came, went or changed since this was asked last; none the first time."""
        found = dict(scan_orders(self.root))
        before, self._stamps = self._stamps, found
        return set() if before is None else {name for name, _ in found.items() ^ before.items()}

    def look(self) -> bool:
        """Look at each file that is new or has changed; whether anything about them has."""
        known, self.seen = self.seen, {}
        for name, stamp in scan_orders(self.root):
            old = known.get(name)
            self.seen[name] = old if old and old.stamp == stamp else self._read(name, stamp)
        return self.seen != known

    @property
    def findings(self) -> list[Finding]:
        """The files that cannot be read, as `look` saw them."""
        return [file.finding for file in self.seen.values() if file.finding]

    @property
    def flagged(self) -> list[str]:
        """The files in which something waits for a decision, as `look` saw them."""
        return [name for name, file in sorted(self.seen.items()) if file.flagged]

    def _read(self, name: str, stamp: Stamp) -> OrderFile:
        data = b""
        try:
            data = read_bytes(self.root / name, name) or b""
            try:
                _shallow.decode(data)
            except (msgspec.MsgspecError, RecursionError):
                parse(data, name, encoder_of(name))
        except DamagedFileError as error:
            return OrderFile(stamp, error.finding)
        except OSError as error:
            return OrderFile(stamp, Finding("unreadable", name, found=str(error.strerror)))
        return OrderFile(stamp, None, b'"_conflict"' in data)
