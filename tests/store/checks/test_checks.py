"""Each named check finds what it is for, says where it stands, and is silent about what is sound."""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kamtui.store.checks import CHECKS, check
from kamtui.store.sync import commit_all, make_repository
from kamtui.store.text.words import use
from kamtui.store.workspace import Finding, Workspace

Look = Callable[..., list[Finding]]
Spoil = Callable[..., tuple[str, int]]

NOBODY = "01K0000000000000000000NNNN"


def record_id(number: int) -> str:
    return f"01K9ZZZZZZ00000000000000{number:02}"


LI, RIVAL, SWITCH, GRID, BANK, DEAL, WON, WANG, VISIT, CALL = map(record_id, range(1, 11))
FIRST, SECOND, THIRD = map(record_id, range(21, 24))
TOMORROW = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=2)


def only(findings: list[Finding]) -> Finding:
    """The one finding there is."""
    assert len(findings) == 1, [finding.text() for finding in findings]
    return findings[0]


def facts(finding: Finding) -> tuple[str, str, str, int, str]:
    return finding.level, finding.code, finding.file, finding.line, finding.record


def test_a_sound_workspace_passes_every_check(look: Look) -> None:
    assert [finding.text() for finding in look()] == []


@pytest.mark.parametrize(
    ("check", "record", "field", "value", "level", "code", "expected"),
    [
        ("references", DEAL, "owner", NOBODY, "error", "dangling", f"salespeople {NOBODY}"),
        ("references", DEAL, "products", [SWITCH, NOBODY], "error", "dangling", f"products {NOBODY}"),
        ("references", DEAL, "lost_to", LI, "error", "dangling", f"competitors {LI}"),
        ("references", BANK, "parent", NOBODY, "error", "dangling", f"accounts {NOBODY}"),
        ("references", WANG, "reports_to", NOBODY, "error", "dangling", f"contacts {NOBODY}"),
        ("references", VISIT, "contacts", [NOBODY], "error", "dangling", f"contacts {NOBODY}"),
        ("references", CALL, "opportunity", NOBODY, "error", "dangling", f"opportunities {NOBODY}"),
        ("duplicates", BANK, "external_ids", {"crm": "7"}, "warning", "same_external_id", "other"),
        ("duplicates", BANK, "name", "华北电网有限公司", "warning", "same_name", "other"),
        ("ids", GRID, "slug", "elsewhere-abc", "warning", "misplaced", "accounts/e/elsewhere-abc.json"),
        ("dates", DEAL, "opened", TOMORROW.isoformat(), "warning", "future", None),
        ("dates", DEAL, "stage_since", TOMORROW.isoformat(), "warning", "future", None),
        ("dates", CALL, "done", TOMORROW.isoformat(), "warning", "future", None),
        ("dates", BANK, "updated", f"{TOMORROW}T08:00:00Z", "warning", "future", None),
        ("dates", DEAL, "next_date", "0202-11-30", "warning", "odd_year", None),
        ("dates", VISIT, "date", "2205-01-01", "warning", "odd_year", None),
        ("dates", GRID, "founded", 2999, "warning", "odd_year", None),
        ("dates", GRID, "founded", 19, "warning", "odd_year", None),
        ("dates", DEAL, "close_date", "2001-05-05", "warning", "close_before_opened", None),
        ("money", DEAL, "amount", -1, "warning", "negative", ""),
        ("money", BANK, "potential", -500, "warning", "negative", ""),
        ("money", DEAL, "currency", "RMB", "warning", "currency", ""),
        ("choices", DEAL, "stage", "closing", "warning", "unknown_choice", "stages"),
        ("choices", GRID, "tier", "S", "warning", "unknown_choice", "tiers"),
        ("choices", WANG, "roles", ["user", "boss"], "warning", "unknown_choice", "roles"),
        ("choices", WANG, "attitude", {"value": 3}, "warning", "rating", "-2 … 2"),
        ("choices", WANG, "influence", {"value": 0}, "warning", "rating", "1 … 5"),
    ],
)
def test_a_field_that_is_wrong_is_named_with_its_line_by_its_own_check_only(
    look: Look,
    spoil: Spoil,
    check: str,
    record: str,
    field: str,
    value: Any,
    level: str,
    code: str,
    expected: str | None,
) -> None:
    file, line = spoil(record, **{field: value})
    found = only([one for one in look(check) if one.code == code])
    # Of two alike, the one that is read later is named.
    named = {GRID, BANK} if expected == "other" else {record}
    assert (found.level, found.code) == (level, code)
    assert found.record in named
    if expected != "other":
        assert (found.file, found.line) == (file, line)
        assert found.found.startswith(f"{field}: ")
        assert expected is None or found.expected == expected
    assert {one.code for one in look(*(name for name in CHECKS if name != check))} <= {"no_currency"}
    english = found.text()
    use("zh")
    assert found.text() != english
    assert found.text().startswith(f"{found.file}:{found.line}: ")


