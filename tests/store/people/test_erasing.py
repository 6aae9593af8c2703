"""A person is erased from everything in a workspace; what does not concern them can still be undone."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest
from copies import clone_of, tree

from kamtui.store import draft_files
from kamtui.store.checks import check
from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.files import reviews
from kamtui.store.files.backups import put_aside
from kamtui.store.files.codec import encode_card
from kamtui.store.files.loader import parse
from kamtui.store.files.merge import merge
from kamtui.store.people.erasing import erase
from kamtui.store.records import (
    Account,
    Activity,
    Competitor,
    Contact,
    Decision,
    Opportunity,
    PersonalAnswer,
    Profile,
    Rating,
    Snapshot,
    SnapshotDeal,
    Tie,
)
from kamtui.store.records.contest import Rival
from kamtui.store.records.judgement import Slot
from kamtui.store.sync import make_repository, sync
from kamtui.store.text import words
from kamtui.store.workspace import ErasedError, Workspace

TODAY = dt.date(2026, 11, 23)
SECRETS = (b"Ann Boss", b"13800000001", b"ann@grid.example", b"golf", b"annboss1", b"Head of meters")
LONGER = b"Ann Bossa"
"""Somebody else, who is to stay."""


class Team:
    """A workspace in which Ann is everywhere, with the records that outlive her."""

    def __init__(self, root: Path) -> None:
        """Fill a workspace in `root`."""
        words.use("en")
        self.workspace = Workspace.create(root)
        with self.workspace.change("Found Ann Boss") as change:
            self.grid = change.add(Account(name="Grid", note="Ann Boss called; Ann Bossa did not"))
            self.ann = change.add(
                Contact(name="Ann Boss", account=self.grid.id, title="Head of meters", mobile="13800000001",
                        email="ann@grid.example", wechat="annboss1", attitude=Rating(value=1, source="Ann Boss said"))
            )  # fmt: skip
            self.bob = change.add(
                Contact(name="Bob", account=self.grid.id, reports_to=self.ann.id, ties={self.ann.id: Tie()})
            )
            self.deal = change.add(
                Opportunity(name="Meters", account=self.grid.id, roles={self.ann.id: ("decider",)},
                            decisions={"budget": Slot(state="agreed", contact=self.ann.id)})
            )  # fmt: skip
            rival = change.add(Competitor(name="Rivals"))
            change.add(
                Rival(account=self.grid.id, competitor=rival.id, rep="Zed", relations={self.ann.id: Rating(value=2)})
            )
            change.add(Activity(account=self.grid.id, subject="talk", date=TODAY, contacts=(self.ann.id,)))
            change.add(Profile(id=self.ann.id, account=self.grid.id, answers={"clubs": PersonalAnswer(answer="golf")}))
        with self.workspace.change("Rate Ann Boss") as change:
            change.set(self.ann, attitude=Rating(value=2, source="Ann Boss again"))
        with self.workspace.change("Raise the amount") as change:
            change.set(self.deal, amount=700)
        with self.workspace.change("Ask Bob") as change:
            change.set(self.bob, title="Clerk")

    @property
    def root(self) -> Path:
        """Where it lies."""
        return self.workspace.root


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path / "team")


def named_in(root: Path) -> list[str]:
    """The files below a folder that still name her."""
    files = [path for path in root.rglob("*") if path.is_file()]
    return [path.name for path in files for secret in SECRETS
            if secret in path.read_bytes().replace(LONGER, b"")]  # fmt: skip


def test_nothing_of_the_person_is_left_in_any_file(team: Team) -> None:
    done = erase(team.workspace, team.ann, TODAY)
    assert (done.still, done.left, done.backups) == ((), (), ())
    team.workspace.close()
    assert named_in(team.root) == []
    again = Workspace.open(team.root)
    tomb = again.records(Contact)[team.ann.id]
    assert (tomb.name, tomb.archived, tomb.erased, tomb.title, tomb.attitude) == ("erased", True, TODAY, "", Rating())
    assert again.profiles() == {}
    assert [event for event in again.events(team.grid.id) if event.record == team.ann.id] == []
    bob, deal = again.records(Contact)[team.bob.id], again.records(Opportunity)[team.deal.id]
    assert (bob.reports_to, bob.ties, deal.roles, deal.decisions) == ("", {}, {}, {"budget": Slot(state="agreed")})
    assert [rival.relations for rival in again.records(Rival).values()] == [{}]
    assert again.records(Account)[team.grid.id].note == "erased called; Ann Bossa did not"
    assert [finding.code for finding in check(again, ["parse", "schema", "references", "people"])] == []


def test_steps_about_others_can_be_undone_and_redone_and_those_about_the_person_are_gone(team: Team) -> None:
    erase(team.workspace, team.ann, TODAY)
    again = Workspace.open(team.root)
    undone = again.undo()
    assert undone is not None
    assert (undone.step.what, again.records(Contact)[team.bob.id].title) == ("Ask Bob", "")
    assert again.undo() is not None
    assert again.records(Opportunity)[team.deal.id].amount is None
    assert again.redo() is not None
    assert again.records(Opportunity)[team.deal.id].amount == 700
    steps = [step.what for step in again._journal.steps()]
    assert steps == ["Ask Bob", "Raise the amount", "Found erased"]
    assert again.undo() is not None
    assert again.undo() is not None
    assert again.records(Contact)[team.ann.id].erased == TODAY
    assert named_in(team.root) == []


def test_reviews_are_sealed_anew_and_minutes_copies_and_drafts_lose_the_person(team: Team) -> None:
    deal = SnapshotDeal(name="Meters", account=team.grid.id)
    decision = Decision(id="01K9ZZZZZZ0000000000000070", text="Ann Boss to be visited", review="2026-W47", step="deals")
    reviews.write(
        team.root, Snapshot(name="2026-W47", taken=TODAY, deals={team.deal.id: deal}, decisions={decision.id: decision})
    )
    (team.root / "minutes").mkdir()
    (team.root / "minutes" / "2026-11-23.md").write_text("# Met Ann Boss (13800000001)\n", encoding="utf-8")
    card = next((team.root / "accounts").rglob("*.json"))
    copy = card.with_name(card.stem + ".sync-conflict-20261120-101010-ABC.json")
    copy.write_bytes(card.read_bytes())
    put_aside(team.root, "x.json", card.read_bytes())
    put_aside(team.root, "broken.json", b'{"contacts": Ann Boss')
    about_ann = team.workspace.drafts.start(team.ann, "Ann Boss")
    team.workspace.drafts.keep(about_ann, {"title": "Ann Boss rules"})
    about_bob = team.workspace.drafts.start(team.bob, "Bob")
    team.workspace.drafts.keep(about_bob, {"title": "aide of Ann Boss"})
    assert team.workspace.drafts.write()
    assert erase(team.workspace, team.ann, TODAY).still == ()
    assert named_in(team.root) == []
    snapshot = reviews.read(team.root, "2026-W47")
    assert snapshot is not None
    assert snapshot.decisions[decision.id].text == "erased to be visited"
    assert (team.root / "minutes" / "2026-11-23.md").read_text(encoding="utf-8") == "# Met erased (erased)\n"
    [left] = [path for path in team.workspace.drafts.files() if path.parent.parent.parent.parent == team.root]
    assert [draft.texts for draft in draft_files.read(left)] == [{"title": "aide of erased"}]


def test_what_is_out_of_reach_is_named(team: Team) -> None:
    (team.root / ".kamtui" / "backups").mkdir(exist_ok=True)
    (team.root / ".kamtui" / "backups" / "old.tar.gz").write_bytes(b"\x1f\x8b")
    (team.root / "export.csv").write_text("name\nAnn Boss\n", encoding="utf-8")
    (team.root / "accounts" / "x").mkdir()
    (team.root / "accounts" / "x" / "x.json").write_text('{"contacts": {"Ann Boss', encoding="utf-8")
    with team.workspace.change("name a deal after her") as change:
        change.set(team.workspace.records(Opportunity)[team.deal.id], name="Order of Ann Boss")
    subprocess.run(["git", "init", "-q", str(team.root)], check=True)
    done = erase(team.workspace, team.ann, TODAY)
    assert done.backups == (".kamtui/backups/old.tar.gz",)
    assert done.left == ("accounts/x/x.json",)
    assert done.has_git
    files = {file for file, _ in done.still}
    assert {"export.csv", "accounts/x/x.json"} < files
    assert any(file.startswith("accounts/g/") for file in files)


def test_a_name_that_someone_else_has_is_told_of_and_left_in_texts(team: Team) -> None:
    with team.workspace.change("another one") as change:
        change.add(Contact(name="Ann Boss", account=team.grid.id, mobile="13900000002"))
    done = erase(team.workspace, team.ann, TODAY)
    note = Workspace.open(team.root).records(Account)[team.grid.id].note
    assert note.startswith("Ann Boss called")
    assert done.still
    assert {one.mobile for one in Workspace.open(team.root).records(Contact).values()} == {"", "13900000002"}


def test_a_merge_with_what_a_colleague_wrote_does_not_bring_the_person_back(team: Team) -> None:
    card = next((team.root / "accounts").rglob("*.json"))
    base = card.read_bytes()
    erase(team.workspace, team.ann, TODAY)
    theirs = parse(base.replace(b"Head of meters", b"Director"), "accounts/g/x.json")
    theirs["contacts"][team.ann.id]["updated"] = "2027-01-01T00:00:00Z"
    name = "accounts/g/x.json"
    merged = merge(parse(base, name), parse(card.read_bytes(), name), theirs).document
    data = encode_card(merged).replace(LONGER, b"")
    assert [secret for secret in (*SECRETS, b"Director") if secret in data] == []


@pytest.mark.parametrize(
    "row",
    ["Ann Boss,Grid,,", "Anna,Grid,+86 138 0000 0001,", "A. Boss,Grid,,ANN@grid.example"],
    ids=["name", "mobile", "mail"],
)
def test_an_import_does_not_bring_the_person_back(team: Team, tmp_path: Path, row: str) -> None:
    erase(team.workspace, team.ann, TODAY)
    path = tmp_path / "people.csv"
    path.write_text(f"Name,Account,Mobile,Email\n{row}\nCarl,Grid,,\n", encoding="utf-8")
    report = import_files(team.workspace, [path], ImportOptions(kind="contacts"))
    assert report.rejected == 1
    assert {one.name for one in team.workspace.records(Contact).values()} == {"erased", "Bob", "Carl"}


def test_on_another_machine_the_id_alone_takes_the_person_out_of_what_it_keeps(team: Team) -> None:
    erase(team.workspace, team.ann, TODAY)
    tomb = team.workspace.records(Contact)[team.ann.id]
    put_aside(team.root, "x.json", encode_card({"contacts": {team.ann.id: {"name": "Ann Boss"}}}))
    erase(team.workspace, tomb, dt.date(2026, 12, 1))
    assert named_in(team.root) == []
    assert team.workspace.records(Contact)[team.ann.id].erased == TODAY
    assert team.workspace.records(Contact)[team.ann.id].erased_marks == tomb.erased_marks


@pytest.mark.parametrize("moved", ["there", "here"], ids=["moved on the other machine", "moved before it was erased"])
def test_who_was_erased_stays_erased_in_every_account_after_a_sync(team: Team, tmp_path: Path, moved: str) -> None:
    with team.workspace.change("another account") as change:
        other = change.add(Account(name="Water"))
    make_repository(team.root)
    copy = Workspace.open(clone_of(team.root, tmp_path))
    with team.workspace.change("the personal card") as change:
        change.set(team.workspace.profile(team.ann), answers={"clubs": PersonalAnswer(answer="chess")})
    with copy.change("their own personal card") as change:
        change.add(Profile(id=team.ann.id, account=team.grid.id, answers={"clubs": PersonalAnswer(answer="golf")}))
    mover, stayer = (copy, team.workspace) if moved == "there" else (team.workspace, copy)
    with mover.change("move her") as change:
        change.move(mover.records(Contact)[team.ann.id], other.id)
    with stayer.change("write on") as change:
        change.set(stayer.records(Contact)[team.ann.id], title="Head of meters and more")
    erase(team.workspace, team.workspace.records(Contact)[team.ann.id], TODAY)
    for root in (team.root, copy.root, team.root):
        sync(root)
    for root in (team.root, copy.root):
        found = Workspace.open(root)
        held = [one for account in (team.grid, other) for one in found.of_account(Contact, account.id)]
        assert [(one.name, one.erased) for one in held if one.id == team.ann.id] == [("erased", TODAY)]
        assert found.profiles() == {}
        events = [*found.events(team.grid.id), *found.events(other.id)]
        assert [event for event in events if event.record == team.ann.id] == []
        assert [finding.code for finding in check(found, ["ids"])] == []
    assert tree(team.root) == tree(copy.root)


def test_a_session_that_types_about_the_person_does_not_write_its_draft_again(team: Team) -> None:
    session = Workspace.open(team.root)
    about_ann = session.drafts.start(team.ann, "Ann Boss")
    about_grid = session.drafts.start(session.records(Account)[team.grid.id], "Grid")
    session.drafts.keep(about_ann, {"title": "golf"})
    session.drafts.keep(about_grid, {"note": "they want meters"})
    assert session.drafts.write()
    session.drafts.keep(about_ann, {"title": "golf and more"})
    erase(team.workspace, team.ann, TODAY)
    assert session.drafts.write()
    assert named_in(team.root) == []
    session.drafts.keep(about_ann, {"title": "golf, she said"})
    session.drafts.keep(about_grid, {"note": "they want meters soon"})
    assert session.drafts.write()
    assert named_in(team.root) == []
    [left] = [draft for path in session.drafts.files() for draft in draft_files.read(path)]
    assert left.texts == {"note": "they want meters soon"}


def test_a_session_whose_only_draft_is_about_the_person_leaves_no_file(team: Team) -> None:
    session = Workspace.open(team.root)
    key = session.drafts.start(team.ann, "Ann Boss")
    session.drafts.keep(key, {"title": "golf"})
    assert session.drafts.write()
    erase(team.workspace, team.ann, TODAY)
    session.drafts.keep(key, {"title": "golf and more"})
    assert session.drafts.write()
    assert list(session.drafts.files()) == []


def test_a_draft_whose_file_is_gone_is_written_again(team: Team) -> None:
    key = team.workspace.drafts.start(team.bob, "Bob")
    team.workspace.drafts.keep(key, {"title": "Clerk"})
    assert team.workspace.drafts.write()
    [file] = team.workspace.drafts.files()
    file.unlink()
    team.workspace.drafts.keep(key, {"title": "Clerk of the works"})
    assert team.workspace.drafts.write()
    assert [draft.texts for draft in draft_files.read(file)] == [{"title": "Clerk of the works"}]


def test_nothing_can_be_written_about_the_person_any_more(team: Team) -> None:
    session = Workspace.open(team.root)
    seen = session.records(Contact)[team.ann.id]
    erase(team.workspace, team.ann, TODAY)
    for record in (seen, team.workspace.records(Contact)[team.ann.id]):
        with pytest.raises(ErasedError, match="erased"), session.change("type on") as change:
            change.set(record, phone="010-12345678")
    with pytest.raises(ErasedError), session.change("bring her back") as change:
        change.add(seen)
    assert named_in(team.root) == []
    assert Workspace.open(team.root).records(Contact)[team.ann.id].phone == ""
