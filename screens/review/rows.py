"""How each step of the review looks: pure functions from the facts to rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamtui.screens.widgets.list_columns import Column, LazyRows, Row
from kamtui.screens.widgets.painter import Cell, fit
from kamtui.store.figures.changes import EXITS, DealChange
from kamtui.store.figures.forecast import Forecast
from kamtui.store.figures.hygiene import MENDED_BY
from kamtui.store.figures.pipeline import category_of, days_in_stage
from kamtui.store.figures.risks import MOST_WAITS, is_waiting
from kamtui.store.figures.spans import Span
from kamtui.store.records import Decision, Opportunity, Task
from kamtui.store.review import told
from kamtui.store.review.facts import AtRisk, Facts
from kamtui.store.review.minutes import headline, waterfall
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_BAD = (*EXITS, "decreased", "category_down", "stage_back")


def columns_of(step: str) -> list[Column]:
    """The columns of a step's list."""

    def column(name: str, width: int, *, right: bool = False, flexible: bool = False, priority: int = 0) -> Column:
        title = word(f"reviewing.column.{name}")
        return Column(name, title, width, align="right" if right else "left", flexible=flexible, priority=priority)

    deal = column("deal", 22, flexible=True)
    amount = column("amount", 9, right=True, priority=1)
    owner = column("owner", 8, priority=4)
    match step:
        case "hygiene":
            return [deal, owner, amount, column("defects", 24, flexible=True)]
        case "changes":
            return [
                column("cause", 10),
                deal,
                amount,
                column("category", 8, priority=3),
                column("fields", 24, flexible=True),
            ]
        case "next":
            return [
                column("close", 10),
                deal,
                amount,
                column("stage", 8, priority=3),
                column("health", 6, right=True, priority=2),
                owner,
            ]
        case "actions":
            return [column("state", 4), column("due", 10), owner, column("what", 24, flexible=True)]
        case "close":
            return [column("minutes", 40, flexible=True)]
    reasons = column("reasons", 24, flexible=True)
    return [deal, amount, column("health", 6, right=True), column("category", 8, priority=3), owner, reasons]


def hygiene_rows(facts: Facts) -> Sequence[Row]:
    """Deals to be mended, the most defects first."""
    found = facts.hygiene[0]

    def row(number: int) -> Row:
        each = found[number]
        defects = word("fields.value.joint").join(word(f"review.defect.{name}") for name in each.defects)
        return Row(
            each.deal.id, (_deal(facts, each.deal), _owner(facts, each.deal), _amount(facts, each.deal), defects)
        )

    return LazyRows([each.deal.id for each in found], row)


def mended_by(facts: Facts, deal: Opportunity) -> str:
    """The field that mends the first defect of a deal."""
    found = next((each.defects for each in facts.hygiene[0] if each.deal.id == deal.id), ())
    return MENDED_BY[found[0]] if found else ""


def change_rows(facts: Facts, decided: Mapping[str, int]) -> Sequence[Row]:
    """The waterfall of each currency, and what changed since the last review, by cause."""
    if facts.diff is None:
        return ()
    rows: list[Row] = []
    for fall in facts.diff.waterfalls:
        grid = waterfall(fall)
        title = word("review.minutes.waterfall", currency=fall.currency)
        rows.append(Row(f"-{fall.currency}", (Cell(title, "strong"),)))
        for number, (what, deals, amount) in enumerate(grid.rows):
            rows.append(
                Row(
                    f"-{fall.currency}:{number}",
                    (f"{fit(what, 12)} {fit(deals, 4, 'right')} {fit(amount, 14, 'right')}",),
                )
            )
    if facts.diff.changes:
        rows.append(Row("-changes", (Cell(word("reviewing.by_deal"), "strong"),)))

    def row(change: DealChange) -> Row:
        cells = (
            Cell(word(f"review.cause.{change.cause}"), "warning" if change.cause in _BAD else "good"),
            clean(told.deal_name(facts.workspace, change.deal), 80),
            amounts.brief(change.deal.amount, change.deal.currency),
            _category(facts, change.deal.category, change.deal.pinned),
            clean(told.change_text(facts.workspace, change), 200),
        )
        return Row(change.id, cells, _spoken(decided, change.id))

    return [*rows, *map(row, facts.diff.changes)]


