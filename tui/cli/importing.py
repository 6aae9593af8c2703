"""`kamtui import`: tables from files into the workspace, as one step."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kamtui.cli import spellings
from kamtui.cli.common import kind_named, kinds, opened, print_utf8, root_of, talk, to_json
from kamtui.cli.errors import FINDINGS, OK, UNREADABLE, USAGE, CommandError
from kamtui.cli.progress import Progress
from kamtui.cli.usage import Parser
from kamtui.store.files.layout import CONFIG
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from kamtui.store.exchange.report import ImportReport

_LONGEST = 600


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help=word("cli.arg.files"))
    parser.add_argument("--as", dest="kind", metavar="KIND", type=_importable, help=word("cli.arg.as", kinds=kinds()))
    parser.add_argument("--map", metavar="MAP.yaml", type=Path, help=word("cli.arg.map"))
    parser.add_argument("--save-map", metavar="MAP.yaml", type=Path, help=word("cli.arg.save_map"))
    parser.add_argument("--encoding", metavar="NAME", default="", help=word("cli.arg.encoding"))
    parser.add_argument("--same", metavar="NAME=PERSON", action="append", default=[], help=word("people.arg.same"))
    parser.add_argument("--new", metavar="NAME", action="append", default=[], help=word("people.arg.new"))
    parser.add_argument("--dry-run", action="store_true", help=word("cli.arg.dry_run"))
    parser.add_argument("--others", action="store_true", help=word("cli.arg.others"))
    spellings.add_arguments(parser)
    parser.add_json()


def _importable(text: str) -> type[Record]:
    """The kind of record that a person names, of those that a sheet can hold; raises argparse's error."""
    from kamtui.store.exchange.aliases import ALIASES

    kind = kind_named(text)
    if kind.table not in ALIASES:
        raise argparse.ArgumentTypeError(word("cli.usage.kind", found=clean(text, 40), known=", ".join(ALIASES)))
    return kind


def run(arguments: argparse.Namespace) -> int:
    """Import the files, or say what would be imported; 1 where rows were rejected or no file was understood."""
    with _target(arguments) as workspace:
        report = _import(workspace, arguments)
    if arguments.save_map and report.used:
        from kamtui.store.exchange.mapping import save_map

        save_map(report.used, arguments.save_map)
    if arguments.json:
        print_utf8()
        print(to_json(report.as_json(), indent=2))
    else:
        _print(report)
    for path in report.rejects:
        talk(word("cli.import.rejects", file=path))
    understood = any(one.kind for one in report.files)
    return OK if understood and not report.rejected else FINDINGS


@contextmanager
def _target(arguments: argparse.Namespace) -> Iterator[Workspace]:
    """The workspace to import into; made where `--data` names an empty folder, and unmade if nothing comes of it."""
    root = root_of(arguments)
    if not arguments.data or (root / CONFIG).is_file() or (root.is_dir() and any(root.iterdir())):
        with opened(arguments, writes=True) as workspace:
            yield workspace
    elif arguments.dry_run:
        with TemporaryDirectory(prefix="kamtui-dry-run-") as scratch:
            yield Workspace.create(Path(scratch))
    else:
        existed = root.is_dir()
        try:
            workspace = Workspace.create(root)
            yield workspace
            workspace.close()
        except BaseException:
            _unmake(root, existed)
            raise
        talk(word("cli.init.made", folder=root))


def _unmake(root: Path, existed: bool) -> None:
    """Leave a folder that was empty or not there as it was."""
    shutil.rmtree(root, ignore_errors=True)
    if existed:
        root.mkdir()


def _import(workspace: Workspace, arguments: argparse.Namespace) -> ImportReport:
    """Import with progress on stderr; CommandError for a file or a map that cannot be read."""
    from kamtui.store.exchange.importer import ImportOptions, import_files
    from kamtui.store.exchange.problems import UnreadableFileError
    from kamtui.store.method.node import SourceError

    progress = Progress()
    options = ImportOptions(
        kind=arguments.kind.table if arguments.kind else "",
        mapping=arguments.map,
        encoding=arguments.encoding,
        dry_run=arguments.dry_run,
        others=arguments.others,
        people=_decisions(arguments),
        rejects_dir=Path.cwd(),
        decide=spellings.Decider(workspace, arguments, progress.end),
    )
    try:
        return import_files(workspace, arguments.files, options, progress)
    except (UnreadableFileError, SourceError) as error:
        raise CommandError(UNREADABLE, str(error)) from error
    finally:
        progress.end()


def _decisions(arguments: argparse.Namespace) -> dict[str, str]:
    """Whom doubtful rows are about, as `--same` and `--new` say."""
    from kamtui.store.exchange.same_person import NEW

    decisions = dict.fromkeys(arguments.new, NEW)
    for said in arguments.same:
        row, sign, person = said.partition("=")
        if not sign or not row.strip() or not person.strip():
            raise CommandError(USAGE, word("people.import.same", found=clean(said, 60)))
        decisions[row.strip()] = person.strip()
    return decisions


def _print(report: ImportReport) -> None:
    """Print how each file was read, what came of it, and what a person should know."""
    for one in report.files:
        kind = word(f"cli.kind.{one.kind}") if one.kind else word("cli.import.no_kind")
        name = f"{one.file} [{one.sheet}]" if one.sheet else one.file
        _line("cli.import.file", file=name, kind=kind, rows=f"{one.rows:,}", encoding=one.encoding or "–")
    for kind in dict.fromkeys((*report.new, *report.changed, *report.same)):
        counts = {name: f"{getattr(report, name).get(kind, 0):,}" for name in ("new", "changed", "same")}
        _line("cli.import.would" if report.dry_run else "cli.import.counts", kind=word(f"cli.kind.{kind}"), **counts)
    if report.deciding:
        _line("cli.import.deciding", n=f"{report.deciding:,}")
    for finding in report.findings:
        print(clean(f"{finding.file}: {finding.text}" if finding.file else finding.text, _LONGEST))
    joint = word("exchange.list-comma")
    for doubt in report.doubts:
        people = joint.join(f"{name} ({account})" if account else name for name, account in doubt.people)
        _line("people.import.doubt", file=doubt.file, line=doubt.line, name=doubt.name, people=people)
    if report.doubts:
        _line("people.import.decide", name=report.doubts[0].name, person=report.doubts[0].people[0][0])
    for kind, rows in report.samples.items() if report.dry_run else ():
        print(f"\n{word(f'cli.kind.{kind}').capitalize()}")
        for row in rows:
            print("  " + clean("  ".join(f"{name}={value}" for name, value in row.items()), _LONGEST))


def _line(key: str, **places: object) -> None:
    print(clean(word(key, **places), _LONGEST))
