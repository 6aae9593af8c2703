"""TinyDB on our own files: the Storage that cannot corrupt them and the Table with ULIDs for keys.

    with Database(Path("accounts/h/huabei-7q2k9d.json")) as db:
        db.table("contacts").insert({"name": "李建国"})

Stock TinyDB writes in place, without a lock, and numbers records 1, 2, 3: two writers corrupt the file, a
kill may leave half of one, and two clones give the same number to different records.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from kamtui.store.files import atomic
from kamtui.store.files.codec import Document, encode_card, with_patch
from kamtui.store.files.ids import new_id
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.files.locks import lock


class FileStorage(Storage):
    """One file: strictly read, atomically written, locked on a side file.

    Nothing is cached: TinyDB hands out shallow copies, and a cache would let an edit of a nested list leak
    into the next write.
    """

    def __init__(self, path: Path | str, encode: Callable[[Any], bytes] = encode_card, name: str = "") -> None:
        """Keep `path` in the spelling of `encode`; `name` is what findings call it."""
        self.path = Path(path)
        self.name = name or self.path.name
        self._encode = encode
        self._held: Document | None = None
        self._depth = 0

    def read(self) -> Document | None:
        """The document, None where there is no file yet.

        Raises DamagedFileError for a file that cannot be wholly read.
        """
        if self._held is not None:
            return self._held
        data = read_bytes(self.path, self.name)
        return None if data is None else parse(data, self.name, self._encode)

    def write(self, data: Mapping[str, Any]) -> None:
        """Replace the document, all or nothing; raises TypeError for what JSON has no word for."""
        if self._held is not None:
            self._held = dict(data)
            return
        _refuse_odd(data)
        encoded = self._encode(data)
        with self.exclusive():
            self.read()  # what cannot be read is not written over
            atomic.write(self.path, encoded)

    def hold(self) -> None:
        """Read once, and keep what is written from now on in memory until `encoded` is asked for."""
        self._held = self.read() or {}

    def encoded(self) -> bytes | None:
        """The held document's bytes, None where no record is left and the file can go."""
        held = {table: records for table, records in (self._held or {}).items() if records}
        return self._encode(held) if held else None

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep other processes from writing this file; may be nested."""
        if self._depth or self._held is not None:
            yield
            return
        with lock(self.path.with_name(f".{self.path.name}.lock")):
            self._depth = 1
            try:
                yield
            finally:
                self._depth = 0


def _refuse_odd(value: object) -> None:
    """Refuse what the encoder would quietly turn into something else: sets, dates, bytes, NaN."""
    if isinstance(value, Mapping):
        for inner in value.values():
            _refuse_odd(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_odd(inner)
    elif not isinstance(value, str | int | float | None) or (isinstance(value, float) and not math.isfinite(value)):
        raise TypeError(f"{value!r} cannot be kept in a file")


class RecordTable(Table):
    """A table whose keys are ULIDs and whose every change is made under the file's lock."""

    document_id_class: Any = str

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        """TinyDB's table without its query cache: another process may have written since the last answer."""
        super().__init__(storage, name, cache_size, persist_empty)

    def apply(
        self, added: Mapping[str, Mapping[str, Any]], patched: Mapping[str, Mapping[str, Any]], removed: Iterable[str]
    ) -> None:
        """Add, patch and remove records in one pass; a patched value of None takes the field away.

        Raises KeyError for a patch of a record that is not there.
        """

        def update(table: dict[str, dict[str, Any]]) -> None:
            for key, fields in added.items():
                table[key] = dict(fields)
            for key, patch in patched.items():
                table[key] = with_patch(table[key], patch)
            for key in removed:
                table.pop(key, None)

        self._update_table(update)

    def _get_next_id(self) -> Any:
        return new_id()

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        storage = self._storage
        if isinstance(storage, FileStorage):
            with storage.exclusive():
                super()._update_table(updater)
        else:
            super()._update_table(updater)


class Database(TinyDB):
    """TinyDB on one of our files."""

    table_class = RecordTable
    default_storage_class: Any = FileStorage
