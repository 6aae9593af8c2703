"""A real `kamtui import` that is killed without warning leaves what was there, or all that it brings."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import Run

from kamtui.store.workspace import Workspace

KILLED = """
import os, signal, sys
from kamtui.__main__ import main

last, told = int(sys.argv[1]), 0
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.link", "os.rmdir", "os.truncate")

def heard(event, arguments):
    global told
    if event in CHANGES or event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        told += 1
        if told == last:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(heard)
code = main(sys.argv[2:])
print(told, file=sys.stderr)
sys.exit(code)
"""
"""Runs kamtui and kills it just before the given one of the calls that change a file or a folder."""
POINTS = 8
ACCOUNTS, MONTHS = 40, 4


def imported(root: Path, sheets: list[Path], last: int = 0) -> subprocess.CompletedProcess[str]:
    """`kamtui import` as a process of its own, killed at a call; 0 is none."""
    command = [sys.executable, "-c", KILLED, str(last), "--data", str(root), "import", *map(str, sheets)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=root.parent)


@pytest.fixture
def sheets(tmp_path: Path) -> list[Path]:
    """Accounts, a deal for each, and orders in several months."""
    tables = {
        "accounts": ["客户名称,级别", *(f"客户{n},A" for n in range(ACCOUNTS))],
        "deals": ["商机名称,客户名称,阶段,金额", *(f"项目{n},客户{n},Design,{n}000" for n in range(ACCOUNTS))],
        "orders": [
            "订单号,客户名称,日期,产品,数量,金额",
            *(f"N{n},客户{n},2026-{1 + n % MONTHS:02}-10,电表,1,{n + 1}00" for n in range(ACCOUNTS)),
        ],
    }
    paths = [tmp_path / f"{name}.csv" for name in tables]
    for path, lines in zip(paths, tables.values(), strict=True):
        path.write_text("\n".join(lines), "utf-8")
    return paths


def held(run: Run, root: Path) -> dict[str, Any]:
    """What the commands say of a workspace, without the ids and times that every import makes anew."""
    told: dict[str, Any] = {}
    for kind, keys in {
        "accounts": ("name", "tier", "region"),
        "opportunities": ("name", "account_name", "amount"),
        "orders": ("order_no", "account_name", "amount", "date"),
    }.items():
        done = run("list", kind, "--all", "--json", "--data", root)
        assert done.code == 0, done.err
        told[kind] = sorted([str(one[key]) for key in keys] for one in json.loads(done.out))
    return told


def cards(root: Path) -> int:
    """How many cards lie in the folder, whoever may count on them."""
    return len(list(root.glob("accounts/*/*.json")))


def test_an_import_that_is_killed_leaves_old_or_new_and_can_be_done_again(
    run: Run, data: Path, tmp_path: Path, sheets: list[Path]
) -> None:
    Workspace.open(data).close()
    old = held(run, data)
    whole = Path(shutil.copytree(data, tmp_path / "whole"))
    done = imported(whole, sheets)
    assert done.returncode == 0, done.stdout + done.stderr
    calls, new = int(done.stderr.split()[-1]), held(run, whole)
    assert [len(new[kind]) - len(old[kind]) for kind in old] == [ACCOUNTS] * 3
    assert calls > ACCOUNTS
    found, halves = [], 0
    for point in range(POINTS):
        last = 1 + point * (calls - 1) // (POINTS - 1)
        root = Path(shutil.copytree(data, tmp_path / f"work{point}"))
        assert imported(root, sheets, last).returncode == -9
        halves += 0 < cards(root) - cards(data) < ACCOUNTS
        found.append(held(run, root))
        assert found[-1] in (old, new), f"killed at call {last} of {calls}"
        assert run("check", "--data", root).code == 0, f"killed at call {last} of {calls}"
        assert imported(root, sheets).returncode == 0
        assert held(run, root) == new
        assert not [path for path in root.rglob("*.json") if ".kamtui" not in path.parts and ".tmp" in path.name]
    assert old in found
    assert halves > 0, "no kill came while the cards were being written"
