"""Two copies of a workspace brought together by git, and what a change costs there."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from itertools import count
from pathlib import Path

from bench.measure import Aim, Line, Side, interleave, place, timed
from bench.samples import flat_deals, workspace
from tinydb import TinyDB

from kamtui.store.records import Account, Opportunity
from kamtui.store.sync import clone, finish_pending, make_repository, sync
from kamtui.store.workspace import Workspace

ACCOUNTS, DEALS, EDITED, SHARED, UNMERGED = 2_000, 20_000, 25, 5, 100
_LI = ("-c", "user.name=li", "-c", "user.email=li@example.com", "-c", "gc.auto=0")


def git(folder: Path, *arguments: str, right: tuple[int, ...] = (0,)) -> str:
    """What git prints."""
    done = subprocess.run(["git", *_LI, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in right:
        raise RuntimeError(done.stderr)
    return done.stdout


def edit(opened: Workspace, accounts: list[str], number: int, field: str) -> None:
    """Change a deal of each of these accounts."""
    opened.refresh(everything=True)
    with opened.change("Edit") as change:
        for account in accounts:
            change.set(opened.of_account(Opportunity, account)[0], **{field: f"Edit {number}"})


def two_copies(folder: Path) -> tuple[Path, Path]:
    """Two clones of one repository with so many accounts."""
    first, second, shared = folder / "li", folder / "wu", folder / "shared.git"
    workspace(first, ACCOUNTS, DEALS, people=10, visits=10)
    make_repository(first)
    git(folder, "init", "-q", "--bare", str(shared))
    git(first, "remote", "add", "origin", str(shared))
    sync(first)
    clone(str(shared), second)
    return first, second


def synced(first: Path, second: Path) -> Side:
    """Both edit, some cards the same; the first has sent its work, and the second's sync is timed."""
    one, two = Workspace.open(first), Workspace.open(second)
    accounts = sorted(one.records(Account))
    numbers = count(1)

    def once() -> float:
        number = next(numbers)
        start = number * 2 * EDITED % (ACCOUNTS - 2 * EDITED)
        edit(one, accounts[start : start + EDITED], number, "next_step")
        edit(two, accounts[start + EDITED - SHARED : start + 2 * EDITED - SHARED], number, "name")
        sync(first)
        began = time.perf_counter()
        report = sync(second)
        taken = (time.perf_counter() - began) * 1000
        sync(first)
        trees = {git(copy, "rev-parse", "HEAD^{tree}") for copy in (first, second)}
        if len(trees) > 1 or len(report.merged) != SHARED:
            raise RuntimeError("the copies differ")
        return taken

    return once


def plain(first: Path, second: Path) -> Side:
    """The same number of edits and the same way through git, no card the same: git alone has nothing to merge."""
    numbers = count(1)
    cards = [str(path.relative_to(first)) for path in sorted((first / "accounts").rglob("*.json"))]

    def write(folder: Path, names: list[str], number: int) -> None:
        for name in names:
            text = (folder / name).read_text("utf-8")
            (folder / name).write_text(text.replace('"industry": "', f'"industry": "{number}', 1), "utf-8")

    def exchange(folder: Path) -> None:
        git(folder, "add", "--all")
        git(folder, "commit", "-qm", "edit")
        git(folder, "pull", "-q", "--no-rebase", "--no-edit", "origin", git(folder, "branch", "--show-current").strip())
        git(folder, "push", "-q", "origin", "HEAD")

    def once() -> float:
        number = next(numbers)
        start = number * 2 * EDITED % (ACCOUNTS - 2 * EDITED)
        write(first, cards[start : start + EDITED], number)
        write(second, cards[start + EDITED : start + 2 * EDITED], number)
        exchange(first)
        began = time.perf_counter()
        exchange(second)
        taken = (time.perf_counter() - began) * 1000
        git(first, "pull", "-q", "--no-rebase", "--no-edit", "origin", git(first, "branch", "--show-current").strip())
        return taken

    return once


def stored(folder: Path) -> int:
    """The bytes that git keeps."""
    objects = folder / ".git" / "objects"
    return sum(Path(where, name).stat().st_size for where, _, names in os.walk(objects) for name in names)


