"""What every command prints with `--json`, as JSON Schema: the one place that knows, and what is published.

A command can print one of several shapes, such as a record of any kind. Later versions may add keys, but take none
away and give none another meaning without a new `VERSION`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain, islice
from typing import Any

import msgspec

from kamtui.cli.shapes import figures, others, records, reviews
from kamtui.cli.shapes.people import StakeholderMap
from kamtui.cli.shapes.records import Shape, any_record, several, shown, stage_of_board
from kamtui.store.draft_files import Draft
from kamtui.store.records import KINDS
from kamtui.store.sync.engine import SyncReport

VERSION = 1
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLACE = "#/$defs/{name}"


def _views() -> Iterable[Shape]:
    views = (reviews.ForecastView, list[reviews.StageSum], reviews.Comparison, None, list[reviews.RiskyDeal])
    more = (reviews.HygieneView, list[reviews.ActionTold], reviews.SlipView, list[reviews.CallAccuracy])
    return (reviews.Review, *views, *more, reviews.VisitsView)


SHAPES: dict[str, Callable[[], Iterable[Shape]]] = {
    "import": lambda: [others.Imported],
    "list": lambda: map(several, any_record()),
    "show": lambda: [*map(shown, KINDS.values()), StakeholderMap],
    "pipeline": lambda: [several(stage_of_board())],
    "add": any_record,
    "set": lambda: [*any_record(), list[others.PlannedEdit]],
    "check": lambda: [list[others.CheckFinding]],
    "log": lambda: [list[others.LoggedChange]],
    "keys": lambda: [list[others.KeyTold]],
    "doctor": lambda: [list[others.Remark]],
    "sync": lambda: [SyncReport],
    "drafts": lambda: [list[Draft]],
    "review": _views,
    "snapshot": lambda: [others.TakenSnapshot],
    "diff": lambda: [reviews.Comparison, reviews.NoComparison],
    "minutes": lambda: [others.AppliedMinutes],
    "due": lambda: [list[others.DueTold]],
    "export": lambda: [list[others.StakeholderRow]],
    "erase": lambda: [others.Erased],
    "figures": lambda: [list[figures.FigureTold], figures.FigureAnswer],
    "merge": lambda: [records.shape_of(KINDS["accounts"]), records.shape_of(KINDS["contacts"])],
    "purge": lambda: [others.Purged],
    "quality": lambda: [others.QualityTold, list[figures.SourceTold]],
    "segments": lambda: [figures.SegmentsTold],
}
"""By command the shapes that it can print."""


def schema(command: str) -> dict[str, Any]:
    """The schema of what one command prints, complete in itself; KeyError for one without `--json`."""
    told, parts = msgspec.json.schema_components(SHAPES[command](), ref_template=_PLACE)
    return {"$schema": _DIALECT, "$id": f"urn:kamtui:json:{VERSION}:{command}", "title": f"kamtui {command} --json",
            **_one_of(list(told)), "$defs": parts}  # fmt: skip


def whole() -> dict[str, Any]:
    """The schemas of all commands in one document: by command under `commands`, and what they share."""
    shapes = {command: list(made()) for command, made in SHAPES.items()}
    told, parts = msgspec.json.schema_components(chain.from_iterable(shapes.values()), ref_template=_PLACE)
    left = iter(told)
    commands = {command: _one_of(list(islice(left, len(own)))) for command, own in shapes.items()}
    return {"$schema": _DIALECT, "$id": f"urn:kamtui:json:{VERSION}", "title": "kamtui COMMAND --json",
            "commands": commands, "$defs": dict(sorted(parts.items()))}  # fmt: skip


def _one_of(told: list[dict[str, Any]]) -> dict[str, Any]:
    return told[0] if len(told) == 1 else {"anyOf": told}
