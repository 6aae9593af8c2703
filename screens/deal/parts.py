"""The rows of a deal's people, criteria, rivals and plan."""

from __future__ import annotations

from collections.abc import Iterator

from kamtui.screens.deal.lines import deal_field, hint_row, member_row, said_row, title_row
from kamtui.screens.pages.members import members_of
from kamtui.screens.rivals.rows import stance_rows
from kamtui.screens.widgets.list_columns import Row
from kamtui.store import fields
from kamtui.store.deals.saying import name_of, percent
from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.criteria import weight_of
from kamtui.store.records import US, Criterion, Need
from kamtui.store.text.words import word


def people_rows(sheet: Sheet) -> Iterator[Row]:
    """The people of the account."""
    for person in sheet.people:
        yield member_row(sheet, person)
    if not sheet.people:
        yield hint_row("people")


def criteria_rows(sheet: Sheet) -> Iterator[Row]:
    """Whose mark the criteria carry, each of them with its scores, and how well each vendor meets them."""
    found = sheet.influence
    said = word(
        "dealing.influence", value=percent(found.value), ours=found.ours, rivals=found.rivals, neutral=found.neutral,
        unknown=found.unknown,
    )  # fmt: skip
    yield said_row("sum:influence", word("dealing.influence_title"), said, "bad" if found.price_war else "")
    if found.price_war:
        yield said_row("hint:war", "!", word("dealing.price_war"), "bad")
    elif found.war_ahead:
        yield said_row("hint:war", "!", word("dealing.war_ahead"), "warning")
    yield deal_field(sheet, "criteria")
    if not sheet.criteria:
        yield hint_row("criteria")
        return
    if not any(map(weight_of, sheet.criteria)):
        yield said_row("hint:weights", "!", word("fields.error.no_weight"), "bad")
    for each in sheet.criteria:
        yield said_row(f"criteria:{each.id}", each.name, _criterion(sheet, each))
    for fit in sheet.fits:
        missing = word("dealing.fit.missing", n=len(fit.missing)) if fit.missing else ""
        label = word("dealing.fit.of", vendor=name_of(sheet.workspace, fit.vendor))
        yield said_row(f"sum:fit:{fit.vendor}", label, f"{percent(fit.value)}  {missing}".rstrip())


def _criterion(sheet: Sheet, each: Criterion) -> str:
    """Weight, whom it favours, who set it, and every vendor's score."""
    workspace = sheet.workspace
    weight = word("dealing.weight", n="?" if each.weight is None else each.weight)
    favours = word("dealing.favours", who=name_of(workspace, each.favours)) if each.favours else ""
    designer = fields.show(workspace, each, fields.field_of(Criterion, "designer")) if each.designer else ""
    scores = []
    for vendor in sheet.vendors:
        rating = each.scores.get(vendor)
        value = "?" if rating is None or rating.value is None else str(rating.value)
        scores.append(f"{name_of(workspace, vendor)} {value}")
    return "  ".join(part for part in (weight, favours, designer, " ".join(scores)) if part)


def rival_rows(sheet: Sheet) -> Iterator[Row]:
    """Who else is in the deal and in the account, what we heard, what is said of us."""
    workspace = sheet.workspace
    yield deal_field(sheet, "competitors")
    first = sheet.method.assessments[0].id if sheet.method.assessments else ""
    for fit in sheet.fits:
        if fit.vendor == US:
            continue
        scored = sheet.leads[first].rivals.get(fit.vendor) if first else None
        said = word(
            "dealing.rival", score=scored.score if scored else "?", known=scored.known if scored else 0,
            fit=percent(fit.value),
        )  # fmt: skip
        yield said_row(f"competitors:{fit.vendor}", name_of(workspace, fit.vendor), said)
        yield from stance_rows(sheet, fit.vendor)
    for member in (*sheet.rivals, *sheet.intelligence, *sheet.objections):
        yield member_row(sheet, member)
    if not (sheet.rivals or sheet.intelligence or sheet.objections):
        yield hint_row("rivals")


def plan_rows(sheet: Sheet) -> Iterator[Row]:
    """What is to be done, and what was done; the needs have a section of their own."""
    for kind, members in members_of(sheet.workspace, sheet.deal):
        if kind is Need:
            continue
        yield title_row(kind.table, word(f"screens.kinds.{kind.table}"), str(len(members)))
        for member in members:
            yield member_row(sheet, member)
