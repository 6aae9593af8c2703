"""Every construct of the filters finds what it says, whichever language is in use."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable

import pytest

from kamtui.store.fields import name_of
from kamtui.store.filters import mine, parse
from kamtui.store.filters.search import SEARCHED
from kamtui.store.records import KINDS, Account, Activity, Contact, Opportunity, Record, Salesperson, Task
from kamtui.store.text import words
from kamtui.store.workspace import Workspace

Ask = Callable[[type[Record], str], str]
TODAY = dt.date(2026, 11, 23)

OPEN = "Laptops 冷链 智能电表 调度系统"
ALL = "Laptops 丢了的 冷链 旧项目 智能电表 调度系统"

DEALS = [
    ("", ALL),
    # words: name, pinyin, initials, the customer and its aliases, owner, tags, next step
    ("智能", "智能电表"),
    ("zhineng", "智能电表"),
    ("znd", "智能电表"),
    ("智neng", "智能电表"),
    ("NCG", "智能电表 调度系统"),
    ("hbdw dd", "调度系统"),
    ("LAPTOP", "Laptops"),
    ("王芳", "智能电表"),
    ("寄报价", "智能电表"),
    ("cjrj", "智能电表"),
    ("重点", "调度系统"),
    ("zzz", ""),
    ('"智能"', "智能电表"),
    ('"znd"', ""),
    ("“电表”", "智能电表"),
    ("「电表", "智能电表"),
    ('"Key 2026"', "调度系统"),
    # not, or
    ("-hbdw", "Laptops 丢了的 冷链 旧项目"),
    ("！hbdw", "Laptops 丢了的 冷链 旧项目"),
    ('-"智能"', "Laptops 丢了的 冷链 旧项目 调度系统"),
    ("laptop|冷链", "Laptops 冷链"),
    ("laptop ｜ 冷链", "Laptops 冷链"),
    ("-laptop|冷链 is:open", "智能电表 调度系统"),
    ("- |", ALL),
    # choices: id, label or its beginning, both languages, numbers and ranges of stages
    ("stage:need", "智能电表"),
    ("stage:evalu", "调度系统"),
    ("stage:Solution", "Laptops"),
    ("阶段:评估", "调度系统"),
    ("采购阶段：pg", "调度系统"),
    ("stage:3", "Laptops"),
    ("stage:3..5", "Laptops 冷链 调度系统"),
    ("stage:5..3", "Laptops 冷链 调度系统"),
    ("阶段：３。。５", "Laptops 冷链 调度系统"),
    ("stage:design..commitment", "Laptops 冷链 调度系统"),
    ("stage:评估..", "冷链 旧项目 调度系统"),
    ("stage:..design", "Laptops 智能电表"),
    ("stage>=4", "冷链 旧项目 调度系统"),
    ("stage>design", "冷链 旧项目 调度系统"),
    ("stage<设计", "智能电表"),
    ("stage<=设计", "Laptops 智能电表"),
    ("stage:need|design", "Laptops 智能电表"),
    ("-stage:need|design is:open", "冷链 调度系统"),
    ("stage:need|owner:李强", "Laptops 冷链 智能电表"),
    ("status:won", "旧项目"),
    ("status!=open", "丢了的 旧项目"),
    ("状态≠进行中", "丢了的 旧项目"),
    ("category:commit", "冷链 调度系统"),
    ("类别:力争", ""),
    ("lost_reason:price", "丢了的"),
    ("丢单原因:价格", "丢了的"),
    # references
    ("owner:王", "智能电表"),
    ("owner:wf", "智能电表"),
    ("负责人：liqiang", "Laptops 冷链"),
    ('owner:"王芳"', "智能电表"),
    ("owner=王芳", "智能电表"),
    ("owner:王芳|李强", "Laptops 冷链 智能电表"),
    ("owner!=王芳", "Laptops 丢了的 冷链 旧项目 调度系统"),
    ("@王", "智能电表"),
    ("＠lq", "Laptops 冷链"),
    ("-@李强", "丢了的 旧项目 智能电表 调度系统"),
    ("account:hbdw", "智能电表 调度系统"),
    ("客户:NCG", "智能电表 调度系统"),
    ("产品:M-1", "智能电表"),
    ("competitor:长江", "智能电表"),
    # texts and tags
    ("#重点", "调度系统"),
    ("#zd", "调度系统"),
    ("标签=重点", "调度系统"),
    ("name:电", "智能电表"),
    ("deal=laptops", "Laptops"),
    ("next:call", "Laptops"),
    # amounts
    ("amount>100万", "智能电表 调度系统"),
    ("金额＞100万", "智能电表 调度系统"),
    ("金额 > 100万", "智能电表 调度系统"),
    ("amount:>1m", "智能电表 调度系统"),
    ("amount>=1.2m", "智能电表 调度系统"),
    ("amount>1.2m", "智能电表"),
    ("amount<100万", "Laptops"),
    ("amount<=80万", "Laptops"),
    ("amount=120万", "调度系统"),
    ("amount!=120万 is:open", "Laptops 冷链 智能电表"),
    ("amount:100万..500万", "智能电表 调度系统"),
    ("amount:..100万", "Laptops"),
    ("amount:200万..", "智能电表"),
    ("amount>=$200k", "冷链"),
    # days
    ("close<+30d", "丢了的 旧项目 调度系统"),
    ("close:thisQ", "旧项目 智能电表 调度系统"),
    ("成交:本季", "旧项目 智能电表 调度系统"),
    ("close:thisM", "调度系统"),
    ("close:nextQ", "Laptops"),
    ("close:lastQ", "丢了的"),
    ("close:下月", "智能电表"),
    ("close:2026-11", "调度系统"),
    ("close:2026年11月", "调度系统"),
    ("close:2026Q4", "旧项目 智能电表 调度系统"),
    ("close:2026", "丢了的 旧项目 智能电表 调度系统"),
    ("close>2026-12", "Laptops"),
    ("close<=2026-10", "丢了的 旧项目"),
    ("close>=2026-12-31", "Laptops 智能电表"),
    ("close:2026-11..2026-12", "智能电表 调度系统"),
    ("close:明年", "Laptops"),
    # numbers
    ("odds:55", "Laptops"),
    ("odds>=80%", "冷链 旧项目"),
    ("赢率：５０..60", "Laptops 调度系统"),
    ("days>20", "调度系统"),
    # states
    ("is:open", OPEN),
    ("is:won", "旧项目"),
    ("is:lost", "丢了的"),
    ("是:丢单", "丢了的"),
    ("is:stalled", "调度系统"),
    ("是：停滞", "调度系统"),
    ("is:overdue", "调度系统"),
    ("is:commit", "冷链 调度系统"),
    ("is:new", "智能电表"),
    ("is:key", ALL),
    ("is:archived", ""),
    ("-is:open", "丢了的 旧项目"),
    ("is:won|lost", "丢了的 旧项目"),
    # what is filled and what is missing
    ("has:competitor", "智能电表"),
    ("有:竞争", "智能电表"),
    ("has:next", "Laptops 冷链 智能电表"),
    ("no:next", "丢了的 旧项目 调度系统"),
    ("无：下一步", "丢了的 旧项目 调度系统"),
    ("no:amount", "丢了的 旧项目"),
    ("no:close", "冷链"),
    # the customer's fields
    ("tier:B", "冷链 旧项目"),
    ("industry:银", "Laptops 丢了的"),
    ("区域:华北", "智能电表 调度系统"),
    # all together
    ("阶段:评估 金额＞100万 -负责人：李强", "调度系统"),
]

ACCOUNTS = [
    ("hbdw", "华北电网"),
    ("wncg", ""),  # not from the end of the name into the next one
    ("ncg", "华北电网"),
    ("电力", "华北电网"),
    ("#乳品", "Morning Dairy"),
    ("customer:银行", "工商银行"),
    ("tier:A", "华北电网 工商银行"),
    ("等级:B", "Morning Dairy"),
    ("revenue>1亿", "华北电网"),
    ("employees>=2万", "华北电网"),
    ("is:key -is:archived", "Morning Dairy 华北电网 工商银行"),
    ("is:archived", "老客户"),
    ("key:no", "顺达物流"),
    ("大客户:否", "顺达物流"),
    # of the open deals
    ("amount>100万", "华北电网"),
    ("金额:80万..400万", "工商银行"),
    ("stage:evaluation", "华北电网"),
    ("stage:3..5", "Morning Dairy 华北电网 工商银行"),
    ("is:stalled", "华北电网"),
    ("is:open", "Morning Dairy 华北电网 工商银行"),
    ("is:won", "Morning Dairy"),
    ("is:lost", "工商银行"),
    ("close:thisQ", "华北电网"),
    ("no:next", "华北电网"),
    ("no:close", "Morning Dairy"),
    ("has:competitor", "华北电网"),
    ("deals>1", "华北电网"),
    ("has:deal", "Morning Dairy 华北电网 工商银行"),
    ("无:商机 无:联系人 -is:archived", "顺达物流"),
    ("has:contact", "Morning Dairy 华北电网 工商银行"),
    ("has:task", "华北电网 工商银行"),
    ("last<-5d", "华北电网"),
    ("最近联系:本月", "华北电网"),
    ("no:last is:key", "Morning Dairy 工商银行 老客户"),
]

OTHERS: list[tuple[type[Record], str, str]] = [
    (Contact, "ljg", "李建国"),
    (Contact, "139", "李建国"),
    (Contact, "title:主任", "陈静"),
    (Contact, "attitude<0", "陈静"),
    (Contact, "attitude:-2..-1", "陈静"),
    (Contact, "态度:支持", "李建国"),
    (Contact, "no:attitude", "赵六"),
    (Contact, "is:coach", "李建国"),
    (Contact, "是:向导", "李建国"),
    (Contact, "level:exec", "陈静"),
    (Contact, "tier:B", "赵六"),
    (Contact, "@王芳", "李建国"),
    (Task, "is:open", "写方案 回电话"),
    (Task, "is:done", "已办"),
    (Task, "is:overdue", "写方案"),
    (Task, "due:today", "回电话"),
    (Task, "截止<今天 is:open", "写方案"),
    (Activity, "kind:visit date:thisM", "初次拜访"),
    (Activity, "ccbf account:hbdw", "初次拜访"),
    (Activity, "subject:zzz", ""),
    (Salesperson, "no:email", "李强"),
]


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        *((Opportunity, text, expected) for text, expected in DEALS),
        *((Account, text, expected) for text, expected in ACCOUNTS),
        *OTHERS,
    ],
)
def test_a_filter_finds_what_it_says(ask: Ask, language: str, kind: type[Record], text: str, expected: str) -> None:
    words.use(language)
    assert ask(kind, text) == expected


@pytest.mark.parametrize(
    ("days", "text", "found"),
    [(0, "updated:today", True), (20, "updated<-14d", True), (10, "更新<-14d", False), (0, "created>today", False)],
)
def test_the_day_of_a_change_is_that_of_this_computer(workspace: Workspace, days: int, text: str, found: bool) -> None:
    account = next(iter(workspace.records(Account).values()))
    assert account.updated
    today = account.updated.astimezone().date() + dt.timedelta(days=days)
    assert parse(text, Account, workspace, today).matches(account) is found


def test_quarters_follow_the_fiscal_year(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    import msgspec

    monkeypatch.setattr(workspace, "config", msgspec.structs.replace(workspace.config, fiscal_year_start=2))
    assert "2026-11-01" in parse("close:thisQ", Opportunity, workspace, TODAY).explain()
    assert "2027-01-31" in parse("close:thisQ", Opportunity, workspace, TODAY).explain()


@pytest.mark.parametrize("name", ["王芳", "fang.wang", "WF1", "f. wang"])
def test_mine_is_what_belongs_to_the_salesperson_who_is_called_like_me(workspace: Workspace, name: str) -> None:
    for text in ("is:mine", "是:我的", "@me", "owner:我"):
        made = parse(text, Opportunity, workspace, TODAY, me=name)
        assert made.problems == ()
        found = [name_of(deal) for deal in workspace.records(Opportunity).values() if made.matches(deal)]
        assert found == ["智能电表"], text


def test_mine_goes_by_the_login_name_too(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamtui.store.filters.mine.user", lambda: "wf1")
    made = parse("is:mine", Contact, workspace, TODAY)
    assert [name_of(one) for one in workspace.records(Contact).values() if made.matches(one)] == ["李建国"]


def test_only_a_filter_about_archived_records_asks_for_them(workspace: Workspace) -> None:
    asking = {"is:archived": True, "是:归档": True, "archived:yes": True, "is:key": False, "archived": False}
    for text, expected in asking.items():
        assert parse(text, Account, workspace, TODAY).asks_for_archived is expected, text


def test_a_record_that_has_changed_is_looked_through_anew(workspace: Workspace) -> None:
    import msgspec

    deal = next(one for one in workspace.records(Opportunity).values() if one.name == "Laptops")
    made = parse("laptop", Opportunity, workspace, TODAY)
    assert made.matches(deal)
    assert not made.matches(msgspec.structs.replace(deal, name="Printers"))
    assert made.matches(deal)


def test_words_are_looked_for_in_fields_that_there_are() -> None:
    assert SEARCHED.keys() == KINDS.keys()
    for table, names in SEARCHED.items():
        assert set(names) <= set(KINDS[table].__struct_fields__), table


def test_mine_goes_by_the_name_in_the_settings_before_the_login_and_by_gits_name_behind_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found() -> list[str]:
        made = parse("is:mine", Opportunity, workspace, TODAY)
        return sorted(one.name for one in workspace.records(Opportunity).values() if made.matches(one))

    monkeypatch.setattr("kamtui.store.filters.mine.user", lambda: "svc-17")
    assert parse("is:mine", Opportunity, workspace, TODAY).problems
    subprocess.run(["git", "init", "-q", workspace.root], check=True)
    subprocess.run(["git", "config", "user.name", "王芳"], cwd=workspace.root, check=True)
    mine._of_git.cache_clear()
    by_git = found()
    assert by_git
    monkeypatch.setattr(mine, "_known_as", ["王芳"])
    subprocess.run(["git", "config", "user.name", "nobody"], cwd=workspace.root, check=True)
    mine._of_git.cache_clear()
    assert found() == by_git
