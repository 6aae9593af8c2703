"""How a deal ends and begins again: won, lost, reopened; what has to be said of it then (A6.13, C39)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kamtui.screens.deals.closing_rival import RIVAL, ClosingRival
from kamtui.screens.deals.forms import Opener
from kamtui.store import fields
from kamtui.store.records import Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


class ClosingActions(ClosingRival):
    """Closes and reopens the deal under the cursor; each is one step."""

    def cursor_deal(self) -> Opportunity | None:
        """The deal that the keys act on."""
        raise NotImplementedError

    def action_won(self) -> None:
        """Close the deal as won: why, for how much, with what lesson; a closed one can be opened again."""
        deal = self.cursor_deal()
        if deal and deal.status == "open":
            self._ask_won(deal, {})
        elif deal:
            self._reopen(deal)

    def action_lost(self) -> None:
        """Close the deal as lost, why and to whom; a closed one can be opened again."""
        deal = self.cursor_deal()
        if deal and deal.status == "open":
            self._ask_lost(deal, {})
        elif deal:
            self._reopen(deal)

    def keep_record(self, seen: Record, values: dict[str, Any]) -> None:
        """Save what was edited; a deal that is said to be won or lost is asked why, unless that is said too."""
        if isinstance(seen, Opportunity) and fields.unsaid(seen, values):
            (self._ask_lost if values["status"] == "lost" else self._ask_won)(seen, values)
        else:
            super().keep_record(seen, values)

    def forms(self) -> dict[str, Opener]:
        """The forms that close and reopen a deal, with those that lie below."""
        return super().forms() | {
            "won": self._ask_won,
            "lost": self._ask_lost,
            "reopen": lambda deal, _, typed, key: self._reopen(deal, typed, key),
        }

    def _ask_won(
        self, deal: Opportunity, values: dict[str, Any], typed: Mapping[str, str] | None = None, key: str = ""
    ) -> None:
        """Ask why, against whom, for how much and with what lesson; `values` are fields that change with it."""
        names = ("won_reason", "competitors", "price_gap", "amount", "lesson", "stage", "close_date")
        self._ask_end(deal, "won", names, values, typed, key)

    def _ask_lost(
        self, deal: Opportunity, values: dict[str, Any], typed: Mapping[str, str] | None = None, key: str = ""
    ) -> None:
        """Ask why, who won it, how much cheaper, in which step and with what lesson."""
        names = ("lost_reason", "price_gap", "lesson", "stage", "close_date")
        self._ask_end(deal, "lost", names, values, typed, key)

    def _ask_end(
        self, deal: Opportunity, status: str, names: Sequence[str], values: dict[str, Any],
        typed: Mapping[str, str] | None, key: str,
    ) -> None:  # fmt: skip
        kept = {name: value for name, value in values.items() if name != "status"}
        shown = msgspec.structs.replace(deal, **kept)
        lost = status == "lost"

        def lacking(draft: Opportunity, texts: Mapping[str, str]) -> Mapping[str, str]:
            said = {name for name, text in texts.items() if text.strip()}
            winner = "".join(self.read_rival(texts[RIVAL])) if RIVAL in said else draft.lost_to
            patch = {"status": status, "lost_to": winner}
            asked = fields.unsaid(msgspec.structs.replace(draft, status="open"), patch, said)
            named = {"lost_to": RIVAL}
            lacks = {named.get(name, name): word(f"deals.lacking.{name}") for name in asked}
            return {name: text for name, text in lacks.items() if not (name == RIVAL and RIVAL in said)}

        def close(patch: dict[str, Any], texts: dict[str, str]) -> None:
            rival, new = self.read_rival(texts.get(RIVAL, ""))
            self._close(deal, status, {**kept, **patch, **({"lost_to": rival} if RIVAL in texts else {})}, new)

        self.ask(
            shown, word(f"deals.{status}.title", name=clean(deal.name, 60)), names, close,
            preset={} if "close_date" in kept else {"close_date": self.today().isoformat()},
            lacking=lacking, extra=[self.rival_field(shown)] if lost else [],
            order=("lost_reason", RIVAL, *names[1:]) if lost else names,
            typed=typed, key=key, named=status, values=kept, seen=deal,
        )  # fmt: skip

    def _close(self, deal: Opportunity, status: str, patch: dict[str, Any], rival: str = "") -> None:
        """Close a deal in one step, with a competitor that the catalog did not have."""
        values = {"close_date": self.today(), **patch, "status": status}
        reason = self.workspace.method.label_of(f"{status}_reasons", values.get(f"{status}_reason", ""))
        what = word(f"deals.{status}", name=clean(deal.name, 60))
        if self.keep_deal(deal, values, what, reason, rival):
            self.tell(word("deals.undoable", what=what))

    def _reopen(self, deal: Opportunity, typed: Mapping[str, str] | None = None, key: str = "") -> None:
        """Open a closed deal again: to close when, in which stage, with what next."""
        blank = msgspec.structs.replace(deal, close_date=None, status="open")

        def reopen(patch: dict[str, Any], _: dict[str, str]) -> None:
            values = {"close_date": None, "stage_since": self.today(), **patch, "status": "open"}
            what = word("deals.reopened", name=clean(deal.name, 60))
            if self.keep_deal(deal, values, what):
                self.tell(what)

        about = word("deals.reopen.about", status=word(f"fields.statuses.{deal.status}"))
        title = word("deals.reopen.title", name=clean(deal.name, 60))
        names = ("close_date", "stage", "next_step")
        self.ask(blank, title, names, reopen, about=about, typed=typed, key=key, named="reopen", seen=deal)
