"""Text from outside is harmless once cleaned."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import hostile
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kamtui.store.text.cells import width
from kamtui.store.text.safe import clean, clean_lines, is_clean

ANYTHING = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\x1b\x9b\u202e\ud800\u200d\ufe0f\r\n\u0301…")
)
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def is_harmless(text: str) -> bool:
    return not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or char in BIDI for char in text)


@pytest.mark.parametrize("text", hostile.CONTROL)
def test_no_control_string_survives(text: str) -> None:
    assert not is_clean(text)
    assert is_harmless(clean(text))
    assert clean(text) != text
    assert is_harmless(clean_lines(text).replace("\n", ""))


@pytest.mark.parametrize("text", hostile.MARKUP)
def test_markup_is_ordinary_text(text: str) -> None:
    assert is_clean(text)
    assert clean(text) == clean_lines(text) == text


def test_there_are_as_many_hostile_strings_as_were_measured() -> None:
    assert len(set(hostile.CONTROL)) == 24
    assert len(set(hostile.MARKUP)) == 18


def test_naughty_strings_are_harmless(real_data: Path) -> None:
    strings = hostile.naughty(real_data)
    assert len(strings) > 500
    assert all(is_harmless(clean(text)) for text in strings)


@given(ANYTHING, st.integers(0, 30))
@example("\ufeff…", 1)
@example("e" + "\u0301" * 200, 10)
def test_cleaning_is_harmless_stable_and_capped(text: str, cap: int) -> None:
    once = clean(text, cap)
    assert is_harmless(once)
    assert is_clean(once)
    assert clean(once, cap) == once
    assert width(once) <= cap
    lines = clean_lines(text, cap)
    assert clean_lines(lines, cap) == lines
    assert is_harmless(lines.replace("\n", ""))


@given(ANYTHING)
def test_is_clean_says_whether_cleaning_changes_the_text(text: str) -> None:
    assert is_clean(text) == (clean(text, 10_000) == text)


def test_every_character_is_either_kept_or_unsafe() -> None:
    changed = {code for code in range(sys.maxunicode + 1) if clean(f"a{chr(code)}b") != f"a{chr(code)}b"}
    wanted = {*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0x2028, 0x2029, 0xAD, 0x200B, 0xFEFF}
    wanted |= (
        {ord(char) for char in BIDI} | {*range(0x2060, 0x2070)} | {*range(0xFFF9, 0xFFFC)} | {*range(0xE0000, 0xE0080)}
    )
    assert changed == wanted


def test_controls_become_visible() -> None:
    assert clean("a\x1b[2J\x00\x7f\x9b") == "a␛[2J␀␡\ufffd"
    assert clean("x\ud83d") == "x\ufffd"


def test_line_breaks_and_tabs_become_one_space() -> None:
    assert clean("甲\r\n\n\t乙\u2028丙\x85丁") == "甲 乙 丙 丁"
    assert clean("over\rwritten") == "over␍written"


def test_several_lines_stay_several_lines() -> None:
    assert clean_lines("甲\r\n乙\u2029丙\x85丁\t\x1b") == "甲\n乙\n丙\n丁 ␛"


def test_emoji_and_persian_keep_their_joiners() -> None:
    for text in ("👨\u200d👩\u200d👧", "❤\ufe0f", "می\u200cخواهم"):
        assert clean(text) == text


def test_a_long_name_is_cut_by_cells() -> None:
    assert clean("客" * 200) == "客" * 99 + "…"
    assert clean("客" * 100) == "客" * 100


def test_a_heap_of_combining_marks_is_cut() -> None:
    assert len(clean("e" + "\u0301" * 100_000)) <= 800


def test_what_is_not_text_is_shown_by_its_str() -> None:
    assert clean(12) == "12"
    assert clean_lines(None) == "None"
