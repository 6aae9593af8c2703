"""`list`, `show` and `check` print what is kept, for people, spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from commands import Run

from kamtui.cli.tables import fitted, squeezed
from kamtui.store.records import Account, Activity, Opportunity
from kamtui.store.text.cells import width
from kamtui.store.workspace import Workspace


def names(out: str) -> list[str]:
    return [record["name"] for record in json.loads(out)]


def account_id(data: Path, name: str) -> str:
    return next(one.id for one in Workspace.open(data).records(Account).values() if one.name == name)


def test_list_prints_a_table_sorted_by_sound_without_what_is_archived(run: Run, data: Path) -> None:
    done = run("list", "accounts")
    assert done.code == 0
    head, *rows = done.out.splitlines()
    assert (head.split()[0], head.split()[-1]) == ("Name", "Id")
    assert [row.split("  ")[0] for row in rows] == ["Harbour Bank", "华北电网"]
    assert rows[1].endswith(account_id(data, "华北电网")[-8:])
    assert done.err == ""


def test_list_all_holds_the_archived_too_and_limit_cuts(run: Run, data: Path) -> None:
    assert names(run("list", "accounts", "--all", "--json").out) == ["Harbour Bank", "华北电网", "Old Mill"]
    assert names(run("list", "accounts", "--all", "--json", "--limit", "1").out) == ["Harbour Bank"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["华北"], ["华北电网"]),
        (["huabei"], ["华北电网"]),
        (["hbdw"], ["华北电网"]),
        (["ncg"], ["华北电网"]),
        (["能源"], ["华北电网"]),
        (["lilei", "HB"], ["华北电网"]),
        (["bank", "hb"], []),
        (["a"], ["Harbour Bank"]),
        (["zzz"], []),
    ],
)
def test_words_are_looked_for_in_names_pinyin_tags_and_what_is_shown(
    run: Run, data: Path, words: list[str], found: list[str]
) -> None:
    done = run("list", "accounts", *words, "--json")
    assert names(done.out) == found
    assert ("No records were found." in done.err) == (not found)
    assert done.code == 0


def test_json_is_one_array_with_names_and_exact_amounts(run: Run, data: Path) -> None:
    first, second = json.loads(run("list", "deals", "--json").out)
    assert (first["name"], first["status"], first["stage"]) == ("调度系统", "open", "need")
    assert first["amount"] == {"amount": "3000000.00", "currency": "CNY"}
    assert (first["account_name"], first["owner_name"]) == ("华北电网", "李雷")
    assert (second["name"], second["status"], second["owner_name"]) == ("Laptops", "won", "")
    assert run("list", "tasks", "--json").out == "[]\n"


def test_json_keeps_hostile_text_as_it_is_without_letting_it_act(run: Run, data: Path) -> None:
    name = "a\x1b]0;x\x07\x9b31m\u202eb"
    with Workspace.open(data).change("x") as change:
        change.add(Account(name=name))
    out = run("list", "accounts", "--json").out
    assert name in names(out)
    for done in (out, run("list", "accounts").out, run("show", name).out):
        assert not set(done) & set("\x1b\x07\x9b\u202e")


def test_csv_has_the_fields_for_a_header_and_no_formulas(run: Run, data: Path) -> None:
    with Workspace.open(data).change("x") as change:
        change.add(Opportunity(name='=HYPERLINK("x")', note="+1, 2", amount=-500))
    done = run("list", "opportunities", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["name"] for row in rows] == ["调度系统", '\'=HYPERLINK("x")', "Laptops"]
    assert [row["amount"] for row in rows] == ["3000000.00", "-5.00", "500.00"]
    assert rows[1]["note"] == "'+1, 2"
    assert rows[0]["account"] == "华北电网"
    assert len(rows[0]["id"]) == 26


def test_orders_are_listed_month_by_month(run: Run, data: Path) -> None:
    with Workspace.open(data).change("x") as change:
        for month in ("2026-02", "2026-01"):
            line = {"date": f"{month}-03", "customer": "甲", "amount_e4": 15_000, "quantity_e3": 2000}
            change.merge_orders(month, {f"01ARZ3NDEKTSV4RRFFQ69G5FA{month[-1]}": line})
    lines = json.loads(run("list", "orders", "--json").out)
    assert [line["date"] for line in lines] == ["2026-01-03", "2026-02-03"]
    assert lines[0]["amount"] == {"amount": "1.5000", "currency": "CNY"}
    assert lines[0]["quantity"] == "2"
    assert "¥1.50" in run("list", "orders").out


def test_a_table_fits_the_terminal_by_cells() -> None:
    head = ("Name", "None", "Other", "N")
    rows = [("华北电力物资总公司", "-", "一个很长很长的名称", "12"), ("x", "-", "y", "3")]
    lines = list(fitted(head, rows, (False, False, False, True), 28))
    assert max(map(width, lines)) == 28
    assert lines[0].split() == ["Name", "Other", "N"]
    assert lines[1].count("…") == 2
    assert lines[2].endswith(" 3")
    assert [line.split()[0] for line in fitted(head, rows, (False,) * 4, 14)] == ["Name", "华北电力…", "x"]
    assert [width(line) for line in fitted(("N", "M"), [("华北电力", "-")], (False, False), 0)] == [11, 11]
    assert squeezed([30, 10, 4], 20) == [8, 8, 4]


def test_a_terminal_gets_lines_of_its_width_and_the_count(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    done = run("list", "accounts")
    assert max(map(width, done.out.splitlines())) <= 40
    assert done.out.splitlines()[1].startswith("Harbour Bank")
    assert done.err == "2 in all\n"
    assert run("list", "accounts", "--limit", "1").err == "1 listed, there are more\n"


def test_show_finds_by_name_alias_id_and_the_ends_of_an_id(run: Run, data: Path) -> None:
    grid = account_id(data, "华北电网")
    for text in ("华北电网", "ncg", grid, grid.lower(), grid[-8:], grid[-6:]):
        assert json.loads(run("show", text, "--json").out)["id"] == grid
    several = run("show", grid[:6])
    assert several.code == 2
    assert "could be any of" in several.err
    assert grid in several.err
    assert run("show", "nobody").code == 2


def test_show_finds_activities_and_order_lines_too(run: Run, data: Path) -> None:
    with Workspace.open(data).change("x") as change:
        visit = change.add(Activity(subject="第一次拜访", account=account_id(data, "华北电网")))
        change.merge_orders("2026-01", {"01ARZ3NDEKTSV4RRFFQ69G5FAV": {"customer": "甲"}})
    assert json.loads(run("show", "第一次拜访", "--json").out)["id"] == visit.id
    assert json.loads(run("show", visit.id[-7:], "--json").out)["account_name"] == "华北电网"
    assert json.loads(run("show", "01ARZ3NDEKTS", "--json").out)["customer"] == "甲"


def test_show_prints_an_account_with_its_people_and_deals(run: Run, data: Path) -> None:
    out = run("show", "华北电网").out
    for text in ("Contacts (1)", "王经理", "Opportunities (1)", "¥3M"):
        assert text in out
    whole = json.loads(run("show", "华北电网", "--json").out)
    assert [one["name"] for one in whole["opportunities"]] == ["调度系统"]
    assert [one["name"] for one in whole["contacts"]] == ["王经理"]


def test_show_prints_a_deal_with_its_history_in_words(run: Run, data: Path) -> None:
    run("set", "调度系统", "stage=design", "amount=400万", "--reason", "the customer was quick")
    out = run("show", "调度系统").out
    assert "Buying stage: Need arises → Solution design" in out
    assert "Amount: ¥3M → ¥4M" in out
    events = json.loads(run("show", "调度系统", "--json").out)["events"]
    assert [(one["field"], one["old"], one["new"]) for one in events] == [
        ("stage", "need", "design"),
        ("amount", 300_000_000, 400_000_000),
    ]


def test_check_is_silent_about_a_sound_workspace(run: Run, data: Path) -> None:
    done = run("check")
    assert (done.code, done.out) == (0, "")
    assert "No faults" in done.err
    assert run("check", "--json").out == "[]\n"


def test_a_damaged_file_is_told_by_every_command_and_named_by_check(run: Run, data: Path) -> None:
    card = next((data / "accounts").glob("h/harbour*.json"))
    card.write_text("{")
    done = run("list", "accounts", "--json")
    assert (done.code, names(done.out)) == (0, ["华北电网"])
    assert done.err == "1 file is damaged and what is wrong in it is set aside; kamtui check tells more.\n"
    checked = run("check")
    assert checked.code == 1
    assert checked.out.startswith(f"ERROR not_json accounts/h/{card.name}:1 - ")
    finding = json.loads(run("check", "--json").out)[0]
    assert (finding["level"], finding["code"], finding["line"]) == ("error", "not_json", 1)
    assert "搁置" in run("--lang", "zh", "check").out


def test_a_conflict_copy_alone_is_a_warning(run: Run, data: Path) -> None:
    (data / "accounts" / "h" / "x.sync-conflict-1.json").write_text("{}")
    done = run("check")
    assert done.code == 0
    assert done.out.startswith("WARN conflict_copy")


def test_a_workspace_of_a_newer_version_is_listed_and_not_changed(run: Run, data: Path) -> None:
    (data / "kamtui.yaml").write_text("format: 99\nname: x\n")
    assert len(names(run("list", "accounts", "--json").out)) == 2
    done = run("set", "Laptops", "amount=1")
    assert done.code == 4
    assert "newer kamtui" in done.err
    assert run("check").code == 4
