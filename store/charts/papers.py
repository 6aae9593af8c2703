"""A chart's numbers on paper: as Markdown for a mail, as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io

from kamtui.store.answers import telling
from kamtui.store.answers.model import Answer
from kamtui.store.charts.making import totals_said
from kamtui.store.text.cells import fit, width
from kamtui.store.text.spreadsheet import disarmed
from kamtui.store.text.words import word


def as_markdown(answer: Answer, title: str, period: str) -> str:
    """Title, table, total, formula, period and what was left out."""
    head, texts = telling.head(answer), telling.texts(answer)
    rows = [[cell.replace("|", "\\|") for cell in row] for row in telling.lines(answer)]
    widths = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[at] if at < texts else "-" * max(widths[at] - 1, 1) + ":" for at in range(len(head))]

    def line(cells: list[str]) -> str:
        fitted = (fit(cell, widths[at], "left" if at < texts else "right") for at, cell in enumerate(cells))
        return f"| {' | '.join(fitted)} |"

    said = totals_said(answer)
    said.append(word("figures.formula", formula=answer.figure.formula))
    said.append(word("charting.period", period=period))
    said += left_out(answer)
    table = [line(head), line(rule), *map(line, rows)] if rows else [word("charts.empty")]
    return "\n".join([f"## {title}", "", *table, "", *(f"- {text}" for text in said), ""])


def as_csv(answer: Answer) -> str:
    """The table with bare numbers; a text that a spreadsheet would take for a formula gets a ' before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(telling.plain_head(answer))
    texts = telling.texts(answer)
    for row in telling.plain(answer):
        writer.writerow([disarmed(cell) if at < texts else cell for at, cell in enumerate(row)])
    return out.getvalue()


def left_out(answer: Answer) -> list[str]:
    """What is not in it, with the reason, a sentence each."""
    return [
        word("figures.excluded", reason=word(f"figuring.reason.{reason}"), n=f"{n:,}")
        for reason, n in sorted(answer.excluded.items())
    ]
