"""How a deal ends and begins again: won, lost, reopened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kamtui.screens.deal_forms import DealForms, Opener
from kamtui.screens.dialogs.form_field import FormField
from kamtui.store import fields
from kamtui.store.fields.matching import Match, completer
from kamtui.store.fields.sound import is_ourselves
from kamtui.store.records import Competitor, Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.text.words.deals import WORDS

RIVAL = "rival"
"""Name of the field of the form that asks to whom a deal was lost."""


class ClosingActions(DealForms):
    """Closes and reopens the deal under the cursor; each is one step."""

    def cursor_deal(self) -> Opportunity | None:
        """The deal that the keys act on."""
        raise NotImplementedError

    def action_won(self) -> None:
        """Close the deal as won, on which day and for how much; a closed one can be opened again."""
        deal = self.cursor_deal()
        if deal and deal.status == "open":
            self._ask_won(deal)
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
        """Save what was edited; a deal that is said to be lost is asked why, unless that is said too."""
        said = {"lost_reason": "", **values}
        if isinstance(seen, Opportunity) and values.get("status") == "lost" and not said["lost_reason"]:
            self._ask_lost(seen, values)
        else:
            super().keep_record(seen, values)

    def forms(self) -> dict[str, Opener]:
        """The forms that close and reopen a deal, with those that lie below."""
        return super().forms() | {
            "won": lambda deal, _, typed, key: self._ask_won(deal, typed, key),
            "lost": self._ask_lost,
            "reopen": lambda deal, _, typed, key: self._reopen(deal, typed, key),
        }

    def _ask_won(self, deal: Opportunity, typed: Mapping[str, str] | None = None, key: str = "") -> None:
        """Ask for the day, the amount and a lesson."""
        self.ask(
            deal, word("deals.won.title", name=clean(deal.name, 60)), ("close_date", "amount", "lesson"),
            lambda patch, _: self._close(deal, "won", patch),
            preset={"close_date": self.today().isoformat()}, typed=typed, key=key, named="won",
        )  # fmt: skip

    def _ask_lost(
        self, deal: Opportunity, values: dict[str, Any], typed: Mapping[str, str] | None = None, key: str = ""
    ) -> None:
        """Ask for the reason, who won it, the day and a lesson; `values` are fields that change with it."""
        kept = {name: value for name, value in values.items() if name != "status"}
        seen = msgspec.structs.replace(deal, **kept)

        def lacking(draft: Opportunity, texts: Mapping[str, str]) -> Mapping[str, str]:
            if not draft.lost_reason:
                return {"lost_reason": word("deals.lost.reason")}
            named = texts.get(RIVAL, "").strip() or draft.lost_to or draft.lost_reason in fields.NO_RIVAL
            return {} if named else {RIVAL: word("deals.lost.rival")}

        def close(patch: dict[str, Any], texts: dict[str, str]) -> None:
            rival, new = self._rival(texts.get(RIVAL, ""))
            named = {"lost_to": rival} if RIVAL in texts else {}
            self._close(deal, "lost", {**kept, **patch, **named}, new)

        today = {} if "close_date" in kept else {"close_date": self.today().isoformat()}
        self.ask(
            seen, word("deals.lost.title", name=clean(deal.name, 60)),
            ("lost_reason", "close_date", "lesson", "price_gap"), close, preset=today, lacking=lacking,
            extra=[self._rival_field(seen)], order=("lost_reason", RIVAL),
            typed=typed, key=key, named="lost", values=kept, seen=deal,
        )  # fmt: skip

    def _rival_field(self, deal: Opportunity) -> FormField:
        """Who won the deal: a competitor of the catalog, a new one, or nobody."""
        field = fields.field_of(Opportunity, "lost_to")
        offer = completer(self.workspace, field, deal)
        nobody = Match(word("deals.no_rival"), word("deals.no_rival"), whole=True)

        def complete(text: str) -> list[Match]:
            found = list(offer(text)) if offer else []
            return found if text.strip() and found else [*found, nobody]

        def echo(text: str) -> str:
            rival, new = self._rival(text)
            known = self.workspace.get(Competitor, rival)
            return word("deals.lost.new", name=clean(new, 40)) if new else clean(known.name, 40) if known else text

        now = fields.text_of(self.workspace, deal, field)
        label = fields.label(Opportunity, "lost_to")
        return FormField(RIVAL, label, now, self._read_rival, echo, complete=complete, hint=word("deals.lost.hint"))

    def _read_rival(self, text: str) -> str:
        """The text itself; ValueError where it could mean more than one competitor."""
        self._rival(text)
        return text

    def _rival(self, text: str) -> tuple[str, str]:
        """The id of a competitor, or the name of one that is new; neither for nobody. ValueError for several."""
        name = text.strip()
        if not name or name.casefold() in {each.casefold() for each in WORDS["deals.no_rival"]}:
            return "", ""
        field = fields.field_of(Opportunity, "lost_to")
        try:
            return fields.parse(self.workspace, Opportunity, field, name, self.today()), ""
        except ValueError:
            sought = name.casefold()
            if any(each.name.casefold().startswith(sought) for each in self.workspace.records(Competitor).values()):
                raise
            if is_ourselves(self.workspace, name):
                raise ValueError(word("fields.error.ourselves", text=clean(name, 40))) from None
            return "", name

    def _close(self, deal: Opportunity, status: str, patch: dict[str, Any], rival: str = "") -> None:
        """Close a deal in one step, with a competitor that the catalog did not have."""
        values = {"close_date": self.today(), **patch, "status": status}
        reason = (
            self.workspace.method.label_of("lost_reasons", values.get("lost_reason", "")) if status == "lost" else ""
        )
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
