"""Whatever is typed, a filter never fails, and its signs mean what logic says."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.store.filters import complete, parse
from kamtui.store.filters.scanner import scan
from kamtui.store.records import KINDS, Account, Contact, Opportunity, Record, Task
from kamtui.store.text import words
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
FIELDS = (
    "stage",
    "阶段",
    "amount",
    "金额",
    "close",
    "owner",
    "is",
    "是",
    "has",
    "no",
    "tags",
    "odds",
    "key",
    "updated",
    "last",
)
SIGNS = (":", "：", "=", ">", "＞=", "<", "<=", "!=", "≠", "..", "|", "-", "!", "@", "#", '"', "“", "”", " ", "\t", "~")
VALUES = (
    "3",
    "3..5",
    "need",
    "评估",
    "100万",
    "$5",
    "+30d",
    "-14d",
    "thisQ",
    "2026-11",
    "王",
    "open",
    "stalled",
    "me",
    "9" * 20,
)

pieces = st.lists(st.sampled_from((*FIELDS, *SIGNS, *VALUES)) | st.text(max_size=3), max_size=12).map("".join)
anything = st.text(max_size=60) | pieces
kinds = st.sampled_from(list(KINDS.values()))

# Conditions without a blank, each of which means something.
conditions = st.sampled_from(
    (
        "hbdw",
        '"智能"',
        "-冷链",
        "stage:3..5",
        "amount>100万",
        "close:thisQ",
        "@王",
        "is:stalled",
        "no:next",
        "tier:A",
        "a|b",
    )
)
plain = conditions.filter(lambda text: not text.startswith("-"))


def found(workspace: Workspace, text: str, kind: type[Record] = Opportunity) -> set[str]:
    made = parse(text, kind, workspace, TODAY)
    return {record.id for record in workspace.records(kind).values() if made.matches(record)}


@settings(max_examples=500, deadline=None)
@given(text=anything, kind=kinds, language=st.sampled_from(words.LANGUAGES))
def test_no_text_makes_a_filter_fail(workspace: Workspace, text: str, kind: type[Record], language: str) -> None:
    words.use(language)
    made = parse(text, kind, workspace, TODAY)
    assert made.explain()
    assert all(problem.strip() for problem in made.problems)
    for record in workspace.records(kind).values():
        assert made.matches(record) in (True, False)


@settings(max_examples=200, deadline=None)
@given(text=anything, kind=kinds)
def test_no_text_makes_suggestions_fail(workspace: Workspace, text: str, kind: type[Record]) -> None:
    assert all(complete(text, kind, workspace))


@settings(max_examples=200, deadline=None)
@given(text=anything)
def test_every_sign_that_was_read_lies_in_the_text(text: str) -> None:
    atoms = [atom for clause in scan(text) for atom in clause.atoms]
    assert all(text[atom.value_at :].startswith(atom.text) and atom.end <= len(text) for atom in atoms)
    assert [atom.end for atom in atoms] == sorted({atom.end for atom in atoms})


@settings(max_examples=60, deadline=None)
@given(one=conditions, other=conditions, kind=st.sampled_from((Opportunity, Account)))
def test_conditions_side_by_side_must_all_be_fulfilled(
    workspace: Workspace, one: str, other: str, kind: type[Record]
) -> None:
    assert found(workspace, f"{one} {other}", kind) == found(workspace, one, kind) & found(workspace, other, kind)


@settings(max_examples=30, deadline=None)
@given(one=plain, kind=st.sampled_from((Opportunity, Account)))
def test_what_is_denied_is_what_is_left(workspace: Workspace, one: str, kind: type[Record]) -> None:
    everything = set(workspace.records(kind))
    assert found(workspace, f"-{one}", kind) == everything - found(workspace, one, kind)
    assert found(workspace, f"{one} -{one}", kind) == set()


@settings(max_examples=60, deadline=None)
@given(one=plain, other=st.sampled_from(("stage:need", "is:won", "@李强", "owner:王")))
def test_alternatives_find_what_either_finds(workspace: Workspace, one: str, other: str) -> None:
    assert found(workspace, f"{one}|{other}") == found(workspace, one) | found(workspace, other)


def test_what_is_not_known_is_neither_over_nor_under(workspace: Workspace) -> None:
    for kind, text in ((Opportunity, "amount"), (Opportunity, "close"), (Contact, "attitude"), (Task, "done")):
        value = {"amount": "1", "attitude": "0"}.get(text, "today")
        unknown = found(workspace, f"no:{text}", kind)
        assert unknown, text
        for operator in ("<", "<=", ">", ">=", "="):
            assert not unknown & found(workspace, f"{text}{operator}{value}", kind), (text, operator)
