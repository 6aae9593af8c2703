"""`kamtui check`: what is wrong in the files of a workspace."""

from __future__ import annotations

import argparse

from kamtui.cli.common import print_utf8, root_of, talk, to_json
from kamtui.cli.errors import FINDINGS, NEWER, OK
from kamtui.cli.usage import Parser
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Finding, Workspace

_LONGEST = 600


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; the exit code says whether one of them is an error."""
    workspace = Workspace.open(root_of(arguments))
    workspace.close()
    findings = workspace.findings
    if arguments.json:
        print_utf8()
        print(to_json([_plain(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            print(clean(f"{word(f'cli.level.{finding.level}')} {finding.code} {finding.text()}", _LONGEST))
        if not findings:
            talk(word("cli.check.clean"))
    if any(finding.code == "format" for finding in findings):
        return NEWER
    return FINDINGS if any(finding.level == "error" for finding in findings) else OK


def _plain(finding: Finding) -> dict[str, object]:
    names = ("level", "code", "file", "line", "record", "found", "expected")
    return {name: getattr(finding, name) for name in names} | {"text": finding.text()}
