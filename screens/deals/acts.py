"""What every screen does with a deal: move it, close it, pick its forecast category, say what is next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kamtui.screens.deals.closing import ClosingActions
from kamtui.screens.deals.forms import REASON, Opener
from kamtui.screens.dialogs.numbers import NumberDialog
from kamtui.store.figures.pipeline import category_of
from kamtui.store.records import Opportunity
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

FEW = {"next": ("next_step", "next_date"), "dates": ("close_date", "next_date")}
"""Forms that ask for a few fields of a deal, by name; the title is `deals.NAME.title`."""


class DealActions(ClosingActions):
    """Acts on the deal under the cursor; the screen says with `cursor_deal` which one that is."""

    def action_next_stage(self) -> None:
        """Move the deal one stage on."""
        self._step(1)

    def action_previous_stage(self) -> None:
        """Move the deal one stage back."""
        self._step(-1)

    def action_stage_number(self) -> None:
        """Ask for the stage by its number."""
        deal = self.open_deal()
        if deal is None:
            return
        seen = deal
        choices = [(stage.id, clean(stage.label.text, 60)) for stage in self.workspace.method.stages]
        dialog = NumberDialog(word("deals.stage", name=clean(deal.name, 40)), choices, deal.stage)
        self.app.push_screen(dialog, lambda stage: self.move_deal(seen, stage) if stage else None)

    def action_category(self) -> None:
        """Pick the forecast category of the deal, for a reason; an empty one follows the stage again (C10)."""
        deal = self.open_deal()
        if deal:
            self._ask_category(deal)

    def forms(self) -> dict[str, Opener]:
        """All short forms about a deal."""

        def few(form: str) -> Opener:
            return lambda deal, _, typed, key: self._edit(deal, form, typed, key)

        own = {"category": lambda deal, _, typed, key: self._ask_category(deal, typed, key)}
        return super().forms() | own | {form: few(form) for form in FEW}

    def _ask_category(self, deal: Opportunity, typed: Mapping[str, str] | None = None, key: str = "") -> None:
        seen = deal
        follows = category_of(msgspec.structs.replace(deal, category=""), self.workspace.method)

        def lacking(draft: Opportunity, texts: Mapping[str, str]) -> dict[str, str]:
            unexplained = draft.category not in ("", seen.category) and not texts.get(REASON, "").strip()
            return {REASON: word("deals.category.reason")} if unexplained else {}

        def pick(patch: dict[str, Any], texts: dict[str, str]) -> None:
            if "category" not in patch:
                return
            said = {"name": clean(seen.name, 60), "category": self._category(patch["category"] or follows)}
            what = word("deals.category.picked" if patch["category"] else "deals.category.follows", **said)
            if self.keep_deal(seen, patch, what, texts.get(REASON, "").strip()):
                self.tell(what)

        title = word("deals.category.title", name=clean(deal.name, 60))
        about = word("deals.category.about", category=self._category(follows))
        self.ask(
            deal, title, ("category",), pick, about=about, lacking=lacking, extra=[self.reason_field()],
            typed=typed, key=key, named="category",
        )  # fmt: skip

    def action_next_step(self) -> None:
        """Say what is to be done next for the deal, and when."""
        if deal := self.open_deal():
            self._edit(deal, "next")

    def action_dates(self) -> None:
        """Change the day on which the deal is expected to close, and that of its next step."""
        if deal := self.open_deal():
            self._edit(deal, "dates")

    def open_deal(self) -> Opportunity | None:
        """The deal under the cursor, if it is open; of a closed one it is said that it is."""
        deal = self.cursor_deal()
        if deal and deal.status != "open":
            self.tell(word("deals.closed"))
            return None
        return deal

    def _step(self, step: int) -> None:
        deal = self.open_deal()
        if deal is None:
            return
        stages = self.workspace.method.stages
        at = self.workspace.method.stage_index(deal.stage)
        to = 0 if at is None else at + step
        if 0 <= to < len(stages):
            self.move_deal(deal, stages[to].id)

    def _edit(self, seen: Opportunity, form: str, typed: Mapping[str, str] | None = None, key: str = "") -> None:
        """Ask for a few fields of a deal and save them."""

        def save(patch: dict[str, Any], _: dict[str, str]) -> None:
            what = word("screens.edited", kind=self._kind(Opportunity), name=clean(seen.name))
            if patch and self.keep_deal(seen, patch, what):
                self.tell(what)

        title = word(f"deals.{form}.title", name=clean(seen.name, 60))
        self.ask(seen, title, FEW[form], save, typed=typed, key=key, named=form)

    def _category(self, category: str) -> str:
        return clean(self.workspace.method.label_of("forecast_categories", category), 40) or "-"