def risk_rows(
    facts: Facts, found: Sequence[AtRisk], marked: Mapping[str, object], decided: Mapping[str, int]
) -> Sequence[Row]:
    """Deals at risk or stalled with what the rules say."""

    def row(number: int) -> Row:
        each = found[number]
        deal = each.deal
        reasons = word("fields.value.joint").join(fired.reason for fired in each.fired)
        cells = (
            _deal(facts, deal), _amount(facts, deal), str(each.health),
            _category(facts, each.category, bool(deal.category)), _owner(facts, deal), reasons,
        )  # fmt: skip
        return Row(deal.id, cells, "x" if deal.id in marked else _spoken(decided, deal.id))

    return LazyRows([each.deal.id for each in found], row)


def next_rows(facts: Facts, span: Span, decided: Mapping[str, int]) -> Sequence[Row]:
    """The open deals that close in a span, the first first."""
    health = {each.deal.id: each.health for each in facts.judged}
    found = [deal for deal in facts.open if deal.close_date in span]
    found.sort(key=lambda deal: (deal.close_date, -(deal.amount or 0), deal.id))

    def row(number: int) -> Row:
        deal = found[number]
        stage = facts.workspace.method.stage(deal.stage)
        cells = (
            str(deal.close_date), _deal(facts, deal), _amount(facts, deal),
            stage.head if stage else clean(deal.stage, 20), str(health.get(deal.id, "")), _owner(facts, deal),
        )  # fmt: skip
        return Row(deal.id, cells, _spoken(decided, deal.id))

    return LazyRows([deal.id for deal in found], row)


def action_rows(facts: Facts, now: Sequence[Decision], earlier: Sequence[Decision]) -> Sequence[Row]:
    """The actions of this review, and those of before: late and open ones first, then what was done."""
    rows: list[Row] = []
    for title, found in (("earlier", earlier), ("actions", now)):
        if found:
            rows.append(Row(f"-{title}", (Cell(f"{word(f'review.minutes.{title}')} ({len(found)})", "strong"),)))
            pairs = [(each, facts.workspace.get(Task, each.task)) for each in found]
            pairs.sort(
                key=lambda pair: (pair[1] is not None and pair[1].done is not None, str(pair[0].due), pair[0].id)
            )
            rows += [_action(facts, each, task) for each, task in pairs]
    return rows


def _action(facts: Facts, action: Decision, task: Task | None) -> Row:
    done = task is not None and task.done is not None
    due = task.due if task else action.due
    late = not done and due is not None and due < facts.today
    deal = facts.workspace.get(Opportunity, action.opportunity) if action.opportunity else None
    text = task.title if task else action.text
    if deal:
        text = f"{text} — {told.deal_name(facts.workspace, deal)}"
    cells = (
        "[x]" if done else "[ ]",
        Cell(str(due or "-"), "warning" if late else ""),
        clean(told.person(facts.workspace, task.owner if task else action.owner), 20),
        clean(text, 200),
    )
    return Row(f"task:{action.task}", cells, "!" if late else "")


def close_rows(text: str) -> Sequence[Row]:
    """The minutes as they would be written, a line a row."""
    return [Row(f"line:{number}", (clean(line, 400),)) for number, line in enumerate(text.splitlines())]


def headline_parts(facts: Facts, cumulative: bool) -> tuple[list[str], list[str]]:
    """Two lines of numbers, each with its change since the last review."""
    now, before = facts.forecast, facts.forecast_before
    first = [_number(now, before, name) for name in ("target", "won", "gap")]
    coverage = word("reviewing.line.coverage", now=told.coverage_text(now), needed=told.times(facts.required.coverage))
    names = ("commit", "best_case", "pipeline")
    if cumulative:
        second = [_number(now, before, name) for name in names[:2]] + [_number(now, before, "open")]
    else:
        second = [_single(facts, name) for name in names]
    return [*first, coverage], [*second, _number(now, before, "weighted")]


def quarter_parts(facts: Facts) -> list[str]:
    """For the period and the three after it: what is open and the coverage."""
    return [
        word("reviewing.line.quarter", first=f"{each.span.first:%Y-%m}", open=amounts.brief(each.open, each.currency),
             coverage=told.coverage_text(each))
        for each in facts.quarters
    ]  # fmt: skip


