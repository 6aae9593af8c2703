"""`kamtui review`: the weekly review on screen, or one of its views printed."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from kamtui.cli.common import opened, print_utf8, talk, to_json
from kamtui.cli.errors import FINDINGS, OK
from kamtui.cli.looking import add_day, add_exit_code, add_look, facts_of
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.figures.forecast import needed_per_week, pace
from kamtui.store.figures.past import Slip
from kamtui.store.review import minutes, told, whole
from kamtui.store.review.facts import AtRisk, Facts
from kamtui.store.review.paper import Grid
from kamtui.store.review.targets import odd_targets
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("view", metavar="VIEW", nargs="?", choices=whole.VIEWS, help=_views())
    parser.add_argument("--prep", action="store_true", help=word("reviewing.arg.prep"))
    parser.add_argument("--owner", metavar="NAME", default="", help=word("reviewing.arg.owner"))
    parser.add_argument("--resume", action="store_true", help=word("reviewing.arg.resume"))
    add_look(parser)
    add_day(parser)
    parser.add_json()
    add_exit_code(parser)


def _views() -> str:
    return word("reviewing.arg.view", views=", ".join(whole.VIEWS))


def screen(arguments: argparse.Namespace) -> str:
    """The screen on which the command is done, "" for one that prints."""
    asked = ("view", "prep", "owner", "scope", "period", "as_of", "json", "exit_code")
    return "" if any(getattr(arguments, name) for name in asked) else "review"


def run(arguments: argparse.Namespace) -> int:
    """Print a view; with --exit-code 1 where a red flag stands."""
    view = "hygiene" if arguments.prep else arguments.view or ""
    arguments.scope = arguments.owner or arguments.scope
    with opened(arguments) as workspace:
        facts = facts_of(workspace, arguments)
        print_utf8()
        if arguments.json:
            print(to_json(whole.view_json(facts, view) if view else whole.whole_json(facts), indent=2))
        else:
            for each in [view] if view else ["forecast", "changes", "risks", "stalled"]:
                _PRINTED[each](facts)
        flagged = bool(facts.hygiene[0]) if view == "hygiene" else whole.red_flags(facts) > 0
    return FINDINGS if arguments.exit_code and flagged else OK


def _grid(grid: Grid) -> None:
    right = [place in grid.right for place in range(len(grid.head))]
    print_table(list(grid.head), [[clean(cell, 80) for cell in row] for row in grid.rows], right)


def _forecast(facts: Facts) -> None:
    now = facts.forecast
    print(word("reviewing.title", day=facts.today, span=facts.span, scope=facts.scope.name or word("review.everyone")))
    _grid(minutes.figures(facts))
    print()
    method = facts.workspace.method
    rows = [
        [method.label_of("forecast_categories", line.category), str(line.n), amounts.show(line.amount, now.currency),
         amounts.show(line.cumulative, now.currency), str(line.unknown or "")]
        for line in now.lines
    ]  # fmt: skip
    head = [word(f"reviewing.column.{name}") for name in ("category", "deals", "single", "cumulative", "unknown")]
    print_table(head, rows, [False, True, True, True, True])
    share = pace(now.won, now.target, facts.span, facts.today)
    needed = needed_per_week(now.gap, facts.span, facts.today)
    if now.target is not None:
        print(word("reviewing.pace", share=told.percent(share), needed=amounts.show(needed, now.currency)))
    if now.foreign:
        talk(word("reviewing.foreign", n=now.foreign, currency=now.currency))
    for note in odd_targets(facts.workspace, facts.span):
        talk(note)


def _pipeline(facts: Facts) -> None:
    rows = []
    for each in whole.view_json(facts, "pipeline"):
        sums = " + ".join(amounts.show(minor, currency) for currency, minor in each["amounts"].items())
        label = facts.workspace.method.label_of("stages", each["stage"]) or word("screens.no_stage")
        rows.append([label, str(each["deals"]), sums or "-", str(each["unknown"] or "")])
    head = [word(f"reviewing.column.{name}") for name in ("stage", "deals", "sum", "unknown")]
    print_table(head, rows, [False, True, True, True])


def _changes(facts: Facts) -> None:
    if facts.diff is None:
        talk(word("reviewing.diff.first"))
        return
    print()
    for fall in facts.diff.waterfalls:
        _grid(minutes.waterfall(fall))
        print()
    _grid(minutes.changes(facts))


def _deals(facts: Facts, found: list[AtRisk], title: str) -> None:
    print()
    print(word(f"reviewing.{title}", n=len(found)))
    joint = word("fields.value.joint")
    rows = [
        [clean(told.account_name(facts.workspace, each.deal.account), 30), clean(each.deal.name, 40),
         amounts.show(each.deal.amount, each.deal.currency or facts.currency), str(each.health),
         clean(told.person(facts.workspace, each.deal.owner), 20), joint.join(fired.reason for fired in each.fired)]
        for each in found
    ]  # fmt: skip
    head = [word(f"reviewing.column.{name}") for name in ("account", "deal", "amount", "health", "owner", "reasons")]
    if rows:
        print_table(head, rows, [False, False, True, True, False, False])


def _risks(facts: Facts) -> None:
    _deals(facts, facts.at_risk, "risks")


def _stalled(facts: Facts) -> None:
    _deals(facts, facts.stalled, "stalled")


def _hygiene(facts: Facts) -> None:
    listed, scores = facts.hygiene
    for score in scores:
        name = clean(told.person(facts.workspace, score.owner), 30)
        print(word("reviewing.score", name=name, percent=score.percent, clean=score.clean, deals=score.deals))
    joint = word("fields.value.joint")
    rows = [
        [clean(told.person(facts.workspace, each.deal.owner), 20),
         clean(told.account_name(facts.workspace, each.deal.account), 30), clean(each.deal.name, 40),
         joint.join(word(f"review.defect.{name}") for name in each.defects), each.deal.id[-8:]]
        for each in listed
    ]  # fmt: skip
    head = [word(f"reviewing.column.{name}") for name in ("owner", "account", "deal", "defects", "id")]
    if rows:
        print()
        print_table(head, rows, [False] * len(head))


def _actions(facts: Facts) -> None:
    for each in whole.view_json(facts, "actions"):
        print(clean(f"[{'x' if each['done'] else ' '}] @{each['owner']} {each['due']} {each['text']}", 200))


def _slip(facts: Facts) -> None:
    _, deals, owners = whole.slips(facts)
    named: list[tuple[str, Slip]] = [(told.person(facts.workspace, owner), each) for owner, each in owners.items()]
    titles = {deal.id: told.deal_name(facts.workspace, deal) for deal in facts.open}
    named += [(titles[deal], each) for deal, each in sorted(deals.items(), key=lambda item: -item[1].days)]
    head = [word(f"reviewing.column.{name}") for name in ("name", "deals", "pushed", "pushes", "slip", "crossed")]
    rows = [
        [clean(name, 50), *(str(count) for count in (each.deals, each.pushed, each.pushes, each.days, each.crossed))]
        for name, each in named
    ]
    print_table(head, rows, [False, True, True, True, True, True])


def _accuracy(facts: Facts) -> None:
    head = [
        word(f"reviewing.column.{name}")
        for name in ("period", "weeks", "owner", "called", "actual", "accuracy", "bias")
    ]
    rows = [
        [str(each.call.first), str(each.weeks), clean(told.person(facts.workspace, each.call.owner), 20),
         amounts.show(each.call.amount, each.call.currency), amounts.show(each.actual, each.call.currency),
         told.percent(each.accuracy), told.percent(each.bias)]
        for each in whole.accuracy(facts)
    ]  # fmt: skip
    print_table(head, rows, [False, True, False, True, True, True, True])


def _visits(facts: Facts) -> None:
    found = whole.visits(facts)
    limit = facts.workspace.method.thresholds["first_visit_hours"]
    median = word("review.na") if found.median_hours is None else f"{found.median_hours:.0f}"
    print(word("reviewing.visits", n=found.n, waiting=found.waiting, median=median, within=found.within, limit=limit))
    hours, promises = whole.response_hours(facts), whole.promises_of(facts)
    response = word("review.na") if hours is None else f"{hours:.0f}"
    print(word("reviewing.service", hours=response, kept=promises.kept, due=promises.due))


_PRINTED: dict[str, Callable[[Facts], None]] = {
    "forecast": _forecast,
    "pipeline": _pipeline,
    "changes": _changes,
    "risks": _risks,
    "stalled": _stalled,
    "hygiene": _hygiene,
    "actions": _actions,
    "slip": _slip,
    "accuracy": _accuracy,
    "visits": _visits,
}
