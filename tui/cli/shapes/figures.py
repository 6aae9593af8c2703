"""What figures, their sources and the groups of accounts look like in `--json`."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

import msgspec

from kamtui.cli.shapes.records import SegmentKept
from kamtui.store.answers.model import Unit
from kamtui.store.figures.segments import Scale, Way
from kamtui.store.tidy.sources import Gathered


class FigureTold(TypedDict):
    """A figure that can be asked for."""

    figure: str
    label: str
    formula: str
    unit: Unit
    about: str
    by: list[str]
    source: str


FigurePeriod = TypedDict("FigurePeriod", {"from": str | None, "to": str | None})
_ROW = {
    "required": ["value", "n"],
    "properties": {"value": {"type": ["number", "null"]}, "n": {"type": "integer"}, "currency": {"type": "string"}},
    "additionalProperties": {"type": ["string", "number", "boolean", "null", "object", "array"]},
}


class ExcludedRecords(TypedDict):
    """How many records are not in a figure, and why."""

    reason: str
    n: int


class FigureAnswer(TypedDict):
    """A figure worked out: amounts in the main unit, shares 0 … 1, null is n/a.

    Each row holds the dimensions, value and n; the total is by currency where there are several (currency is null).
    """

    figure: str
    formula: str
    unit: Unit
    currency: str | None
    period: FigurePeriod
    rows: list[Annotated[dict[str, Any], msgspec.Meta(extra_json_schema=_ROW)]]
    total: Any
    excluded: list[ExcludedRecords]


class UsualTold(TypedDict):
    """The most frequent value of a choice in a group: its share there, and among all accounts."""

    value: str
    share: float
    overall: float


class GroupTold(TypedDict):
    """One group against the whole: means by feature, and how many standard deviations these are from those of all."""

    group: int
    name: str
    strategy: str
    n: int
    means: dict[str, float]
    apart: dict[str, float]
    usual: dict[str, UsualTold]


class GroupedAccount(TypedDict):
    """An account with the number of its group and its first two principal components."""

    account: str
    account_id: str
    group: int
    components: list[float]


class SegmentsTold(TypedDict):
    """Accounts in groups; k is null where there are too few, `silhouettes` are by number of groups."""

    features: list[str]
    way: Way
    scale: Scale
    currency: str
    k: int | None
    silhouette: float | None
    clear: bool | None
    proposed: int | None
    silhouettes: dict[str, float]
    dropped: list[str]
    filled: dict[str, int]
    groups: list[GroupTold]
    accounts: list[GroupedAccount]
    kept: list[SegmentKept]


class SourceTold(TypedDict):
    """Where a figure's numbers come from; `outside` are the records that another system has given an id."""

    figure: str
    about: str
    gathered: Gathered
    n: int
    outside: int | None
    newest: str | None
