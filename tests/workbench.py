"""A small workspace and the app on it, driven by keys: what the tests of the screens share.

Tests import it as `workbench`.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest
from rich.segment import Segment
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from kamtui.app import KamApp
from kamtui.screens.shell.base import WorkScreen
from kamtui.screens.widgets.board import Board
from kamtui.screens.widgets.cell_list import CellList
from kamtui.screens.widgets.status_footer import StatusFooter
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.records import (
    Account,
    Activity,
    Answer,
    Competitor,
    Contact,
    Opportunity,
    Product,
    Record,
    Salesperson,
    Task,
)
from kamtui.store.text import dates
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
"""The day on which the small workspace is looked at, see the fixture `today`."""

R = TypeVar("R", bound=Record)


def _id(number: int) -> str:
    return f"01K9ZZZZZZ00000000000000{number:02}"


WANG, GRID, BANK, FOOD, SHIP = map(_id, range(1, 6))
METERS, LAPTOPS, TENDER, COLD, GONE = map(_id, range(11, 16))
LI, CHEN = map(_id, range(21, 23))
VISIT, CALL_BACK = map(_id, range(31, 33))
RIVAL, METER = map(_id, range(41, 43))


def answered(say: Callable[[str, str], str]) -> dict[str, Any]:
    """Everything that the method wants known before a deal leaves any of its stages."""
    asked = ("alternative", "coach", "organisation", "worth-it", "decider", "criteria-owner", "designers", "evaluators",
             "fit", "rival-offers", "hot-button", "contract-owner", "open-terms", "our-limits")  # fmt: skip
    return {
        "problem": say("线损太高", "losses are too high"), "source": say("展会", "trade fair"), "budget": 400_000_000,
        "purchase_date": dt.date(2027, 1, 15), "purchase_form": say("招标", "tender"),
        "purchase_owner": say("李建国", "John Lee"), "decision_mode": "authority", "criteria": say("精度", "precision"),
        "competitors": (RIVAL,), "products": (METER,), "known": {name: Answer(date=TODAY) for name in asked},
    }  # fmt: skip


def small(english: bool = False) -> list[Record]:
    """Four accounts with deals, people, a task and a visit; in Chinese, or all in English."""

    def say(chinese: str, other: str) -> str:
        return other if english else chinese

    ago = [TODAY - dt.timedelta(days=days) for days in (3, 10, 20, 40)]
    north, wang = say("华北", "North"), say("王芳", "Fay Wang")
    account: dict[str, Any] = {"region": north, "owner": WANG}
    deal: dict[str, Any] = {
        "owner": WANG,
        "close_date": dt.date(2026, 12, 31),
        "next_step": say("寄报价", "send offer"),
    }
    return [
        Salesperson(id=WANG, name=wang),
        Competitor(id=RIVAL, name=say("东方仪表", "Eastern Meters")),
        Product(id=METER, name=say("智能表", "Smart meter")),
        Account(id=GRID, name=say("华北电网", "Northern Grid"), tier="A", industry=say("电力", "power"), **account),
        Account(id=BANK, name=say("工商银行武汉分行", "Wuhan City Bank"), tier="A", industry=say("银行", "banking")),
        Account(id=FOOD, name=say("明日乳业", "Morning Dairy"), tier="B", tags=(say("乳品", "dairy"),)),
        Account(id=SHIP, name=say("顺达物流", "Swift Freight"), key=False),
        Opportunity(id=METERS, account=GRID, name=say("智能电表", "smart meters"), stage="need", amount=300_000_000,
                    stage_since=ago[0], **deal, **answered(say)),
        Opportunity(id=TENDER, account=GRID, name=say("调度系统", "dispatch system"), stage="evaluation",
                    amount=120_000_000, stage_since=ago[3], close_date=ago[1]),
        Opportunity(id=LAPTOPS, account=BANK, name=say("采购40台电脑", "40 laptops"), stage="design",
                    amount=80_000_000, stage_since=ago[2], **deal),
        Opportunity(id=COLD, account=FOOD, name=say("冷链监控", "cold chain"), stage="need", amount=200_000_000,
                    stage_since=ago[1], **deal),
        Opportunity(id=GONE, account=FOOD, name=say("旧项目", "old project"), status="won", stage="need"),
        Contact(id=LI, account=GRID, name=say("李建国", "John Lee"), title=say("处长", "head"), mobile="13800000001"),
        Contact(id=CHEN, account=BANK, name=say("陈静", "Jane Chen"), title=say("主任", "manager")),
        Activity(id=VISIT, account=GRID, subject=say("拜访", "first visit"), kind="visit", date=ago[1], owner=WANG),
        Task(id=CALL_BACK, account=GRID, title=say("回电话", "call back"), due=TODAY, opportunity=METERS, owner=WANG),
    ]  # fmt: skip


def stop_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the same day; only the time goes on, from noon."""
    noon, begun = dt.datetime.combine(TODAY, dt.time(12), dt.UTC), dates.now()
    real = dates.now
    monkeypatch.setattr(dates, "now", lambda: noon + (real() - begun))


