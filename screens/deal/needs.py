"""The rows of a deal's needs: importance × urgency as a table of four fields, who meets each best (A2.12-A2.15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamtui.screens.deal.lines import hint_row, said_row
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.deals.needing import best_of
from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.needs import HIGH, QUADRANTS, Standing
from kamtui.store.records import US, Need
from kamtui.store.text.cells import fit, width
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

FIELD = 24
"""Cells of each of the two fields in a line of the table: both fit at 80 columns."""
_SHOWN = ("kind", "type", "trend", "status", "owner")


def need_rows(sheet: Sheet) -> Iterator[Row]:
    """The table of importance and urgency, then every need with its number in it."""
    if not sheet.needs:
        yield hint_row("needs")
        return
    yield from _table(sheet.needs)
    for number, each in enumerate(sheet.needs, 1):
        lost = bool(each.best) and US not in each.best
        yield Row(
            f"needs:{each.need.id}",
            (clean(f"{number} {each.need.name}", 60), Cell(clean(_said(sheet, each), 400), "warning" if lost else "")),
        )


def _table(needs: Sequence[Standing]) -> Iterator[Row]:
    """Two lines of two fields; the numbers are those of the needs below, names follow as far as there is room."""
    heads = fit(word("needing.urgent", high=HIGH), FIELD), word("needing.not_urgent", high=HIGH)
    yield Row("sum:needs", (Cell(word("needing.table"), "strong"), Cell("  ".join(heads), "muted")))
    for line, name in enumerate(("important", "not_important")):
        pair = [_field(needs, quadrant) for quadrant in QUADRANTS[2 * line : 2 * line + 2]]
        text = f"{fit(pair[0], FIELD)}  {pair[1]}".rstrip()
        yield Row(f"sum:needs:{name}", (Cell(word(f"needing.{name}", high=HIGH), "muted"), clean(text, 200)))
    if rest := _field(needs, ""):
        yield said_row("sum:needs:ungraded", word("needing.ungraded"), rest)


def _field(needs: Sequence[Standing], quadrant: str) -> str:
    """What stands in a field of the table: numbers and names, or the numbers alone where those do not fit."""
    among = [(number, each) for number, each in enumerate(needs, 1) if each.quadrant == quadrant]
    named = " ".join(f"{number} {clean(each.need.name, 40)}" for number, each in among)
    if width(named) <= FIELD:
        return named or ("-" if quadrant else "")
    if len(among) == 1:
        return fit(named, FIELD)
    return " ".join(str(number) for number, _ in among)


def _said(sheet: Sheet, each: Standing) -> str:
    """Kind, both grades, who meets it best with everyone's mark, trend, state."""
    need = each.need
    shown = {name: fields.show(sheet.workspace, need, fields.field_of(Need, name)) for name in _SHOWN}
    known = {name: text for name, text in shown.items() if text != fields.UNKNOWN}
    trend = word("needing.trend", trend=known["trend"]) if "trend" in known else ""
    parts = (
        f"{need.importance or '?'}×{need.urgency or '?'}",
        best_of(sheet, each),
        known.get("kind"),
        known.get("type"),
        trend,
        known.get("status"),
    )
    return "  ".join(part for part in (*parts, known.get("owner")) if part)
