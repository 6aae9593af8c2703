"""The columns of a chart's table are as wide as the longest of their numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamtui.screens.charts.table import table_columns
from kamtui.store.answers import FIGURES, Answer, Question, Row

SMALL = Decimal("7.00")


@pytest.mark.parametrize(
    ("figure", "values", "longest"),
    [
        ("sales", [SMALL, Decimal("123456789.00"), SMALL], "123,456,789.00 CNY"),
        ("sales", [SMALL, Decimal("-123456789.00"), Decimal("123456789.00")], "-123,456,789.00 CNY"),
        ("quantity", [Decimal("9000000"), Decimal("3000000.125")], "3,000,000.125"),
    ],
)
def test_the_longest_value_fits(figure: str, values: list[Decimal], longest: str) -> None:
    currency = "CNY" if figure == "sales" else ""
    rows = [Row({"account": str(at)}, value, 1, currency) for at, value in enumerate(values)]
    columns = table_columns(Answer(FIGURES[figure], Question(figure), rows, {}, {}), compared=False)
    assert next(column.width for column in columns if column.key == "value") == len(longest)
