"""Columns of lists: what the computed ones hold, worked out by hand, and how lists are put in order."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from kamtui.store.lists.columns import DEFAULTS, chosen, columns_of, ordered
from kamtui.store.lists.computed import account_weighted, account_won
from kamtui.store.records import KINDS, Account, Record
from kamtui.store.text.words import use
from kamtui.store.workspace import Workspace


def names(workspace: Workspace, ids: dict[str, str], sort: str, today: dt.date, reverse: bool = False) -> list[str]:
    short = {own: name for name, own in ids.items()}
    found = ordered(workspace, workspace.records(Account).values(), Account, sort, today, reverse)
    return [short[account.id] for account in found]


def shown(workspace: Workspace, account: str, key: str, today: dt.date) -> str:
    [column] = chosen(Account, (key,))
    return column.text(workspace, workspace.records(Account)[account], today)


def test_the_weighted_pipeline_takes_pinned_odds_before_those_of_the_stage(
    workspace: Workspace, ids: dict[str, str], today: dt.date
) -> None:
    # 100,000 × 10 % + 50,000 × 90 %, and one deal without an amount
    found = account_weighted(workspace, workspace.records(Account)[ids["grid"]], today)
    assert (found.n, found.amounts, found.unknown) == (3, {"CNY": 55_000_00}, 1)
    assert shown(workspace, ids["grid"], "weighted", today) == "¥55K+"
    assert shown(workspace, ids["port"], "weighted", today) == "€5K"
    assert shown(workspace, ids["food"], "weighted", today) == "-"


@pytest.mark.parametrize(
    ("start", "sum_", "n", "unknown"),
    [(1, 8_000_00, 3, 1), (4, 1_000_00, 2, 1), (12, 7_900_00 + 1_000_00, 4, 1)],
    ids=["calendar year", "from April 2026", "from December 2025"],
)
def test_won_this_year_counts_the_months_of_the_fiscal_year_and_no_deal_without_a_day(
    workspace: Workspace, ids: dict[str, str], today: dt.date, start: int, sum_: int, n: int, unknown: int
) -> None:
    workspace.config = msgspec.structs.replace(workspace.config, fiscal_year_start=start)
    found = account_won(workspace, workspace.records(Account)[ids["grid"]], today)
    assert (found.n, found.amounts, found.unknown) == (n, {"CNY": sum_}, unknown)


def test_the_next_step_is_the_earliest_of_open_tasks_and_deals(
    workspace: Workspace, ids: dict[str, str], today: dt.date
) -> None:
    assert shown(workspace, ids["grid"], "next", today) == "11-30 call"
    assert shown(workspace, ids["bank"], "next", today) == "12-01 step c"
    assert shown(workspace, ids["bank"], "next", dt.date(2027, 1, 2)) == "2026-12-01 step c"
    assert shown(workspace, ids["food"], "next", today) == "-"


@pytest.mark.parametrize(
    ("account", "text"),
    [("port", "0 nobody"), ("food", "1 no key person"), ("bank", "2 no supporter"), ("grid", "3 supported 4/5")],
)
def test_the_relationship_is_nobody_no_key_person_no_supporter_or_supported(
    workspace: Workspace, ids: dict[str, str], today: dt.date, account: str, text: str
) -> None:
    assert shown(workspace, ids[account], "relation", today) == text


@pytest.mark.parametrize(
    ("sort", "order", "turned"),
    [
        ("", ["grid", "bank", "port", "food"], ["food", "port", "bank", "grid"]),
        ("tier", ["grid", "bank", "port", "food"], ["port", "bank", "grid", "food"]),
        ("name", ["bank", "grid", "food", "port"], ["port", "food", "grid", "bank"]),
        ("owner", ["bank", "grid", "port", "food"], ["grid", "bank", "port", "food"]),
        ("employees", ["bank", "grid", "port", "food"], ["grid", "bank", "port", "food"]),
        ("pipeline", ["bank", "grid", "port", "food"], ["grid", "bank", "port", "food"]),
        ("weighted", ["bank", "grid", "port", "food"], ["grid", "bank", "port", "food"]),
        ("next", ["grid", "bank", "port", "food"], ["bank", "grid", "port", "food"]),
        ("relation", ["grid", "bank", "food", "port"], ["port", "food", "bank", "grid"]),
    ],
)
def test_a_list_is_sorted_by_any_column_with_other_currencies_and_the_unknown_last(
    workspace: Workspace, ids: dict[str, str], today: dt.date, sort: str, order: list[str], turned: list[str]
) -> None:
    assert names(workspace, ids, sort, today) == order
    assert names(workspace, ids, sort, today, reverse=True) == turned


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_column_has_a_heading_of_its_own_and_shows_something_of_every_record(
    workspace: Workspace, today: dt.date, kind: type[Record], language: str
) -> None:
    use(language)
    columns = columns_of(kind)
    assert len({column.key for column in columns}) == len(columns)
    headings = [column.label for column in columns]
    assert sorted(set(headings)) == sorted(headings)
    for column in columns:
        assert bool(column.why_fixed) is (column.field is None or column.field.hidden)
        for record in workspace.records(kind).values():
            text = column.text(workspace, record, today)
            assert text
            assert "\n" not in text
        ordered(workspace, workspace.records(kind).values(), kind, column.key, today)


def test_columns_that_are_gone_are_passed_over_and_none_at_all_means_the_usual_ones() -> None:
    assert [column.key for column in chosen(Account, ("tier", "gone", "name", "tier"))] == ["tier", "name"]
    assert tuple(column.key for column in chosen(Account, ("gone",))) == DEFAULTS["accounts"]


def test_what_the_list_shows_of_an_account_survives_in_the_cache(
    workspace: Workspace, ids: dict[str, str], today: dt.date
) -> None:
    workspace.close()
    again = Workspace.open(workspace.root, quick=True)
    assert shown(again, ids["grid"], "weighted", today) == "¥55K+"
    assert shown(again, ids["grid"], "relation", today) == "3 supported 4/5"
