"""A rival in words and in figures: the battle card, and what programs get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kamtui.store import fields
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import percent
from kamtui.store.fields.structured import stance_text
from kamtui.store.figures.winning import FEW
from kamtui.store.records import Intelligence, Objection, Opportunity, Stance
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_LISTED = 3
_LONGEST = 4_000
"""Cells of a line: more than anybody reads out."""


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


def value_text(sheet: RivalSheet, only: str = "") -> str:
    """Won and lost by value, of one currency or currency by currency; n/a where a lost deal has no amount."""
    told = []
    for currency, rate in sheet.by_currency.items():
        if only not in ("", currency):
            continue
        won, lost = (amounts.show(amount, currency) for amount in (rate.won_value, rate.lost_value))
        told.append(word("rivals.value", currency=currency, won=won, lost=lost, rate=percent(rate.by_value)))
    return word("rivals.compare.joint").join(told) or word("rivals.none_decided")


def discount_text(sheet: RivalSheet) -> str:
    """Mean discount against them, with the number of quotes."""
    found = sheet.discount
    shown = word("dealing.none") if found.percent is None else f"{float(found.percent):.1f}%"
    return word("rivals.discount", discount=shown, n=found.n)


def counted(sheet: RivalSheet, group: str, found: Sequence[tuple[str, int]]) -> str:
    """Entries of the method with how often each was met."""
    said = [f"{sheet.method.label_of(group, each)} {n}" for each, n in found[:_LISTED]]
    return word("fields.value.joint").join(said) or fields.UNKNOWN


def rate_said(sheet: RivalSheet) -> str:
    """The rate with its interval and n in few cells."""
    low, high = sheet.rate.interval or (None, None)
    if low is None or high is None:
        return word("dealing.none")
    return f"{percent(sheet.rate.by_count)} ({percent(low)}–{percent(high)}, n={sheet.rate.n})"


def discount_said(sheet: RivalSheet) -> str:
    """Mean discount against them, with the number of quotes, in few cells."""
    found = sheet.discount
    return word("dealing.none") if found.percent is None else f"{float(found.percent):.1f}% (n={found.n})"


def gap_said(sheet: RivalSheet) -> str:
    """By how much they were cheaper where they won: mean, median and n."""
    gap = sheet.price_gap
    if gap.mean is None or gap.median is None:
        return word("dealing.none")
    return word("rivals.gap", mean=f"{gap.mean:+.1f}", median=f"{gap.median:+.1f}", n=gap.n)


def openings_of(sheet: RivalSheet) -> list[str]:
    """What their customers complain of, by account (A5.11)."""
    found = ((account.name if account else "-", each.issues) for account, each in sheet.presences)
    return [f"{name}: {issues}" for name, issues in found if issues]


def heard_of(sheet: RivalSheet) -> list[str]:
    """What we heard with day, source, reliability, and what it is worth today (A4.16)."""
    return [
        "  ".join(filter(None, (item.subject, str(item.date or ""), news_said(sheet, item, left))))
        for item, left in sheet.intelligence
    ]


def news_said(sheet: RivalSheet, item: Intelligence, left: int | None) -> str:
    """Where a piece of news comes from and what it is worth today."""
    label = sheet.method.label_of("reliabilities", item.reliability) if item.reliability else ""
    worth = word("page.worth", n=left) if left is not None else word("page.worth_unknown")
    return "  ".join(part for part in (item.source, label, worth) if part)


def said_by(sheet: RivalSheet) -> Iterator[str]:
    """What they say, with whether it is true and our answer."""
    for each in sheet.objections:
        label = sheet.method.label_of("objection_kinds", each.kind) if each.kind else ""
        told = f"{each.subject} ({label})" if label else each.subject
        yield f"{told} → {each.answer}" if each.answer else told


def steps_of(sheet: RivalSheet, said: Objection) -> list[str]:
    """The steps of the method for such a thing: a rumour, or the truth (A5.04-A5.06)."""
    kind = next((entry for entry in sheet.method.objection_kinds if entry.id == said.kind), None)
    return [f"{place}. {step.text}" for place, step in enumerate(kind.steps, 1)] if kind else []


def stance_said(sheet: RivalSheet, deal: Opportunity) -> str:
    """How we meet them in a deal, why, who decided it when; of the account where the deal says nothing."""
    stance, own = sheet.stance(deal)
    text = stance_text(sheet.workspace, stance)
    return word("rivals.stance.account", strategy=text) if text and not own else text


def battle_card(sheet: RivalSheet) -> list[str]:
    """One page on a rival for a talk: record, strengths, openings, what they say and what we answer, our strategies."""
    rival = sheet.competitor
    head = (
        ("head_to_head", rate_text(sheet)), ("by_value", value_text(sheet)), ("discounted", discount_text(sheet)),
        ("gapped", gap_said(sheet)),
    )  # fmt: skip
    lines = [f"# {rival.name}", "", *(f"{word(f'rivals.{name}')}: {text}" for name, text in head)]
    lines.append(word("rivals.why", reasons=counted(sheet, "lost_reasons", sheet.reasons)))
    lines.append(word("rivals.when", stages=counted(sheet, "stages", sheet.stages)))
    lines.append(word("rivals.why_won", reasons=counted(sheet, "won_reasons", sheet.won_reasons)))
    stances = [f"{deal.name}: {text}" for deal in sheet.open_deals if (text := stance_said(sheet, deal))]
    for name, told in (
        ("strengths", [rival.strengths]), ("weaknesses", [rival.weaknesses]), ("openings", openings_of(sheet)),
        ("said", list(_answered(sheet))), ("strategies", stances), ("heard", heard_of(sheet)),
        ("lessons", [f"{deal}: {lesson}" for deal, lesson in sheet.lessons]),
    ):  # fmt: skip
        lines += _part(name, told)
    return [clean(line, _LONGEST) for line in lines]


def _answered(sheet: RivalSheet) -> Iterator[str]:
    """What they say, whether it is true, our answer, and the steps of the method for such a thing."""
    for each in sheet.objections:
        label = sheet.method.label_of("objection_kinds", each.kind) if each.kind else ""
        yield each.subject + (f" ({label})" if label else "")
        if each.answer:
            yield f"  → {each.answer}"
        yield from (f"  {step}" for step in steps_of(sheet, each))


def _part(name: str, lines: Sequence[str]) -> list[str]:
    said = [line for text in lines if text for line in text.splitlines()]
    bullets = [line if line.startswith(" ") else f"- {line}" for line in said]
    return ["", f"## {word(f'rivals.card.{name}')}", *bullets] if said else []


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
        "price_gap": sheet.price_gap.mean, "median_price_gap": sheet.price_gap.median, "gaps": sheet.price_gap.n,
        "won_reasons": dict(sheet.won_reasons),
        "by_currency": {
            currency: {"won_value": own.won_value, "lost_value": own.lost_value, "win_rate_by_value": own.by_value}
            for currency, own in sheet.by_currency.items()
        },
        "strategies": {deal.id: told_stance(*sheet.stance(deal)) for deal in sheet.open_deals},
        "lessons": [{"deal": name, "lesson": lesson} for name, lesson in sheet.lessons],
        "accounts": [each.account for _, each in sheet.presences],
        "open_deals": [deal.id for deal in sheet.open_deals],
        "intelligence": [
            {"id": item.id, "subject": item.subject, "date": item.date and item.date.isoformat(), "source": item.source,
             "reliability": item.reliability, "worth": left}
            for item, left in sheet.intelligence
        ],
        "said": [
            {"id": each.id, "subject": each.subject, "kind": each.kind, "answer": each.answer,
             "steps": steps_of(sheet, each)}
            for each in sheet.objections
        ],
    }  # fmt: skip


def told_stance(stance: Stance, own: bool) -> dict[str, Any]:
    """A strategy for programs; `of` says whether it is the deal's, the whole account's, or there is none."""
    of = "deal" if own else "account" if stance.strategy else ""
    day = stance.date.isoformat() if stance.date else None
    return {"strategy": stance.strategy, "why": stance.why, "by": stance.by, "date": day, "of": of}
