"""The check of privacy: personal details in files that a team shares."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.figures.personal import is_sensitive
from kamtui.store.files.layout import CATALOG, scan_cards, scan_orders
from kamtui.store.files.loader import read_bytes
from kamtui.store.records import Contact
from kamtui.store.sync.git import Git, SyncError
from kamtui.store.workspace import DamagedFileError, Finding

PRIVATE = "private"
"""The folder for personal details, which stays on the machine unless the team decides otherwise."""
_TOPICS = ("religion", "politics", "party", "ethnicity", "health", "illness", "disability", "children", "biometrics")
"""Fields of a person that the law protects in particular: they belong in the private folder."""
_SOUGHT = re.compile(
    rb'(?<![0-9A-Za-z])(?P<number>[1-9]\d{16}[\dXx])(?![0-9A-Za-z])|"(?P<topic>%s)"\s*:' % "|".join(_TOPICS).encode()
)
_RECORD = re.compile(rb'\n(?: {4}|,?)"([0-9A-HJKMNP-TV-Z]{26})":')
_TABLE = re.compile(rb'\n  "(\w+)":')
"""In a card, which is indented by 2."""
_ABOUT_NOBODY = b"opportunities"
"""The table whose keys name questions about a deal: its `health` is that of the customer's business."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def private(inventory: Inventory) -> Iterator[Finding]:
    """Identity numbers and protected details in cards, catalog and orders; a private folder that git would send.

    What was found is never repeated, only where it stands.
    """
    yield from _folder(inventory)
    yield from _told(inventory)
    names = [name for scan in (scan_cards, scan_orders) for name, _ in sorted(scan(inventory.root))]
    for name in (*names, CATALOG):
        try:
            data = read_bytes(inventory.root / name, name) or b""
        except (DamagedFileError, OSError):
            continue  # a finding of its own
        for match in _SOUGHT.finditer(data):
            if match["number"] and not is_identity_number(match["number"].decode()):
                continue
            if match["topic"] and _TABLE.findall(data, 0, match.start())[-1:] == [_ABOUT_NOBODY]:
                continue
            line = data.count(b"\n", 0, match.start()) + 1
            records = _RECORD.findall(data, 0, match.start())
            record = records[-1].decode() if records else ""
            code, found = ("identity_number", "") if match["number"] else ("protected", match["topic"].decode())
            yield Fault(code, name, line, found=found, expected=f"{PRIVATE}/", record=record, level="warning")


def is_identity_number(text: str) -> bool:
    """Whether this is the number of a Chinese identity card: a day of birth in it, and the right last character."""
    try:
        dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == text[-1].upper()


def _told(inventory: Inventory) -> Iterator[Finding]:
    """What people told of sensitive items, where it stands in a shared card."""
    method = inventory.workspace.method
    quiet = {item.id for item in method.knowledge if is_sensitive(item, method)}
    for file, record in inventory.records():
        if isinstance(record, Contact) and (found := sorted(quiet.intersection(record.knows))):
            line = inventory.line(file, record.table, record.id, "knows")
            names = f"knows/{found[0]}"
            yield Fault("protected", file, line, found=names, expected=f"{PRIVATE}/", record=record.id, level="warning")


def _folder(inventory: Inventory) -> Iterator[Finding]:
    """The private folder, where git does not ignore it or has already committed something of it."""
    if not (inventory.root / ".git").exists():
        return
    try:
        git = Git(inventory.root)
        git.check()
        sent = git.run("ls-files", "-z", "--", f"{PRIVATE}/").out.split(b"\0")[:-1]
        ignored = not git.run("check-ignore", "--no-index", "-q", "--", f"{PRIVATE}/x", right=(0, 1)).code
    except SyncError:
        return  # `kamtui sync` says why
    if sent:
        yield Fault("private_committed", f"{PRIVATE}/", found=str(len(sent)), level="warning")
    elif not ignored:
        yield Fault("private_shared", ".gitignore", expected=f"{PRIVATE}/", level="warning")
