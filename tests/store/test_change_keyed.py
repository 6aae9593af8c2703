"""Two people fill one map of a record: each key is a value of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.store.records import Account, Opportunity
from kamtui.store.records.judgement import Judgement
from kamtui.store.records.keyed import ClashError, combined
from kamtui.store.workspace import ChangedElsewhereError, Workspace

YES, NO = Judgement(value=1, evidence="minutes"), Judgement(value=-1)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Workspace, Workspace]:
    """The same workspace, opened by two people who have both seen its one deal."""
    mine = Workspace.create(tmp_path / "w")
    with mine.change("Fill") as change:
        account = change.add(Account(name="Acme"))
        change.add(Opportunity(name="Line 3", account=account.id, answers={"us": {"problem": NO}}))
    return mine, Workspace.open(mine.root)


def deal(workspace: Workspace) -> Opportunity:
    """The deal as this person sees it."""
    (found,) = workspace.records(Opportunity).values()
    return found


def answer(workspace: Workspace, vendor: str, question: str, said: Judgement | None) -> None:
    """Judgement a question, or take the answer away."""
    seen = deal(workspace)
    answers = {key: dict(known) for key, known in seen.answers.items()}
    answers.setdefault(vendor, {})
    if said is None:
        del answers[vendor][question]
    else:
        answers[vendor][question] = said
    with workspace.change("Judgement") as change:
        change.set(seen, answers=answers)


def test_answers_to_different_questions_are_both_kept(two: tuple[Workspace, Workspace]) -> None:
    mine, theirs = two
    answer(theirs, "us", "funds", YES)
    answer(theirs, "R1", "fit", NO)
    answer(mine, "us", "fit", YES)
    assert deal(Workspace.open(mine.root)).answers == {
        "us": {"problem": NO, "funds": YES, "fit": YES}, "R1": {"fit": NO},
    }  # fmt: skip


def test_two_answers_to_one_question_clash_and_nothing_is_written(two: tuple[Workspace, Workspace]) -> None:
    mine, theirs = two
    answer(theirs, "us", "problem", YES)
    with pytest.raises(ChangedElsewhereError) as caught:
        answer(mine, "us", "problem", Judgement(value=0))
    assert [clash.field for clash in caught.value.conflicts] == ["answers"]
    assert deal(Workspace.open(mine.root)).answers == {"us": {"problem": YES}}


def test_an_answer_taken_away_stays_away_unless_someone_changed_it(two: tuple[Workspace, Workspace]) -> None:
    mine, theirs = two
    answer(theirs, "us", "funds", YES)
    answer(mine, "us", "problem", None)
    assert deal(Workspace.open(mine.root)).answers == {"us": {"funds": YES}}
    theirs.refresh(everything=True)
    answer(theirs, "us", "funds", NO)
    with pytest.raises(ChangedElsewhereError):
        answer(mine, "us", "funds", None)


def test_what_a_newer_version_wrote_into_an_answer_stays(two: tuple[Workspace, Workspace]) -> None:
    mine, _ = two
    (path,) = (mine.root / "accounts").rglob("*.json")
    document = json.loads(path.read_bytes())
    (fields,) = document["opportunities"].values()
    fields["answers"]["us"]["problem"]["mood"] = "sour"
    path.write_text(json.dumps(document), "utf-8")
    mine.refresh(everything=True)
    answer(mine, "us", "problem", YES)
    (fields,) = json.loads(path.read_bytes())["opportunities"].values()
    assert fields["answers"]["us"]["problem"] == {"mood": "sour", "value": 1, "evidence": "minutes"}


values = st.dictionaries(
    st.sampled_from("abc"), st.integers(0, 2) | st.dictionaries(st.sampled_from("xy"), st.integers(0, 1))
)


@given(values, values, values)
def test_both_sides_agree_on_what_comes_out(seen: object, mine: object, theirs: object) -> None:
    try:
        both = combined(seen, mine, theirs)
    except ClashError:
        with pytest.raises(ClashError):
            combined(seen, theirs, mine)
    else:
        assert both == combined(seen, theirs, mine)
        assert combined(seen, mine, seen) == mine
        assert combined(mine, mine, theirs) == theirs
