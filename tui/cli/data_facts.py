"""What the doctor says of the data: everything that the checks find, and what of it was mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kamtui.cli.errors import read_only
from kamtui.cli.terminal_facts import Level, Remark
from kamtui.store.checks import CHECKS, check
from kamtui.store.checks.repair import REPAIRED, repair
from kamtui.store.files.layout import CONFIG
from kamtui.store.text.words import word
from kamtui.store.workspace import Finding, Workspace

LEVELS: dict[str, Level] = {"error": "error", "warning": "warning", "info": "hint"}
"""By the level of a finding that of a remark."""


def data(root: Path | None, *, fix: bool) -> Iterator[Remark]:
    """Every fault of the data; with `fix` what needs no decision is mended first. Nothing where there is no workspace.

    Raises CommandError for a session that must not write, and as `repair` does.
    """
    if root is None or not (root / CONFIG).is_file():
        return
    workspace = Workspace.open(root)
    findings = check(workspace, CHECKS)
    if fix:
        if workspace.read_only:
            raise read_only(workspace.read_only, workspace.root)
        mended = repair(workspace, findings)
        for done in mended:
            yield Remark("ok", "data", done.text())
        if mended:
            findings = check(Workspace.open(root), CHECKS)
    left = [finding for finding in findings if finding.code not in _RIGHTS]
    for finding in left:
        yield Remark(LEVELS[finding.level], "data", finding.text(), _advice(finding))
    if not left:
        yield Remark("ok", "data", word("cli.check.clean"))


_RIGHTS = ("open_folder", "sticky", "unwritable", "open_file", "readable", "group", "remote", "no_modes")
"""What the check of rights finds, which the doctor tells apart."""


def _advice(finding: Finding) -> str:
    return word("tools.doctor.fix") if finding.code in REPAIRED else ""
