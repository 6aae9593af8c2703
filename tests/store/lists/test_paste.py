"""Blocks from a spreadsheet: taken apart as it copies them, and checked against the columns they fall on."""

from __future__ import annotations

import datetime as dt

import pytest
from hostile import CONTROL, MARKUP

from kamtui.store.lists.columns import ListColumn, chosen
from kamtui.store.lists.paste import cells_of, pasted
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a", [["a"]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"say ""hi"""\tb', [['say "hi"', "b"]]),
        ('an inch is 1"\tb', [['an inch is 1"', "b"]]),
        ('"open\tb', [['"open', "b"]]),
        ("a\t\tc", [["a", "", "c"]]),
    ],
)
def test_a_block_is_taken_apart_as_a_spreadsheet_copies_it(text: str, cells: list[list[str]]) -> None:
    assert cells_of(text) == cells


def columns(*keys: str) -> list[ListColumn]:
    return chosen(Opportunity, keys)


def test_each_cell_is_read_as_its_column_says_and_an_empty_one_leaves_what_is_there(
    workspace: Workspace, today: dt.date
) -> None:
    deals = sorted((one for one in workspace.records(Opportunity).values() if one.status == "open"),
                   key=lambda one: one.name)[:3]  # fmt: skip
    text = "30万\t2027-3-1\nabc\t\n\t+7\n"
    plan = pasted(workspace, deals, columns("amount", "close_date"), text, today)
    assert [(edit.record.id, edit.patch) for edit in plan.changing] == [
        (deals[0].id, {"amount": 300_000_00}),
        (deals[0].id, {"close_date": dt.date(2027, 3, 1)}),
        (deals[2].id, {"close_date": dt.date(2026, 11, 30)}),
    ]
    assert [edit.new for edit in plan.wrong] == ["abc"]
    assert plan.notes == ()


def test_what_has_no_place_is_told_and_computed_cells_refuse(workspace: Workspace, today: dt.date) -> None:
    accounts = list(workspace.records(Account).values())[:1]
    among = chosen(Account, ("weighted", "region"))
    plan = pasted(workspace, accounts, among, "5\t华东\tmore\nnext\t\t\n", today)
    assert [edit.new for edit in plan.changing] == ["华东"]
    assert "amounts times their odds" in plan.wrong[0].problem
    assert plan.notes == (
        "1 more rows have no record and are left out",
        "1 more columns have no place and are left out",
    )


def test_hostile_blocks_are_understood_or_refused_and_nothing_of_them_acts_on_a_terminal(
    workspace: Workspace, today: dt.date
) -> None:
    accounts = list(workspace.records(Account).values())
    among = chosen(Account, ("region", "tier", "employees"))
    for text in (*CONTROL, *MARKUP):
        for block in (text, f"{text}\t{text}\t{text}\n{text}", f'"{text}'):
            plan = pasted(workspace, accounts, among, block, today)
            for edit in plan.edits:
                assert "\x1b" not in edit.new + edit.problem
                assert "\x9b" not in edit.new + edit.problem
