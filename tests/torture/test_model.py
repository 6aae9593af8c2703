"""Whatever is done in whatever order, the workspace holds what a plain dictionary would hold."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from torture.conftest import MEMORY
from torture.scale import ROUND, cases, family
from torture.seam import FAULTS, KilledError, Seam

from kamtui.store.files import index
from kamtui.store.files.journal import Journal
from kamtui.store.records import Account, Contact, OrderLine, Record
from kamtui.store.sync import absorb
from kamtui.store.workspace import Workspace

EXAMPLES, STEPS, PARTS = 300, 40, 4
"""Lives of a workspace, the steps of each, and the tests among which they are shared out."""

Fields = dict[str, Any]
Step = dict[str, tuple[Fields | None, Fields | None]]
"""The records that one action changed, by id: before and after."""

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=1, max_size=8)
BLANK: Fields = {"tier": "", "note": "", "phone": "", "account": ""}
"""What a new account says besides its name."""

tiers = st.sampled_from(["", "A", "B", "C"])


class Model(RuleBasedStateMachine):
    """A workspace beside a dictionary of records and two stacks of steps."""

    taken = 0
    """Steps taken in all lives so far."""

    def __init__(self) -> None:
        """Start in an empty folder."""
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="kamtui-model-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
        self.workspace = Workspace.create(self.root)
        self.records: dict[str, Fields] = {}
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.edits = 0
        self.steps = 0

    def teardown(self) -> None:
        """Whoever opens it now sees the same; leave nothing behind."""
        self._compare(Workspace.open(self.root))
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
        self._did({account.id: (None, {"kind": Account, "name": name, **BLANK})})

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
        """The latest step is taken back, but for what was edited since."""
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

    @rule(data=st.data(), name=names, number=st.integers(0, 3))
    @precondition(lambda self: self._of(Account))
    def bring_in(self, data: st.DataObject, name: str, number: int) -> None:
        """An import: order lines of two months, a person and a new account, as one step."""
        owner = data.draw(st.sampled_from(self._of(Account)))
        self.edits += 1
        with self.workspace.change("Import", via="import") as change:
            contact = change.add(Contact(name=name, account=owner))
            account = change.add(Account(name=name))
            lines = {f"01K00000000000000000000{month}{number}": month for month in (10, 11)}
            for key, month in lines.items():
                change.merge_orders(f"2026-{month}", {key: {"amount_e4": self.edits}})
        step: Step = {
            contact.id: (None, {"kind": Contact, "name": name, "title": "", "note": "", "account": owner}),
            account.id: (None, {"kind": Account, "name": name, **BLANK}),
        }
        for key in lines:
            step[key] = self.records.get(key), {"kind": OrderLine, "amount_e4": self.edits}
        self._did(step)

    @rule(data=st.data(), title=names)
    @precondition(lambda self: self._of(Contact))
    def move(self, data: st.DataObject, title: str) -> None:
        """A person goes to another account, or to the one where they are, and gets a title."""
        chosen, target = data.draw(st.sampled_from(self._of(Contact))), data.draw(st.sampled_from(self._of(Account)))
        with self.workspace.change("Move") as change:
            change.move(self._record(chosen), target, title=title)
        old = self.records[chosen]
        new = {**old, "account": target, "title": title}
        if old != new:
            self._did({chosen: (old, new)})

    @rule(data=st.data(), in_place=st.booleans())
    @precondition(lambda self: self._of(Account))
    def edit_by_hand(self, data: st.DataObject, in_place: bool) -> None:
        """Someone edits a record with an editor, which writes in place or through another file."""
        chosen = data.draw(st.sampled_from(self._of(Account) + self._of(Contact)))
        self.edits += 1
        path, document = self._card(chosen)
        document[self.records[chosen]["kind"].table][chosen]["note"] = note = f"edit {self.edits}"
        target = path if in_place else path.with_suffix(".new")
        target.write_text(json.dumps(document, indent=4), "utf-8")
        target.replace(path)
        self.records[chosen] = {**self.records[chosen], "note": note}
        self.workspace.refresh()

    @rule(data=st.data())
    @precondition(lambda self: self._of(Account))
    def merge(self, data: st.DataObject) -> None:
        """A sync tool brings a newer copy of a card that was changed elsewhere; it is merged as a step."""
        chosen = data.draw(st.sampled_from(self._of(Account)))
        self.edits += 1
        path, document = self._card(chosen)
        phone = f"phone {self.edits}"
        document["accounts"][chosen] |= {"phone": phone, "updated": f"2099-01-01T00:00:{self.edits:02}Z"}
        copy = path.with_name(f"{path.stem}.sync-conflict-20261102-081500-ABCDEFG.json")
        copy.write_text(json.dumps(document), "utf-8")
        absorb(self.root, str(copy.relative_to(self.root)))
        self.workspace.refresh(everything=True)
        self._did({chosen: (self.records[chosen], {**self.records[chosen], "phone": phone})})

    @rule(data=st.data(), tier=tiers, point=st.integers(1, 150))
    @precondition(lambda self: self._of(Account))
    def crash(self, data: st.DataObject, tier: str, point: int) -> None:
        """The process is killed while it rates accounts: all are rated or none, and the next start goes on."""
        chosen = data.draw(st.lists(st.sampled_from(self._of(Account)), min_size=1, max_size=3, unique=True))
        step: Step = {key: (self.records[key], {**self.records[key], "tier": tier}) for key in chosen}
        changed = {key: (old, new) for key, (old, new) in step.items() if old != new}
        with suppress(KilledError), Seam(point, FAULTS[0]), self.workspace.change("Set") as change:
            for key in chosen:
                change.set(self._record(key), tier=tier)
        self.workspace = Workspace.open(self.root)
        states = [step.state for step in Journal(self.root).steps()]
        done = states.count("done")
        if any(getattr(self._record(key), "tier", "") == tier for key in changed):
            self._apply({key: new for key, (_, new) in changed.items()})
            if done > len(self.done):
                self.done.append(changed)
        assert done == len(self.done)
        undone = len(states) - done
        self.undone = self.undone[-undone:] if undone else []

    @invariant()
    def it_holds_what_the_dictionary_holds(self) -> None:
        """Here at every step, and now and then for anyone who opens it at that moment; each record in one file."""
        self.steps += 1
        Model.taken += 1
        if self.steps % 4:
            self._compare(self.workspace)
            return
        self._compare(Workspace.open(self.root))
        cards = [json.loads(path.read_bytes()) for path in (self.root / "accounts").rglob("*.json")]
        ids = [key for card in cards for records in card.values() for key in records]
        assert len(ids) == len(set(ids))

    def _compare(self, workspace: Workspace) -> None:
        held: dict[str, Record] = {
            **workspace.records(Account), **workspace.records(Contact), **workspace.records(OrderLine),
        }  # fmt: skip
        assert held.keys() == self.records.keys()
        for key, record in held.items():
            expected = self.records[key]
            seen = {name: getattr(record, name, "") for name in expected if name != "kind"}
            assert {"kind": type(record), **seen} == expected
        assert workspace.findings == []

    def _card(self, key: str) -> tuple[Path, Any]:
        """The file in which a record lies, and what it says."""
        table = self.records[key]["kind"].table
        cards = ((path, json.loads(path.read_bytes())) for path in (self.root / "accounts").rglob("*.json"))
        ((path, document),) = [(path, card) for path, card in cards if key in card.get(table, {})]
        return path, document

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
        kept: set[str] = set()
        for key, (old, new) in step.items():
            standing = self.records.get(key)
            if standing == old:
                self._apply({key: new})
            elif standing is None or old is None or new is None or old.get("account") != new.get("account"):
                kept |= {key} if standing != new else set()
            else:
                changed = {name for name in new if old[name] != new[name] != standing[name]}
                back = {name: new[name] for name in changed if standing[name] == old[name]}
                kept |= {key} if changed - back.keys() else set()
                self._apply({key: {**standing, **back}})
        assert {one.record for one in reverted.kept} == kept


@pytest.mark.parametrize("part", range(PARTS))
def test_a_workspace_holds_what_a_dictionary_would_hold(
    part: int, quick_disk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "RESCAN", 0.0)
    checks = settings(
        max_examples=cases(EXAMPLES) // PARTS, stateful_step_count=STEPS, deadline=None,
        suppress_health_check=list(HealthCheck), database=None,
        phases=[Phase.generate],
    )  # fmt: skip
    machine = seed(ROUND * PARTS + part)(type("Model", (Model,), {}))
    with family("steps of the model") as count:
        Model.taken = 0
        run_state_machine_as_test(machine, settings=checks)
        count.cases += Model.taken
