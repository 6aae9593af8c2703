"""The page of a quote, with its lines and what they come to."""

from __future__ import annotations

from collections.abc import Container, Mapping

import msgspec

from kamtui.screens.deals.prices import price, price_field, price_shown
from kamtui.screens.dialogs.form_field import FormField
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.pages.rows import heading
from kamtui.screens.shell.asking import Asking
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.deals.saying import percent
from kamtui.store.draft_files import Draft
from kamtui.store.figures.offers import needs_approval, quote_sum
from kamtui.store.records import Quote, QuoteLine, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_MONEY = ("price", "cost", "floor")
_LINE = "line:"
"""How the names of the forms of lines begin; the line's key follows."""


class QuoteScreen(PageScreen, Asking):
    """One version of our offer; Enter on a line edits it, `n` adds one, `D` takes it out."""

    def rows_of(self, record: Record, folded: Container[str]) -> list[Row]:
        """The lines with their sum first, then the fields."""
        if not isinstance(record, Quote):
            raise TypeError(record.table)
        rows = [heading("lines", f"{fields.label(Quote, 'lines')} {len(record.lines)}", "lines" in folded)]
        if "lines" not in folded:
            rows += [self._line_row(record, key, line) for key, line in sorted(record.lines.items())]
            rows += self._sums(record)
        return [*rows, *super().rows_of(record, folded)]

    def action_open(self) -> None:
        """Edit the line under the cursor, or what else it is on."""
        what, _, key = (self.list.cursor_key or "").partition(":")
        if what == "line":
            self._ask_line(key)
        else:
            super().action_open()

    def action_edit_cell(self) -> None:
        """The same by the key for editing."""
        if (self.list.cursor_key or "").startswith("line:"):
            self.action_open()
        else:
            super().action_edit_cell()

    def action_new(self) -> None:
        """Add a line."""
        quote = self._quote()
        if quote:
            last = max((int(key) for key in quote.lines if key.isdecimal()), default=0)
            self._ask_line(f"{last + 1:03}")

    def action_archive(self) -> None:
        """Take the line under the cursor out; elsewhere archive the quote."""
        what, _, key = (self.list.cursor_key or "").partition(":")
        quote = self._quote()
        if what == "line" and quote:
            lines = {name: line for name, line in quote.lines.items() if name != key}
            self.keep_inner(quote, "lines", lines, quote.name)
        else:
            super().action_archive()

    def knows_form(self, draft: Draft) -> bool:
        """Whether `open_form` can open this draft: that of a line."""
        return draft.table == Quote.table and draft.form.startswith(_LINE)

    def open_form(self, draft: Draft, key: str) -> None:
        """Open the draft of a line with everything that was typed; it is the draft `key` of this session."""
        self._ask_line(draft.form.removeprefix(_LINE), draft.texts, key)

    def _ask_line(self, key: str, typed: Mapping[str, str] | None = None, draft: str = "") -> None:
        quote = self._quote()
        if quote is None:
            return
        seen, line = quote, quote.lines.get(key, QuoteLine(name=""))

        def keep(texts: dict[str, str]) -> None:
            made = QuoteLine(
                name=texts["name"].strip(),
                product=line.product,
                quantity=_whole(texts["quantity"]) or 1,
                bundle=texts["bundle"].strip(),
                **{name: price(texts[name], self._currency(), Quote) for name in _MONEY},
            )
            self.keep_inner(seen, "lines", {**seen.lines, key: made}, made.name)

        asked = [
            FormField("name", word("offering.line.name"), line.name, _named, str),
            FormField("quantity", word("offering.line.quantity"), str(line.quantity), _whole, str),
            *(price_field(name, word(f"offering.line.{name}"), getattr(line, name), self._currency(), Quote)
              for name in _MONEY),
            FormField("bundle", word("offering.line.bundle"), line.bundle, str.strip, str,
                      hint=word("offering.line.bundle_hint")),
        ]  # fmt: skip
        title = word("offering.line.title", name=clean(quote.name, 40))
        self.ask_texts(quote, title, asked, keep, typed=typed, key=draft, named=_LINE + key)

    def _shown(self, value: int | None) -> str:
        return price_shown(value, self._currency())

    def _line_row(self, quote: Quote, key: str, line: QuoteLine) -> Row:
        below = key in quote_sum(quote).below_floor
        said = [word("offering.below_floor")] if below else []
        said += [f"{line.quantity} × {self._shown(line.price) or '?'}"]
        said += [f"{word(f'offering.line.{name}')} {self._shown(getattr(line, name)) or '?'}" for name in _MONEY[1:]]
        if line.bundle:
            said.append(word("offering.bundled", bundle=line.bundle))
        return Row(f"line:{key}", (clean(line.name, 60), Cell(clean("  ".join(said), 300), "bad" if below else "")))

    def _sums(self, quote: Quote) -> list[Row]:
        total = quote_sum(quote)
        said = word("offering.sum", listed=self._shown(total.listed), discount=quote.discount or 0,
                    offered=self._shown(total.offered), margin=percent(total.margin))  # fmt: skip
        rows = [Row("sum:quote", (Cell(word("offering.total"), "strong"), said))]
        for bundle in sorted({line.bundle for line in quote.lines.values() if line.bundle}):
            own = {key: line for key, line in quote.lines.items() if line.bundle == bundle}
            part = quote_sum(msgspec.structs.replace(quote, lines=own))
            label = Cell(clean(word("offering.bundled", bundle=bundle), 60), "muted")
            rows.append(Row(f"sum:bundle:{bundle}", (label, self._shown(part.offered))))
        if total.unpriced or total.uncosted:
            names = [quote.lines[key].name for key in (*total.unpriced, *total.uncosted)]
            left = word("offering.left_out", n=len(names), names=word("fields.value.joint").join(names))
            rows.append(Row("sum:left", (Cell("!", "warning"), clean(left, 300))))
        if needs_approval(quote):
            rows.append(Row("sum:approval", (Cell("!", "bad"), Cell(word("offering.approval"), "bad"))))
        return rows

    def _quote(self) -> Quote | None:
        return self.workspace.get(Quote, self._shown_id)

    def _currency(self) -> str:
        quote = self._quote()
        return (quote.currency if quote else "") or self.workspace.config.currency


def _named(text: str) -> str:
    if not text.strip():
        raise ValueError(word("fields.error.required", label=word("offering.line.name")))
    return text.strip()


def _whole(text: str) -> int:
    """A number of pieces, at least one."""
    plain = text.strip().replace(",", "")
    if not plain.isdecimal() or int(plain) < 1:
        raise ValueError(word("fields.error.range", text=clean(text, 40), low=1, high="∞"))
    return int(plain)
