"""Whatever is done in whatever order, the workspace holds what a plain dictionary would hold."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kamtui.store.files import index
from kamtui.store.records import Account, Contact, Record
from kamtui.store.workspace import Workspace

Fields = dict[str, Any]
Step = dict[str, tuple[Fields | None, Fields | None]]
"""The records that one action changed, by id: before and after."""

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=1, max_size=8)
tiers = st.sampled_from(["", "A", "B", "C"])


class Model(RuleBasedStateMachine):
    """A workspace beside a dictionary of records and two stacks of steps."""

    def __init__(self) -> None:
        """Start in an empty folder."""
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="kamtui-model-"))
        self.workspace = Workspace.create(self.root)
        self.records: dict[str, Fields] = {}
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.edits = 0

    def teardown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.root)

    @initialize(name=names)
    def begin(self, name: str) -> None:
        """There is always an account to do something with."""
        self.add_account(name)

    @rule(name=names)
    def add_account(self, name: str) -> None:
        """A new card."""
        with self.workspace.change("Add") as change:
            account = change.add(Account(name=name))
        self._did({account.id: (None, {"kind": Account, "name": name, "tier": "", "note": "", "account": ""})})

    @rule(data=st.data(), name=names)
    @precondition(lambda self: self._of(Account))
    def add_contact(self, data: st.DataObject, name: str) -> None:
        """A person in some card."""
        account = data.draw(st.sampled_from(self._of(Account)))
        with self.workspace.change("Add") as change:
            contact = change.add(Contact(name=name, account=account))
        self._did({contact.id: (None, {"kind": Contact, "name": name, "title": "", "note": "", "account": account})})

    @rule(data=st.data(), tier=tiers)
    @precondition(lambda self: self._of(Account))
    def rate(self, data: st.DataObject, tier: str) -> None:
        """One or more accounts get a tier: one step over several cards."""
        chosen = data.draw(st.lists(st.sampled_from(self._of(Account)), min_size=1, max_size=3, unique=True))
        self._set(chosen, tier=tier)

    @rule(data=st.data(), title=names)
    @precondition(lambda self: self._of(Contact))
    def name(self, data: st.DataObject, title: str) -> None:
        """A person gets a title."""
        self._set([data.draw(st.sampled_from(self._of(Contact)))], title=title)

    @rule(data=st.data())
    @precondition(lambda self: self._of(Contact))
    def remove(self, data: st.DataObject) -> None:
        """A person is taken out."""
        gone = data.draw(st.sampled_from(self._of(Contact)))
        with self.workspace.change("Remove") as change:
            change.remove(self._record(gone))
        self._did({gone: (self.records[gone], None)})

    @rule()
    def undo(self) -> None:
        """The latest step is taken back, but for fields that were edited since."""
        step = self.done.pop() if self.done else None
        self._reverted(self.workspace.undo(), step and {key: (new, old) for key, (old, new) in step.items()})
        if step is not None:
            self.undone.append(step)

    @rule()
    def redo(self) -> None:
        """What was taken back last is done again."""
        step = self.undone.pop() if self.undone else None
        self._reverted(self.workspace.redo(), step)
        if step is not None:
            self.done.append(step)

    @rule(close=st.booleans())
    def reopen(self, close: bool) -> None:
        """Another start, after an end in order or not."""
        if close:
            self.workspace.close()
        self.workspace = Workspace.open(self.root)

    @rule(data=st.data(), in_place=st.booleans())
    @precondition(lambda self: self._of(Account))
    def edit_by_hand(self, data: st.DataObject, in_place: bool) -> None:
        """Someone edits a card with an editor, which writes in place or through another file."""
        chosen = data.draw(st.sampled_from(self._of(Account)))
        self.edits += 1
        (path,) = [path for path in (self.root / "accounts").rglob("*.json") if chosen in path.read_text("utf-8")]
        document = json.loads(path.read_bytes())
        document["accounts"][chosen]["note"] = note = f"edit {self.edits}"
        target = path if in_place else path.with_suffix(".new")
        target.write_text(json.dumps(document, indent=4), "utf-8")
        target.replace(path)
        self.records[chosen] = {**self.records[chosen], "note": note}
        self.workspace.refresh()

    @invariant()
    def it_holds_what_the_dictionary_holds(self) -> None:
        """Here, and for anyone who opens it now."""
        for workspace in (self.workspace, Workspace.open(self.root)):
            held: dict[str, Record] = {**workspace.records(Account), **workspace.records(Contact)}
            seen = {
                key: {
                    "kind": type(record),
                    **{name: getattr(record, name, "") for name in self.records[key] if name != "kind"},
                }
                for key, record in held.items()
                if key in self.records
            }
            assert seen == self.records
            assert held.keys() == self.records.keys()
            assert workspace.findings == []

    def _of(self, kind: type[Record]) -> list[str]:
        return [key for key, fields in self.records.items() if fields["kind"] is kind]

    def _record(self, key: str) -> Record:
        record = self.workspace.get(self.records[key]["kind"], key)
        assert isinstance(record, Record)
        return record

    def _set(self, keys: list[str], **fields: Any) -> None:
        with self.workspace.change("Set") as change:
            for key in keys:
                change.set(self._record(key), **fields)
        step: Step = {key: (self.records[key], {**self.records[key], **fields}) for key in keys}
        changed = {key: (old, new) for key, (old, new) in step.items() if old != new}
        if changed:
            self._did(changed)

    def _did(self, step: Step) -> None:
        self._apply({key: new for key, (_, new) in step.items()})
        self.done.append(step)
        self.undone.clear()

    def _apply(self, states: dict[str, Fields | None]) -> None:
        for key, fields in states.items():
            if fields is None:
                del self.records[key]
            else:
                self.records[key] = fields

    def _reverted(self, reverted: Any, step: Step | None) -> None:
        if step is None:
            assert reverted is None
            return
        kept: set[tuple[str, str]] = set()
        states: dict[str, Fields | None] = {}
        for key, (old, new) in step.items():
            now = self.records.get(key)
            if now == old:
                states[key] = new
            elif now is None or old is None or new is None:
                kept |= {(key, "")} if now != new else set()
            else:
                changed = {name for name in {*old, *new} if old.get(name, "") != new.get(name, "")}
                kept |= {(key, name) for name in changed if now.get(name) not in (old.get(name), new.get(name))}
                states[key] = now | {name: new.get(name, "") for name in changed if now.get(name) == old.get(name)}
        assert {(one.record, one.field) for one in reverted.kept} == kept
        self._apply(states)


def test_a_workspace_holds_what_a_dictionary_would_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(index, "RESCAN", 0.0)
    checks = settings(
        max_examples=50, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Model, settings=checks)
