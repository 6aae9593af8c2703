"""A field of a record is typed, shown and told to programs as people expect, whatever kind it is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kamtui.store.fields import (
    Field,
    as_json,
    cell,
    field_of,
    fields_of,
    keep,
    label,
    options,
    parse,
    patch_of,
    show,
    text_of,
)
from kamtui.store.fields.model import ENUMS
from kamtui.store.files.locks import user
from kamtui.store.records import (
    KINDS,
    Account,
    Answer,
    Competitor,
    Contact,
    ListView,
    Opportunity,
    OrderLine,
    Product,
    Rating,
    Record,
    Salesperson,
    Task,
)
from kamtui.store.text import words
from kamtui.store.text.words.fields import WORDS
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
RANGE = {"attitude": range(-2, 3), "influence": range(1, 6), "closeness": range(1, 6), "product_awareness": range(5)}
RANGE |= {"satisfaction": range(1, 6)}
RANGE |= dict.fromkeys(("buying_power", "market_position", "strategic_position", "cooperation"), range(1, 6))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with the names that make references hard: homonyms, commas, one that begins like another."""
    made = Workspace.create(tmp_path / "w")
    with made.change("fill") as change:
        grid = change.add(Account(name="华北电网", aliases=("North China Grid",)))
        for name in ("华北电网物资公司", "Acme, Inc.", "Acme", "宏图", "宏图"):
            change.add(Account(name=name))
        for name in ("李强", "王芳"):
            change.add(Contact(name=name, account=grid.id))
        change.add(Contact(name="李强", account=""))
        change.add(Opportunity(name="调度系统", account=grid.id))
        for name in ("长江软件", "Beta, Ltd"):
            change.add(Competitor(name=name))
            change.add(Product(name=f"{name} P", code=f"P-{len(name)}"))
            change.add(Salesperson(name=f"{name} S"))
    return made


def account_named(workspace: Workspace, name: str) -> Account:
    """The first account of this name."""
    return next(one for one in workspace.records(Account).values() if one.name == name)


def blank(workspace: Workspace, kind: type[Record]) -> Record:
    """A record of a kind in which nothing is filled but what must be, in the account 华北电网."""
    given = {field.name: "x" for field in fields_of(kind) if field.required}
    if "account" in kind.__struct_fields__:
        given["account"] = account_named(workspace, "华北电网").id
    return msgspec.convert(given, kind)


def samples(workspace: Workspace, record: Record, field: Field) -> Iterator[Any]:
    """Values that a field can hold."""
    formed = {"currency": ("USD", "CNY"), "birthday": ("1970-04-15", "04-15")}
    if field.name in formed:
        yield from formed[field.name]
        return
    known = [option.value for option in options(workspace, field, record)]
    match field.kind:
        case "choice" | "ref":
            yield from known
        case "choices" | "refs":
            yield from ((one,) for one in known)
            yield tuple(known)
        case "rating":
            yield from (Rating(value=one, date=TODAY) for one in RANGE[field.name])
        case "money":
            yield from (0, 1, -5, 12_345_678_901)
        case "percent":
            yield from (0, 60 * 10**field.scale, 100 * 10**field.scale, *((1250,) if field.scale else ()))
        case "quantity":
            yield from (0, 1, 1500, -2_000_000)
        case "int":
            yield from (0, 1987, 34_288)
        case "date":
            yield dt.date(2027, 2, 28)
        case "bool":
            yield from (True, False)
        case "list":
            yield from (("a",), ("a", "b, c", "顿、号", 'd"e', " f", "两\n行"))
        case "map":
            yield {"crm": "A-1", "erp": "7, 8"}
        case "answers":
            yield {
                "coach": Answer(answer="李建国, 处长", date=TODAY, source=user()),
                "fit": Answer(date=TODAY, source=user()),
            }
        case "years":
            yield {"2024": 7, "2025": 12}
        case "long":
            yield "一\n\n二"
        case _:
            yield from ("华北, 电网", "0")


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_a_form_shows_is_read_back_to_the_same_value(
    workspace: Workspace, kind: type[Record], language: str
) -> None:
    words.use(language)
    empty = blank(workspace, kind)
    for field in fields_of(kind):
        if field.kind == "struct":
            continue  # a text cannot say it: see test_structured_fields
        values = list(samples(workspace, empty, field))
        assert values, f"{kind.table}.{field.name} is not tried"
        for value in values:
            text = text_of(workspace, msgspec.structs.replace(empty, **{field.name: value}), field)
            assert parse(workspace, empty, field, text, TODAY) == value, (field.name, text)


