"""Writing a workspace of an older format anew, all of it or nothing, with a dated copy of what it was."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

from kamtui.store import config
from kamtui.store.files import atomic
from kamtui.store.files.backups import BACKUPS
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.formats import FORMAT
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import CATALOG, CONFIG, encoder_of, scan_cards, scan_orders
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.text.words import word

_LINE = re.compile(rb"^format:[ \t]*\d+", re.MULTILINE)


def upgrade(journal: Journal) -> Path | None:
    """Bring every file of the workspace to today's format; where the copies of the old ones lie, None if all was done.

    Raises DamagedFileError for a file that cannot be wholly read, LockedError or OSError, and then nothing is changed.
    A process that dies half-way has its files put back at the next start, as with any change.
    """
    root = journal.root
    with journal.locks.everything():
        since = config.format_of(root)
        if since >= FORMAT:
            return None
        settings = read_bytes(root / CONFIG, CONFIG) or b""
        wanted: dict[str, bytes] = {}
        for name in (CATALOG, *(name for name, _ in (*scan_cards(root), *scan_orders(root)))):
            data = read_bytes(root / name, name)
            if data is not None and (brought := encoder_of(name)(parse(data, name, encoder_of(name)))) != data:
                wanted[name] = brought
        wanted[CONFIG], found = _LINE.subn(b"format: %d" % FORMAT, settings, count=1)
        if not found:
            raise DamagedFileError(Finding("config", CONFIG, found="format", expected=f"format: {since}"))
        backup = root / BACKUPS / f"format-{since}-{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}"
        for name in wanted:
            atomic.make_folder((backup / name).parent)
            shutil.copy(root / name, backup / name, follow_symlinks=False)
        journal.replace(word("journal.upgraded", since=since, now=FORMAT), wanted)
    return backup
