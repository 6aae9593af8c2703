"""A filter says in plain words what it means, and what in it means nothing; it is never silently empty."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import msgspec
import pytest

from kamtui.store.filters import parse
from kamtui.store.records import KINDS, Account, Activity, Competitor, Contact, Opportunity, Record
from kamtui.store.text import words
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "text", "chinese", "english"),
    [
        (Opportunity, "", "全部", "everything"),
        (Opportunity, "hbdw", "含“hbdw”", "contains “hbdw”"),
        (Opportunity, '-"a b"|c', "排除（原文含“a b”或含“c”）", "not (contains exactly “a b” or contains “c”)"),
        (Opportunity, "stage:4 amount>100万", "采购阶段为评估比较，且金额大于 100万",
         "buying stage: Evaluation, and amount over ¥1M"),
        (Opportunity, "amount:100万..5m", "金额从 100万 到 500万", "amount from ¥1M to ¥5M"),
        (Opportunity, "close<+30d", "成交日期早于 2026-12-23", "close date before 2026-12-23"),
        (Opportunity, "close:thisQ", "成交日期从 2026-10-01 到 2026-12-31",
         "close date from 2026-10-01 to 2026-12-31"),
        (Opportunity, "close>=2026-11", "成交日期不早于 2026-11", "close date on or after 2026-11"),
        (Opportunity, "@李强", "负责人为李强", "owner: 李强"),
        (Opportunity, "#重", "标签含“重”", "tags with “重”"),
        (Opportunity, "odds<=50", "赢率不超过 50%", "odds at most 50%"),
        (Opportunity, "is:stalled no:next", "停滞，且没有下一步", "is stalled, and has no next step"),
        (Opportunity, "tier:A", "所属客户：客户等级为A 级", "its account: tier: Tier A"),
        (Account, "stage:design", "有在谈商机：采购阶段为方案设计",
         "has an open deal: buying stage: Solution design"),
        (Account, "is:lost", "有商机：丢单", "has a deal: is lost"),
        (Account, "no:deal amount>1m", "没有在谈商机，且在谈金额大于 100万",
         "has no open deals, and open pipeline over ¥1M"),
        (Account, "key:no", "大客户为否", "key account: No"),
        (Contact, "attitude>=1", "态度不少于 1", "attitude at least 1"),
    ],
)  # fmt: skip
def test_a_filter_is_shown_back_in_plain_language(
    workspace: Workspace, kind: type[Record], text: str, chinese: str, english: str
) -> None:
    for language, expected in zip(words.LANGUAGES, (chinese, english), strict=True):
        words.use(language)
        made = parse(text, kind, workspace, TODAY)
        assert (made.explain(), made.problems) == (expected, ())


@pytest.mark.parametrize(
    ("kind", "text", "chinese", "english"),
    [
        # a field that does not exist
        (Opportunity, "stgae:need", "是不是想写“stage”", "Did you mean “stage”?"),
        (Opportunity, "阶锻:需求", "是不是想写“阶段”", "Did you mean “阶段”?"),
        (Opportunity, "onwer:王", "是不是想写“owner”", "Did you mean “owner”?"),
        (Opportunity, "jiner>5", "是不是想写“金额”", "Did you mean “金额”?"),
        (Opportunity, "qqqqq:1", "没有“qqqqq”这一项；可以用 商机、客户、状态、阶段",
         "there are deal, account, status, stage"),
        (Competitor, "stage:need", "没有“stage”这一项；可以用", "There is no field “stage”; there are"),
        # a value that does not exist
        (Opportunity, "阶段:招标", "没有“招标”；可以用 1 产生采购需求、", "no “招标”; there are 1 Need arises, "),
        (Opportunity, "stage:9", "没有“9”；可以用 1 产生采购需求", "no “9”; there are 1 Need arises"),
        (Opportunity, "stage:3..qq", "没有“qq”；可以用 1 产生采购需求", "no “qq”; there are 1 Need arises"),
        (Opportunity, "owner:张三", "负责人里没有“张三”；可以用 王芳、李强",
         "Owner: there is no “张三”; there are 王芳, 李强"),
        (Opportunity, "#急", "标签里没有“急”；可以用 重点、Key 2026",
         "Tags: there is no “急”; there are 重点, Key 2026"),
        (Account, "industry:qq", "行业里没有“qq”；可以用 ", "Industry: there is no “qq”; there are "),
        (Activity, "kind:visti", "没有“visti”；可以用 拜访、", "Did you mean Visit?"),
        # numbers, days, yes and no
        (Opportunity, "amount>abc", "金额：“abc”不是金额", "Amount: “abc” is not an amount"),
        (Opportunity, "amount:1元..5$", "有两种币种", "names two currencies"),
        (Opportunity, "close:someday", "成交日期：“someday”不是日期", "Close date: “someday” is not a date"),
        (Opportunity, "close:2026-13", "没有“2026-13-01”这一天", "no such day as 2026-13-01"),
        (Opportunity, "odds>200", "赢率：“200”超出范围", "Odds: “200” is out of range"),
        (Account, "key:maybe", "应为“是”或“否”", "should be yes or no"),
        (Contact, "attitude:热爱", "没有“热爱”", "no “热爱”"),
        # operators that do not fit
        (Account, "tier>B", "客户等级不分大小，请用“:”而不是“>”", "Tier has no order; write “:” instead of “>”"),
        (Opportunity, "name<x", "名称不分大小", "Name has no order"),
        (Opportunity, "amount>1..2", "不能和“>”一起用", "cannot follow “>”"),
        # is, has, no
        (Opportunity, "is:stlled", "是不是想写“stalled”", "Did you mean “stalled”?"),
        (Opportunity, "是:停制", "是不是想写“停滞”", "Did you mean “停滞”?"),
        (Competitor, "is:won", "没有“won”这种说法；可以用 新增、归档",
         "“won” cannot follow “is:”; there are new, archived"),
        (Opportunity, "has:compettior", "是不是想写“competitor”", "Did you mean “competitor”?"),
        (Opportunity, "no:xxxxxx", "没有“xxxxxx”这一项", "no field “xxxxxx”"),
        # not finished
        (Opportunity, "stage:", "“采购阶段”后面还没有内容；可以用 产生采购需求",
         "Nothing follows “Buying stage” yet; there are Need"),
        (Opportunity, "amount>", "“金额”后面还没有内容", "Nothing follows “Amount” yet"),
        (Opportunity, "is:", "可以用 在谈、赢单", "there are open, won"),
        (Opportunity, "@", "“负责人”后面还没有内容", "Nothing follows “Owner” yet"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_told_with_what_could_be_meant_and_is_left_out(
    workspace: Workspace, kind: type[Record], text: str, chinese: str, english: str
) -> None:
    for language, expected in zip(words.LANGUAGES, (chinese, english), strict=True):
        words.use(language)
        made = parse(text, kind, workspace, TODAY)
        assert len(made.problems) == 1
        assert expected in made.problems[0]
        assert all(made.matches(record) for record in workspace.records(kind).values())


def test_the_conditions_beside_a_faulty_one_still_count(workspace: Workspace) -> None:
    made = parse("stgae:need is:won", Opportunity, workspace, TODAY)
    assert [deal.name for deal in workspace.records(Opportunity).values() if made.matches(deal)] == ["旧项目"]
    assert (len(made.problems), made.explain()) == (1, "is won")


def test_mine_says_when_nobody_is_called_like_me(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamtui.store.filters.mine.user", lambda: "svc-17")
    made = parse("is:mine", Account, workspace, TODAY)
    assert "“svc-17”" in made.problems[0]
    assert "aliases" in made.problems[0]


def test_a_method_without_the_category_commit_says_so(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    categories = tuple(one for one in workspace.method.forecast_categories if one.id != "commit")
    method = msgspec.structs.replace(workspace.method, forecast_categories=categories)
    monkeypatch.setattr(workspace, "method", method)
    assert "no “commit”" in parse("is:commit", Opportunity, workspace, TODAY).problems[0]


def test_every_example_of_the_handbook_means_something(workspace: Workspace) -> None:
    handbook = (Path(__file__).resolve().parents[3] / "docs" / "filters.md").read_text(encoding="utf-8")
    rows = [line.split(" | ")[0].replace("\\|", "|") for line in handbook.splitlines() if line.startswith("| `")]
    examples = [found for row in rows for found in re.findall(r"`([^`]+)`", row) if "…" not in found]
    assert len(examples) > 50
    for text in examples:
        faults = {kind: parse(text, kind, workspace, TODAY, me="wf1").problems for kind in KINDS.values()}
        assert () in faults.values(), (text, faults[Opportunity])
