"""What every command does: open the workspace, name kinds and records, print for people and programs."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from kamtui.cli.errors import USAGE, CommandError, read_only
from kamtui.settings import find_data
from kamtui.store.fields import name_of
from kamtui.store.files.place import refusal
from kamtui.store.records import KINDS, Activity, OrderLine, Record
from kamtui.store.sync.pending import stopped
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.text.words.cli import WORDS
from kamtui.store.workspace import ReadOnlyError, Workspace

_SINGULAR = {"person": "contacts", "people": "contacts", "deal": "opportunities", "deals": "opportunities"}
# What acts on a terminal or cannot be seen, which JSON would otherwise hold as it is.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ID_PART = re.compile(r"[0-9A-HJKMNP-TV-Z]{4,26}")
_NAMED = 5


def root_of(arguments: argparse.Namespace) -> Path:
    """The folder of the workspace that a command is about; CommandError where nothing names one."""
    root = find_data(arguments.data, os.environ, Path.cwd())
    if root is None:
        raise CommandError(USAGE, word("cli.none_named"))
    return root


@contextmanager
def opened(arguments: argparse.Namespace, *, writes: bool = False) -> Iterator[Workspace]:
    """The workspace; afterwards its caches are kept, and what is damaged in it is said in one line.

    A command that `writes` first finishes a merge that git has left half-way.
    """
    root = root_of(arguments)
    if writes:
        _finish_pending(root)
    workspace = Workspace.open(root)
    try:
        yield workspace
    except ReadOnlyError as error:
        raise read_only(str(error), workspace.root) from error
    finally:
        workspace.close()
    if workspace.upgraded:
        talk(word("cli.upgraded", folder=workspace.upgraded))
    tell_damage(workspace)


def _finish_pending(root: Path) -> None:
    """Finish a stopped merge or rebase; one that cannot be finished is said, and does not keep anyone from working."""
    if not stopped(root) or refusal(root):
        return
    from kamtui.store.sync import SyncError, finish_pending

    try:
        report = finish_pending(root)
    except SyncError as error:
        talk(str(error))
        return
    if report and report.unresolved:
        talk(word("sync.report.unresolved"))
        for name in report.unresolved:
            talk(f"  {name}")
    elif report:
        talk(word("sync.report.finished", files=len(report.merged)))
    if report and report.waiting:
        talk(word("sync.report.waiting", n=len(report.waiting)))


def tell_damage(workspace: Workspace) -> None:
    """Say on stderr how many files are damaged, if any are."""
    files = {finding.file for finding in workspace.findings if finding.level == "error"}
    if len(files) == 1:
        talk(word("cli.set_aside_one"))
    elif files:
        talk(word("cli.set_aside", n=len(files)))


def talk(text: str) -> None:
    """Say something to the person, apart from the data on stdout."""
    sys.stdout.flush()
    print(clean(text, 600), file=sys.stderr)


def kind_named(text: str) -> type[Record]:
    """The kind of record that a person names, in either language and number; raises argparse's error."""
    sought = text.casefold()
    for table, kind in KINDS.items():
        names = [name.casefold() for name in WORDS[f"cli.kind.{table}"]]
        if sought in names or sought in (table, kind.__name__.casefold()) or _SINGULAR.get(sought) == table:
            return kind
    raise argparse.ArgumentTypeError(word("cli.usage.kind", found=clean(text, 40), known=kinds()))


def kinds() -> str:
    """The names of all kinds, for help and errors."""
    return ", ".join(KINDS)


def find(workspace: Workspace, text: str) -> Record:
    """The one record that `text` names: by id, by four or more letters at its beginning or end, or by name.

    Raises CommandError where there is none or more than one.
    """
    sought = text.strip()
    found = [record for kind in _indexed() for record in _fitting(workspace.records(kind), sought)]
    if not found:
        found = _fitting(workspace.records(Activity), sought)
    if not found and _ID_PART.fullmatch(sought.upper()):
        found = _by_id(workspace.records(OrderLine), sought)
    exact = [record for record in found if record.id == sought.upper()]
    found = exact or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise CommandError(USAGE, word("cli.find.none", text=clean(sought, 60)))
    known = [f"{clean(name_of(one), 40)} ({word(f'cli.kind.{one.table}')} {one.id})" for one in found[:_NAMED]]
    shown = word("fields.value.joint").join(known) + (" …" if len(found) > _NAMED else "")
    raise CommandError(USAGE, word("cli.find.several", text=clean(sought, 60), known=shown))


def _indexed() -> Iterator[type[Record]]:
    """The kinds that are in memory anyway."""
    return (kind for kind in KINDS.values() if kind not in (Activity, OrderLine))


def _fitting(records: dict[str, Any], sought: str) -> list[Record]:
    plain = sought.casefold()
    named = [
        record
        for record in records.values()
        if plain in (name_of(record).casefold(), *(alias.casefold() for alias in getattr(record, "aliases", ())))
    ]
    return named or _by_id(records, sought)


def _by_id(records: dict[str, Any], sought: str) -> list[Record]:
    part = sought.upper()
    if not _ID_PART.fullmatch(part):
        return []
    return [record for record_id, record in records.items() if record_id.startswith(part) or record_id.endswith(part)]


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """The fields and values in `field=value` arguments; CommandError for what is none."""
    found = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not (separator and name.strip()):
            raise CommandError(USAGE, word("cli.usage.pair", found=clean(text, 60)))
        found[name.strip()] = value
    return found


def to_json(value: Any, indent: int | None = None) -> str:
    """JSON that is readable and that nothing in it can act on a terminal: what cannot be seen is escaped."""
    try:
        encoded = msgspec.json.encode(value)
        text = (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode()
    except UnicodeEncodeError:  # the name of a file may be no Unicode
        text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text)


def print_utf8() -> None:
    """Make stdout UTF-8 whatever the locale: what programs read has one encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
