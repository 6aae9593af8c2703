"""A rival in words and in figures: the battle card, the comparison of several, and what programs get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kamtui.store import fields
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import percent
from kamtui.store.figures.winning import FEW
from kamtui.store.text import amounts
from kamtui.store.text.cells import fit
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_LISTED = 3


def rate_text(sheet: RivalSheet) -> str:
    """Won and lost, the rate with its interval, and whether there are too few deals to tell."""
    rate = sheet.rate
    if not rate.n:
        return word("rivals.none_decided")
    low, high = rate.interval or (0.0, 0.0)
    said = word(
        "rivals.rate", won=rate.won, lost=rate.lost, rate=percent(rate.by_count), low=percent(low), high=percent(high)
    )
    return f"{said}  {word('rivals.few', n=rate.n)}" if rate.n < FEW else said


def value_text(sheet: RivalSheet) -> str:
    """Won and lost by value; n/a where currencies differ or a lost deal has no amount."""
    rate, currency = sheet.rate, sheet.decided[0].currency if sheet.decided else sheet.workspace.config.currency
    shown = [amounts.show(amount, currency) for amount in (rate.won_value, rate.lost_value)]
    return word("rivals.value", won=shown[0], lost=shown[1], rate=percent(rate.by_value))


def discount_text(sheet: RivalSheet) -> str:
    """Mean discount against them, with the number of quotes."""
    found = sheet.discount
    shown = word("dealing.none") if found.percent is None else f"{float(found.percent):.1f}%"
    return word("rivals.discount", discount=shown, n=found.n)


def counted(sheet: RivalSheet, group: str, found: Sequence[tuple[str, int]]) -> str:
    """Entries of the method with how often each was met."""
    said = [f"{sheet.method.label_of(group, each)} {n}" for each, n in found[:_LISTED]]
    return word("fields.value.joint").join(said) or fields.UNKNOWN


def battle_card(sheet: RivalSheet) -> list[str]:
    """One page on a rival for a talk: record, strengths, openings, what they say and what we answer."""
    rival = sheet.competitor
    said = (("head_to_head", rate_text(sheet)), ("by_value", value_text(sheet)), ("discounted", discount_text(sheet)))
    lines = [f"# {rival.name}", "", *(f"{word(f'rivals.{name}')}: {text}" for name, text in said)]
    lines.append(word("rivals.why", reasons=counted(sheet, "lost_reasons", sheet.reasons)))
    lines.append(word("rivals.when", stages=counted(sheet, "stages", sheet.stages)))
    lines += _part("strengths", [rival.strengths]) + _part("weaknesses", [rival.weaknesses])
    openings = [
        f"{account.name if account else '-'}: {each.issues}" for account, each in sheet.presences if each.issues
    ]
    lines += _part("openings", openings)
    lines += _part("said", list(_objections(sheet)))
    heard = [
        f"{item.subject}  {word('page.worth', n=left) if left is not None else word('page.worth_unknown')}"
        for item, left in sheet.intelligence
    ]
    lines += _part("heard", heard) + _part("lessons", [f"{name}: {lesson}" for name, lesson in sheet.lessons])
    return [clean(line, 400) for line in lines]


def _objections(sheet: RivalSheet) -> Iterator[str]:
    """What they say, whether it is true, our answer, and the steps of the method for such a thing."""
    for each in sheet.objections:
        kind = next((entry for entry in sheet.method.objection_kinds if entry.id == each.kind), None)
        yield f"{each.subject}" + (f" ({kind.label.text})" if kind else "")
        if each.answer:
            yield f"  → {each.answer}"
        if kind:
            yield from (f"  {place}. {step.text}" for place, step in enumerate(kind.steps, 1))


def _part(name: str, lines: Sequence[str]) -> list[str]:
    said = [line for text in lines if text for line in text.splitlines()]
    bullets = [line if line.startswith(" ") else f"- {line}" for line in said]
    return ["", f"## {word(f'rivals.card.{name}')}", *bullets] if said else []


def side_by_side(sheets: Sequence[RivalSheet], width: int) -> list[str]:
    """Two or three rivals in columns, one line for each thing that is compared."""
    label, each = 16, max((width - 16) // max(len(sheets), 1) - 2, 12)
    rows: list[tuple[str, list[str]]] = [
        ("", [sheet.competitor.name for sheet in sheets]),
        (word("rivals.column.accounts"), [str(len(sheet.presences)) for sheet in sheets]),
        (word("rivals.column.open"), [str(len(sheet.open_deals)) for sheet in sheets]),
        (word("rivals.column.won"), [f"{sheet.rate.won} / {sheet.rate.lost}" for sheet in sheets]),
        (word("rivals.column.rate"), [_rate(sheet) for sheet in sheets]),
        (word("rivals.column.value"), [percent(sheet.rate.by_value) for sheet in sheets]),
        (word("rivals.column.discount"), [_discount(sheet) for sheet in sheets]),
        (word("rivals.column.reasons"), [counted(sheet, "lost_reasons", sheet.reasons) for sheet in sheets]),
        (word("rivals.column.stages"), [counted(sheet, "stages", sheet.stages) for sheet in sheets]),
        (word("rivals.card.strengths"), [sheet.competitor.strengths for sheet in sheets]),
        (word("rivals.card.weaknesses"), [sheet.competitor.weaknesses for sheet in sheets]),
    ]
    return [
        "  ".join([fit(clean(name, label), label), *(fit(clean(text, 200), each) for text in texts)]).rstrip()
        for name, texts in rows
    ]


def _rate(sheet: RivalSheet) -> str:
    low, high = sheet.rate.interval or (None, None)
    if low is None or high is None:
        return word("dealing.none")
    return f"{percent(sheet.rate.by_count)} ({percent(low)}–{percent(high)}, n={sheet.rate.n})"


def _discount(sheet: RivalSheet) -> str:
    found = sheet.discount.percent
    return word("dealing.none") if found is None else f"{float(found):.1f}%"


def figures_of_rival(sheet: RivalSheet) -> dict[str, Any]:
    """Every figure of a rival by name; shares are 0 … 1, None is n/a."""
    rate = sheet.rate
    low, high = rate.interval or (None, None)
    return {
        "won": rate.won, "lost": rate.lost, "n": rate.n, "few": rate.n < FEW,
        "win_rate": rate.by_count, "low": low, "high": high, "win_rate_by_value": rate.by_value,
        "reasons": dict(sheet.reasons), "lost_in": dict(sheet.stages),
        "mean_discount": None if sheet.discount.percent is None else float(sheet.discount.percent),
        "quotes": sheet.discount.n,
        "accounts": [each.account for _, each in sheet.presences],
        "open_deals": [deal.id for deal in sheet.open_deals],
        "intelligence": [{"id": item.id, "subject": item.subject, "worth": left} for item, left in sheet.intelligence],
    }  # fmt: skip