def test_a_text_that_was_not_touched_keeps_a_value_that_nobody_could_type(workspace: Workspace) -> None:
    odd = Contact(
        name=" x ", level="of-another-method", reports_to="01ARZ3NDEKTSV4RRFFQ69G5FAV",
        attitude=Rating(value=1, source="会议", date=dt.date(2020, 1, 1)),
    )  # fmt: skip
    for field in fields_of(Contact):
        assert parse(workspace, odd, field, text_of(workspace, odd, field), TODAY) == getattr(odd, field.name)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_an_empty_text_means_that_nothing_is_known(workspace: Workspace, kind: type[Record]) -> None:
    empty = blank(workspace, kind)
    for field in fields_of(kind):
        if field.required:
            with pytest.raises(ValueError, match="may not be empty"):
                parse(workspace, empty, field, "  ", TODAY)
        else:
            plain = msgspec.structs.replace(empty, account="") if "account" in kind.__struct_fields__ else empty
            assert parse(workspace, kind, field, " ", TODAY) == getattr(plain, field.name)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("amount", "300万", 300_000_000),
        ("amount", "￥1.5", 150),
        ("close_date", "+7", dt.date(2026, 11, 30)),
        ("close_date", "月底", dt.date(2026, 11, 30)),
        ("stage", "evaluation", "evaluation"),
        ("stage", "评估比较", "evaluation"),
        ("stage", "Eval", "evaluation"),
        ("selling_step", "提案与呈现价值", "evaluation"),
        ("status", "赢单", "won"),
        ("odds", "60 %", 60),
        ("tags", "急，大客户、 二期", ("急", "大客户", "二期")),
        ("archived", "是", True),
        ("archived", "no", False),
        ("currency", "美元", "USD"),
    ],
)
def test_typed_text_is_understood_in_both_languages(workspace: Workspace, name: str, text: str, value: object) -> None:
    assert parse(workspace, Opportunity, field_of(Opportunity, name), text, TODAY) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("华北电网", "华北电网"),
        ("north china grid", "华北电网"),
        ("Acme, Inc.", "Acme, Inc."),
        ("acme", "Acme"),
        ("acme,", "Acme, Inc."),
        ("hbdwwz", "华北电网物资公司"),
        ("华北电网物", "华北电网物资公司"),
    ],
)
def test_a_record_is_meant_by_name_alias_beginning_or_pinyin(workspace: Workspace, text: str, name: str) -> None:
    found = parse(workspace, Account, field_of(Account, "parent"), text, TODAY)
    assert found == account_named(workspace, name).id


@pytest.mark.parametrize(
    ("kind", "name", "text", "expected"),
    [
        (Account, "parent", "宏图", r"could be any of 宏图 \(.*\), 宏图 \("),
        (Account, "parent", "华北电往", "Did you mean 华北电网"),
        (Account, "parent", "zzz", "“zzz” was not found"),
        (Opportunity, "amount", "three", "“three” is not an amount; write it like 300k"),
        (Opportunity, "amount", "$3", "is in USD, but this record is kept in CNY"),
        (Opportunity, "odds", "101", "0 to 100 is expected"),
        (Opportunity, "odds", "¥60", "is not a number"),
        (Opportunity, "stage", "won", "choose one of Need arises, "),
        (Opportunity, "close_date", "2026-02-30", "no such day"),
        (Opportunity, "currency", "dollars", "three letters"),
        (Opportunity, "archived", "maybe", "should be yes or no"),
        (Opportunity, "external_ids", "A1", "system=id"),
        (Account, "founded", "1987.5", "not a whole number"),
        (Account, "employees", "-3", "out of range"),
        (Contact, "attitude", "3", "-2 to 2 is expected"),
        (Contact, "influence", "0", "1 to 5 is expected"),
        (Contact, "influence", "high", "not a whole number"),
    ],
)
def test_a_text_that_is_wrong_is_refused_with_what_was_found_and_expected(
    workspace: Workspace, kind: type[Record], name: str, text: str, expected: str
) -> None:
    with pytest.raises(ValueError, match=expected):
        parse(workspace, kind, field_of(kind, name), text, TODAY)


