"""Columns of printed tables line up whatever the names are written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kamtui.store.text.cells import cut, fit, width, wrap

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("客户ＡＢ👍é\u0301\u200d"))


@given(TEXT, st.integers(0, 40), st.sampled_from(["left", "right", "center"]))
def test_a_fitted_text_takes_exactly_its_column(text: str, cells: int, align: str) -> None:
    assert width(fit(text, cells, align)) == cells


@given(TEXT)
def test_a_text_that_fits_is_not_cut(text: str) -> None:
    assert cut(text, width(text)) == text
    assert fit(text, width(text)) == text


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("华北电网", 8),
        ("ＡＢ", 4),
        ("e\u0301", 1),
        ("👍", 2),
        ("🫨", 2),
        ("❤\ufe0f", 1),
        ("a\u200db", 2),
        ("★", 1),
        ("", 0),
    ],
)
def test_width_counts_terminal_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize("text", ["华北电网有限公司", "Müller & Söhne", "「重庆」①★", "서울", "こんにちは", "กรุงเทพ"])
def test_width_agrees_with_the_screens(text: str) -> None:
    assert width(text) == cell_len(text)


def test_a_wide_character_is_never_split() -> None:
    assert fit("华北电网", 6) == "华北… "
    assert fit("华北电网", 5) == "华北…"
    assert fit("华北", 1) == "…"


def test_alignment() -> None:
    assert fit("8", 4, "right") == "   8"
    assert fit("ab", 5, "center") == " ab  "


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("the quick brown fox", 10, ["the quick", "brown fox"]),
        ("交货太慢，没人接电话", 10, ["交货太慢，", "没人接电话"]),
        ("中文abc def", 6, ["中文", "abc", "def"]),
        ("aaaaaaaa", 4, ["aaaa", "aaaa"]),
        ("", 4, [""]),
    ],
)
def test_a_text_is_wrapped_between_words_and_chinese_characters(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


def test_text_is_wrapped_by_cells_and_not_before_a_stop() -> None:
    assert wrap("一二三四五，六七", 10) == ["一二三四", "五，六七"]
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("one two  three", 8) == ["one two", "three"], "no line begins with a space"
    assert wrap("see https://a-long.example/path", 10) == ["see", "https://a-", "long.examp", "le/path"]
    assert wrap("长" * 7, 5) == ["长长", "长长", "长长", "长"]
