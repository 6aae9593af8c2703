"""TinyDB's own tests hold for our storage and our table: what TinyDB promises, kamtui's files keep.

`KAMTUI_TINYDB_TESTS` names a folder with TinyDB's `tests`; `make test` fetches them and sets it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NUMBERED = "expects records to be numbered 1, 2, 3; ours have ULIDs, so that two clones never give the same id"
FIRST_ID = "expects 1 as the first id; ours is a ULID"
NO_CACHE = "expects the query cache; ours is off, since another process may have written since"
CLASS_NAMES = "compares the repr with the names of TinyDB's own classes"
JSON_OPTIONS = "hands options of the json module to the storage; our files have one spelling"

WITH_RECORD_TABLE = {
    "test_next_id": FIRST_ID,
    "test_truncate_table": FIRST_ID,
    "test_table_repr": CLASS_NAMES,
    "test_query_cache": NO_CACHE,
    "test_search": NO_CACHE,
    "test_search_path": NO_CACHE,
    "test_insert_ids": NUMBERED,
    "test_insert_with_doc_id": NUMBERED,
    "test_insert_with_duplicate_doc_id": NUMBERED,
    "test_insert_multiple_with_ids": NUMBERED,
    "test_insert_multiple_with_doc_ids": NUMBERED,
    "test_remove_ids": NUMBERED,
    "test_remove_returns_ids": NUMBERED,
    "test_remove_ids_mixed": NUMBERED,
    "test_update_returns_ids": NUMBERED,
    "test_update_ids": NUMBERED,
    "test_update_ids_mixed": NUMBERED,
    "test_upsert": NUMBERED,
    "test_upsert_by_id": NUMBERED,
    "test_contains_ids": NUMBERED,
}
"""What does not hold for `Database`, our storage with our table."""

WITH_STOCK_TABLE = {"test_table_repr": CLASS_NAMES}
"""What does not hold for our storage under TinyDB's own table."""

AS_DEFAULT = {"test_json_kwargs": JSON_OPTIONS, "test_delete": JSON_OPTIONS, "test_insert_on_existing_db": JSON_OPTIONS}
"""What does not hold where a test asks for the default storage and ours is it."""

EXCEPTIONS = {
    **{f"{name}[record_table]": reason for name, reason in WITH_RECORD_TABLE.items()},
    **{f"{name}[stock_table]": reason for name, reason in WITH_STOCK_TABLE.items()},
    **AS_DEFAULT,
}

PARAMS = """
    if request.param == 'record_table':
        db_ = Database(tmp_path / 'test.json')
    elif request.param == 'stock_table':
        db_ = TinyDB(tmp_path / 'test.json', storage=FileStorage)
    elif request.param == 'json':
"""

EXTENSION = f"""
from kamtui.store.files.storage import Database, FileStorage

TinyDB.default_storage_class = FileStorage
EXCEPTIONS = {json.dumps(EXCEPTIONS)}


def pytest_collection_modifyitems(items):
    for item in items:
        if reason := EXCEPTIONS.get(item.name):
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A copy of TinyDB's tests whose databases are ours."""
    named = os.environ.get("KAMTUI_TINYDB_TESTS")
    if not named:
        pytest.skip("KAMTUI_TINYDB_TESTS names no folder with TinyDB's tests; `make test` fetches them")
    folder = tmp_path / "suite"
    shutil.copytree(Path(named) / "tests", folder)
    conftest = folder / "conftest.py"
    text = conftest.read_text(encoding="utf-8")
    extended = text.replace("['memory', 'json']", "['memory', 'json', 'stock_table', 'record_table']")
    extended = extended.replace("\n    if request.param == 'json':\n", PARAMS)
    assert extended.count("_table'") == 4, "TinyDB's conftest.py looks different now"
    conftest.write_text(extended + EXTENSION, encoding="utf-8")
    return folder


def test_tinydb_s_own_tests_pass_with_our_storage_and_our_table(suite: Path) -> None:
    (suite.parent / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "suite"]
    run = subprocess.run(command, cwd=suite.parent, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-1000:]
    counted = {what: int(n) for n, what in re.findall(r"(\d+) (passed|xfailed)", run.stdout)}
    assert counted["xfailed"] == len(EXCEPTIONS)
    assert counted["passed"] > 300
