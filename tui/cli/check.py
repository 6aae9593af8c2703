"""`kamtui check`: what is wrong in a workspace, and with `--fix` what can be mended without a decision."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from kamtui.cli.common import print_utf8, root_of, talk, to_json
from kamtui.cli.errors import FINDINGS, NEWER, OK, UNREADABLE, read_only
from kamtui.cli.usage import Parser
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Finding, Workspace

_LONGEST = 600
_LEVELS = ("error", "warning", "info")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    from kamtui.store.checks import CHECKS

    known = ", ".join(CHECKS)
    parser.add_argument(
        "names", metavar="NAME", nargs="*", default=[], type=check_named, help=word("tools.arg.checks", known=known)
    )
    parser.add_argument("--fix", action="store_true", help=word("tools.arg.fix"))
    parser.add_json()


def check_named(text: str) -> str:
    """The name of a check; raises argparse's error for what is none."""
    from kamtui.store.checks import CHECKS

    if text not in CHECKS:
        raise argparse.ArgumentTypeError(word("tools.check.unknown", found=clean(text, 40), known=", ".join(CHECKS)))
    return text


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; the exit code says whether one of them is an error.

    Without `--fix` nothing in the folder is changed, not even a cache.
    """
    from kamtui.store.checks import CHECKS, check

    names = list(dict.fromkeys(arguments.names)) or list(CHECKS)
    workspace = Workspace.open(root_of(arguments))
    findings = check(workspace, names)
    fixed: list[Finding] = []
    if arguments.fix:
        if workspace.read_only:
            raise read_only(workspace.read_only, workspace.root)
        from kamtui.store.checks.repair import repair

        fixed = repair(workspace, findings)
        if fixed:
            findings = check(Workspace.open(workspace.root), names)
    _print(fixed + findings, arguments.json)
    _sum_up(findings, fixed)
    if workspace.read_only == "format":
        return NEWER
    if any(finding.code == "unreadable" for finding in findings):
        return UNREADABLE
    return FINDINGS if any(finding.level == "error" for finding in findings) else OK


def _print(findings: Sequence[Finding], as_json: bool) -> None:
    if as_json:
        print_utf8()
        print(to_json([_plain(finding) for finding in findings], indent=2))
        return
    for finding in findings:
        print(clean(f"{word(f'cli.level.{finding.level}')} {finding.code} {_said(finding)}", _LONGEST))


def _said(finding: Finding) -> str:
    """Place, id ("-" where there is none) and sentence of a finding."""
    sentence = finding.text().removeprefix(f"{finding.place}: ")
    return f"{finding.place} {finding.record or '-'} {sentence}"


def _sum_up(findings: Sequence[Finding], fixed: Sequence[Finding]) -> None:
    """Say on stderr how many faults of each level there are, and how many were mended."""
    if fixed:
        talk(word("tools.check.fixed", n=len(fixed)))
    counts = [sum(finding.level == level for finding in findings) for level in _LEVELS]
    if any(counts):
        errors, warnings, hints = counts
        talk(word("tools.check.count", errors=errors, warnings=warnings, hints=hints))
    else:
        talk(word("cli.check.clean"))


def _plain(finding: Finding) -> dict[str, object]:
    names = ("level", "code", "file", "line", "record", "found", "expected")
    return {name: getattr(finding, name) for name in names} | {"text": finding.text()}
