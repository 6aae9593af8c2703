"""Who won a deal that we lost: a competitor of the catalog, a new one, or nobody."""

from __future__ import annotations

from kamtui.screens.deals.forms import DealForms
from kamtui.screens.dialogs.form_field import FormField
from kamtui.store import fields
from kamtui.store.fields.matching import Match, completer
from kamtui.store.fields.sound import is_ourselves
from kamtui.store.records import Competitor, Opportunity
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.text.words.deals import WORDS

RIVAL = "rival"
"""Name of the field of the form that asks to whom a deal was lost."""


class ClosingRival(DealForms):
    """The field that asks for the winner, and how it is read."""

    def rival_field(self, deal: Opportunity) -> FormField:
        """Who won the deal: a competitor of the catalog, a new one, or nobody."""
        field = fields.field_of(Opportunity, "lost_to")
        offer = completer(self.workspace, field, deal)
        nobody = Match(word("deals.no_rival"), word("deals.no_rival"), whole=True)

        def complete(text: str) -> list[Match]:
            found = list(offer(text)) if offer else []
            return found if text.strip() and found else [*found, nobody]

        def echo(text: str) -> str:
            rival, new = self.read_rival(text)
            known = self.workspace.get(Competitor, rival)
            return word("deals.lost.new", name=clean(new, 40)) if new else clean(known.name, 40) if known else text

        now = fields.text_of(self.workspace, deal, field)
        label = fields.label(Opportunity, "lost_to")
        return FormField(RIVAL, label, now, self._checked, echo, complete=complete, hint=word("deals.lost.hint"))

    def _checked(self, text: str) -> str:
        """The text itself; ValueError where it could mean more than one competitor."""
        self.read_rival(text)
        return text

    def read_rival(self, text: str) -> tuple[str, str]:
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
