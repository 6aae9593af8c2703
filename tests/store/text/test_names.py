"""The same company is recognised, and two companies are not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.store.text import names


@pytest.mark.parametrize(
    "same",
    [
        ("华北电网有限公司", "华北电网", "华北电网 有限责任公司", "华北电网股份有限公司", "华北电网集团公司"),
        ("Acme Co., Ltd.", "ACME", "Acme Inc.", "acme, LLC", "Acme GmbH", "Acme S.A.", "Ａｃｍｅ Corporation"),
        ("华为（深圳）技术有限公司", "华为(深圳)技术"),
        ("Smith & Sons plc", "Smith Sons"),
    ],
)
def test_one_company_has_one_key(same: tuple[str, ...]) -> None:
    assert len({names.key(name) for name in same}) == 1


def test_different_companies_have_different_keys() -> None:
    different = [
        "华北电网",
        "华东电网",
        "中铁一局",
        "中铁二局",
        "华为技术",
        "华为技术有限公司深圳分公司",
        "Acme",
        "Acme Steel",
    ]
    assert len({names.key(name) for name in different}) == len(different)


@pytest.mark.parametrize("name", ["有限公司", "公司", "集团", "Inc", "Co Ltd", "分公司", "股份有限公司"])
def test_a_key_is_never_empty(name: str) -> None:
    assert names.key(name)


@given(st.text())
def test_a_key_is_its_own_key_or_shorter_and_holds_no_punctuation(name: str) -> None:
    found = names.key(name)
    assert all(char.isalnum() for char in found)
    assert bool(found) == any(char.isalnum() for char in names._plain(name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("深圳市华为技术有限公司", ("深圳", "华为", "技术", "有限公司")),
        ("华为(深圳)技术有限公司", ("深圳", "华为", "技术", "有限公司")),
        ("广东省深圳市大疆创新科技有限公司", ("深圳", "大疆创新", "科技", "有限公司")),
        ("华为技术有限公司深圳分公司", ("深圳", "华为", "技术", "有限公司分公司")),
        ("重庆长安汽车股份有限公司", ("重庆", "长安", "汽车", "股份有限公司")),
        ("上海市政工程设计研究院", ("上海", "市政工程设计", "研究院", "")),
        ("内蒙古自治区包头市北方重工集团有限公司", ("包头", "北方", "重工", "集团有限公司")),
        ("招商银行", ("", "招商", "银行", "")),
        ("华北电网", ("华北", "电网", "", "")),
        ("北京", ("", "北京", "", "")),
    ],
)
def test_a_chinese_name_falls_into_its_parts(name: str, expected: tuple[str, str, str, str]) -> None:
    assert names.parts(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海建工集团", "北京建工集团"),
        ("华为(深圳)技术", "华为(北京)技术"),
        ("广东省深圳市迅捷物流", "广东省广州市迅捷物流"),
        ("华为技术有限公司", "华为技术有限公司深圳分公司"),
        ("招商银行", "招商银行深圳分行"),
        ("中铁一局集团有限公司", "中铁二局集团有限公司"),
        ("中铁十二局", "中铁十局"),
        ("华北电网", "华东电网"),
    ],
)
def test_look_alikes_that_are_two_companies_are_vetoed(one: str, other: str) -> None:
    assert names.is_veto(one, other)
    assert names.is_veto(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("华为技术", "深圳市华为技术有限公司"),
        ("广东电网", "广东省电网公司"),
        ("广东华润万家", "深圳华润万家"),
        ("中铁十二局", "中铁12局集团"),
        ("四川二建", "二建集团"),
        ("Acme", "Acme Inc"),
    ],
)
def test_ways_to_write_one_company_are_not_vetoed(one: str, other: str) -> None:
    assert not names.is_veto(one, other)