def test_people_of_another_account_are_not_meant(workspace: Workspace) -> None:
    grid, acme = account_named(workspace, "华北电网"), account_named(workspace, "Acme")
    field = field_of(Task, "contact")
    assert parse(workspace, Task(title="x", account=grid.id), field, "王芳", TODAY)
    assert parse(workspace, Task(title="x", account=grid.id), field, "李强", TODAY)
    with pytest.raises(ValueError, match="not found"):
        parse(workspace, Task(title="x", account=acme.id), field, "王芳", TODAY)


def test_ratings_can_be_given_by_name_and_are_judged_today(workspace: Workspace) -> None:
    attitude, closeness = field_of(Contact, "attitude"), field_of(Contact, "closeness")
    assert parse(workspace, Contact, attitude, "坚定支持", TODAY) == Rating(value=2, date=TODAY)
    assert parse(workspace, Contact, attitude, "-1", TODAY) == Rating(value=-1, date=TODAY)
    assert parse(workspace, Contact, closeness, "Remembers us", TODAY) == Rating(value=2, date=TODAY)
    assert show(workspace, Contact(name="x", attitude=Rating(value=2)), attitude) == "+2 Strong supporter"


def test_another_currency_keeps_the_figures(workspace: Workspace) -> None:
    deal = Opportunity(name="x", amount=30_000, budget=50)
    patch, wrong = patch_of(workspace, deal, {"currency": "JPY"}, TODAY)
    assert (patch, wrong) == ({"currency": "JPY", "amount": 300, "budget": 0}, {})
    patch, wrong = patch_of(workspace, deal, {"amount": "$5", "currency": "USD"}, TODAY)
    assert (patch, wrong) == ({"currency": "USD", "amount": 500}, {})


def test_a_patch_names_every_text_that_is_wrong_and_holds_the_rest(workspace: Workspace) -> None:
    patch, wrong = patch_of(workspace, Opportunity(name="x"), {"金额": "5", "odds": "x", "stag": "y"}, TODAY)
    assert patch == {"amount": 500}
    assert wrong.keys() == {"odds", "stag"}
    assert "stage" in wrong["stag"]


def test_moving_and_closing_a_deal_dates_it(workspace: Workspace) -> None:
    deal = Opportunity(name="x", stage="need", close_date=dt.date(2027, 1, 1))
    assert patch_of(workspace, deal, {"stage": "design"}, TODAY)[0] == {"stage": "design", "stage_since": TODAY}
    assert patch_of(workspace, deal, {"stage": "need"}, TODAY)[0] == {}
    assert patch_of(workspace, deal, {"status": "won"}, TODAY)[0] == {"status": "won", "close_date": TODAY}
    told = patch_of(workspace, deal, {"status": "won", "close_date": "2026-11-01"}, TODAY)[0]
    assert told == {"status": "won", "close_date": dt.date(2026, 11, 1)}


def test_a_record_can_go_to_another_account_but_its_file_keeps_its_name(workspace: Workspace) -> None:
    grid, acme = account_named(workspace, "华北电网"), account_named(workspace, "Acme")
    contact = workspace.of_account(Contact, grid.id)[0]
    patch, wrong = patch_of(workspace, contact, {"account": "Acme"}, TODAY)
    assert (patch, wrong) == ({"account": acme.id}, {})
    with workspace.change("move") as change:
        keep(change, contact, patch)
    assert contact.id in [one.id for one in workspace.of_account(Contact, acme.id)]
    assert contact.id not in [one.id for one in workspace.of_account(Contact, grid.id)]
    patch, wrong = patch_of(workspace, grid, {"slug": "x"}, TODAY)
    assert patch == {}
    assert "fixed" in wrong["slug"]
    assert patch_of(workspace, Contact(name="x"), {"account": "华北电网"}, TODAY)[0] == {"account": grid.id}


