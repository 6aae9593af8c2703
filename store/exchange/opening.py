"""Opening a file as sheets.

What kind a file is, its first bytes say, not its name: many an "xls" from a web system is text. Limits keep a hostile
or runaway file from eating the machine; a file beyond them, or cut in the middle, is refused as a whole.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from kamtui.store.exchange.delimited import read_text
from kamtui.store.exchange.problems import UnreadableFileError
from kamtui.store.exchange.sheets import Sheet
from kamtui.store.exchange.vcards import is_vcards, read_vcards

MOST_BYTES = 512 << 20
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_GZIP = b"\x1f\x8b"


def read_sheets(path: Path, encoding: str = "") -> list[Sheet]:
    """The sheets of the file at `path`; `encoding` overrules what a text file looks like.

    Raises UnreadableFileError here or while the rows are read.
    """
    data = _bytes(path)
    if data.startswith(_WORKBOOKS):
        from kamtui.store.exchange.workbooks import read_workbook

        return read_workbook(path.name, data)
    if is_vcards(data):
        return [read_vcards(path.name, data, encoding)]
    return [read_text(path.name, data, encoding)]


def _bytes(path: Path) -> bytes:
    """What the file holds, unpacked."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
            file.seek(0)
            data = (gzip.GzipFile(fileobj=file) if packed else file).read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableFileError(path.name, "cannot-open", why=why) from error
    if len(data) > MOST_BYTES:
        raise UnreadableFileError(path.name, "too-large", most=MOST_BYTES >> 20)
    return data