def make(root: Path, records: Iterable[Record], name: str = "大客户") -> Workspace:
    """A new workspace with these records."""
    workspace = Workspace.create(root, name)
    with workspace.change("fill") as change:
        for record in records:
            change.add(record)
    return workspace


def sell(workspace: Workspace, lines: Iterable[tuple[str, str, int, dict[str, Any]]]) -> None:
    """Add order lines N1, N2 …: the account, the day, the amount in the main unit, and further fields."""
    months: dict[str, dict[str, dict[str, Any]]] = {}
    for number, (account, day, amount, more) in enumerate(lines, 1):
        fields = {
            "account": account,
            "date": day,
            "amount_e4": amount * 10_000,
            "order_no": f"N{number}",
            "product": METER,
        }
        months.setdefault(day[:7], {})[f"01K9ZZZZZZ0000000001{number:06}"] = {**fields, **more}
    with workspace.change("sell") as change:
        for month, own in months.items():
            change.merge_orders(month, own)


def set_elsewhere(root: Path, kind: type[Record], record: str, **fields: Any) -> None:
    """Change fields of a record in another process and under another name, as a colleague would."""
    program = (
        "import json, sys; from pathlib import Path; from kamtui.store.files import locks;"
        "locks.user = lambda: 'colleague';"
        "from kamtui.store import records; from kamtui.store.workspace import Workspace;"
        "root, kind, record, fields = sys.argv[1:]; w = Workspace.open(Path(root));"
        "found = w.get(getattr(records, kind), record)\n"
        "with w.change('elsewhere') as change: change.set(found, **json.loads(fields))"
    )
    command = [sys.executable, "-c", program, str(root), kind.__name__, record, json.dumps(fields)]
    subprocess.run(command, check=True)


def lose_sklearn(monkeypatch: pytest.MonkeyPatch, fault: Exception | None) -> None:
    """Let scikit-learn be missing, or be installed and raise `fault` when it is imported."""
    for name in [each for each in sys.modules if each.partition(".")[0] == "sklearn"]:
        monkeypatch.delitem(sys.modules, name)
    if fault is None:
        monkeypatch.setitem(sys.modules, "sklearn", None)
        return
    raised = fault

    class Broken(MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            if name.partition(".")[0] == "sklearn":
                raise raised

    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])


