"""Business cards become contacts: every dialect that address books write, and nobody twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.exchange.problems import UnreadableFileError
from kamtui.store.exchange.vcards import HEADINGS, is_vcards, read_vcards
from kamtui.store.records import Account, Contact
from kamtui.store.workspace import Workspace


def cards(data: bytes) -> list[dict[str, str]]:
    """The cards of a file by heading, without what is empty."""
    (_, (_, *rows)), *_ = read_vcards("x.vcf", data).blocks
    return [{name: cell for name, cell in zip(HEADINGS, row, strict=True) if cell} for row in rows]


def card(*lines: str, version: str = "3.0") -> bytes:
    """A card with these lines."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def test_a_card_gives_name_firm_job_numbers_mail_birthday_and_note() -> None:
    assert cards(
        card("FN:Ann Boss", "ORG:Grid\\, Inc.;Buying;Meters", "TITLE:Head", "TEL;TYPE=FAX:1", "TEL;TYPE=CELL:+49 170 1",
             "TEL;TYPE=WORK:0301", "EMAIL:a@b.c", "BDAY:1970-04-15", "NOTE:one\\ntwo\\; three")
    ) == [
        {"name": "Ann Boss", "account": "Grid, Inc.", "department": "Buying / Meters", "title": "Head",
         "mobile": "+49 170 1", "phone": "0301", "email": "a@b.c", "birthday": "1970-04-15", "note": "one\ntwo; three"}
    ]  # fmt: skip


def test_version_4_has_uris_quoted_types_groups_and_days_without_a_year() -> None:
    found = cards(
        card('item1.TEL;VALUE=uri;TYPE="work,voice":tel:+1-418-656-9254;ext=102', "BDAY:--0203", "N:Li;Lei;;;",
             "EMAIL;PREF=1:l@x.y", version="4.0")
    )  # fmt: skip
    assert found == [{"name": "Lei Li", "phone": "+1-418-656-9254", "email": "l@x.y", "birthday": "02-03"}]


def test_version_2_1_has_quoted_printable_in_a_charset_of_its_own() -> None:
    name = "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E;=E5=BB=BA=E5=9B=BD;;;"
    note = "NOTE;ENCODING=QUOTED-PRINTABLE:a long=\r\n line=0D=0Aand more"
    data = card(name, note, "TEL;CELL;VOICE:1380000", version="2.1")
    assert cards(data) == [{"name": "李建国", "mobile": "1380000", "note": "a long line\r\nand more"}]


def test_a_folded_line_is_one_line() -> None:
    assert cards(card("FN:Ann", " Boss"))[0]["name"] == "AnnBoss"


def test_a_card_that_does_not_end_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableFileError, match="line 1"):
        cards(b"BEGIN:VCARD\r\nFN:x\r\n")
    assert not is_vcards(b"name,phone\n")


def test_every_card_of_real_address_books_is_read(real_data: Path) -> None:
    files = sorted((real_data / "vcards").glob("*.vcf"))
    assert len(files) == 18
    for path in files:
        data = path.read_bytes()
        found = cards(data)
        assert len(found) == data.upper().count(b"BEGIN:VCARD"), path.name
        assert all(one.get("name") for one in found), path.name
    by_name = {path.stem: cards(path.read_bytes()) for path in files}
    assert by_name["gmail-single"] == [
        {"name": "Greg Dartmouth", "account": "TheCompany", "title": "TheJobTitle", "mobile": "555 555 1111",
         "phone": "555 555 2222", "email": "gdartmouth@hotmail.com", "birthday": "1960-09-10",
         **({"note": by_name["gmail-single"][0]["note"]} if "note" in by_name["gmail-single"][0] else {})}
    ]  # fmt: skip
    assert by_name["outlook-2007"][0]["department"] == "TheDepartment"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two people whom we know."""
    made = Workspace.create(tmp_path / "work")
    with made.change("fill") as change:
        grid = change.add(Account(name="Grid"))
        change.add(Contact(name="Ann Boss", account=grid.id, mobile="138 0000 0001"))
        change.add(Contact(name="Bob", account=grid.id, email="b@x.y"))
    return made


def imported(workspace: Workspace, tmp_path: Path, data: bytes) -> tuple[int, set[str]]:
    """How many rows were rejected, and the names of all contacts afterwards."""
    path = tmp_path / "cards.vcf"
    path.write_bytes(data)
    report = import_files(workspace, [path], ImportOptions(rejects_dir=tmp_path))
    return report.rejected, {person.name for person in workspace.records(Contact).values()}


def test_who_is_known_by_number_or_mail_is_filled_in_and_not_added_again(workspace: Workspace, tmp_path: Path) -> None:
    data = card("FN:Ann Boss", "TEL;TYPE=CELL:+86 13800000001", "TITLE:Head") + card(
        "FN:Bob", "EMAIL:B@x.y", "TITLE:Clerk"
    )
    assert imported(workspace, tmp_path, data) == (0, {"Ann Boss", "Bob"})
    assert {person.title for person in workspace.records(Contact).values()} == {"Head", "Clerk"}
    assert imported(workspace, tmp_path, data) == (0, {"Ann Boss", "Bob"})


def test_a_number_that_belongs_to_someone_else_is_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    assert imported(workspace, tmp_path, card("FN:Eve", "TEL;TYPE=CELL:13800000001")) == (1, {"Ann Boss", "Bob"})
    assert "Eve" in next(tmp_path.glob("rejects-*.csv")).read_text(encoding="utf-8-sig")


def test_a_new_person_goes_to_the_account_of_the_card(workspace: Workspace, tmp_path: Path) -> None:
    assert imported(workspace, tmp_path, card("FN:Dee", "ORG:Grid"))[1] == {"Ann Boss", "Bob", "Dee"}
    dee = next(person for person in workspace.records(Contact).values() if person.name == "Dee")
    account = workspace.get(Account, dee.account)
    assert account is not None
    assert account.name == "Grid"
