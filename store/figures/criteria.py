"""What the purchase criteria say: whose mark they carry (C40), and how well each vendor meets them (C41)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity
from kamtui.store.records.contest import Criterion
from kamtui.store.records.judgement import US

NEUTRAL = "none"
"""What `favours` says of a criterion that favours nobody."""
FULL_SCORE = 5
EVALUATION = 3
"""The place, from 0, of the buying stage in which offers are held against the criteria (A3.15)."""


class SpecInfluence(msgspec.Struct, frozen=True):
    """Whose mark the criteria carry (C40)."""

    value: Fraction | None
    """(Σ weight of ours − Σ of rivals') ÷ Σ weights, −1 … 1; None without criteria, or where all weights are 0."""
    ours: int
    rivals: int
    neutral: int
    unknown: int
    """Criteria of which nobody knows whom they favour; they count among the weights."""
    unweighted: int
    """Criteria without a weight, which count 1."""
    price_war: bool
    """Whether the deal is in evaluation or later with an influence below 0 (A3.15)."""
    war_ahead: bool = False
    """The same before evaluation, while the criteria can still be changed (A3.14)."""


class Fit(msgspec.Struct, frozen=True):
    """How well one vendor meets the criteria (C41)."""

    vendor: str
    value: Fraction | None
    """Σ weight·score ÷ (5·Σ weight) over the criteria that have a score, 0 … 1; None where none has."""
    missing: tuple[str, ...]
    """Ids of the criteria without a score for this vendor."""


def weight_of(criterion: Criterion) -> int:
    """What a criterion counts: 1 where nobody gave it a weight."""
    return 1 if criterion.weight is None else criterion.weight


def spec_influence(criteria: Iterable[Criterion], deal: Opportunity, method: Method) -> SpecInfluence:
    """Whose mark the criteria of a deal carry (C40), and whether a price war threatens (A3.15)."""
    counted = [criterion for criterion in criteria if not criterion.archived]
    ours = [each for each in counted if each.favours == US]
    rivals = [each for each in counted if each.favours not in ("", US, NEUTRAL)]
    whole = sum(map(weight_of, counted))
    value = Fraction(sum(map(weight_of, ours)) - sum(map(weight_of, rivals)), whole) if whole else None
    place = method.stage_index(deal.stage)
    losing = deal.status == "open" and place is not None and value is not None and value < 0
    late = place is not None and place >= EVALUATION
    return SpecInfluence(
        value,
        ours=len(ours),
        rivals=len(rivals),
        neutral=sum(each.favours == NEUTRAL for each in counted),
        unknown=sum(not each.favours for each in counted),
        unweighted=sum(each.weight is None for each in counted),
        price_war=losing and late,
        war_ahead=losing and not late,
    )


def vendor_fit(criteria: Iterable[Criterion], vendors: Sequence[str]) -> list[Fit]:
    """How well each vendor meets the criteria (C41), in the order of `vendors`; what has no score is listed."""
    counted = [criterion for criterion in criteria if not criterion.archived]
    return [_fit(counted, vendor) for vendor in vendors]


def _fit(criteria: list[Criterion], vendor: str) -> Fit:
    reached = whole = 0
    missing = []
    for criterion in criteria:
        rating = criterion.scores.get(vendor)
        if rating is None or rating.value is None:
            missing.append(criterion.id)
        else:
            reached += weight_of(criterion) * rating.value
            whole += weight_of(criterion) * FULL_SCORE
    return Fit(vendor, Fraction(reached, whole) if whole else None, tuple(missing))
