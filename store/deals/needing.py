"""What is said of a need in a few words: its grades, and who meets it best (A2.14, A2.15)."""

from __future__ import annotations

from kamtui.store.deals.saying import name_of
from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.needs import Standing
from kamtui.store.text.words import word


def grades_of(each: Standing) -> str:
    """Importance and urgency; ? where one is not known."""
    return word("needing.grades", importance=each.need.importance or "?", urgency=each.need.urgency or "?")


def best_of(sheet: Sheet, each: Standing) -> str:
    """Who meets a need best, and what everyone else has."""
    marks = [f"{name_of(sheet.workspace, party)} {mark}" for party, mark in each.fit.items() if party not in each.best]
    others = word("needing.others", marks=word("fields.value.joint").join(marks)) if marks else ""
    if not each.best:
        return word("needing.nobody") + others
    names = word("fields.value.joint").join(name_of(sheet.workspace, party) for party in each.best)
    return word("needing.best", who=names, mark=max(each.fit.values())) + others
