"""What the other commands print with `--json`."""

from __future__ import annotations

from typing import Any, TypedDict

from kamtui.cli.terminal_facts import Level as DoctorLevel
from kamtui.store.exchange.report import Doubt, FileSummary, ImportFinding
from kamtui.store.figures.agenda import Bucket, DueKind
from kamtui.store.files.findings import Level
from kamtui.store.records.event import Via
from kamtui.store.tidy.issue import IssueKind


class RivalSpelling(TypedDict):
    """A spelling that may be another rival: why, in how many cells, and what was decided: same, apart or nothing."""

    spelling: str
    name: str
    why: str
    rows: int
    decided: str


class Imported(TypedDict):
    """What an import did or would do; counts by table."""

    files: list[FileSummary]
    new: dict[str, int]
    changed: dict[str, int]
    same: dict[str, int]
    rejected: int
    doubts: list[Doubt]
    findings: list[ImportFinding]
    folded: list[tuple[str, str]]
    spellings: list[RivalSpelling]


class PlannedEdit(TypedDict):
    """One cell of `set … --where`, as people read it; problem is "" where the value applies."""

    id: str
    name: str
    field: str
    old: str
    new: str
    problem: str


class PurgedRecord(TypedDict):
    """An archived record."""

    id: str
    kind: str
    name: str


class KeptRecord(PurgedRecord):
    """An archived record that stays, and how many records that are not archived name or belong to it."""

    by: int


class Purged(TypedDict):
    """What a purge takes out or would take out; `backup` is where the backup lies, "" where nothing was done."""

    going: list[PurgedRecord]
    kept: list[KeptRecord]
    backup: str


class CheckFinding(TypedDict):
    """One fault of the data: where, what was there, what was expected; line 0 where none can be named."""

    level: Level
    code: str
    file: str
    line: int
    record: str
    found: str
    expected: str
    text: str


class Remark(TypedDict):
    """One line of the doctor: what was looked at, how it is, and what to do about it."""

    level: DoctorLevel
    subject: str
    text: str
    advice: str


class LoggedChange(TypedDict):
    """One change of one field: as it is kept, with names and labels beside the ids."""

    id: str
    at: str
    by: str
    via: Via
    account: str
    account_name: str
    kind: str
    record: str
    record_name: str
    field: str
    field_label: str
    old: Any
    new: Any
    old_label: str
    new_label: str
    reason: str


class KeyTold(TypedDict):
    """A command of the screens and its keys."""

    id: str
    scope: str
    command: str
    keys: list[str]
    shown: list[str]
    label: str
    about: str


class TakenSnapshot(TypedDict):
    """A snapshot; `new` is false where the same one was there."""

    name: str
    taken: str
    base: str
    open: int
    closed: int
    new: bool


class DoneAction(TypedDict):
    """An action that was ticked."""

    id: str
    title: str


class AppliedMinutes(TypedDict):
    """What was read back from minutes; `unknown` are sentences about ids that are none of ours."""

    done: list[DoneAction]
    already: int
    unknown: list[str]


class DueTold(TypedDict):
    """One thing that is due; days below 0 are late."""

    kind: DueKind
    day: str
    bucket: Bucket
    days: int
    record: str
    account: str
    opportunity: str
    owner: str
    text: str


class StillThere(TypedDict):
    """A place where the name of an erased person still stands."""

    file: str
    line: int


class Erased(TypedDict):
    """What erasing a person left behind; `git` says whether there is a history that remembers.

    `left` could not be gone through, `backups` are not written anew, `advice` deals with what is out of reach.
    """

    id: str
    still: list[StillThere]
    left: list[str]
    backups: list[str]
    git: bool
    advice: list[str]


class IssueTold(TypedDict):
    """One thing that looks wrong with the data; `times` is by how much a suspect unit is off."""

    key: str
    kind: IssueKind
    table: str
    about: str
    file: str
    records: list[str]
    n: int
    times: float | None


class QualityTold(TypedDict):
    """What looks wrong, counted by kind, and how many were ignored."""

    counts: dict[str, int]
    ignored: int
    issues: list[IssueTold]


StakeholderRow = dict[str, str]
"""One person for a spreadsheet; keys and values are labels in the language in use."""
