"""The demo workspace: sound, believable, and told as if its last day were today."""

from __future__ import annotations

import datetime as dt
import filecmp
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from source_tree import ROOT

from kamtui.store import config
from kamtui.store.exchange import demo as demo_module
from kamtui.store.exchange.demo import DemoError, make_demo
from kamtui.store.fields.model import ENUMS
from kamtui.store.figures.organisation import line_problems
from kamtui.store.figures.personal import asked
from kamtui.store.files.codec import encode_card, encode_lines
from kamtui.store.records import (
    KINDS,
    Account,
    Activity,
    Choice,
    CompanyTotal,
    Competitor,
    Contact,
    Criterion,
    Intelligence,
    Opportunity,
    OrderLine,
    Quote,
    Record,
    Ref,
    Rival,
    Target,
    plain,
)
from kamtui.store.records.event import Event
from kamtui.store.review.library import Library, week_name
from kamtui.store.text import words
from kamtui.store.workspace import Workspace

SHIPPED = ROOT / "examples" / "demo"
ANCHOR = dt.date(2026, 11, 23)
FOLDERS = ("accounts", "orders", "private", "reviews")
LEAP_DAY = dt.date(2028, 2, 29)


@pytest.fixture
def demo(tmp_path: Path) -> Workspace:
    return Workspace.open(make_demo(tmp_path / "demo", ANCHOR))


def json_files(root: Path) -> Iterator[tuple[str, dict[str, dict[str, dict[str, Any]]]]]:
    """The documents of a workspace by path, but for the snapshots, which are called after their weeks."""
    for path in sorted(root.rglob("*.json")):
        if path.name != "anchor.json" and path.parent.name != "reviews":
            yield path.relative_to(root).as_posix(), json.loads(path.read_text("utf-8"))


def all_records(workspace: Workspace) -> list[Record]:
    return [record for kind in KINDS.values() for record in workspace.records(kind).values()]


def marked(record: Record, mark: type) -> Iterator[tuple[Any, str]]:
    """Each value of the record's fields with this mark, with the mark."""
    for name, hint in get_type_hints(type(record), include_extras=True).items():
        for found in getattr(hint, "__metadata__", ()):
            if isinstance(found, mark):
                value = getattr(record, name)
                yield from ((found, one) for one in (value if isinstance(value, tuple) else (value,)) if one)


