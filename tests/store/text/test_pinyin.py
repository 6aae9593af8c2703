"""Chinese names are found and sorted by their pinyin."""

from __future__ import annotations

import zlib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.store.text import pinyin


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("华北电网", "huabeidianwang"),
        ("重庆钢铁", "chongqinggangtie"),
        ("重工", "zhonggong"),
        ("中国银行", "zhongguoyinhang"),
        ("厦门航空", "xiamenhangkong"),
        ("大厦", "dasha"),
        ("长沙", "changsha"),
        ("董事长", "dongshizhang"),
        ("曾国藩", "zengguofan"),
        ("曾经", "cengjing"),
        ("单晓明", "shanxiaoming"),
        ("单位", "danwei"),
        ("仇和", "qiuhe"),
        ("解缙", "xiejin"),
        ("查良镛", "zhaliangyong"),
        ("区块链", "qukuailian"),
        ("尉迟恭", "yuchigong"),
        ("绿地", "lvdi"),
        ("鑫昊晟睿钛泓淼祺琪玮煜", "xinhaoshengruitaihongmiaoqiqiweiyu"),
        ("ABB（中国）", "abb(zhongguo)"),
    ],
)
def test_names_are_spelled_as_they_are_said(text: str, spelled: str) -> None:
    assert pinyin.full(text) == spelled


@pytest.mark.parametrize(
    "query",
    [
        "华北",
        "华北电网",
        "北电",
        "huabei",
        "huabeidianwang",
        "dianw",
        "hbdw",
        "bdw",
        "hbdianwang",
        "huabdw",
        "华bei",
        "华bdw",
        "hua北",
        "ＨＢＤＷ",
        "hua bei",
        "",
    ],
)
def test_a_name_is_found_by_any_way_to_write_it(query: str) -> None:
    assert pinyin.matches(query, "华北电网")


@pytest.mark.parametrize(
    "query", ["hubei", "uabei", "北网", "wd", "华东", "huabeig", "hwd", "华b网", "zzz", "(", "\x01", "\x02"]
)
def test_a_name_is_not_found_by_what_it_is_not(query: str) -> None:
    assert not pinyin.matches(query, "华北电网")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("chongqing", "重庆"),
        ("zhongqing", "重庆"),
        ("xiamen", "厦门"),
        ("shamen", "厦门"),
        ("ceng", "曾伟"),
        ("zw", "曾伟"),
        ("yh", "银行"),
        ("yx", "银行"),
        ("lü", "吕梁"),
        ("lv", "吕梁"),
    ],
)
def test_any_reading_finds_a_character(query: str, text: str) -> None:
    assert pinyin.matches(query, text)


def test_two_letter_initials_find_a_character() -> None:
    assert pinyin.matches("zhgdw", "中国电网")


def test_latin_names_are_found_in_the_middle_and_as_written() -> None:
    assert pinyin.matches("CME", "Acme (Holding) GmbH")
    assert pinyin.matches("acme (hold", "Acme (Holding) GmbH")
    assert pinyin.matches("(", "Acme (Holding)")
    assert pinyin.matches("abb中", "ABB中国")
    assert not pinyin.matches("agm", "Acme GmbH")


def test_names_sort_by_pinyin_with_latin_among_them() -> None:
    names = ["曾伟", "张三", "重庆", "成都", "Huawei", "华为", "华北", "阿里", "1局", "中铁"]
    ordered = ["1局", "阿里", "成都", "重庆", "华北", "华为", "Huawei", "曾伟", "张三", "中铁"]
    assert sorted(names, key=pinyin.sort_key) == ordered


def test_equal_sounds_sort_by_code_point() -> None:
    assert sorted(["诗", "失", "师"], key=pinyin.sort_key) == sorted(["诗", "失", "师"])


@given(st.text(max_size=30))
def test_every_text_is_found_by_itself(text: str) -> None:
    if not {"\x01", "\x02", "\t"} & set(text):
        assert pinyin.matches(text, text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=8))
def test_every_chinese_name_is_found_by_its_pinyin_and_initials(text: str) -> None:
    assert pinyin.matches(pinyin.full(text), text)
    assert pinyin.matches("".join(pinyin.full(char)[0] for char in text), text)


def test_the_table_is_what_its_generator_writes() -> None:
    pytest.importorskip("pypinyin")
    import make_pinyin

    assert zlib.decompress(make_pinyin.packed()) == zlib.decompress(make_pinyin.TARGET.read_bytes())


def test_one_finder_serves_many_names() -> None:
    names = ["".join(parts) + "电网有限公司" for parts in product("华东西南北", repeat=3)]
    find = pinyin.finder("hbdw")
    assert [name for name in names if find(pinyin.index(name))] == [name for name in names if name[1:3] == "华北"]


def test_a_long_repetitive_query_comes_to_an_end() -> None:
    assert pinyin.matches("an" * 40, "安那" * 200)
    assert not pinyin.matches("a" * 60 + "b", "阿" * 500)
