"""`kamtui doctor`: the terminal, the folder and the installation, each with what to do about it."""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import kamtui
from kamtui.cli.common import print_utf8, talk, to_json
from kamtui.cli.data_facts import LEVELS, data
from kamtui.cli.errors import FINDINGS, OK, read_only
from kamtui.cli.terminal_facts import Level, Remark, examine
from kamtui.cli.usage import Parser
from kamtui.settings import find_data, settings, settings_file
from kamtui.store.checks import check
from kamtui.store.files.place import Locking, file_system, is_remote, locking, room
from kamtui.store.text.cells import fit, width
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import NotAWorkspaceError, Workspace

_LIBRARIES = ("textual", "tinydb", "plotext", "PyYAML", "msgspec")
_EXTRAS = {"segments": "sklearn", "slides": "pptx", "web": "textual_serve"}
_LITTLE, _TOO_LITTLE = 500_000_000, 20_000_000
"""Bytes of room below which there is a warning, and below which saving will fail."""
_LOCKING: dict[Locking, Level] = {"works": "ok", "broken": "error", "unknown": "hint"}
_LONGEST = 600
_MOST = 60
"""Faults of the data that are printed for people; programs get all."""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--fix", action="store_true", help=word("tools.arg.fix"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Print every remark; the exit code says whether something keeps kamtui from working or is wrong in the data."""
    root = find_data(arguments.data, os.environ, Path.cwd())
    remarks = [
        *installation(),
        *start(Path(kamtui.__file__)),
        *extras(),
        *own_settings(),
        *examine(os.environ),
        *data_folder(root),
        *data(root, fix=arguments.fix),
    ]
    if arguments.json:
        print_utf8()
        print(to_json([remark._asdict() for remark in remarks], indent=2))
    else:
        _print(remarks)
    return FINDINGS if any(remark.level == "error" for remark in remarks) else OK


def _print(remarks: Iterable[Remark]) -> None:
    """Print a line for each remark, and below it what to do."""
    remarks = list(remarks)
    faults = [remark for remark in remarks if remark.subject == "data"]
    if len(faults) > _MOST:
        remarks = [remark for remark in remarks if remark.subject != "data"] + faults[:_MOST]
        talk(word("tools.doctor.more", n=f"{len(faults) - _MOST:,}"))
    levels = max(width(word(f"tools.doctor.level.{remark.level}")) for remark in remarks)
    subjects = max(width(word(f"tools.doctor.of.{remark.subject}")) for remark in remarks)
    for level, subject, text, advice in remarks:
        head = fit(word(f"tools.doctor.level.{level}"), levels), fit(word(f"tools.doctor.of.{subject}"), subjects)
        print(*head, clean(text, _LONGEST), sep="  ")
        if advice:
            print(" " * (levels + subjects + 2), f"→ {clean(advice, _LONGEST)}", sep="  ")


def installation() -> Iterator[Remark]:
    """The versions of Python, kamtui and what it is built on."""
    found = f"Python {platform.python_version()}, kamtui {kamtui.__version__}, {platform.system()} {platform.release()}"
    yield Remark("ok", "python", found)
    known = {name: _version(name) for name in _LIBRARIES}
    missing = [name for name, number in known.items() if not number]
    text = ", ".join(f"{name} {number}" for name, number in known.items() if number)
    yield Remark("ok", "libraries", text)
    if missing:
        yield Remark("error", "libraries", word("tools.doctor.missing", names=", ".join(missing)),
                     word("tools.doctor.reinstall"))  # fmt: skip


def start(package: Path) -> Iterator[Remark]:
    """Whether Python may keep what it has compiled; else every start compiles anew."""
    compiled = importlib.util.cache_from_source(package)
    if Path(compiled).is_file():
        yield Remark("ok", "start", word("tools.doctor.compiled"))
    elif sys.dont_write_bytecode:
        yield Remark("hint", "start", word("tools.doctor.not_compiled"), word("tools.doctor.bytecode"))
    elif not os.access(package.parent, os.W_OK):
        yield Remark("hint", "start", word("tools.doctor.not_compiled"),
                     word("tools.doctor.compile", folder=package.parent))  # fmt: skip


def extras() -> Iterator[Remark]:
    """The parts that are installed on request."""
    there = [name for name, module in _EXTRAS.items() if importlib.util.find_spec(module)]
    missing = [name for name in _EXTRAS if name not in there]
    if there:
        yield Remark("ok", "extras", ", ".join(there))
    if missing:
        advice = word("tools.doctor.extras", names=",".join(missing))
        yield Remark("hint", "extras", word("tools.doctor.not_there", names=", ".join(missing)), advice)


def own_settings() -> Iterator[Remark]:
    """The person's settings: where they are, and what in them is not understood."""
    faults = settings().faults
    for fault in faults:
        yield Remark("warning", "settings", fault)
    if not faults:
        there = settings_file().is_file()
        yield Remark("ok", "settings", str(settings_file()) if there else word("tools.doctor.no_settings"))


def data_folder(root: Path | None) -> Iterator[Remark]:
    """The folder of the workspace: whether it can be used, how it is protected, and what it lies on."""
    if root is None:
        yield Remark("hint", "folder", word("tools.doctor.no_folder"), word("cli.none_named"))
        return
    try:
        workspace = Workspace.open(root, quick=True)
    except NotAWorkspaceError:
        yield Remark("error", "folder", word("cli.not_one", folder=root))
        return
    except OSError as error:
        yield Remark("error", "folder", word("cli.cannot_read", file=root, problem=error.strerror))
        return
    root = workspace.root
    if workspace.read_only:
        yield Remark("warning", "folder", str(read_only(workspace.read_only, root)))
    else:
        yield Remark("ok", "folder", f"{root} ({root.stat().st_mode & 0o7777:04o})")
    for finding in check(workspace, ["permissions"]):
        yield Remark(LEVELS[finding.level], "rights", finding.text())
    yield from _place(root, writable=not workspace.read_only)


def _place(root: Path, writable: bool) -> Iterator[Remark]:
    """File system, locks and room."""
    kind = file_system(root)
    if is_remote(kind):
        yield Remark("warning", "file_system", kind, word("tools.doctor.remote"))
    else:
        yield Remark("ok", "file_system", kind or word("tools.doctor.unknown"))
    if writable:
        try:
            answer = locking(root / ".kamtui" / "locks")
        except OSError as error:
            yield Remark("error", "locks", word("cli.disk", file=error.filename, problem=error.strerror))
        else:
            advice = word("tools.doctor.locks_advice") if answer == "broken" else ""
            yield Remark(_LOCKING[answer], "locks", word(f"tools.doctor.locks.{answer}"), advice)
    left = room(root)
    level: Level = "error" if left < _TOO_LITTLE else "warning" if left < _LITTLE else "ok"
    yield Remark(level, "room", word("tools.doctor.room", size=f"{left / 1e9:,.2f} GB"),
                 word("tools.doctor.make_room") if level != "ok" else "")  # fmt: skip


def _version(name: str) -> str:
    """The version of an installed package; "" where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