class Bench:
    """The app while it runs: press keys, read the screen."""

    def __init__(self, app: KamApp, pilot: Pilot[None]) -> None:
        """Use `bench` to start one."""
        self.app, self.pilot = app, pilot

    @property
    def workspace(self) -> Workspace:
        """The workspace that is shown."""
        return self.app.workspace

    @property
    def screen(self) -> Screen[Any]:
        """The screen or dialog in front."""
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they asked for is done."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type_over(self, text: str) -> None:
        """Type over what stands in the field that has the focus."""
        field = self.app.focused
        assert isinstance(field, Input), field
        field.value = ""
        await self.press(*text)

    async def wait_until(self, true: Callable[[], bool], seconds: float = 5) -> None:
        """Wait, without a key, until `true()`; fails with the screen in its message."""
        for _ in range(int(seconds / 0.05)):
            if true():
                return
            await self.pilot.pause(0.05)
        raise AssertionError(f"not within {seconds} s:\n{self.text}")

    @property
    def segments(self) -> list[Segment]:
        """Everything that is drawn, as Textual would send it."""
        return [segment for strip in self.screen._compositor.render_strips() for segment in strip]

    @property
    def lines(self) -> list[str]:
        """The lines on the screen, from the title to the footer."""
        return [strip.text for strip in self.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(line.rstrip() for line in self.lines)

    def line_with(self, text: str) -> str:
        """The one line between title and footer that shows `text`."""
        found = [line for line in self.lines[1:-1] if text in line]
        assert len(found) == 1, f"{text!r} is on {len(found)} lines:\n{self.text}"
        return found[0]

    @property
    def board(self) -> Board:
        """The board of the pipeline."""
        return self.screen.query_one(Board)

    @property
    def table(self) -> VirtualList:
        """The list of the screen or dialog in front."""
        return self.screen.query_one(VirtualList)

    @property
    def cells(self) -> CellList:
        """The list of the screen in front."""
        return self.screen.query_one(CellList)

    @property
    def footer_message(self) -> str:
        """What the footer says was done."""
        return self.screen.query_one(StatusFooter).message

    @property
    def told(self) -> list[str]:
        """The messages in boxes, the latest last."""
        return [notification.message for notification in self.app._notifications]

    def kept(self, kind: type[R], record: str) -> R:
        """A record as another process would read it from disk."""
        found = Workspace.open(self.workspace.root).get(kind, record)
        assert found is not None
        return found


@asynccontextmanager
async def bench(workspace: Workspace, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Bench]:
    """Run the app on a workspace without a terminal."""
    app = KamApp(workspace)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.pause()
        if isinstance(app.screen, WorkScreen):
            app.screen.count_due()  # which the app does a moment later
            await pilot.pause()
        yield Bench(app, pilot)


def poisoned(texts: Sequence[str]) -> list[Record]:
    """For each text an account, a deal and a person of that name, and accounts whose every field is such a text.

    The first account holds all of it once more: people, deals, tasks and visits of every name.
    """
    stages = ("need", "deliberation", "design", "evaluation", "commitment", "implementation", "\x1b]0;stage\x07")
    names = ("region", "industry", "location", "website", "phone", "note")
    records: list[Record] = [Account(id=GRID, name=texts[0], tier="A", note=texts[0], tags=(texts[0],), owner=WANG)]
    records.append(Salesperson(id=WANG, name=texts[0]))
    for number, text in enumerate(texts):
        ids = [f"01K9ZZZZZZ{10 * number + place + 1000:016}" for place in range(8)]
        account = Account(id=ids[0], name=text, tier="\x9b2J" if number % 9 == 0 else "B", owner=WANG)
        if number % len(names) == 0:
            group = texts[number : number + len(names)]
            fields: dict[str, Any] = dict(zip(names, group, strict=False))
            account = msgspec.structs.replace(account, **fields, tags=tuple(group), aliases=tuple(group))
        deal = Opportunity(
            name=text, account=account.id, id=ids[1], stage=stages[number % len(stages)], next_step=text, problem=text
        )
        records += [
            account,
            deal,
            Contact(id=ids[2], account=account.id, name=text, title=text),
            Opportunity(id=ids[3], account=GRID, name=text, status="won"),
            Contact(id=ids[4], account=GRID, name=text, title=text),
            Task(id=ids[5], account=GRID, title=text),
            Activity(id=ids[6], account=GRID, subject=text, outcome=text),
        ]
    return records