def test_a_reference_to_a_record_that_does_not_fit_is_not_dangling(look: Look, spoil: Spoil) -> None:
    spoil(LI, name=7)
    assert look("references") == []
    assert only(look("schema")).code == "field"


def test_an_archived_account_is_no_duplicate(look: Look, spoil: Spoil) -> None:
    spoil(BANK, name="华北电网", archived=True)
    assert look("duplicates") == []


def test_order_lines_that_name_the_same_missing_record_are_one_finding(look: Look, spoil: Spoil) -> None:
    spoil(FIRST, product=NOBODY)
    file, _ = spoil(SECOND, product=NOBODY)
    found = only(look("references"))
    assert facts(found) == ("error", "dangling", file, 2, FIRST)
    assert found.found == f"product: {NOBODY} (×2)"


def test_an_amount_without_currency_only_matters_where_several_are_in_use(look: Look, spoil: Spoil) -> None:
    spoil(DEAL, currency="CNY")
    assert look("money") == []
    spoil(DEAL, currency="USD")
    found = look("money")
    assert {(one.level, one.code, one.found, one.expected) for one in found} == {
        ("info", "no_currency", "accounts (×1)", "CNY"),
        ("info", "no_currency", "products (×1)", "CNY"),
        ("info", "no_currency", "orders (×2)", "CNY"),
    }


def test_a_currency_that_does_not_exist_is_found_in_orders_too(look: Look, spoil: Spoil) -> None:
    file, line = spoil(SECOND, currency="¥¥¥")
    found = only([one for one in look("money") if one.code == "currency"])
    assert facts(found) == ("warning", "currency", file, line, SECOND)


def test_a_card_that_was_copied_is_told_once_with_the_number_of_its_ids(root: Path, look: Look) -> None:
    card = next(root.glob("accounts/h/huabei*.json"))
    shutil.copy(card, root / "accounts" / "h" / "zcopy.json")
    found = [one for one in look("ids") if one.code == "same_id"]
    assert (only(found).file, only(found).found) == ("accounts/h/zcopy.json", "5")
    assert only(found).expected == str(card.relative_to(root))
    assert only(look("schema")).code == "same_account"


def test_an_id_in_two_tables_of_a_card_and_in_two_months_is_found(root: Path, look: Look, spoil: Spoil) -> None:
    name, _ = spoil(WANG, title="x")
    document = msgspec.json.decode((root / name).read_bytes())
    document["tasks"][WANG] = {"title": "y"}
    (root / name).write_bytes(msgspec.json.encode(document))
    more = {"orders": {FIRST: {"date": "2026-11-01"}, "X": {}}}
    (root / "orders" / "2026-11.json").write_bytes(msgspec.json.encode(more))
    found = {(one.code, one.file, one.record) for one in look("ids")}
    assert found == {
        ("same_id", name, WANG),
        ("same_id", "orders/2026-11.json", FIRST),
        ("line_id", "orders/2026-11.json", "X"),
    }


