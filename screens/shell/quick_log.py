"""Logging a visit or a call in one line, on every screen that has an account or a deal under its cursor."""

from __future__ import annotations

from kamtui.screens.shell.base import WorkScreen
from kamtui.store.records import Account, Contact, Opportunity
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change


class QuickLogging(WorkScreen):
    """Asks for the line and keeps it: two keys beyond the text."""

    def deal_around(self) -> str:
        """Id of the deal that the screen looks at its record from; "" for none."""
        return ""

    def action_log(self) -> None:
        """Log what was done with the account or deal under the cursor."""
        from kamtui.screens.dialogs.line import LineDialog
        from kamtui.store.fields.matching import people_named
        from kamtui.store.review.logged import Place, keep, read, told

        if not self.may_write():
            return
        record = self.subject()
        account = record.id if isinstance(record, Account) else str(getattr(record, "account", ""))
        deal = record if isinstance(record, Opportunity) else self._deal_named(getattr(record, "opportunity", ""))
        person = record.id if isinstance(record, Contact) else ""
        place, today = Place(account, deal or self._deal_named(self.deal_around()), person), self.today()

        def understood(text: str) -> str:
            found, where = read(self.workspace, text, place, today)
            return clean(told(self.workspace, found, where), 400)

        def log(text: str | None) -> None:
            if text is None:
                return
            found, where = read(self.workspace, text, place, today)
            what = word("reviewing.log.what", text=clean(text, 60))

            def act(change: Change) -> None:
                keep(self.workspace, change, found, where, today)

            if self.save(what, act):
                self.tell(word("reviewing.log.kept", said=clean(told(self.workspace, found, where), 100)))

        holder = self.workspace.get(Account, account) if account else None
        name = clean(
            " / ".join(part for part in (holder.name if holder else "", deal.name if deal else "") if part), 60
        )
        title = word("reviewing.log.title", name=name) if name else word("reviewing.log.anywhere")
        offered = people_named(self.workspace, account)
        self.app.push_screen(LineDialog(title, understood, hint=word("reviewing.log.hint"), complete=offered), log)

    def _deal_named(self, deal: str) -> Opportunity | None:
        return self.workspace.get(Opportunity, deal) if deal else None
