"""A small workspace in which every construct of the filters has something to find and something to leave out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from kamtui.store.fields import name_of
from kamtui.store.filters import parse
from kamtui.store.records import (
    Account,
    Activity,
    Competitor,
    Contact,
    Opportunity,
    Product,
    Rating,
    Record,
    Salesperson,
    Task,
)
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
"""A Monday."""


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Five accounts, one of them archived, with deals, people, tasks and a visit; nothing changes it."""
    made = Workspace.create(tmp_path_factory.mktemp("filters") / "w")
    with made.change("fill") as change:
        wang = change.add(Salesperson(name="王芳", email="fang.wang@example.com", aliases=("wf1", "F. Wang")))
        li = change.add(Salesperson(name="李强"))
        rival = change.add(Competitor(name="长江软件", aliases=("Changjiang",)))
        meter = change.add(Product(name="电表", code="M-1"))
        grid = change.add(Account(name="华北电网", tier="A", industry="电力", region="华北", owner=wang.id,
                                  aliases=("NCG",), revenue=500_000_000_000, employees=20000))  # fmt: skip
        bank = change.add(Account(name="工商银行", tier="A", industry="银行", region="华中", owner=li.id))
        food = change.add(
            Account(name="Morning Dairy", tier="B", industry="食品", region="华东", owner=li.id, tags=("乳品",))
        )
        change.add(Account(name="顺达物流", key=False))
        change.add(Account(name="老客户", archived=True))
        for deal in (
            Opportunity(name="智能电表", account=grid.id, stage="need", amount=300_000_000, owner=wang.id,
                        opened=ago(3), stage_since=ago(3), close_date=dt.date(2026, 12, 31), next_step="寄报价",
                        products=(meter.id,), competitors=(rival.id,), next_date=ago(-2)),
            Opportunity(name="调度系统", account=grid.id, stage="evaluation", amount=120_000_000, opened=ago(90),
                        stage_since=ago(40), close_date=ago(10), category="commit", tags=("重点", "Key 2026")),
            Opportunity(name="Laptops", account=bank.id, stage="design", amount=80_000_000, owner=li.id, opened=ago(90),
                        stage_since=ago(20), close_date=dt.date(2027, 1, 15), next_step="call back", odds=55),
            Opportunity(name="冷链", account=food.id, stage="commitment", amount=20_000_000, currency="USD",
                        owner=li.id, opened=ago(90), stage_since=ago(5), next_step="合同"),
            Opportunity(name="旧项目", account=food.id, status="won", stage="implementation", opened=ago(300),
                        close_date=dt.date(2026, 10, 10)),
            Opportunity(name="丢了的", account=bank.id, status="lost", opened=ago(300), close_date=dt.date(2026, 8, 1),
                        lost_reason="price", lost_to=rival.id),
        ):  # fmt: skip
            change.add(deal)
        change.add(
            Contact(name="李建国", account=grid.id, title="处长", attitude=Rating(value=1), coach=True, mobile="139")
        )
        change.add(Contact(name="陈静", account=bank.id, title="主任", attitude=Rating(value=-1), level="executive"))
        change.add(Contact(name="赵六", account=food.id))
        change.add(Task(title="回电话", account=grid.id, due=TODAY, owner=wang.id))
        change.add(Task(title="写方案", account=bank.id, due=ago(1)))
        change.add(Task(title="已办", account=bank.id, due=ago(9), done=ago(8)))
        change.add(Activity(subject="初次拜访", account=grid.id, kind="visit", date=ago(10)))
    return made


@pytest.fixture
def ask(workspace: Workspace) -> Callable[[type[Record], str], str]:
    """Ask a filter without a fault: the names of the records found, sorted, with a blank between them."""

    def answer(kind: type[Record], text: str) -> str:
        made = parse(text, kind, workspace, TODAY)
        assert made.problems == ()
        return " ".join(sorted(name_of(one) for one in workspace.records(kind).values() if made.matches(one)))

    return answer
