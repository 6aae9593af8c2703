"""The last filter before the terminal: nothing of a text may act, and no line may change its width."""

from __future__ import annotations

import sys

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from kamtui.line_filter import CleanFilter, harmless
from kamtui.store.text.safe import is_clean

BLACK = Color(0, 0, 0)


def test_every_unsafe_character_goes_and_leaves_as_many_cells() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if not is_clean(char):
            assert is_clean(harmless(char))
            assert cell_len(harmless(char)) == cell_len(char), hex(code)


@settings(max_examples=500)
@given(
    st.text(
        st.sampled_from(["a", "客", "\x1b", "\x00", "\u200d", "\ufe0f", "👩", "👧", "\u202e", "\ud800", "\x9b", "⚠"])
    )
)
def test_mixed_text_keeps_its_width_and_loses_its_controls(text: str) -> None:
    assert is_clean(harmless(text))
    assert cell_len(harmless(text)) == cell_len(text)


def test_clean_lines_pass_untouched() -> None:
    line = [Segment("客户 ✅ 👩\u200d👧", Style(bold=True)), Segment(" ")]
    assert CleanFilter().apply(line, BLACK) is line


def test_styles_stay_and_links_go() -> None:
    line = [Segment("a\x1b[2Jb", Style(bold=True, link="http://e/\x1b]0;x\x07"))]
    (segment,) = CleanFilter().apply(line, BLACK)
    assert segment.text == "a[2Jb"
    assert segment.style is not None
    assert segment.style.bold
    assert segment.style.link is None
