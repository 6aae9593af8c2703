"""Two or three rivals laid side by side: every text in full, wrapped in its column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from kamtui.store.deals.rival_told import counted, discount_said, gap_said, heard_of, openings_of, rate_said, said_by
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import percent
from kamtui.store.text.cells import fit, width, wrap
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_LABELS = (10, 18)
"""Fewest and most cells of the column of labels."""
_NARROW = 90
_GAP = 2
_LONGEST = 4_000


def side_by_side(sheets: Sequence[RivalSheet], cells: int) -> list[str]:
    """Rivals in columns that take `cells` cells together; empty lines stand around what is wrapped."""
    rows = [(clean(name, 60), [clean(text, _LONGEST) for text in texts]) for name, texts in _rows(sheets)]
    few, most = _LABELS
    widest = max(width(name) for name, _ in rows)
    label = min(widest, few if cells < _NARROW else most)
    each = max((cells - label) // max(len(sheets), 1) - _GAP, 8)
    lines: list[str] = []
    for name, texts in rows:
        columns = [wrap(name, label), *(wrap(text, each) for text in texts)]
        high = max(map(len, columns)) > 1
        lines += [""] if high and lines and lines[-1] else []
        for parts in zip_longest(*columns, fillvalue=""):
            shown = [fit(parts[0], label), *(fit(part, each) for part in parts[1:])]
            lines.append((" " * _GAP).join(shown).rstrip())
        lines += [""] if high else []
    return lines if lines[-1] else lines[:-1]


def _rows(sheets: Sequence[RivalSheet]) -> list[tuple[str, list[str]]]:
    """What is compared, and what is said of each rival."""
    rows = [
        ("", [sheet.competitor.name for sheet in sheets]),
        (word("rivals.column.accounts"), [str(len(sheet.presences)) for sheet in sheets]),
        (word("rivals.column.open"), [str(len(sheet.open_deals)) for sheet in sheets]),
        (word("rivals.column.won"), [f"{sheet.rate.won} / {sheet.rate.lost}" for sheet in sheets]),
        (word("rivals.column.rate"), [rate_said(sheet) for sheet in sheets]),
        (word("rivals.column.value"), [percent(sheet.rate.by_value) for sheet in sheets]),
        (word("rivals.column.discount"), [discount_said(sheet) for sheet in sheets]),
        (word("rivals.column.gap"), [gap_said(sheet) for sheet in sheets]),
        (word("rivals.column.reasons"), [counted(sheet, "lost_reasons", sheet.reasons) for sheet in sheets]),
        (word("rivals.column.stages"), [counted(sheet, "stages", sheet.stages) for sheet in sheets]),
        (word("rivals.column.won_reasons"), [counted(sheet, "won_reasons", sheet.won_reasons) for sheet in sheets]),
        (word("rivals.card.strengths"), [sheet.competitor.strengths for sheet in sheets]),
        (word("rivals.card.weaknesses"), [sheet.competitor.weaknesses for sheet in sheets]),
        (word("rivals.compare.openings"), [_listed(openings_of(sheet)) for sheet in sheets]),
        (word("rivals.section.said"), [_listed(list(said_by(sheet))) for sheet in sheets]),
        (word("rivals.section.heard"), [_listed(heard_of(sheet)) for sheet in sheets]),
    ]
    return [(name, texts) for name, texts in rows if any(texts)]


def _listed(texts: Sequence[str]) -> str:
    return word("rivals.compare.joint").join(texts)
