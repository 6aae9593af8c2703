"""How we meet a rival in one deal: chosen with a reason; who said so and when is written down (A5.07)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kamtui.screens.deals.forms import Opener
from kamtui.screens.deals.said import SaidOfDeal
from kamtui.screens.dialogs.form_field import FormField
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.store import fields
from kamtui.store.deals.rival_told import stance_said
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import name_of
from kamtui.store.fields.matching import completer
from kamtui.store.fields.options import Option, choose
from kamtui.store.files.locks import user
from kamtui.store.records import Opportunity, Stance
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


class RivalStances(SaidOfDeal):
    """Asks for the strategy against a rival in a deal, and keeps it as one step."""

    def ask_stance(self, deal: Opportunity, rival: str, typed: Mapping[str, str] | None = None, key: str = "") -> None:
        """Ask which strategy, and why; an empty one takes it back."""
        known = deal.strategies.get(rival, Stance())
        among = self._options()
        shown = next((each.label for each in among if each.value == known.strategy), known.strategy)

        def keep(_: dict[str, Any], texts: dict[str, str]) -> None:
            strategy = self._strategy(texts.get("strategy", shown))
            why = texts.get("why", known.why).strip()
            others = {name: stance for name, stance in deal.strategies.items() if name != rival}
            stance = Stance(strategy=strategy, why=why, by=user(), date=self.today())
            what = word("rivals.stance.kept", name=clean(deal.name, 40), rival=name_of(self.workspace, rival))
            changed = (strategy, why) != (known.strategy, known.why)
            kept = {**others, rival: stance} if strategy else others
            if changed and self.keep_deal(deal, {"strategies": kept}, what):
                self.tell(what)

        def lacking(_: Opportunity, texts: Mapping[str, str]) -> dict[str, str]:
            unexplained = texts.get("strategy", shown).strip() and not texts.get("why", known.why).strip()
            return {"why": word("rivals.stance.lacking")} if unexplained else {}

        title = word("rivals.stance.title", deal=clean(deal.name, 40), rival=name_of(self.workspace, rival))
        asked = [self._strategy_field(shown), FormField("why", word("rivals.stance.why"), known.why, str.strip, str)]
        self.ask(
            deal, title, (), keep, extra=asked, lacking=lacking, typed=typed, key=key, named="stance",
            values={"strategies": {rival: known}},
        )  # fmt: skip

    def pick_stance(self, sheet: RivalSheet, deals: Sequence[Opportunity]) -> None:
        """Ask for the strategy against a rival in one of these deals; which one is asked where there are several."""
        rival = sheet.competitor.id
        if not deals:
            self.tell(word("rivals.stance.no_deal"))
            return
        if len(deals) == 1:
            self.ask_stance(deals[0], rival)
            return
        by_id = {deal.id: deal for deal in deals}
        rows = [Row(deal.id, (clean(deal.name, 60), clean(stance_said(sheet, deal), 100))) for deal in deals]
        columns = [
            Column("name", word("screens.kind.opportunities"), 24, flexible=True),
            Column("strategy", word("rivals.stance.strategy"), 24, flexible=True),
        ]
        dialog = PickDialog(word("rivals.stance.pick"), columns, rows, hint=word("screens.help.hint"), empty="")
        self.app.push_screen(dialog, lambda found: self.ask_stance(by_id[found], rival) if found else None)

    def forms(self) -> dict[str, Opener]:
        """The form of a strategy, with those that lie below."""

        def again(deal: Opportunity, values: dict[str, Any], typed: Mapping[str, str], key: str) -> None:
            self.ask_stance(deal, next(iter(values.get("strategies", {})), ""), typed, key)

        return super().forms() | {"stance": again}

    def _options(self) -> list[Option]:
        return fields.options(self.workspace, _FIELD, Opportunity)

    def _strategy(self, text: str) -> str:
        """Id of the strategy that a text means; ValueError where it means none."""
        return choose(text, self._options()) if text.strip() else ""

    def _strategy_field(self, shown: str) -> FormField:
        entries = {each.id: each for each in self.workspace.method.rival_strategies}

        def echo(strategy: str) -> str:
            return f"{entries[strategy].label.text}: {entries[strategy].meaning.text}" if strategy in entries else ""

        hint = word("fields.value.joint").join(each.label.text for each in entries.values())
        offered = completer(self.workspace, _FIELD, Opportunity(name=""))
        return FormField(
            "strategy", word("rivals.stance.strategy"), shown, self._strategy, echo, complete=offered, hint=hint
        )


_FIELD = fields.Field("strategy", "choice", group="rival_strategies")
