"""Numbers by year: how they are typed, shown and refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kamtui.store.fields import cell, field_of, parse, patch_of, show, text_of
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace.create(tmp_path / "w")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("revenue_by_year", "2024=1.2亿, 2025=1.5亿", {"2024": 12_000_000_000, "2025": 15_000_000_000}),
        ("revenue_by_year", "2025年：300万、2023＝50k", {"2023": 5_000_000, "2025": 300_000_000}),
        ("profit_by_year", "2024=-1m", {"2024": -100_000_000}),
        ("share_by_year", "FY2025=12%", {"2025": 12}),
        ("outlets_by_year", '2024=1200, "2025=1,350"', {"2024": 1200, "2025": 1350}),
    ],
)
def test_years_and_numbers_are_read_as_people_write_them(
    workspace: Workspace, name: str, text: str, value: dict[str, int]
) -> None:
    assert parse(workspace, Account, field_of(Account, name), text, TODAY) == value


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("revenue_by_year", "2024", "year=number"),
        ("revenue_by_year", "24=5", "year=number"),
        ("revenue_by_year", "2024=$5", "not a number"),
        ("share_by_year", "2024=120", "out of range"),
        ("share_by_year", "2024=12.5", "not a whole number"),
        ("outlets_by_year", "2024=-3", "out of range"),
    ],
)
def test_what_is_no_number_of_a_year_is_refused_with_what_was_found(
    workspace: Workspace, name: str, text: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        parse(workspace, Account, field_of(Account, name), text, TODAY)


def test_growth_stands_behind_a_year_whose_predecessor_is_known_and_above_nothing(workspace: Workspace) -> None:
    account = Account(name="a", outlets_by_year={"2022": 0, "2023": 80, "2024": 100, "2026": 50})
    field = field_of(Account, "outlets_by_year")
    assert show(workspace, account, field) == "2022: 0, 2023: 80, 2024: 100 (+25%), 2026: 50"
    assert text_of(workspace, account, field) == "2022=0, 2023=80, 2024=100, 2026=50"
    assert cell(workspace, account, field) == "2022=0, 2023=80, 2024=100, 2026=50"


def test_another_currency_keeps_the_figures(workspace: Workspace) -> None:
    account = Account(name="a", revenue_by_year={"2024": 12_345})
    patch, wrong = patch_of(workspace, account, {"currency": "JPY"}, TODAY)
    assert (patch["revenue_by_year"], wrong) == ({"2024": 123}, {})
