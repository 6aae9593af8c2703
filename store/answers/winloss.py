"""Win and loss by rival, product, region, owner (C39): rate, value, why and where lost, discount and price gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.deals import grouped, rate_row, rates
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Row
from kamtui.store.figures.offers import mean_discount
from kamtui.store.figures.winning import decided_against, price_gap, win_rate
from kamtui.store.records import Opportunity


@works("win-loss")
def win_loss(desk: Desk, figure: Figure) -> Answer:
    """Win rate by rival, product, region or owner (C39): a deal with two rivals counts for both."""
    by, rows = desk.question.by or ("competitor",), []
    deals = desk.deals()
    if "competitor" not in by:
        made, groups = rates(desk, figure), grouped(desk, deals, by)
        made.rows = [row for row in made.rows if row.n]
        for row in made.rows:
            _told_apart(desk, row, groups[tuple(row.dims[name] for name in by)])
        return _labelled(desk, made)
    others = tuple(name for name in by if name != "competitor")
    few = desk.workspace.method.thresholds["sample_at_least"]
    for rival, own in decided_against(deals).items():
        for key, each in grouped(desk, own, others).items():
            row = rate_row(figure, {"competitor": rival, **dims_of(others, key)}, each, few)
            _told_apart(desk, row, each, rival)
            rows.append(row)
    decided = [deal for deal in deals if deal.status != "open"]
    alone = sum(not deal.competitors and not deal.lost_to for deal in decided)
    return _labelled(desk, answer(desk, figure, rows, None, {"no-rival": alone, "open": len(deals) - len(decided)}))


def _told_apart(desk: Desk, row: Row, deals: Sequence[Opportunity], rival: str = "") -> None:
    """Add to a row of win and loss the rate by value, why and in which stage these deals were lost, and the prices."""
    decided = [deal for deal in deals if deal.status != "open"]
    lost = [deal for deal in decided if deal.status == "lost"]
    gap, discount = price_gap(lost, rival), mean_discount(decided, desk.last_quotes)
    row.more |= {
        "by_value": win_rate(decided).by_value,
        "mean_discount": None if discount.percent is None else float(discount.percent),
        "quotes": discount.n,
        "reasons": dict(Counter(deal.lost_reason for deal in lost if deal.lost_reason).most_common(3)),
        "lost_in": dict(Counter(deal.stage for deal in lost if deal.stage).most_common(1)),
        "price_gap": gap.mean, "median_price_gap": gap.median, "gaps": gap.n,
    }  # fmt: skip


def _labelled(desk: Desk, made: Answer) -> Answer:
    """The answer with what the method calls the reasons and stages in it."""
    for name, group in (("reasons", "lost_reasons"), ("lost_in", "stages")):
        made.names[name] = {entry.id: entry.label.text for entry in desk.workspace.method.entries(group)}
    return made
