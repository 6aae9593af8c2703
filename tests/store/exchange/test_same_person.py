"""Contacts from csv, xlsx and business cards: matched by number, mail, then name and account; doubtful ones ask."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.exchange.mapping import load_map, save_map
from kamtui.store.exchange.report import ImportReport
from kamtui.store.records import Account, Contact
from kamtui.store.workspace import Workspace

xlsxwriter = pytest.importorskip("xlsxwriter")
HEAD = ("Name", "Account", "Mobile", "Phone", "Email", "Job title")
Rows = Sequence[Sequence[str]]


def csv_file(folder: Path, rows: Rows) -> Path:
    """A csv of contacts."""
    path = folder / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def xlsx_file(folder: Path, rows: Rows) -> Path:
    """The same as a workbook."""
    path = folder / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("contacts")
        for at, row in enumerate([HEAD, *rows]):
            sheet.write_row(at, 0, row)
    return path


@pytest.fixture(params=[csv_file, xlsx_file], ids=["csv", "xlsx"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Rows], Path]:
    """Writes a list of contacts in one of the two forms."""
    return lambda rows: request.param(tmp_path, rows)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two accounts with a person each, and a desk telephone that both write down."""
    made = Workspace.create(tmp_path / "work")
    with made.change("fill") as change:
        grid, bank = change.add(Account(name="Grid")), change.add(Account(name="Bank"))
        change.add(Contact(name="Ann Boss", account=grid.id, mobile="138 0000 0001", phone="010-1234 5678"))
        change.add(Contact(name="Bob", account=bank.id, email="b@x.y"))
        change.add(Contact(name="Cy", account=bank.id))
    return made


def imported(
    workspace: Workspace,
    path: Path,
    dry_run: bool = False,
    people: dict[str, str] | None = None,
    mapping: Path | None = None,
) -> ImportReport:
    """What an import of contacts reports."""
    options = ImportOptions(kind="contacts", dry_run=dry_run, people=people or {}, mapping=mapping)
    return import_files(workspace, [path], options)


def titles(workspace: Workspace) -> dict[str, str]:
    """Job titles by name."""
    return {person.name: person.title for person in workspace.records(Contact).values()}


def test_people_are_matched_by_mobile_then_mail_then_name_and_account(
    workspace: Workspace, written: Callable[[Rows], Path]
) -> None:
    path = written(
        [
            ("ANN  BOSS", "Grid", "+86 138-0000-0001", "", "", "by mobile"),
            ("bob", "Bank", "", "", "B@X.Y", "by mail"),
            ("Cy", "Bank", "", "", "", "by name and account"),
            ("Cy", "Grid", "", "", "", "another Cy"),
        ]
    )
    report = imported(workspace, path)
    assert (report.rejected, report.new.get("contacts"), report.changed.get("contacts")) == (0, 1, 3)
    found = sorted((one.name, one.title) for one in workspace.records(Contact).values())
    assert found == [
        ("ANN  BOSS", "by mobile"), ("Cy", "another Cy"), ("Cy", "by name and account"), ("bob", "by mail"),
    ]  # fmt: skip
    assert imported(workspace, path).same["contacts"] == 4


def test_a_shared_desk_telephone_raises_no_doubt(workspace: Workspace, written: Callable[[Rows], Path]) -> None:
    report = imported(workspace, written([("Dee", "Grid", "", "010-12345678", "", "")]))
    assert (report.rejected, report.doubts) == (0, [])
    assert "Dee" in titles(workspace)


@pytest.mark.parametrize(
    "row",
    [
        ("Eve", "Grid", "13800000001", "", "", "?"),
        ("Ann Boss", "Bank", "13800000001", "", "", "?"),
        ("Eve", "Bank", "", "", "b@x.y", "?"),
    ],
    ids=["number of another name", "same person at another account", "mail of another name"],
)
def test_a_doubtful_row_is_listed_by_a_dry_run_and_not_imported(
    workspace: Workspace, written: Callable[[Rows], Path], row: Sequence[str]
) -> None:
    path, before = written([row]), titles(workspace)
    for dry_run in (True, False):
        report = imported(workspace, path, dry_run=dry_run)
        [doubt] = report.doubts
        assert (report.rejected, doubt.line, doubt.name) == (1, 2, row[0])
        assert doubt.people in ((("Ann Boss", "Grid"),), (("Bob", "Bank"),))
    assert titles(workspace) == before


def test_the_decision_that_it_is_one_person_fills_in_and_is_remembered(
    workspace: Workspace, written: Callable[[Rows], Path]
) -> None:
    path = written([("Anna B.", "Grid", "13800000001", "", "", "Head")])
    assert imported(workspace, path, people={"Anna B.": "Ann Boss"}).doubts == []
    ann = next(one for one in workspace.records(Contact).values() if one.name == "Ann Boss")
    assert (ann.title, ann.aliases) == ("Head", ("Anna B.",))
    again = imported(workspace, path)
    assert (again.rejected, again.same["contacts"]) == (0, 1)
    assert sorted(titles(workspace)) == ["Ann Boss", "Bob", "Cy"]


def test_the_decision_that_it_is_someone_else_adds_a_person_and_is_remembered(
    workspace: Workspace, written: Callable[[Rows], Path]
) -> None:
    path = written([("Eve", "Grid", "13800000001", "", "", "Assistant")])
    assert imported(workspace, path, people={"13800000001": "new"}).doubts == []
    assert titles(workspace) == {"Ann Boss": "", "Bob": "", "Cy": "", "Eve": "Assistant"}
    again = imported(workspace, path)
    assert (again.rejected, again.same["contacts"]) == (0, 1)


def test_a_saved_map_keeps_the_decisions(workspace: Workspace, written: Callable[[Rows], Path], tmp_path: Path) -> None:
    path = written([("Eve", "Grid", "13800000001", "", "", "")])
    report = imported(workspace, path, dry_run=True, people={"Eve": "new"})
    assert report.used is not None
    save_map(report.used, tmp_path / "map.yaml")
    assert load_map(tmp_path / "map.yaml").people == {"Eve": "new"}
    assert imported(workspace, path, mapping=tmp_path / "map.yaml").doubts == []


def test_all_real_cards_come_in_once_however_often_they_are_imported(real_data: Path, tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "cards")
    files = sorted((real_data / "vcards").glob("*.vcf"))
    options = ImportOptions(kind="contacts")
    import_files(workspace, files, options)
    once = {person.id: person for person in workspace.records(Contact).values()}
    reached = [person.mobile for person in once.values() if person.name == "Greg Dartmouth" and person.mobile]
    assert reached == ["555 555 1111"]  # three files hold this man's card
    again = import_files(workspace, files, options)
    assert set(workspace.records(Contact)) == set(once)
    assert (again.new.get("contacts"), again.doubts) == (None, [])
