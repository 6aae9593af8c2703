"""The grid of people never cuts what its columns and rows are called."""

from __future__ import annotations

import pytest

from kamtui.screens.widgets.people_grid import _wrapped


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("++ Strong supporter", 10, ["++ Strong", "supporter"]),
        ("-- Strong opponent", 8, ["--", "Strong", "opponent"]),
        ("坚决反对", 5, ["坚决", "反对"]),
        ("Contract owner", 20, ["Contract owner"]),
        ("a", 0, ["a"]),
    ],
)
def test_a_name_goes_on_below_and_nothing_of_it_is_lost(name: str, room: int, lines: list[str]) -> None:
    assert _wrapped(name, room) == lines
