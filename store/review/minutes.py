"""The minutes of a review: Markdown that diffs well and whose boxes can be ticked, and the same as one HTML page.

Equal facts give equal text: every list has a fixed order, and nothing in it depends on the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import msgspec

from kamtui.store.figures.changes import BUCKETS, EXITS, Waterfall
from kamtui.store.figures.forecast import CLOSED, Forecast
from kamtui.store.records import Call, Decision, Opportunity, Task
from kamtui.store.review import told
from kamtui.store.review.facts import Facts
from kamtui.store.review.meeting import State
from kamtui.store.text import amounts
from kamtui.store.text.cells import fit, width
from kamtui.store.text.safe import clean
from kamtui.store.text.words import language, word

_LONGEST = 400


class Heading(msgspec.Struct, frozen=True):
    """A heading of the minutes."""

    text: str
    level: int = 2


class Grid(msgspec.Struct, frozen=True):
    """A table of the minutes."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    """Columns of numbers."""


class Lines(msgspec.Struct, frozen=True):
    """Lines of text, each a paragraph of its own or an item."""

    items: tuple[str, ...]
    bullet: str = ""


class Box(msgspec.Struct, frozen=True):
    """An action with its box; the id lets ticks be read back."""

    done: bool
    text: str
    id: str


Part = Heading | Grid | Lines | Box


class Minutes(msgspec.Struct, frozen=True):
    """What the minutes say, before they are Markdown or HTML."""

    front: dict[str, str]
    parts: tuple[Part, ...]

    def markdown(self) -> str:
        """The text of the Markdown file."""
        lines = ["---", *(f"{key}: {_quoted(text)}" for key, text in self.front.items() if text), "---", ""]
        for place, part in enumerate(self.parts):
            lines += _markdown(part)
            following = self.parts[place + 1] if place + 1 < len(self.parts) else None
            if not (isinstance(part, Box) and isinstance(following, Box)):
                lines.append("")
        return "\n".join(lines).rstrip() + "\n"

    def html(self) -> str:
        """The text of the HTML file: one page without anything from outside."""
        body = "\n".join(_html(part) for part in self.parts)
        title = next((part.text for part in self.parts if isinstance(part, Heading)), "")
        tongue = "zh-CN" if language() == "zh" else "en"
        return (
            f'<!doctype html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
            f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
        )


def minutes(
    facts: Facts, state: State, decisions: Sequence[Decision], calls: Sequence[Call], earlier: Sequence[Decision]
) -> Minutes:
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
    return Minutes(front, tuple(parts))


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


def _markdown(part: Part) -> list[str]:
    match part:
        case Heading():
            return [f"{'#' * part.level} {_plain(part.text)}"]
        case Lines():
            return [f"{part.bullet}{_plain(item)}" for item in part.items]
        case Box():
            return [f"- [{'x' if part.done else ' '}] {_plain(part.text)} <!-- {part.id} -->"]
    return _table(part)


def _table(grid: Grid) -> list[str]:
    rows = [tuple(_plain(cell).replace("|", "\\|") for cell in row) for row in (grid.head, *grid.rows)]
    widths = [max(3, *(width(row[place]) for row in rows)) for place in range(len(grid.head))]
    sides = ["right" if place in grid.right else "left" for place in range(len(widths))]
    drawn = [
        "| " + " | ".join(fit(cell, cells, side) for cell, cells, side in zip(row, widths, sides, strict=True)) + " |"
        for row in rows
    ]
    rule = (
        "|"
        + "|".join(
            "-" * (cells + 1) + (":" if side == "right" else "-") for cells, side in zip(widths, sides, strict=True)
        )
        + "|"
    )
    return [drawn[0], rule, *drawn[1:]]


def _plain(text: str) -> str:
    """Text in one line that no Markdown reader takes for a comment or a tag."""
    return clean(text, _LONGEST).replace("<", "&lt;")


def _quoted(text: str) -> str:
    """A value of the front matter, quoted where YAML would read more into it."""
    plain = clean(text, _LONGEST)
    return (
        plain
        if plain.replace("-", "").replace("/", "").isalnum() and plain.isascii()
        else f'"{plain.replace(chr(92), "").replace(chr(34), "")}"'
    )


def _html(part: Part) -> str:
    match part:
        case Heading():
            return f"<h{part.level}>{_shown(part.text)}</h{part.level}>"
        case Lines():
            tag = "li" if part.bullet else "p"
            inner = "".join(f"<{tag}>{_shown(item)}</{tag}>" for item in part.items)
            return f"<ul>{inner}</ul>" if part.bullet else inner
        case Box():
            return f'<p><input type="checkbox" disabled{" checked" if part.done else ""}> {_shown(part.text)}</p>'
    head = "".join(f"<th>{_shown(cell)}</th>" for cell in part.head)
    rows = "".join(
        "<tr>" + "".join(
            f'<td{" class=n" if place in part.right else ""}>{_shown(cell)}</td>' for place, cell in enumerate(row)
        ) + "</tr>\n" for row in part.rows
    )  # fmt: skip
    return f"<table>\n<tr>{head}</tr>\n{rows}</table>"


def _shown(text: str) -> str:
    return escape(clean(text, _LONGEST))


_STYLE = (
    'body{font-family:"Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;max-width:60em;margin:2em auto}'
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;text-align:left}.n{text-align:right}"
    "@media print{body{margin:0}}"
)