def about_deal(
    facts: Facts, deal: Opportunity, decisions: Sequence[Decision], *, presenting: bool
) -> list[tuple[str, list[str]]]:
    """The lines below the list about the deal under the cursor: title and parts of each."""
    workspace = facts.workspace
    days = days_in_stage(deal, facts.today)
    stage = workspace.method.label_of("stages", deal.stage) or word("screens.no_stage")
    category = _category(facts, category_of(deal, workspace.method), bool(deal.category))
    parts = [
        amounts.show(deal.amount, deal.currency or facts.currency),
        clean(stage, 30) + (f" {word('screens.days', n=days)}" if days is not None else ""),
        category,
        word("screens.closes", day=deal.close_date or word("screens.no_close_date")),
        clean(told.person(workspace, deal.owner), 20),
    ]
    change = facts.changes.get(deal.id)
    moved = clean(told.change_text(workspace, change), 200) if change else word("reviewing.line.same")
    if facts.base is None:
        moved = word("review.minutes.first")
    step = " ".join(part for part in (str(deal.next_date or ""), clean(deal.next_step, 80)) if part)
    return [
        (clean(told.deal_name(workspace, deal), 60), [part for part in parts if part]),
        (word("reviewing.line.changed"), [moved]),
        (word("reviewing.line.next"), [step or word("screens.no_next_step"), *_pick_text(facts, deal)]),
        (word("reviewing.line.risks"), _risk_text(facts, deal)),
        (word("reviewing.line.said"), _said(decisions, presenting)),
    ]


def _risk_text(facts: Facts, deal: Opportunity) -> list[str]:
    if is_waiting(deal, facts.today):
        waits = facts.workspace.trail(deal.account).of(deal.id).waits
        what = clean(deal.wait_for, 60)
        return [word("reviewing.line.waits", day=deal.wait_until, what=what, n=waits, most=MOST_WAITS)]
    return [each.reason for each in facts.fired(deal)] or [word("reviewing.line.no_risk")]


def _pick_text(facts: Facts, deal: Opportunity) -> list[str]:
    """Who picked the category, when and why, where a person did."""
    known = facts.workspace.trail(deal.account).of(deal.id)
    if not deal.category or known.picked_at is None:
        return []
    why = clean(known.picked_why, 60) or "-"
    return [word("reviewing.line.picked", who=clean(known.picked_by, 20), day=known.picked_at.date(), why=why)]


def _said(decisions: Sequence[Decision], presenting: bool) -> list[str]:
    """What was said about the deal in this review; a presenter shows no notes of others to the room."""
    shown = [each for each in decisions if not (presenting and each.kind in ("note", "risk", "help"))]
    return [clean(each.text, 120) for each in shown] or ["-"]


def _number(now: Forecast, before: Forecast | None, name: str) -> str:
    value = headline(now, name)
    old = headline(before, name) if before else None
    if value is None or old is None or value == old or name == "weighted":
        change = ""
    else:
        change = f"({'+' if value > old else ''}{amounts.brief(value - old, now.currency)})"
    return f"{word(f'reviewing.short.{name}')} {amounts.brief(value, now.currency)}{change}"


def _single(facts: Facts, name: str) -> str:
    line = facts.forecast.line(name)
    label = clean(facts.workspace.method.label_of("forecast_categories", name), 20)
    return f"{label} {line.n}: {amounts.brief(line.amount, facts.forecast.currency)}"


def _deal(facts: Facts, deal: Opportunity) -> str:
    return clean(told.deal_name(facts.workspace, deal), 80)


def _owner(facts: Facts, deal: Opportunity) -> str:
    return clean(told.person(facts.workspace, deal.owner), 20)


def _amount(facts: Facts, deal: Opportunity) -> str:
    return amounts.brief(deal.amount, deal.currency or facts.currency)


def _category(facts: Facts, category: str, picked: bool) -> str:
    label = clean(facts.workspace.method.label_of("forecast_categories", category), 20)
    return label + ("*" if picked and label else "")


def _spoken(decided: Mapping[str, int], deal: str) -> str:
    """The mark of a deal about which something was decided."""
    return "+" if deal in decided else ""
