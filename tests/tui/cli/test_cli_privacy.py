"""What is private stays in `private/`: no list, page, report, copy, backup, snapshot, log or commit repeats it."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import tarfile
from pathlib import Path

import pytest
from commands import Run

from kamtui.crash import write_report
from kamtui.store.answers import FIGURES, Question, ask
from kamtui.store.answers.telling import as_json
from kamtui.store.charts.making import chart_of
from kamtui.store.charts.pages import PAGES
from kamtui.store.charts.papers import as_csv, as_markdown, left_out
from kamtui.store.charts.svg import as_svg
from kamtui.store.figures.spans import span_of
from kamtui.store.people.cards import keep_answer, keep_told, profile_of
from kamtui.store.records import Account, Activity, Contact, Opportunity, PersonalAnswer, Rating
from kamtui.store.records.judgement import Evidence
from kamtui.store.review import closing
from kamtui.store.review.facts import Facts
from kamtui.store.review.meeting import Meeting, State
from kamtui.store.workspace import Workspace

TODAY = dt.datetime.now().astimezone().date()
SECRETS = ("SECRET-FAITH", "SECRET-CHILDREN", "SECRET-CLUB", f"{TODAY:%Y}-SECRET")
"""A sensitive answer, a sensitive item of the meter, an answer that is only personal, a wedding day."""

COMMANDS = [
    ("list", "contacts", "--json"), ("list", "contacts", "--csv"), ("list", "contacts", "--plain"),
    ("list", "contacts"), ("list", "accounts", "--json"), ("list", "opportunities", "--csv"),
    ("show", "Ann Boss"), ("show", "Ann Boss", "--json"), ("show", "Ann Boss", "--plain"),
    ("show", "Grid", "--json"), ("show", "Meters", "--json"),
    ("show", "Grid", "--stakeholders"), ("show", "Grid", "--stakeholders", "--json"),
    ("show", "Meters", "--stakeholders", "--plain"), ("show", "Meters", "--visit"), ("show", "Plant", "--case"),
    ("export", "stakeholders", "Grid"), ("export", "stakeholders", "Grid", "--json"),
    ("export", "stakeholders", "Meters", "--redacted"),
    ("pipeline", "--json"), ("quality", "--json"), ("check",), ("check", "--json"), ("log",), ("log", "--json"),
    ("due", "--days", "400"), ("due", "--days", "400", "--json"), ("due", "--days", "400", "--format", "ics"),
    ("review", "--prep"), ("review", "--prep", "--json"), ("snapshot", "--json"), ("diff", "--md"), ("drafts",),
    ("figures", "--json"),
]  # fmt: skip


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a purpose for sensitive topics, and Ann, of whom we know too much."""
    root = tmp_path / "private-team"
    made = Workspace.create(root)
    config = root / "kamtui.yaml"
    config.write_text(config.read_text("utf-8") + "sensitive_purpose: no pork at dinners\n", "utf-8")
    workspace = Workspace.open(root)
    method = workspace.method
    topics = {topic.id: topic for topic in method.topics}
    family = next(item for item in method.knowledge if item.id == "family")
    with made.change("fill") as change:
        grid = change.add(Account(name="Grid"))
        deal = change.add(Opportunity(name="Meters", account=grid.id, stage="evaluation"))
        change.add(Opportunity(name="Plant", account=grid.id, status="won", close_date=TODAY))
        ann = change.add(
            Contact(name="Ann Boss", account=grid.id, roles=("decider",), attitude=Rating(value=1, source="visit"))
        )
        change.add(Activity(account=grid.id, subject="talk", date=TODAY, contacts=(ann.id,), opportunity=deal.id))
    workspace.refresh()
    for topic, answer in (("religion", SECRETS[0]), ("clubs", SECRETS[2]), ("wedding-day", f"{TODAY}")):
        with workspace.change("card") as change:
            keep_answer(workspace, change, ann, topics[topic], PersonalAnswer(answer=answer, date=TODAY))
    with workspace.change("meter") as change:
        keep_told(workspace, change, ann, family, Evidence(what=SECRETS[1], date=TODAY))
    assert profile_of(workspace, ann).knows["family"].what == SECRETS[1]
    workspace.close()
    monkeypatch.setenv("KAMTUI_DATA", str(root))
    return root


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_prints_what_is_private(run: Run, private: Path, command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.code in (0, 1), done.err
    for secret in SECRETS:
        assert secret not in done.out + done.err
    assert "anniversary" not in done.out
    for path in private.rglob("*"):  # what the command has written
        if path.is_file() and path.relative_to(private).parts[0] not in ("private", ".kamtui"):
            data = path.read_bytes()
            assert not [secret for secret in SECRETS if secret.encode() in data], path


def test_the_minutes_of_a_review_hold_nothing_private(run: Run, private: Path) -> None:
    made = json.loads(run("snapshot", "--name", "one", "--json").out)
    assert made
    for form in ((), ("--html",), ("--json",)):
        done = run("minutes", "one", *form)
        assert not [secret for secret in SECRETS if secret in done.out + done.err]


def test_what_a_review_writes_at_its_end_holds_nothing_private(private: Path) -> None:
    workspace = Workspace.open(private)
    meeting, span = Meeting(workspace), span_of(TODAY)
    now = dt.datetime.now(dt.UTC)
    meeting.start(State(name="one", started=now, lead="me", first=span.first, last=span.last, step="changes"))
    closed = closing.seal(Facts(workspace, TODAY, span=span), meeting)
    assert {Path(file).suffix for file in closed.files} == {".json", ".md", ".html", ".csv"}
    for file in closed.files:
        text = (private / file).read_text("utf-8")
        assert text
        assert not [secret for secret in SECRETS if secret in text], file


def test_no_chart_page_and_no_figure_holds_what_is_private_in_any_file(private: Path) -> None:
    workspace = Workspace.open(private)
    written = 0
    for page in PAGES:
        answer = ask(workspace, Question(page.figure, page.by, where=page.where, as_of=TODAY))
        svg = as_svg(chart_of(answer, page), page.title, " ".join(left_out(answer)))
        papers = (
            svg,
            as_csv(answer),
            as_markdown(answer, page.title, "2026"),
            json.dumps(as_json(answer), ensure_ascii=False),
        )
        assert not [(page.name, secret) for paper in papers for secret in SECRETS if secret in paper]
        written += bool(answer.rows)
    assert written > 5


@pytest.mark.parametrize("form", ["--json", "--csv", "--md", "--plain"])
def test_no_figure_prints_what_is_private(run: Run, private: Path, form: str) -> None:
    for name in FIGURES:
        done = run("figures", name, form)
        assert done.out or done.err, name
        assert not [(name, secret) for secret in SECRETS if secret in done.out + done.err]


def test_a_backup_and_git_take_nothing_private_along(run: Run, private: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "b.tar.gz").code == 0
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        whole = b"".join(file.read() for one in archive if (file := archive.extractfile(one)))
    assert not [secret for secret in SECRETS if secret.encode() in whole]
    assert run("backup", tmp_path / "all.tar.gz", "--private").code == 0
    with tarfile.open(tmp_path / "all.tar.gz") as archive:
        assert "private/people.json" in archive.getnames()
    subprocess.run(["git", "init", "-q", str(private)], check=True)
    subprocess.run(["git", "-C", str(private), "add", "-A"], check=True)
    sent = subprocess.run(["git", "-C", str(private), "ls-files"], check=True, capture_output=True, text=True).stdout
    assert "kamtui.yaml" in sent
    assert "private" not in sent
    assert ".kamtui" not in sent


def test_the_undo_history_keeps_private_versions_on_this_machine_and_tells_nobody(run: Run, private: Path) -> None:
    steps = [path for path in (private / ".kamtui" / "journal").rglob("*") if path.is_file()]
    assert [path for path in steps if SECRETS[0].encode() in path.read_bytes()]  # or it could not be undone
    assert all(path.stat().st_mode & 0o007 == 0 for path in (private / ".kamtui" / "journal", private / "private"))
    assert run("undo").code == 0
    assert "SECRET-CHILDREN" not in (private / "private" / "people.json").read_text("utf-8")
    assert not [secret for secret in SECRETS if secret in run("log", "--json").out]


def test_a_crash_report_names_no_value(private: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    workspace = Workspace.open(private)
    ann = next(iter(workspace.records(Contact).values()))
    try:
        raise ValueError(profile_of(workspace, ann).answers)
    except ValueError as error:
        _, path = write_report(error)
    assert path is not None
    assert not [secret for secret in SECRETS if secret in path.read_text("utf-8")]


def test_an_older_card_that_shares_a_sensitive_item_is_a_finding(run: Run, private: Path) -> None:
    workspace = Workspace.open(private)
    ann = next(iter(workspace.records(Contact).values()))
    with workspace.change("as older versions did") as change:
        change.set(ann, knows={"family": Evidence(what="SECRET-FAMILY")})
    done = run("check", "private", "--json")
    assert [one["code"] for one in json.loads(done.out)] == ["protected"]
    assert "SECRET-FAMILY" not in done.out + done.err