def test_an_order_line_in_another_months_file_is_found(look: Look, spoil: Spoil) -> None:
    file, line = spoil(SECOND, date="2026-12-04")
    found = only(look("orders"))
    assert facts(found) == ("error", "wrong_month", file, line, SECOND)
    assert (found.found, found.expected) == ("1", "orders/2026-12.json")
    spoil(SECOND, date=None)
    assert only(look("orders")).expected == "orders/undated.json"


def test_a_line_that_does_not_fit_and_a_damaged_month_are_found(root: Path, look: Look, spoil: Spoil) -> None:
    file, line = spoil(SECOND, amount_e4="many")
    found = only(look("orders"))
    assert facts(found) == ("error", "line_misfit", file, line, SECOND)
    assert "amount_e4" in found.found
    (root / file).write_text('{"orders":')
    assert [(one.code, one.file) for one in look("orders")] == [("not_json", file)]
    assert look("parse", "schema") == []


def test_files_that_are_spelled_otherwise_are_hints(root: Path, look: Look) -> None:
    for name in ("catalog.json", "orders/2026-10.json"):
        (root / name).write_bytes(msgspec.json.encode(msgspec.json.decode((root / name).read_bytes())))
    assert [(one.level, one.code, one.file) for one in look()] == [
        ("info", "spelling", "catalog.json"),
        ("info", "spelling", "orders/2026-10.json"),
    ]


def test_damaged_cards_settings_and_methods_are_found_by_their_checks(root: Path, look: Look) -> None:
    next(root.glob("accounts/h/harbour*.json")).write_text("")
    (root / "kamtui.yaml").write_text("format: 1\ncurency: CNY\n")
    os.chmod(root / "kamtui.yaml", 0o600)  # noqa: PTH101
    (root / "method").mkdir()
    (root / "method" / "ours.yaml").write_text("stages: 7\n")
    assert [one.code for one in look("parse")] == ["empty"]
    assert {(one.code, one.file) for one in look("format", "method")} == {
        ("config", "kamtui.yaml"),
        ("method", "method/ours.yaml"),
    }


def test_a_decision_that_waits_is_found(look: Look, spoil: Spoil) -> None:
    file, _ = spoil(DEAL, _conflict={"amount": [{"base": 1, "value": 2, "updated": "2026-11-01T00:00:00Z"}]})
    found = only(look("conflicts"))
    assert (found.level, found.code, found.file, found.record) == ("warning", "undecided", file, DEAL)
    assert found.found == "opportunities: amount"


def test_leftovers_are_found_and_what_is_in_use_is_not(root: Path, look: Look) -> None:
    old = time.time() - 3600
    for name in (
        "accounts/h/.x.json.1.0123abcd.tmp",
        "orders/.2026-10.json.1.0123abcd.tmp",
        "reviews/.r.1.0123abcd.tmp",
    ):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"{")
        os.utime(root / name, (old, old))
    fresh = root / "accounts" / "h" / f".y.json.{os.getpid()}.0123abcd.tmp"
    (root / "accounts" / "h" / "x.sync-conflict-1.json").write_text("{}")
    (root / ".catalog.json.lock").touch()
    (root / ".held.json.lock").touch()
    mark = root / ".kamtui" / "unfinished" / "01K"
    mark.parent.mkdir(exist_ok=True)
    with (root / ".held.json.lock").open() as held:
        workspace = Workspace.open(root)
        mark.write_text("{}")
        fresh.write_bytes(b"{")
        fcntl.flock(held, fcntl.LOCK_EX)
        found = {(one.level, one.code, one.file) for one in check(workspace, ["leftovers"])}
    assert found == {
        ("warning", "temporary", "accounts/h/.x.json.1.0123abcd.tmp"),
        ("warning", "temporary", "orders/.2026-10.json.1.0123abcd.tmp"),
        ("warning", "temporary", "reviews/.r.1.0123abcd.tmp"),
        ("warning", "conflict_copy", "accounts/h/x.sync-conflict-1.json"),
        ("info", "lock_file", ".catalog.json.lock"),
        ("error", "unfinished", ".kamtui/unfinished/01K"),
    }


