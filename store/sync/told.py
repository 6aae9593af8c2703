"""What a sync did, in words: the command and the screens say the same."""

from __future__ import annotations

from kamtui.store.sync.engine import SyncReport, Waiting
from kamtui.store.text.words import word

_NAMED = 20


def lines(report: SyncReport) -> list[str]:
    """A report in a few lines."""
    told = [_summary(report)] if not report.unresolved else []
    if report.absorbed:
        told.append(word("sync.report.absorbed", files=len(report.absorbed)))
    if report.left:
        told += [word("sync.report.left"), *(f"  {reason}" for reason in report.left[:_NAMED])]
    if report.commits_in:
        told.append(word("sync.report.in", commits=report.commits_in, files=len(report.files_in)))
    if report.commits_out:
        told.append(word("sync.report.out", commits=report.commits_out, files=len(report.files_out)))
    if report.merged:
        told.append(word("sync.report.merged", files=len(report.merged)))
    if report.waiting:
        told.append(word("sync.report.waiting", n=len(report.waiting)))
        told += [f"  {_named(one)}" for one in report.waiting[:_NAMED]]
        if len(report.waiting) > _NAMED:
            told.append("  " + word("sync.report.more", n=len(report.waiting) - _NAMED))
    if report.unresolved:
        told += [word("sync.report.unresolved"), *(f"  {name}" for name in report.unresolved)]
    return [line for line in told if line]


def _summary(report: SyncReport) -> str:
    if not report.remote:
        return word("sync.report.local")
    quiet = not (report.commits_in or report.commits_out)
    return word("sync.report.same", remote=report.remote) if quiet else ""


def _named(one: Waiting) -> str:
    return f"{one.file}: {one.table} {one.id} {one.field or word('sync.record')}"
