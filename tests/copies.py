"""Two copies of a workspace that share a git repository, and what tests do to them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from kamtui.store.files.codec import encode_card, encode_lines
from kamtui.store.sync import clone, make_repository, sync
from kamtui.store.workspace import Workspace

GRID = "accounts/h/huabei-grid.json"
ACCOUNT, WANG, ZHAO = "01" + "A" * 24, "01" + "B" * 24, "01" + "C" * 24


def git(folder: Path, *arguments: str, right: tuple[int, ...] = (0,)) -> str:
    """What git prints, run as a person would run it."""
    command = ["git", "-c", "user.name=li", "-c", "user.email=li@example.com", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in right, done.stderr
    return done.stdout


def tree(folder: Path) -> str:
    """The hash of everything that is committed."""
    return git(folder, "rev-parse", "HEAD^{tree}").strip()


def card(folder: Path, name: str = GRID) -> dict[str, Any]:
    """A file as it stands."""
    data = (folder / name).read_text(encoding="utf-8")
    assert "<<<<" not in data
    found: dict[str, Any] = json.loads(data)
    return found


def put(folder: Path, name: str, document: dict[str, Any]) -> None:
    """Write a data file as kamtui spells it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((encode_lines if name.startswith("orders/") else encode_card)(document))


def edit(folder: Path, second: int, who: str = "li", table: str = "contacts", key: str = WANG, **fields: Any) -> None:
    """Change fields of a record in the card, as `who` would at this second; None takes one away."""
    document = card(folder)
    record = document.setdefault(table, {}).setdefault(key, {})
    record |= {**fields, "updated": f"2026-11-02T08:00:{second:02}Z", "updated_by": who}
    put(folder, GRID, document)


def two_copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one shared repository with one card and one month of orders."""
    first, second, shared = tmp_path / "li", tmp_path / "wu", tmp_path / "shared.git"
    git(tmp_path, "init", "-q", "--bare", str(shared))
    Workspace.create(first).close()
    put(first, GRID, {
        "accounts": {ACCOUNT: {"name": "华北电网", "slug": "huabei-grid", "tags": ["a", "b"]}},
        "contacts": {WANG: {"name": "王敏", "phone": "1", "title": "x"}, ZHAO: {"name": "赵强"}},
    })  # fmt: skip
    put(first, "orders/2026-11.json", {"orders": {"1": {"amount_e4": 1}}})
    (first / "minutes").mkdir()
    (first / "minutes" / "2026-11-02.md").write_text("one\n")
    make_repository(first)
    git(first, "remote", "add", "origin", str(shared))
    assert sync(first).commits_out == 1
    clone(str(shared), second)
    assert tree(first) == tree(second)
    return first, second


def clone_of(root: Path, tmp_path: Path) -> Path:
    """A clone of this repository, and a bare one through which both sync."""
    shared, other = tmp_path / "shared.git", tmp_path / "other"
    git(tmp_path, "init", "-q", "--bare", str(shared))
    git(root, "remote", "add", "origin", str(shared))
    sync(root)
    clone(str(shared), other)
    return other
