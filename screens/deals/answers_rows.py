"""The table of answers: what is asked in rows, the vendors in columns."""

from __future__ import annotations

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.deals.answering import AnswerSheet, Group, Said
from kamtui.store.deals.saying import name_of, percent, sign
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

SIGNS = {1: "+", 0: "?", -1: "-"}
_LOOKS = {1: "good", 0: "warning", -1: "bad"}
_NEAR = 3
"""Rivals whose columns stay when there is little room."""


def vendor_of(column: str) -> str:
    """The vendor that a column is about; "" for the others."""
    return column.removeprefix("v:") if column.startswith("v:") else ""


def answer_columns(answers: AnswerSheet) -> list[Column]:
    """Question, a column for each vendor, and what shows the answer."""
    vendors = [
        Column(f"v:{vendor}", name_of(answers.sheet.workspace, vendor), 9, priority=0 if place <= _NEAR else 2)
        for place, vendor in enumerate(answers.sheet.vendors)
    ]
    title = word("answers.criterion" if answers.assessment is None else "answers.question")
    shows = Column("evidence", word("answers.evidence"), 12, flexible=True, priority=1)
    return [Column("asked", title, 30, flexible=True), *vendors, shows]


def answer_rows(answers: AnswerSheet, vendor: str) -> list[Row]:
    """A row for each question, under a heading with the scores of its section; `vendor` has its evidence shown."""
    rows: list[Row] = []
    for group in answers.groups():
        if group.label:
            rows.append(_heading(answers, group))
        for asked in group.asked:
            said = {one: answers.said(one, asked.id) for one in answers.sheet.vendors}
            cells = [_cell(answers, each) for each in said.values()]
            weight = "?" if asked.weight is None else str(asked.weight)
            ground = said.get(vendor, Said())
            shown = "  ".join(part for part in (ground.evidence, ground.source) if part)
            rows.append(Row(f"q:{asked.id}", (f"{weight:>3} {clean(asked.label, 80)}", *cells, clean(shown, 200))))
    if answers.assessment is None and rows:
        fits = [Cell(percent(answers.fit(one)), "strong") for one in answers.sheet.vendors]
        rows.append(Row("-fit", (Cell(word("answers.fit_title"), "strong"), *fits, "")))
    return rows


def _heading(answers: AnswerSheet, group: Group) -> Row:
    scores = []
    for vendor in answers.sheet.vendors:
        found = answers.score(vendor)
        section = next((each for each in found.sections if each.section == group.id), None) if found else None
        shown = "" if section is None or not section.answered else sign(section.score)
        scores.append(Cell(shown, "strong"))
    return Row(f"-section:{group.id}", (Cell(clean(group.label, 60), "strong"), *scores, ""))


def _cell(answers: AnswerSheet, said: Said) -> Cell:
    """An answer; "." where nobody gave one, so that it is not taken for a 0."""
    if said.value is None:
        return Cell(".", "muted")
    if answers.has_signs:
        return Cell(SIGNS[max(-1, min(1, said.value))], _LOOKS[max(-1, min(1, said.value))])
    unproven = answers.assessment is not None and said.value > 1 and not (said.evidence and said.date)
    return Cell(f"{said.value}{'!' if unproven else ''}", "warning" if unproven else "")
