"""No cell is a formula for a spreadsheet, and every text comes back from its cell as it was."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from kamtui.store.fields.separated import IN_CELLS, TYPED, join, split
from kamtui.store.text.spreadsheet import armed, disarmed

TEXTS = some.text(some.sampled_from("=+-@＝'\t\r\n \";；、|,，ab甲"), max_size=8)


@pytest.mark.parametrize("text", ["=1", "+1", "-x", "@a", "\tx", "\rx", "\0x", " =1", "＝1", "＋", "－", "＠a"])
def test_every_beginning_of_a_formula_is_disarmed(text: str) -> None:
    assert disarmed(text) == f"'{text}"
    assert disarmed(f"a{text}") == f"a{text}"


@given(TEXTS)
@example("'=1")
@example("''=1")
@example("' = 1")
def test_every_text_comes_back_from_its_cell(text: str) -> None:
    assert armed(disarmed(text)) == text
    assert not disarmed(text).lstrip().startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize("marks", [TYPED, IN_CELLS])
@given(values=some.lists(TEXTS, unique=True, max_size=4))
@example(values=["", "a"])
def test_several_values_come_apart_as_they_were_joined(marks: str, values: list[str]) -> None:
    assert split(join(values, marks), marks) == values