def test_files_and_folders_that_others_can_read_or_change_are_found(root: Path, look: Look) -> None:
    (root / "catalog.json").chmod(0o644)
    (root / "private").mkdir()
    (root / "private" / "p.json").touch()
    (root / "private" / "p.json").chmod(0o604)
    (root / "orders").chmod(0o1777)
    (root / "kamtui.yaml").chmod(0o602)
    found = {(one.level, one.code, one.file, one.found, one.expected) for one in look("permissions")}
    assert found == {
        ("error", "open_folder", "orders", "1777", ""),
        ("error", "sticky", "orders", "1777", ""),
        ("error", "open_file", "kamtui.yaml", "0602", "1"),
        ("warning", "readable", "catalog.json", "0644", "2"),
    }


def test_in_a_shared_folder_every_file_has_to_be_the_groups(root: Path, look: Look) -> None:
    for path in root.rglob("*"):
        path.chmod(0o2770 if path.is_dir() else 0o660)
    root.chmod(0o2770)
    assert look("permissions") == []
    (root / "catalog.json").chmod(0o640)
    found = only(look("permissions"))
    assert (found.level, found.code, found.file, found.expected) == ("warning", "group", "catalog.json", "1")


def test_a_folder_that_cannot_be_written_is_found(root: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace.open(root)
    monkeypatch.setattr("os.access", lambda path, mode: not (str(path).endswith("orders") and mode & os.W_OK))
    found = only(check(workspace, ["permissions"]))
    assert (found.level, found.code, found.file) == ("warning", "unwritable", "orders")


def test_snapshots_are_whole_named_after_a_week_and_as_they_were(root: Path, look: Look) -> None:
    reviews = root / "reviews"
    reviews.mkdir(mode=0o700)
    said = {"week": "2026-W47", "deals": {"d": {"amount": 1}}}
    whole = msgspec.json.encode(said, order="sorted")
    sealed = said | {"checksum": hashlib.sha256(whole).hexdigest()}
    for name, held in (("2026-W47", sealed), ("2026-W48", sealed | {"week": "x"}), ("2026-W60", said)):
        (reviews / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(held), indent=2))
    (reviews / "2026-W01.json").write_text("{")
    for path in reviews.iterdir():
        path.chmod(0o600)
    assert {(one.code, one.file) for one in look("snapshots")} == {
        ("not_json", "reviews/2026-W01.json"),
        ("snapshot_changed", "reviews/2026-W48.json"),
        ("snapshot_name", "reviews/2026-W60.json"),
    }


def test_an_identity_number_or_a_protected_detail_in_a_shared_file_is_found_and_not_repeated(
    look: Look, spoil: Spoil
) -> None:
    number = "11010519491231002X"  # the example of the standard, GB 11643
    name, line = spoil(WANG, note=f"身份证 {number}，电话 13800000000")
    found = only(look("private"))
    assert facts(found) == ("warning", "identity_number", name, line, WANG)
    assert number not in found.text()
    spoil(WANG, note=f"{number[:-1]}1 and 123456789012345678")
    assert look("private") == []
    name, line = spoil(WANG, religion="x")
    assert facts(only(look("private"))) == ("warning", "protected", name, line, WANG)
    assert "religion" in only(look("private")).text()


def test_a_judging_question_of_a_deal_is_not_taken_for_what_is_known_of_a_person(look: Look, spoil: Spoil) -> None:
    spoil(DEAL, answers={"us": {"health": {"value": 1, "evidence": "pays on time"}}})
    assert look("private") == []
    spoil(WANG, health="x")
    assert only(look("private")).code == "protected"


def test_a_private_folder_that_git_would_send_is_found(root: Path, look: Look) -> None:
    make_repository(root)
    assert look("private") == []
    (root / ".gitignore").write_text(".kamtui/\n")
    (root / ".gitignore").chmod(0o600)
    assert only(look("private")).code == "private_shared"
    (root / "private").mkdir(mode=0o700)
    (root / "private" / "x.json").write_text("{}")
    commit_all(root)
    assert only(look("private")).code == "private_committed"
