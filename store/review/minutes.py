"""The minutes of a review: Markdown that diffs well and whose boxes can be ticked, and the same as one HTML page.

Equal facts give equal text: every list has a fixed order, and nothing in it depends on the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamtui.store.figures.changes import BUCKETS, EXITS, Waterfall
from kamtui.store.figures.forecast import CLOSED, Forecast
from kamtui.store.records import Call, Decision, Opportunity, Task
from kamtui.store.review import told
from kamtui.store.review.facts import Facts
from kamtui.store.review.meeting import State
from kamtui.store.review.paper import Box, Grid, Heading, Lines, Paper, Part
from kamtui.store.text import amounts
from kamtui.store.text.words import word


def minutes(
    facts: Facts, state: State, decisions: Sequence[Decision], calls: Sequence[Call], earlier: Sequence[Decision]
) -> Paper:
    """The minutes of a review; `earlier` are the actions of the reviews before."""
    base = facts.base.name if facts.base else ""
    front = {
        "review": state.name,
        "base": base,
        "taken": facts.today.isoformat(),
        "scope": facts.scope.name,
        "period": str(facts.span),
    }
    parts: list[Part] = [Heading(_title(facts, state), 1), Lines(tuple(_opening(state)))]
    if not base:
        parts.append(Lines((word("review.minutes.first"),)))
    parts += _actions(facts, earlier, "review.minutes.earlier")
    parts += [Heading(word("review.minutes.figures")), figures(facts)]
    parts += _calls(facts, calls)
    for fall in facts.diff.waterfalls if facts.diff else ():
        heading = word("review.minutes.waterfall", currency=fall.currency)
        parts += [Heading(heading), waterfall(fall)]
    parts += _about_deals(facts, decisions)
    parts += _notes(decisions)
    parts += _actions(facts, [each for each in decisions if each.kind == "action"], "review.minutes.actions")
    parts += _appendix(facts)
    return Paper(front, tuple(parts))


def figures(facts: Facts) -> Grid:
    """The headline: each number now, in the snapshot before, and the difference."""
    now, before = facts.forecast, facts.forecast_before
    rows = []
    for name in ("target", "won", "gap", "commit", "best_case", "open", "weighted"):
        current, old = headline(now, name), headline(before, name) if before else None
        change = None if current is None or old is None else current - old
        texts = [amounts.show(each, now.currency) for each in (current, old)]
        rows.append((word(f"review.headline.{name}"), *texts, signed(change, now.currency)))
    rows.append(
        (word("review.headline.coverage"), told.coverage_text(now), told.coverage_text(before) if before else "-", "")
    )
    needed = told.times(facts.required.coverage)
    decided = facts.required.won + facts.required.lost
    rows.append((word("review.headline.required", won=facts.required.won, n=decided), needed, "", ""))
    head = tuple(word(f"review.minutes.{name}") for name in ("figure", "now", "before", "change"))
    return Grid(head, tuple(rows), (1, 2, 3))


def headline(found: Forecast, name: str) -> int | None:
    """One number of the headline; commit and best case with all that is surer (C10)."""
    match name:
        case "target":
            return found.target
        case "won":
            return found.line(CLOSED).amount
        case "gap":
            return found.gap
        case "open":
            return found.open
        case "weighted":
            return found.weighted
    return found.line(name).cumulative


def signed(change: int | None, currency: str) -> str:
    """A difference with its sign."""
    return "-" if change is None else f"{'+' if change > 0 else ''}{amounts.show(change, currency)}"


def waterfall(fall: Waterfall) -> Grid:
    """A waterfall as a table, from the sum of one day to that of the other."""
    rows = [(word("review.minutes.begin"), str(fall.n_begin), amounts.show(fall.begin, fall.currency))]
    for bucket in BUCKETS:
        if bucket in fall.booked:
            sign = "-" if bucket in (*EXITS, "decreased") else "+"
            amount = f"{sign}{amounts.show(fall.booked[bucket], fall.currency)}"
            rows.append((word(f"review.cause.{bucket}"), str(fall.counts[bucket]), amount))
    rows.append((word("review.minutes.end"), str(fall.n_end), amounts.show(fall.end, fall.currency)))
    return Grid(tuple(word(f"review.minutes.{name}") for name in ("what", "deals", "amount")), tuple(rows), (1, 2))


def changes(facts: Facts) -> Grid:
    """Every change as a table."""
    rows = []
    for change in facts.diff.changes if facts.diff else ():
        deal = change.deal
        rows.append((
            told.account_name(facts.workspace, deal.account), deal.name, word(f"review.cause.{change.cause}"),
            amounts.show(deal.amount, deal.currency), told.change_text(facts.workspace, change),
        ))  # fmt: skip
    head = ("account", "deal", "cause", "amount", "fields")
    return Grid(tuple(word(f"review.minutes.{name}") for name in head), tuple(rows), (3,))


def _title(facts: Facts, state: State) -> str:
    return word("review.minutes.title", name=state.name) + (f" · {facts.scope.name}" if facts.scope.name else "")


def _opening(state: State) -> Iterable[str]:
    people = word("fields.value.joint").join((state.lead, *state.joined))
    total = round(sum(state.steps.values()) / 60)
    yield word("review.minutes.people", people=people, minutes=total)


def _calls(facts: Facts, calls: Sequence[Call]) -> list[Part]:
    rows = []
    for each in sorted(calls, key=lambda call: (call.role, call.owner)):
        who = told.person(facts.workspace, each.owner) if each.owner else word("review.everyone")
        rows.append((word(f"review.role.{each.role}"), who, amounts.show(each.amount, each.currency), each.note))
    head = tuple(word(f"review.minutes.{name}") for name in ("role", "who", "call", "note"))
    return [Heading(word("review.minutes.calls")), Grid(head, tuple(rows), (2,))] if rows else []


def _about_deals(facts: Facts, decisions: Sequence[Decision]) -> list[Part]:
    """The deals that were spoken of: by the step in which they came up, each with its risks and what was decided."""
    parts: list[Part] = []
    for steps, key in (
        (("hygiene", "changes", "risks", "next", "actions", "close"), "spoken"),
        (("stalled",), "stalled"),
    ):
        rows = []
        for deal in dict.fromkeys(each.opportunity for each in decisions if each.opportunity and each.step in steps):
            rows.append(
                _deal_row(facts, deal, [each for each in decisions if each.opportunity == deal and each.step in steps])
            )
        if rows:
            head = tuple(
                word(f"review.minutes.{name}") for name in ("account", "deal", "amount", "risk", "decision", "action")
            )
            parts += [Heading(word(f"review.minutes.{key}")), Grid(head, tuple(rows), (2,))]
    return parts


def _deal_row(facts: Facts, deal_id: str, decisions: Sequence[Decision]) -> tuple[str, ...]:
    deal = facts.workspace.get(Opportunity, deal_id)
    held = facts.now.deals.get(deal_id)
    found = deal or held
    fired = facts.fired(deal) if deal else []
    risks = [*(each.text for each in decisions if each.kind in ("risk", "help")), *(each.reason for each in fired)]
    joint = word("fields.value.joint")
    return (
        told.account_name(facts.workspace, found.account) if found else "-",
        found.name if found else deal_id,
        amounts.show(found.amount, found.currency or facts.currency) if found else "-",
        joint.join(risks) or "-",
        joint.join(each.text for each in decisions if each.kind in ("decision", "note")) or "-",
        joint.join(each.text for each in decisions if each.kind == "action") or "-",
    )


def _notes(decisions: Sequence[Decision]) -> list[Part]:
    """What was decided about no deal in particular."""
    found = [each.text for each in decisions if not each.opportunity and each.kind != "action"]
    return [Heading(word("review.minutes.notes")), Lines(tuple(found), "- ")] if found else []


def _actions(facts: Facts, actions: Sequence[Decision], key: str) -> list[Part]:
    boxes: list[Part] = []
    for each in actions:
        task = facts.workspace.get(Task, each.task)
        deal = facts.workspace.get(Opportunity, each.opportunity) if each.opportunity else None
        due, owner = (task.due, task.owner) if task else (each.due, each.owner)
        text = f"@{told.person(facts.workspace, owner)} {due or '-'} {task.title if task else each.text}"
        if deal:
            text += f" — {told.deal_name(facts.workspace, deal)}"
        boxes.append(Box(task is not None and task.done is not None, text, each.task))
    return [Heading(word(key)), *boxes] if boxes else []


def _appendix(facts: Facts) -> list[Part]:
    table = changes(facts)
    return [Heading(word("review.minutes.all")), table] if table.rows else []
