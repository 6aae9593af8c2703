"""The scripts under examples/ run and print what they promise."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from source_tree import ROOT

from kamtui.store.exchange.demo import make_demo
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

EXAMPLES = ROOT / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_demo(tmp_path / "demo", dt.date(2027, 1, 4))


def printed(script: str, argument: Path) -> list[str]:
    """The lines that the script prints; it has to end well."""
    command = [sys.executable, "-X", "utf8", str(EXAMPLES / script), str(argument)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()


def test_top_accounts_prints_the_open_pipeline_of_each_account(folder: Path) -> None:
    lines = printed("top_accounts.py", folder)
    # 12 000 万 and 980 万 are the open deals of the first; the last account to have any buys in dollars.
    assert lines[0].split() == ["¥129.8M", "朔原电网有限公司"]
    assert lines[-2].split(maxsplit=1) == ["$260K", "Tamarin Straits Logistics Pte Ltd"]
    assert lines[-1] == "Without an amount: 3"


def test_plain_tinydb_reads_a_card(folder: Path) -> None:
    workspace = Workspace.open(folder)
    (branch,) = [one for one in workspace.records(Account).values() if one.name == "安澜银行宁川分行"]
    lines = printed("read_with_tinydb.py", folder / "accounts" / branch.slug[0] / f"{branch.slug}.json")
    assert lines[0] == "安澜银行宁川分行"
    assert len(lines) == 7
    assert lines[1].startswith("  吴明德  行长")


def test_the_list_of_examples_names_each_of_them() -> None:
    text = (EXAMPLES / "README.md").read_text("utf-8")
    entries = {path.name for path in EXAMPLES.iterdir()} - {"README.md", "__pycache__"}
    assert [name for name in sorted(entries) if f"| `{name}" not in text] == []
