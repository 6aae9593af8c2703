"""What is said about a deal beyond its fields: evidence of a step, go or no-go, bids, answers, why a number is so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kamtui.screens.deals.acts import DealActions
from kamtui.screens.deals.forms import OpenerAbout
from kamtui.screens.deals.prices import price, price_field, price_text
from kamtui.screens.dialogs.form_field import FormField
from kamtui.store import fields
from kamtui.store.deals.saying import name_of
from kamtui.store.files.locks import user
from kamtui.store.records import Bid, Evidence, Opportunity, Verdict
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

Texts = Mapping[str, str] | None
"""What was typed already, when a draft is opened again."""


class SaidOfDeal(DealActions):
    """Asks, and keeps each answer as one step; a form that a session has left is opened again with its texts."""

    def forms_about(self) -> dict[str, OpenerAbout]:
        """The forms of this class."""
        own: dict[str, OpenerAbout] = {
            "evidence": self.ask_evidence,
            "bid": self.ask_bid,
            "go": lambda deal, _, typed, key: self.ask_verdict(deal, typed, key),
        }
        return super().forms_about() | own

    def ask_evidence(self, deal: Opportunity, stage: str, typed: Texts = None, key: str = "") -> None:
        """Ask what the buyer did that shows a step; an empty answer takes the evidence back."""
        known = deal.evidence.get(stage) or Evidence(what="")
        label = clean(self.workspace.method.label_of("stages", stage), 60)

        def keep(_: dict[str, Any], texts: dict[str, str]) -> None:
            said = {"what": known.what, "date": iso(known.date), "source": known.source} | texts
            evidence = {name: one for name, one in deal.evidence.items() if name != stage}
            if said["what"].strip():
                day = self.day_of(said["date"])
                evidence[stage] = Evidence(what=said["what"].strip(), date=day, source=said["source"].strip())
            what = word("dealing.evidence.kept", name=clean(deal.name, 40), stage=label)
            if evidence != deal.evidence and self.keep_deal(deal, {"evidence": evidence}, what):
                self.tell(what)

        asked = [
            self.line_field("what", known.what, word("dealing.evidence.hint")),
            self.day_field(known.date, new=not known.what),
            self.line_field("source", known.source),
        ]
        preset = {} if known.what else {"date": self.today().isoformat()}
        title = word("dealing.evidence.title", stage=label)
        self.ask(deal, title, (), keep, extra=asked, preset=preset, typed=typed, key=key, named=f"evidence:{stage}")

    def ask_bid(self, deal: Opportunity, vendor: str, typed: Texts = None, key: str = "") -> None:
        """Ask what a vendor asks and promises in the negotiation; empty fields take the bid back."""
        known, name = deal.bids.get(vendor, Bid()), name_of(self.workspace, vendor)
        currency = deal.currency or self.workspace.config.currency
        was = {"price": price_text(known.price, currency), "date": iso(known.date)}
        was |= {each: getattr(known, each) for each in _PROMISES}

        def keep(_: dict[str, Any], texts: dict[str, str]) -> None:
            said = was | texts
            plain = {each: said[each].strip() for each in _PROMISES}
            bid = Bid(price=price(said["price"], currency, Opportunity), date=self.day_of(said["date"]), **plain)
            bids = {one: each for one, each in deal.bids.items() if one != vendor}
            if any((bid.price is not None, bid.technical, bid.commercial)):
                bids[vendor] = bid
            what = word("bargaining.bid.kept", name=clean(deal.name, 40), vendor=name)
            if bids != deal.bids and self.keep_deal(deal, {"bids": bids}, what):
                self.tell(what)

        asked = [
            price_field("price", word("bargaining.bid.price"), known.price, currency, Opportunity),
            *(FormField(each, word(f"bargaining.bid.{each}"), was[each], str.strip, str) for each in _PROMISES[:2]),
            self.line_field("source", known.source),
            self.day_field(known.date, new=vendor not in deal.bids),
        ]
        preset = {} if vendor in deal.bids else {"date": self.today().isoformat()}
        title = word("bargaining.bid.title", vendor=name)
        self.ask(deal, title, (), keep, extra=asked, preset=preset, typed=typed, key=key, named=f"bid:{vendor}")

    def ask_verdict(self, deal: Opportunity, typed: Texts = None, key: str = "") -> None:
        """Ask whether we go for the deal, and why; who says so and when is written down with it."""
        now = {None: "", True: "go", False: "stop"}[deal.go.go]
        said = word(f"fields.verdict.{now}") if now else ""

        def keep(_: dict[str, Any], texts: dict[str, str]) -> None:
            go = _go(texts.get("go", said))
            reason = texts.get("reason", deal.go.reason).strip()
            verdict = Verdict(go=go, reason=reason, by=user(), date=self.today())
            what = word("dealing.go.kept", name=clean(deal.name, 40))
            if (go, reason) != (deal.go.go, deal.go.reason) and self.keep_deal(deal, {"go": verdict}, what):
                self.tell(what)

        def lacking(_: Opportunity, texts: Mapping[str, str]) -> dict[str, str]:
            decided = _go(texts.get("go", said)) is not None
            unexplained = decided and not texts.get("reason", deal.go.reason).strip()
            return {"reason": word("dealing.go.why")} if unexplained else {}

        choices = FormField(
            "go", fields.label(Opportunity, "go"), said, _go, lambda go: "" if go is None else _said(go),
            hint=f"{_said(True)} · {_said(False)}",
        )  # fmt: skip
        title = word("dealing.go.title", name=clean(deal.name, 60))
        asked = [choices, self.line_field("reason", deal.go.reason)]
        self.ask(deal, title, (), keep, extra=asked, lacking=lacking, typed=typed, key=key, named="go:")

    def open_answers(self, deal: Opportunity, template: str, section: str) -> None:
        """Open the sheet on which an assessment, or the criteria, are answered."""
        self.show_screen("answers", deal.id, template, section)

    def show_text(self, lines: Sequence[str]) -> None:
        """Show a few lines until they are closed."""
        from kamtui.screens.dialogs.text import TextDialog

        self.app.push_screen(TextDialog("\n".join(lines)))

    def day_field(self, day: dt.date | None, *, new: bool = False) -> FormField:
        """A field for the day of something; a new one is of today."""
        return FormField("date", word("dealing.date"), "" if new else iso(day), self.day_of, iso)

    def line_field(self, name: str, text: str, hint: str = "", read: Callable[[str], Any] = str.strip) -> FormField:
        """A field for a line of text."""
        return FormField(name, word(f"dealing.asked.{name}"), text, read, str, hint=hint)

    def day_of(self, text: str) -> dt.date | None:
        """The day that a text means; None for an empty one."""
        return dates.parse(text, self.today()) if text.strip() else None


_PROMISES = ("technical", "commercial", "source")


def iso(day: dt.date | None) -> str:
    """A day as it is typed; "" for none."""
    return day.isoformat() if day else ""


def _said(go: bool) -> str:
    return word("fields.verdict.go" if go else "fields.verdict.stop")


def _go(text: str) -> bool | None:
    """Whether a text says go or no-go in either language; ValueError where it says something else."""
    from kamtui.store.text.words.fields import WORDS

    typed = text.strip().casefold()
    if not typed:
        return None
    for go, key in ((True, "fields.verdict.go"), (False, "fields.verdict.stop")):
        if typed in [each.casefold() for each in WORDS[key]] or typed in (("y", "yes") if go else ("n", "no")):
            return go
    raise ValueError(word("fields.error.choice", text=clean(text, 40), known=f"{_said(True)} · {_said(False)}"))
