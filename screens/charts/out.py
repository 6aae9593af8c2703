"""Taking a chart along: copied as Markdown or JSON, saved as SVG, CSV, Markdown or JSON, and explained."""

from __future__ import annotations

import json
from pathlib import Path

from kamtui.screens.charts.base import ChartBase
from kamtui.store.answers.registry import FIGURES
from kamtui.store.answers.telling import as_json
from kamtui.store.charts.making import totals_said
from kamtui.store.charts.model import GAP
from kamtui.store.charts.papers import as_csv, as_markdown, left_out
from kamtui.store.charts.svg import as_svg
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

ENDINGS = (".svg", ".csv", ".md", ".json")


class ChartOut(ChartBase):
    """What leaves the chart screen."""

    def action_copy_markdown(self) -> None:
        """Copy the numbers as a Markdown table with formula, period and what was left out."""
        if self.answer:
            self._copy(self._paper(".md"), "markdown")

    def action_copy_json(self) -> None:
        """Copy the answer as `kamtui figures --json` prints it."""
        if self.answer:
            self._copy(self._paper(".json"), "json")

    def action_copy_page(self) -> None:
        """Show the chart without frames and mouse, so that the terminal's own selection can take it."""
        from kamtui.screens.dialogs.plain_page import PlainPage
        from kamtui.screens.widgets.chart_view import chart_lines

        lines = chart_lines(self.chart, self.size.width, max(self.size.height - 4, 8), -1)
        drawn = "\n".join("".join(text for text, _ in line).rstrip() for line in lines)
        self.post_message(self.Covers(True))
        self.app.push_screen(PlainPage(f"{self.title_of(self.look)}\n{drawn}"), self._take_mouse_back)

    def action_export(self) -> None:
        """Save the chart in a file; its ending says how."""
        from kamtui.screens.dialogs.line import LineDialog

        if self.answer is None:
            return
        suggested = (
            Path.cwd()
            / f"{self.look.page.name or '-'.join((self.look.page.figure, *self.look.page.by))}-{self.today()}.svg"
        )

        def take(text: str | None) -> None:
            if text:
                self._write(_path(text))

        self.app.push_screen(
            LineDialog(word("charting.save"), _checked, hint=word("charting.save.hint"), text=str(suggested)), take
        )

    def action_explain(self) -> None:
        """Say how the number comes about: formula, inputs, what was left out, and where it is defined."""
        from kamtui.screens.dialogs.plain_page import PlainPage

        if self.answer is not None:
            self.app.push_screen(PlainPage("\n".join(self._explained())))

    def _explained(self) -> list[str]:
        assert self.answer is not None
        figure = FIGURES[self.look.page.figure]
        by = [word(f"figuring.dim.{name}") for name in self.look.page.by]
        n = sum(row.n for row in self.rows)
        days = f"{self.answer.first or ''} .. {self.answer.last or ''}"
        said = [
            self.title_of(self.look),
            "",
            word("figures.formula", formula=clean(figure.formula, 400)),
            word("charting.explain.unit", unit=word(f"figuring.unit.{figure.unit}"), currency=self.currency or "-"),
            word("charting.explain.records", about=word(f"charting.about.{figure.about}"), n=f"{n:,}"),
            word(
                "charting.explain.days",
                days=days if self.answer.first or self.answer.last else word("charting.all_time"),
            ),
            word("charting.explain.filter", filter=clean(self.where_text(), 200) or "-"),
            word("charting.explain.by", by=word("charts.joint").join(by) or "-"),
            *totals_said(self.answer),
            word("charting.explain.source", source=figure.source, figure=figure.name),
            "",
        ]
        out = left_out(self.answer)
        return [*said, *(out or [word("charting.explain.all_in")])]

    def _paper(self, ending: str) -> str:
        assert self.answer is not None
        title, period = self.title_of(self.look), GAP.join(self.said_of_look())
        match ending:
            case ".svg":
                return as_svg(self.chart, title, GAP.join([period, *left_out(self.answer)]))
            case ".csv":
                return "\ufeff" + as_csv(self.answer)
            case ".md":
                return as_markdown(self.answer, title, period)
        return json.dumps(as_json(self.answer), ensure_ascii=False, indent=2) + "\n"

    def _write(self, path: Path) -> None:
        try:
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(self._paper(path.suffix.lower()))
        except OSError as error:
            self.refuse(error)
            return
        self.tell(word("charting.saved", path=clean(str(path), 300)))


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser().absolute()


def _checked(text: str) -> str:
    """What will be written; ValueError for an ending that is not known, a folder that is not there, a file that is."""
    path = _path(text)
    if path.suffix.lower() not in ENDINGS:
        raise ValueError(word("charting.save.hint"))
    if not path.parent.is_dir():
        raise ValueError(word("charting.save.folder", folder=clean(str(path.parent), 200)))
    if path.exists():
        raise ValueError(word("charting.save.there"))
    return clean(str(path), 300)
