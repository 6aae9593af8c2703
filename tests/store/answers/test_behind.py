"""Behind every bar of every figure stand accounts, and behind these orders or deals, or nothing does."""

from __future__ import annotations

import datetime as dt
import shutil
from itertools import islice
from pathlib import Path

import pytest

from kamtui.store.answers import FIGURES, Question, QuestionError, ask
from kamtui.store.answers.behind import accounts_behind, behind, deals_behind, lines_behind
from kamtui.store.workspace import Workspace

DEMO = Path(__file__).resolve().parents[3] / "examples" / "demo"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("demo") / "w"
    shutil.copytree(DEMO, root)
    return Workspace.open(root)


@pytest.mark.parametrize("name", [each.name for each in FIGURES.values() if each.about in ("orders", "deals")])
def test_every_bar_can_be_gone_down_to_its_records(demo: Workspace, name: str) -> None:
    if name in ("segments", "silhouette"):
        pytest.importorskip("sklearn")
    figure = FIGURES[name]
    for dimension in (*figure.dimensions, ""):
        try:
            found = ask(demo, Question(name, (dimension,) if dimension else (), as_of=dt.date(2026, 11, 23)))
        except QuestionError:
            assert name == "what-if"
            return
        for row in found.rows[:2]:
            below = behind(demo, found, row, {})
            down = accounts_behind(name, below) if below else None
            if below is None or down is None:
                continue
            assert "account" in down.by
            for account in ask(demo, down).rows[:1]:
                last = behind(demo, ask(demo, down), account, below.only)
                assert last is not None
                if figure.about == "orders":
                    list(islice(lines_behind(demo, down, last.only), 3))
                else:
                    deals_behind(demo, down, last.only)


def test_the_deals_behind_a_forecast_category_are_those_of_the_category(demo: Workspace) -> None:
    found = ask(demo, Question("forecast", as_of=dt.date(2026, 11, 23)))
    row = next(row for row in found.rows if row.dims["category"] == "commit" and row.currency == "CNY")
    below = behind(demo, found, row, {})
    assert below is not None
    question = Question("forecast", ("category", "account"), found.first, found.last)
    assert len([deal for deal in deals_behind(demo, question, below.only) if deal.currency == "CNY"]) == row.n