def costs(folder: Path, change: Side) -> tuple[float, float]:
    """The bytes of `git diff` after a change of one field, and of what its commit adds to the repository."""
    change()
    diff = len(git(folder, "diff").encode())
    before = stored(folder)
    git(folder, "commit", "-qam", "one field")
    return float(diff), (stored(folder) - before) / 1000


def one_field(first: Path, folder: Path) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """What a change of one field costs in git, here and in one TinyDB file."""
    opened = Workspace.open(first)
    opened.refresh(everything=True)
    ids, numbers = sorted(opened.records(Opportunity)), count(1)

    def ours() -> None:
        deal = opened.get(Opportunity, ids[next(numbers) * 7919 % len(ids)])
        if deal is None:
            raise LookupError("the deal is gone")
        with opened.change("Edit") as change:
            change.set(deal, next_step=f"Call {next(numbers)}")

    rival = folder / "plain"
    rival.mkdir()
    table = TinyDB(rival / "deals.json").table("opportunities")
    table.insert_multiple(flat_deals(DEALS))
    git(rival, "init", "-q")
    git(rival, "add", "--all")
    git(rival, "commit", "-qm", "start")

    def theirs() -> None:
        table.update({"next_step": f"Call {next(numbers)}"}, doc_ids=[next(numbers) * 7919 % DEALS + 1])

    return [costs(first, timed(ours)) for _ in range(5)], [costs(rival, timed(theirs)) for _ in range(5)]


def unmerged(folder: Path) -> tuple[Side, Side]:
    """Finishing a merge that has stopped at so many cards; and git merging them as text, which leaves its markers."""
    root = folder / "merge"
    workspace(root, UNMERGED, UNMERGED * 10, people=10, visits=10)
    make_repository(root)
    opened = Workspace.open(root)
    accounts = sorted(opened.records(Account))
    git(root, "checkout", "-q", "-b", "theirs")
    edit(opened, accounts, 1, "next_step")
    git(root, "commit", "-qam", "theirs")
    git(root, "checkout", "-q", "-")
    edit(opened, accounts, 2, "name")
    git(root, "commit", "-qam", "ours")
    git(root, "branch", "start")
    text = folder / "text"
    shutil.copytree(root, text)
    (text / ".git" / "info").mkdir(exist_ok=True)
    (text / ".git" / "info" / "attributes").write_text("*.json merge\n")

    def resolved() -> float:
        git(root, "reset", "-q", "--hard", "start")
        git(root, "merge", "-q", "theirs", right=(1,))
        began = time.perf_counter()
        report = finish_pending(root)
        taken = (time.perf_counter() - began) * 1000
        if report is None or len(report.merged) != UNMERGED or report.unresolved:
            raise RuntimeError("not all were merged")
        return taken

    def as_text() -> float:
        git(text, "reset", "-q", "--hard", "start")
        began = time.perf_counter()
        git(text, "merge", "-q", "theirs", right=(0, 1))
        return (time.perf_counter() - began) * 1000

    return resolved, as_text


def main() -> None:
    """Measure and print."""
    folder, env = place()
    os.environ.update({"HOME": env["HOME"], "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"})
    first, second = two_copies(folder)
    others = folder / "others"
    others.mkdir()
    shutil.copytree(folder / "shared.git", others / "shared.git")
    for name in ("li", "wu"):
        git(others, "clone", "-q", str(others / "shared.git"), name)
    what = f"sync of {EDITED} cards a side, {SHARED} of them the same, {ACCOUNTS:,} accounts"
    ours, theirs = interleave(5, synced(first, second), plain(others / "li", others / "wu"))
    Line(what, "git alone, no card the same", ours, theirs, "ms", Aim("below", 1000)).show()
    mine, rival = one_field(first, folder)
    sizes = [([cost[place] for cost in mine], [cost[place] for cost in rival]) for place in (0, 1)]
    beside = f"TinyDB, {DEALS:,} records"
    Line("git diff of one field", beside, *sizes[0], "B", Aim("below", 1024)).show()
    Line("growth of the repository by one field", beside, *sizes[1], "KB", Aim("below", 20)).show()
    ours, theirs = interleave(5, *unmerged(folder))
    Line(f"finishing a merge with {UNMERGED} unmerged cards", "git's text merge, leaves markers", ours, theirs, "ms",
         Aim("below", 500)).show()  # fmt: skip


if __name__ == "__main__":
    main()