def days_in(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The day of every date and instant in a document, with its place in it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from days_in(inner, (*path, key))
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", value):
        yield path, value


def test_it_opens_with_nothing_to_find_fault_with(demo: Workspace) -> None:
    assert [finding.text() for finding in demo.findings] == []


def test_it_has_a_dozen_chinese_and_four_foreign_key_accounts_and_more(demo: Workspace) -> None:
    keys = [account for account in demo.records(Account).values() if account.key]
    assert len([account for account in keys if not account.currency]) >= 12
    assert len([account for account in keys if account.currency in ("USD", "EUR")]) >= 4
    assert {account.tier for account in keys} == {"A", "B", "C"}
    assert all(3 <= len(demo.of_account(Contact, account.id)) <= 7 for account in keys)
    assert len([account for account in keys if account.parent]) == 2


def test_every_stage_has_open_deals_and_there_are_won_and_lost_ones(demo: Workspace) -> None:
    deals = demo.records(Opportunity).values()
    stages = Counter(deal.stage for deal in deals if deal.status == "open")
    assert set(stages) == {stage.id for stage in demo.method.stages}
    statuses = Counter(deal.status for deal in deals)
    assert 30 <= len(deals) <= 45
    assert min(statuses["won"], statuses["lost"]) >= 5
    amounts = [deal.amount for deal in deals if deal.amount and deal.currency == "CNY"]
    assert (min(amounts), max(amounts)) == (80_000_00, 120_000_000_00)


def test_the_review_has_something_to_talk_about(demo: Workspace) -> None:
    deals = [deal for deal in demo.records(Opportunity).values() if deal.status == "open"]
    place = demo.method.stage_index
    gaps = {(place(deal.selling_step) or 0) - (place(deal.stage) or 0) for deal in deals}
    assert {-1, 0, 1} <= gaps
    assert any(deal.close_date and deal.close_date < ANCHOR for deal in deals)
    assert any(not deal.next_step for deal in deals)
    assert any(deal.amount is None for deal in deals)
    stages = {stage.id: stage for stage in demo.method.stages}
    assert any(deal.stage_since and (ANCHOR - deal.stage_since).days > stages[deal.stage].stall_days for deal in deals)


def test_every_closed_deal_says_what_is_to_be_learned_from_it(demo: Workspace) -> None:
    closed = [deal for deal in demo.records(Opportunity).values() if deal.status != "open"]
    assert [deal.name for deal in closed if not deal.lesson] == []
    assert [deal.name for deal in closed if deal.lost_reason == "price" and not deal.price_gap] == []
    won = [deal for deal in closed if deal.status == "won"]
    assert [deal.name for deal in won if not deal.won_reason] == []
    assert [deal.name for deal in closed if deal.competitors and deal.price_gap is None] == []
    assert any((deal.price_gap or 0) < 0 for deal in won), "the rival was dearer"
    assert len({deal.won_reason for deal in won}) >= 4


def test_a_deal_says_how_we_meet_the_rivals_that_are_in_it(demo: Workspace) -> None:
    told = [deal for deal in demo.records(Opportunity).values() if deal.strategies]
    assert len(told) >= 20
    for deal in told:
        assert set(deal.strategies) <= set(deal.competitors), deal.name
        assert all(stance.why and stance.by and stance.date for stance in deal.strategies.values()), deal.name
    known = {entry.id for entry in demo.method.rival_strategies}
    assert {stance.strategy for deal in told for stance in deal.strategies.values()} == known


def test_six_main_deals_are_told_down_to_the_last_answer(demo: Workspace) -> None:
    told = [deal for deal in demo.records(Opportunity).values() if len(deal.answers.get("us", {})) >= 16]
    assert len(told) >= 6
    for deal in told:
        assert len(deal.answers) >= 2
        assert deal.go.go
        for said in (deal.evidence, deal.known, deal.decisions, deal.duties, deal.messages):
            assert len(said) >= 2, deal.name
        criteria = [each for each in demo.of_account(Criterion, deal.account) if each.opportunity == deal.id]
        assert len(criteria) >= 3
        assert all(each.designer and each.weight and len(each.scores) >= 2 for each in criteria)
        assert {rival.competitor for rival in demo.of_account(Rival, deal.account)} & set(deal.competitors)
        assert any(each.opportunity == deal.id for each in demo.of_account(Intelligence, deal.account))
    quoted = {
        quote.opportunity for quote in demo.records(Quote).values() if all(each.floor for each in quote.lines.values())
    }
    assert len(quoted & {deal.id for deal in told}) >= 5


def test_nobody_reports_in_a_circle_and_no_card_holds_what_is_sensitive(demo: Workspace) -> None:
    for account in demo.records(Account).values():
        assert line_problems(demo.of_account(Contact, account.id)) == {}
    allowed = {topic.id for topic in asked(demo.method, sensitive=False)}
    cards = demo.profiles().values()
    assert len(cards) >= 6
    assert {topic for card in cards for topic in card.answers} <= allowed


def test_the_worked_example_is_a_bank_branch_that_buys_forty_laptops(demo: Workspace) -> None:
    (branch,) = [account for account in demo.records(Account).values() if account.name == "安澜银行宁川分行"]
    (deal,) = [deal for deal in demo.of_account(Opportunity, branch.id) if deal.status == "open"]
    assert (deal.stage, deal.amount) == ("evaluation", 40 * 7200_00)
    walked = [event.new for event in demo.events(branch.id) if event.record == deal.id and event.field == "stage"]
    assert walked == ["deliberation", "design", "evaluation"]
    assert len([one for one in demo.activities(branch.id) if one.opportunity == deal.id]) >= 6


def test_every_reference_leads_to_a_record(demo: Workspace) -> None:
    known = {table: demo.records(kind) for table, kind in KINDS.items()}
    found = [(mark, value) for record in all_records(demo) for mark, value in marked(record, Ref)]
    assert len(found) > 2000
    assert [(mark.table, value) for mark, value in found if value not in known[mark.table]] == []


def test_every_choice_is_one_that_the_method_knows(demo: Workspace) -> None:
    known = {group: {entry.id for entry in demo.method.entries(group)} for group in demo.method.__struct_fields__[3:-1]}
    known |= {group: set(entries) for group, entries in ENUMS.items()}
    known["vendors"] = {"us", "none", *demo.records(Competitor)}
    known["parties"] = {"us", "customer", *demo.records(Competitor)}
    found = [(mark, value) for record in all_records(demo) for mark, value in marked(record, Choice)]
    assert len(found) > 500
    assert [(mark.group, value) for mark, value in found if value not in known[mark.group]] == []


def test_the_events_of_a_field_follow_each_other_and_end_at_what_it_is_now(demo: Workspace) -> None:
    records = {record.id: record for record in all_records(demo)}
    histories: dict[tuple[str, str], list[Event]] = {}
    for account in [*demo.records(Account), ""]:
        for event in demo.events(account):
            histories.setdefault((event.record, event.field), []).append(event)
    assert len(histories) > 100
    for (record, field), events in histories.items():
        assert field in records[record].tracked
        assert all(before.new == after.old for before, after in pairwise(events)), (record, field)
        assert events[-1].new == plain(getattr(records[record], field)), (record, field)
        created = records[record].created
        assert created is not None
        assert created <= events[0].at
    deals = demo.records(Opportunity)
    for (record, field), events in histories.items():
        if field == "stage":
            assert deals[record].stage_since == events[-1].at.date()


def test_nothing_was_written_before_it_was_made_or_after_today(demo: Workspace) -> None:
    for record in all_records(demo):
        if not isinstance(record, OrderLine):
            assert record.created is not None
            assert record.updated is not None
            assert record.created <= record.updated
            assert record.updated.date() <= ANCHOR
            assert record.updated_by
    done = [one.date for one in demo.records(Activity).values() if one.date] + [
        line.date for line in demo.records(OrderLine).values() if line.date
    ]
    assert max(done) <= ANCHOR


def test_the_orders_tell_of_two_years_with_one_buyer_growing_one_shrinking_and_one_gone(demo: Workspace) -> None:
    months = demo.order_months()
    assert (months[0], months[-1], len(months)) == ("2024-12", "2026-11", 24)
    lines = list(demo.records(OrderLine).values())
    assert 1200 <= len(lines) <= 2000
    assert any(not line.account and line.customer for line in lines)
    names = {account.id: account.name for account in demo.records(Account).values()}
    sales: Counter[tuple[str, bool]] = Counter()
    for line in lines:
        assert line.date is not None
        sales[names.get(line.account, ""), line.date >= dt.date(2025, 12, 1)] += line.amount_e4 or 0
    assert sales["驭川汽车集团", True] > 1.2 * sales["驭川汽车集团", False]
    assert sales["禾邻连锁超市", True] < 0.8 * sales["禾邻连锁超市", False]
    assert sales["牧云乳业有限公司", True] == 0 < sales["牧云乳业有限公司", False]


@pytest.mark.parametrize("today", [ANCHOR, LEAP_DAY, dt.date(2027, 11, 23), dt.date(2026, 3, 1)])
def test_every_date_moves_by_the_days_since_the_demo_was_told(tmp_path: Path, today: dt.date) -> None:
    shift = today - ANCHOR
    told = {place: day for _, document in json_files(SHIPPED) for place, day in days_in(document)}
    moved = {
        place: day
        for _, document in json_files(make_demo(tmp_path / "demo", today))
        for place, day in days_in(document)
    }
    assert len(told) > 3000
    assert moved == {
        place: (dt.date.fromisoformat(day[:10]) + shift).isoformat() + day[10:] for place, day in told.items()
    }


@pytest.mark.parametrize(
    ("today", "quarter", "year"),
    [(ANCHOR, "2026Q4", 2026), (dt.date(2027, 1, 31), "2027Q1", 2027), (LEAP_DAY, "2028Q1", 2028)],
)
def test_targets_are_those_of_the_period_that_is_running(
    tmp_path: Path, today: dt.date, quarter: str, year: int
) -> None:
    moved = Workspace.open(make_demo(tmp_path / "demo", today))
    periods = {target.period for target in moved.records(Target).values()}
    assert periods == {str(year), str(year - 1), quarter}
    assert {total.period for total in moved.records(CompanyTotal).values()} == {str(year), str(year - 1)}
    told = [account.revenue_by_year for account in moved.records(Account).values() if account.revenue_by_year]
    assert len(told) >= 6
    assert all(max(by_year) == str(year - 1) for by_year in told)


@pytest.mark.parametrize("today", [ANCHOR, LEAP_DAY, dt.date(2027, 1, 4)])
def test_the_last_three_weekly_reviews_have_left_their_snapshots(tmp_path: Path, today: dt.date) -> None:
    library = Library(Workspace.open(make_demo(tmp_path / "demo", today)))
    assert library.findings == []
    days = [today - dt.timedelta(weeks=back) for back in (3, 2, 1)]
    weeks = [week_name(day) for day in days]
    assert [(head.name, head.taken, head.base) for head in library.heads] == [
        *zip(weeks, days, ["", *weeks[:2]], strict=True)
    ]
    last = library.latest()
    assert last is not None
    deals = {deal.id: deal for deal in library.workspace.records(Opportunity).values()}
    assert any(deals[key].stage != held.stage for key, held in last.deals.items()), "a week has moved something"


@pytest.mark.parametrize("today", [LEAP_DAY, dt.date(2027, 1, 31)])
def test_a_moved_order_line_lies_in_its_new_month(tmp_path: Path, today: dt.date) -> None:
    files = dict(json_files(make_demo(tmp_path / "demo", today)))
    lines = [
        (name, line) for name, file in files.items() if name.startswith("orders/") for line in file["orders"].values()
    ]
    assert [(name, line) for name, line in lines if name != f"orders/{line['date'][:7]}.json"] == []
    assert len(lines) == sum(len(file["orders"]) for name, file in json_files(SHIPPED) if name.startswith("orders/"))
    assert Workspace.open(tmp_path / "demo").findings == []


def test_a_copy_is_spelled_as_kamtui_would_write_it(tmp_path: Path) -> None:
    root = make_demo(tmp_path / "demo", LEAP_DAY)
    for name, document in json_files(root):
        encode = encode_lines if name.startswith("orders/") else encode_card
        assert (root / name).read_bytes() == encode(document), name


def test_a_copy_is_set_up_like_a_new_workspace_and_named_in_the_language_in_use(tmp_path: Path) -> None:
    for language, name in (("zh", "演示工作区"), ("en", "Demo workspace")):
        words.use(language)
        copy, new = tmp_path / language / "copy", tmp_path / language / "new"
        make_demo(copy, ANCHOR)
        config.write_new(new, config.Config(name=name))
        assert {path.name for path in copy.iterdir()} - {*FOLDERS, "catalog.json", "targets.json"} == {
            path.name for path in new.iterdir()
        }
        assert filecmp.cmpfiles(copy, new, [path.name for path in new.iterdir()], shallow=False)[1:] == ([], [])


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear customer")
    with pytest.raises(DemoError, match="holds files already"):
        make_demo(tmp_path, ANCHOR)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_installation_without_the_demo_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_module, "files", lambda _: tmp_path)
    with pytest.raises(DemoError, match="without its demo data"):
        make_demo(tmp_path / "copy", ANCHOR)
    assert not (tmp_path / "copy").exists()


def test_making_the_demo_again_gives_the_same_bytes(tmp_path: Path) -> None:
    again = tmp_path / "again"
    subprocess.run([sys.executable, str(ROOT / "examples" / "make_demo.py"), str(again)], check=True)
    made, shipped = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (again, SHIPPED)
    )
    assert {name for name in shipped if not name.startswith(".kamtui/")} == set(made)
    assert [name for name, data in made.items() if data != shipped[name]] == []
    assert sum(map(len, made.values())) < 1_200_000