def test_an_unknown_field_gets_a_suggestion() -> None:
    assert field_of(Opportunity, "采购阶段").name == field_of(Opportunity, "Buying stage").name == "stage"
    assert field_of(OrderLine, "amount").name == field_of(OrderLine, "amount_e4").name == "amount_e4"
    with pytest.raises(ValueError, match="Did you mean close_date"):
        field_of(Opportunity, "closedate")
    with pytest.raises(ValueError, match="there are name, "):
        field_of(Opportunity, "zzzz")


def test_every_field_has_a_label_in_both_languages_and_no_label_is_left_over() -> None:
    used = set()
    kinds: list[type[Record]] = [*KINDS.values(), ListView]
    for kind in kinds:
        for name in ("id", "created", "updated", "updated_by", *(field.name for field in fields_of(kind))):
            assert label(kind, name)
            key = name.removesuffix("_e3").removesuffix("_e4")
            own = f"fields.{kind.table}.{key}"
            used.add(own if own in WORDS else f"fields.{key}")
    choices = {f"fields.{group}.{one}" for group, ids in ENUMS.items() for one in ids}
    rest = {key for key in WORDS if key.split(".")[1] not in ("error", "value", "parties", "verdict")}
    assert choices <= rest
    assert rest - used == choices


def test_values_are_shown_for_people_and_never_act_on_the_terminal(workspace: Workspace) -> None:
    owner = next(iter(workspace.records(Salesperson).values()))
    deal = Opportunity(
        name="a\x1b[31mb\nc", amount=120_000_000, odds=60, stage="design", owner=owner.id, close_date=TODAY,
        note="一\n\x1b]0;二", currency="USD",
    )  # fmt: skip

    def shown(name: str) -> str:
        return show(workspace, deal, field_of(Opportunity, name))

    assert [shown(name) for name in ("amount", "odds", "stage", "owner", "close_date", "archived")] == [
        "$1.2M", "60%", "Solution design", owner.name, "2026-11-23", "No",
    ]  # fmt: skip
    assert shown("name") == "a␛[31mb c"
    assert shown("note") == "一\n␛]0;二"
    assert (
        shown("budget") == shown("lost_to") == shown("tags") == show(workspace, deal, field_of(Opportunity, "source"))
    )
    words.use("zh")
    assert shown("amount") == "120万美元"
    assert shown("stage") == "方案设计"


def test_programs_get_every_field_with_exact_amounts(workspace: Workspace) -> None:
    grid = account_named(workspace, "华北电网")
    owner = next(iter(workspace.records(Salesperson).values()))
    deal = Opportunity(id="X", name="d", account=grid.id, owner=owner.id, amount=12_345, stage="need", tags=("t",))
    made = as_json(workspace, deal)
    assert made["amount"] == {"amount": "123.45", "currency": "CNY"}
    assert made["budget"] is None
    assert (made["account"], made["account_name"]) == (grid.id, "华北电网")
    assert (made["owner"], made["owner_name"]) == (owner.id, owner.name)
    assert (made["status"], made["stage"], made["tags"], made["close_date"]) == ("open", "need", ["t"], None)
    assert {field.key for field in fields_of(Opportunity)} | {"id", "created", "updated", "updated_by"} <= made.keys()
    line = OrderLine(id="L", date=TODAY, quantity_e3=1500, amount_e4=-12_345, discount_e4=2000, currency="USD")
    made = as_json(workspace, line)
    assert made["amount"] == {"amount": "-1.2345", "currency": "USD"}
    assert (made["date"], made["quantity"], made["discount"]) == ("2026-11-23", "1.5", "20")
    assert msgspec.json.decode(msgspec.json.encode(made)) == made


def test_a_spreadsheet_gets_exact_numbers_and_names(workspace: Workspace) -> None:
    deal = Opportunity(name="-x", amount=123_456_700, stage="need")
    cells = [cell(workspace, deal, field_of(Opportunity, name)) for name in ("name", "amount", "stage", "budget")]
    assert cells == ["-x", "1234567.00", "Need arises", ""]
