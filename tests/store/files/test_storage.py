"""TinyDB on our own files: nothing half-written, nothing silently changed, nobody's write lost."""

from __future__ import annotations

import datetime as dt
import decimal
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.ids import is_id
from kamtui.store.files.storage import Database, FileStorage

UNKEEPABLE = [
    {1, 2}, frozenset(), b"x", dt.date(2026, 11, 23), dt.timedelta(1), decimal.Decimal("1.5"), object(), 1j,
    float("nan"), float("inf"), float("-inf"),
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a card is to be."""
    return tmp_path / "card.json"


@pytest.mark.parametrize("value", UNKEEPABLE, ids=lambda value: f"{type(value).__name__}-{value!s:.4}")
def test_what_json_has_no_word_for_is_refused_and_the_file_stays(path: Path, value: object) -> None:
    database = Database(path)
    database.table("contacts").insert({"name": "Li"})
    before = path.read_bytes()
    with pytest.raises((TypeError, ValueError)):
        database.table("contacts").insert({"name": "Ma", "deep": [{"odd": value}]})
    assert path.read_bytes() == before
    database.table("contacts").insert({"name": "Wu"})
    assert [record["name"] for record in database.table("contacts").all()] == ["Li", "Wu"]


def test_half_a_character_is_refused_and_the_file_stays(path: Path) -> None:
    database = Database(path)
    database.insert({"name": "Li"})
    before = path.read_bytes()
    with pytest.raises(UnicodeEncodeError):
        database.insert({"name": "\ud800"})
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"null", b"{", b'{"t": {}} x', b'{"t": {"a": {}, "a": {}}}'])
def test_a_damaged_file_is_never_written_over(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(DamagedFileError):
        Database(path).insert({"name": "Li"})
    with pytest.raises(DamagedFileError):
        Database(path).drop_tables()
    with pytest.raises(DamagedFileError):
        FileStorage(path).write({})
    assert path.read_bytes() == data


def test_every_record_gets_a_ulid_and_a_taken_id_is_refused(path: Path) -> None:
    table = Database(path).table("contacts")
    ids = [str(table.insert({"name": "Li"})), *map(str, table.insert_multiple([{"name": "Ma"}, {"name": "Wu"}]))]
    assert len(set(ids)) == 3
    assert all(map(is_id, ids))
    taken: Any = ids[0]
    with pytest.raises(ValueError, match="already exists"):
        table.insert_multiple([Document({"name": "Xu"}, doc_id=taken)])


def test_two_handles_see_each_other_at_once(path: Path) -> None:
    one, other = Database(path), Database(path)
    one.table("contacts").insert({"name": "Li"})
    assert other.table("contacts").search(where("name") == "Ma") == []
    one.table("contacts").insert({"name": "Ma"})
    assert len(other.table("contacts").search(where("name") == "Ma")) == 1


def test_editing_what_a_search_gave_changes_nothing_in_the_file(path: Path) -> None:
    database = Database(path)
    database.insert({"tags": ["a"]})
    database.all()[0]["tags"].append("leak")
    database.insert({"tags": []})
    assert database.all()[0]["tags"] == ["a"]


def test_an_update_that_fails_half_way_writes_nothing(path: Path) -> None:
    database = Database(path)
    database.insert_multiple([{"n": 1}, {"n": "two"}])
    before = path.read_bytes()
    with pytest.raises(TypeError):
        database.update(lambda record: record.update(n=record["n"] + 1))
    assert path.read_bytes() == before


def test_a_record_table_also_works_on_another_storage() -> None:
    from tinydb.storages import MemoryStorage

    from kamtui.store.files.storage import RecordTable

    class InMemory(TinyDB):
        table_class = RecordTable

    database = InMemory(storage=MemoryStorage)
    assert is_id(str(database.insert({"name": "Li"})))


def test_stock_tinydb_reads_a_card_as_the_page_about_files_says(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contact = Database(path).table("contacts").insert({"name": "李建国"})
    page = Path(__file__).parents[3] / "docs" / "files.md"
    code = page.read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]
    exec(code.replace("accounts/h/huabei-7q2k9d.json", str(path)), {})
    assert capsys.readouterr().out == f"{contact} 李建国\n"


def test_writers_in_several_processes_lose_nothing(path: Path) -> None:
    code = f"""
from pathlib import Path
from typing import Any
from kamtui.store.files.storage import Database
database = Database(Path({str(path)!r}))
for n in range(40):
    database.insert({{"n": n}})
"""
    writers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert len(json.loads(path.read_text())["_default"]) == 120
