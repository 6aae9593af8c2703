"""Short forms about a deal, and the gate that a deal passes when it leaves a stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from kamtui.screens.dialogs.form_field import FormField
from kamtui.screens.shell.records import RecordActions
from kamtui.store import fields
from kamtui.store.draft_files import Draft
from kamtui.store.method.deals import Question, Stage
from kamtui.store.records import Competitor, Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change

REASON = "reason"
"""Name of the field of a form that asks why."""
KNOWN = "known-"
"""How the names of fields begin that answer a question of the method; its id follows."""

Then = Callable[[dict[str, Any], dict[str, str]], None]
"""Gets the fields that change, and the texts that were typed."""
Lacking = Callable[[Opportunity, Mapping[str, str]], Mapping[str, str]]
"""From the deal as it would be, and the texts, to what is still to be said, by field."""
Opener = Callable[[Opportunity, dict[str, Any], Mapping[str, str], str], object]
"""Opens a short form on a deal: the fields that change together with it, what was typed, the key of its draft."""
OpenerAbout = Callable[[Opportunity, str, Mapping[str, str], str], object]
"""Opens a short form about one thing in a deal: what that is, what was typed, the key of its draft."""


class DealForms(RecordActions):
    """Asks about a deal, and saves what was answered as one step."""

    def move_deal(self, deal: Opportunity, stage: str, then: Callable[[bool], object] = bool) -> None:
        """Move an open opportunity to another buying stage, from today on, if its gate lets it pass.

        `then` is told whether it was moved.
        """
        self._pass_gate(deal, {"stage": stage}, then)

    def keep_record(self, seen: Record, values: dict[str, Any]) -> None:
        """Save what was edited; a deal that leaves its stage passes the gate first."""
        if isinstance(seen, Opportunity) and fields.missing(self.workspace, seen, values):
            self._pass_gate(seen, values, lambda _: None)
        else:
            super().keep_record(seen, values)

    def keep_deal(
        self, deal: Opportunity, values: Mapping[str, Any], what: str, reason: str = "", rival: str = ""
    ) -> bool:
        """Save fields of a deal and what follows from them, in one step; whether it was saved.

        `rival` is the name of a competitor that the catalog does not have yet and that has won the deal.
        """
        patch = dict(values) | fields.follow_ups(deal, values, self.today())

        def act(change: Change) -> None:
            if rival:
                patch["lost_to"] = change.add(Competitor(name=rival)).id
            fields.keep(change, deal, patch, reason)

        return self.save(what, act)

    def ask(
        self,
        deal: Opportunity,
        title: str,
        names: Sequence[str],
        then: Then,
        *,
        about: str = "",
        preset: Mapping[str, str] | None = None,
        lacking: Lacking | None = None,
        extra: Sequence[FormField] = (),
        order: Sequence[str] = (),
        typed: Mapping[str, str] | None = None,
        key: str = "",
        named: str = "",
        values: Mapping[str, Any] | None = None,
        seen: Opportunity | None = None,
    ) -> None:
        """Ask for a few fields of a deal; `then` gets what was answered, when nothing is wrong and nothing lacking.

        `extra` fields stand behind the deal's own, unless `order` names what comes first; only their texts count.
        `typed` texts stand in the form already, and are the draft `key`. A draft of the form is opened again by
        `open_form` under the name `named`, with the `values` that change together with it; `seen` is the deal as it
        is kept, where the form shows it with other values.
        """
        from kamtui.screens.dialogs.form import FormDialog

        if not key and not self.may_write():
            return
        own = {each.name for each in extra}

        def patch_of(texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
            said = {name: text for name, text in texts.items() if name not in own}
            return fields.patch_of(self.workspace, deal, said, self.today())

        def check(texts: dict[str, str]) -> Mapping[str, str]:
            patch, wrong = patch_of(texts)
            return wrong or (lacking(msgspec.structs.replace(deal, **patch), texts) if lacking else {})

        def again(_name: str, texts: dict[str, str], draft: str) -> None:
            self.ask(
                deal, title, names, then, about=about, preset=preset, lacking=lacking, extra=extra, order=order,
                typed=texts, key=draft, named=named, values=values, seen=seen,
            )  # fmt: skip

        asked = [*self._few_fields(deal, names, lambda: form.texts()), *extra]
        asked.sort(key=lambda each: order.index(each.name) if each.name in order else len(order))
        form = FormDialog(title, asked, about=about, preset=preset, typed=typed, check=check)
        kept = seen or deal
        self.run_form(form, kept, title, lambda said: then(patch_of(said)[0], said), again, key, None, named, values)

    def _few_fields(
        self, deal: Opportunity, names: Sequence[str], texts: Callable[[], Mapping[str, str]]
    ) -> list[FormField]:
        """Some fields of a deal, without the headings of the form of all of them."""
        from kamtui.screens.shell.form_fields import form_field

        asked = [fields.field_of(Opportunity, name) for name in names]
        return [form_field(self.workspace, deal, each, texts, self.today(), False) for each in asked]

    def reason_field(self) -> FormField:
        """A line for why something is done."""
        return FormField(REASON, word("deals.reason"), "", str.strip, str)

    def forms(self) -> dict[str, Opener]:
        """The short forms about a deal that a session may have left, by name."""
        return {"gate": lambda deal, values, typed, key: self._pass_gate(deal, values, bool, typed, key)}

    def forms_about(self) -> dict[str, OpenerAbout]:
        """The short forms about one thing in a deal, by how their names begin; ":" and that thing follow."""
        return {}

    def knows_form(self, draft: Draft) -> bool:
        """Whether `open_form` can open this draft."""
        try:
            draft.values()
        except (ValueError, LookupError):
            return False
        known = draft.form in self.forms() or draft.form.partition(":")[0] in self.forms_about()
        return known and draft.table == Opportunity.table

    def open_form(self, draft: Draft, key: str) -> None:
        """Open a draft of a short form with everything that was typed; it is the draft `key` of this session."""
        deal = draft.opened()
        head, _, about = draft.form.partition(":")
        if not isinstance(deal, Opportunity):
            return
        if head in self.forms_about():
            self.forms_about()[head](deal, about, draft.texts, key)
        else:
            self.forms()[draft.form](deal, draft.values(), draft.texts, key)

    def _pass_gate(
        self,
        deal: Opportunity,
        values: dict[str, Any],
        then: Callable[[bool], object],
        typed: Mapping[str, str] | None = None,
        key: str = "",
    ) -> None:
        """Save a patch that moves a deal, once what its stage wants known is known or a reason is given.

        `typed` is what stands at the gate already, and is the draft `key`.
        """
        if not self.may_write():
            then(False)
            return
        entry = self.workspace.method.stage(values["stage"])
        label = entry.label.text if entry else clean(values["stage"], 40)
        what = word("screens.moved", name=clean(deal.name), stage=label)

        def move(more: Mapping[str, Any], reason: str) -> None:
            saved = self.keep_deal(deal, {**values, **more}, what, reason)
            if saved:
                self.tell(what)
            then(saved)

        def decided(more: dict[str, Any] | None, moving: bool, reason: str) -> None:
            if more is None:
                then(False)
            elif moving:
                move(more, reason)
            else:
                kept = word("screens.edited", kind=self._kind(Opportunity), name=clean(deal.name))
                rest = {name: value for name, value in values.items() if name not in ("stage", "stage_since")} | more
                if rest and self.keep_deal(deal, rest, kept):
                    self.tell(kept)
                then(False)

        lacking = fields.missing(self.workspace, deal, values)
        if (lacking or key) and not self.workspace.read_only:
            title = word("deals.gate.title", name=clean(deal.name, 40), stage=label)
            self._ask_gate(deal, values, lacking, title, decided, typed, key)
        else:
            move({}, "")

    def _ask_gate(
        self,
        deal: Opportunity,
        values: dict[str, Any],
        lacking: list[tuple[Stage, Question]],
        title: str,
        then: Callable[[dict[str, Any] | None, bool, str], None],
        typed: Mapping[str, str] | None = None,
        key: str = "",
    ) -> None:
        """Show what is not known, to be filled in, ticked off, or passed over for a reason."""
        from kamtui.screens.dialogs.gate import GateDialog

        draft = msgspec.structs.replace(deal, **{**values, "stage": deal.stage})

        def check(texts: dict[str, str]) -> Mapping[str, str]:
            patch, wrong = self._answered(draft, texts)
            if wrong or not form.moving or texts.get(REASON, "").strip():
                return wrong
            still = fields.missing(self.workspace, deal, {**values, **patch})
            return {REASON: word("deals.gate.reason", n=len(still))} if still else {}

        def take(texts: dict[str, str]) -> None:
            then(self._answered(draft, texts)[0], form.moving, texts.get(REASON, "").strip())

        def again(_name: str, texts: dict[str, str], key: str) -> None:
            self._ask_gate(deal, values, lacking, title, then, texts, key)

        asked = self._gate_fields(draft, lacking, lambda: form.texts())
        about = word("deals.gate.about", n=len(lacking))
        form = GateDialog(title, [*asked, self.reason_field()], about=about, typed=typed, check=check)
        self.run_form(form, deal, title, take, again, key, lambda: then(None, False, ""), "gate", values)

    def _gate_fields(
        self, deal: Opportunity, lacking: list[tuple[Stage, Question]], texts: Callable[[], Mapping[str, str]]
    ) -> list[FormField]:
        """A field for each question: that of the deal which answers it, or a line that can be ticked."""
        from dataclasses import replace

        from kamtui.screens.shell.form_fields import form_field

        made: list[FormField] = []
        before = ""
        for stage, question in lacking:
            section = "" if stage.id == before else clean(stage.label.text, 60)
            before, label = stage.id, clean(question.label.text, 100)
            if question.field:
                field = fields.field_of(Opportunity, question.field)
                own = form_field(self.workspace, deal, field, texts, self.today(), False)
                made.append(replace(own, label=label, section=section, long=False))
            else:
                tick = word("fields.value.yes")
                hint = word("deals.gate.tick")
                name = KNOWN + question.id
                made.append(FormField(name, label, "", str.strip, str, section=section, hint=hint, tick=tick))
        return made

    def _answered(self, deal: Opportunity, texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        """The fields that the gate's texts change, and what is wrong with them by field of the form."""
        said = {name: text for name, text in texts.items() if name != REASON and not name.startswith(KNOWN)}
        patch, wrong = fields.patch_of(self.workspace, deal, said, self.today())
        ticked = {name.removeprefix(KNOWN): text.strip() for name, text in texts.items() if name.startswith(KNOWN)}
        known = {question: fields.answer(text, self.today()) for question, text in ticked.items() if text}
        if known:
            patch["known"] = {**deal.known, **known}
        return patch, wrong
