"""The differ may only save bytes: whatever Textual writes, the terminal must look as if it had got all of it."""

from __future__ import annotations

import re
import sys
from itertools import chain

import pyte
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ptyharness import CharacterScreen
from rich.cells import cell_len
from wcwidth import wcwidth

from kamtui.frame_differ import FrameDiffer, is_quiet, is_sure

WIDTH, HEIGHT = 24, 6


class TidyScreen(pyte.Screen):
    """A screen that blanks the other half of a wide character, and erases in nothing but the background colour."""

    def _tidy(self, start: int, end: int) -> None:
        line = self.buffer[self.cursor.y]
        if 0 < start < self.columns and line[start].data == "":
            line[start - 1] = line[start - 1]._replace(data=" ")
        if end < self.columns and line[end].data == "":
            line[end] = line[end]._replace(data=" ")

    def draw(self, data: str) -> None:
        """Draw one character after the other, clearing what each cuts in half."""
        for char in data:
            width = max(wcwidth(char), 0)
            column = min(self.cursor.x, self.columns - width)
            if width:
                self._tidy(column, column + width)
            super().draw(char)

    def erase_characters(self, count: int | None = None) -> None:
        """Erase cells, clearing what the ends cut in half."""
        start, end = self.cursor.x, min(self.cursor.x + (count or 1), self.columns)
        self._tidy(start, end)
        for column in range(start, end):
            self.buffer[self.cursor.y][column] = self.default_char._replace(bg=self.cursor.attrs.bg)


STYLES = [
    "",
    "1;2;31",
    "2;31",
    "1;31",
    "1;4;7",
    "91;104",
    "39;44",
    "21;31",
    "1",
    "7",
    "4",
    "31",
    "1;38;2;10;20;30;48;2;1;2;3",
    "48;5;17",
    "38;5;9;4",
    "0;32",
]
PIECES = ["a", "b", " ", "  ", " " * 16, "客户", "大", "│", "─┐", "✅", "⚠️", "é", "👩‍👧", "🇨🇳", "。", "x\u0301", "~"]

text = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
style = st.sampled_from(STYLES)
run = st.builds(lambda s, t: f"\x1b[{s}m{t}\x1b[0m" if s else t, style, text)
move = st.builds("\x1b[{};{}H".format, st.integers(1, HEIGHT), st.integers(1, WIDTH))
quiet = st.sampled_from(["\x1b[?2026h", "\x1b[?2026l", "\x07", "\x1b[?1003h", "\x1b]2;title\x07", "\x1b[?2004h"])
odd = st.sampled_from(["\x1b[2J", "\x1b[K", "\x1b[3;9H\x1b[1K", "\x1b[2A", "\t", "\x1b[1m", "\r", "\x1b[L", "\x1b[31m"])
line = st.builds(lambda m, runs: m + "".join(runs), move, st.lists(run, min_size=1, max_size=3))
full = st.lists(st.sampled_from("ab客 "), min_size=1, max_size=WIDTH // 2).map(
    lambda chars: "\x1b[1;1H" + "\n".join(f"\x1b[{row};1H" + "".join(chars) for row in range(1, HEIGHT + 1))
)
tidy_frame = st.lists(st.one_of(line, line, full, quiet), min_size=1, max_size=4).map("".join)
wild_frame = st.lists(st.one_of(line, run, quiet, odd), min_size=1, max_size=5).map("".join)


def seen(cell: pyte.screens.Char) -> object:
    """What a person sees of a cell: of a plain blank, only the background."""
    if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
        return cell.bg
    return cell


def look(screen: pyte.Screen) -> list[object]:
    """Everything a person can see: each cell with its colours, and the cursor."""
    cells: list[object] = [tuple(seen(screen.buffer[y][x]) for x in range(WIDTH)) for y in range(HEIGHT)]
    return [*cells, (screen.cursor.y, min(screen.cursor.x, WIDTH - 1)), tuple(screen.cursor.attrs[1:])]


def show(stream: pyte.Stream, data: str) -> None:
    """Send data as the tty does, which turns line feeds into new lines."""
    stream.feed(data.replace("\n", "\r\n"))


def check(frames: list[str], kind: type[pyte.Screen], *, erases: bool) -> None:
    plain, thrifty = kind(WIDTH, HEIGHT), kind(WIDTH, HEIGHT)
    differ = FrameDiffer(WIDTH, HEIGHT, erases=erases)
    direct, through = pyte.Stream(plain), pyte.Stream(thrifty)
    for start in (direct, through):
        start.feed("\x1b[?7l")
    for number, frame in enumerate(frames):
        show(direct, frame)
        show(through, differ.feed(frame))
        assert look(plain) == look(thrifty), (number, frame)


@settings(max_examples=250, deadline=None)
@given(frames=st.lists(tidy_frame, min_size=1, max_size=8), erases=st.booleans())
@example(frames=["\x1b[1;1Ha\x1b[1;1H\u5ba2\u6237\x1b[1;2H" + 16 * " "], erases=True)
@example(frames=["\x1b[1;1Ha\x1b[3;23H\u5ba2\u6237\x1b[3;2H" + 22 * " "], erases=True)
@pytest.mark.parametrize("kind", [CharacterScreen, TidyScreen])
def test_frames_of_styled_text_look_the_same_with_and_without_the_differ(
    kind: type[pyte.Screen], frames: list[str], erases: bool
) -> None:
    check(frames, kind, erases=erases)


@settings(max_examples=250, deadline=None)
@given(frames=st.lists(wild_frame, min_size=1, max_size=8), erases=st.booleans())
def test_sequences_the_differ_does_not_know_go_through_and_cost_only_bytes(frames: list[str], erases: bool) -> None:
    check(frames, TidyScreen, erases=erases)


def test_a_frame_that_is_on_the_screen_already_costs_nothing() -> None:
    differ = FrameDiffer(WIDTH, HEIGHT)
    frame = "\x1b[1;1H\x1b[1;31m客户 abc\x1b[0m\x1b[1;1H"
    assert "客户" in differ.feed(frame)
    assert differ.feed(frame) == ""


def test_one_changed_character_is_sent_alone() -> None:
    differ = FrameDiffer(WIDTH, HEIGHT)
    differ.feed("\x1b[2;1Hamount 120 万\x1b[1;1H")
    assert differ.feed("\x1b[2;1Hamount 130 万\x1b[1;1H") == "\x1b[2;9H3\x1b[H"


def test_half_a_wide_character_is_never_sent() -> None:
    differ = FrameDiffer(WIDTH, HEIGHT)
    differ.feed("\x1b[1;1H客户\x1b[1;1H")
    assert differ.feed("\x1b[1;1H客人\x1b[1;1H") == "\x1b[3G人\r"


@pytest.mark.parametrize(
    "frames",
    [
        ["\x1b[1;1H客户", "\x1b[1;2Ha", "\x1b[1;1H客户"],
        ["\x1b[1;1H客户", "\x1b[1;3Ha", "\x1b[1;1H客户"],
        ["\x1b[1;2H客户", "\x1b[1;1H户", "\x1b[1;3H客", "\x1b[1;2H客户"],
        ["\x1b[1;1H客户", "\x1b[1;1H人\x1b[1;2Hx"],
        ["\x1b[1;1Habcdef", "\x1b[1;2H客\x1b[1;1Habcdef"],
        ["\x1b[1;1H\x1b[7m" + " " * 20 + "\x1b[0m", "\x1b[1;1H\x1b[4;44m" + " " * 20 + "\x1b[0m"],
        ["\x1b[1;1H\x1b[1m客户\x1b[0m", "\x1b[1;1H\x1b[31m客户\x1b[0m", "\x1b[1;1H客\x1b[1m户\x1b[0m"],
    ],
)
def test_wide_characters_cut_in_half_and_blanks_with_lines_come_out_as_written(frames: list[str]) -> None:
    check(frames, TidyScreen, erases=True)


@pytest.mark.parametrize("event", ["invalidate", "resize", "forget", "unknown"])
def test_everything_is_sent_again_after_the_screen_may_have_changed(event: str) -> None:
    differ = FrameDiffer(WIDTH, HEIGHT)
    frame = "\x1b[1;1Hone\x1b[2;1Htwo"
    differ.feed(frame)
    if event == "resize":
        differ.resize(WIDTH + 1, HEIGHT)
    elif event == "unknown":
        differ.feed("\x1b[?1049h")
    else:
        getattr(differ, event)()
    again = differ.feed(frame)
    assert "one" in again
    assert "two" in again


def test_titles_clipboard_and_modes_keep_their_place_among_the_text() -> None:
    differ = FrameDiffer(WIDTH, HEIGHT)
    result = differ.feed("\x1b[?2026h\x1b[1;1Hone\x1b]52;c;YQ==\x07two\x1b[?2026l")
    assert re.findall(r"\?2026h|one|52;c;YQ==|two|\?2026l", result) == ["?2026h", "one", "52;c;YQ==", "two", "?2026l"]


def test_only_sequences_without_effect_on_the_screen_count_as_quiet() -> None:
    assert is_quiet("\x1b[?2026h\x1b[?25l\x1b[>25u\x07")
    for data in ("\x1b[?1049h", "a", "\x1b[2J", "\x1b[H", "\x1b]8;;http://e\x07"):
        assert not is_quiet(data), data


def test_the_widths_taken_for_granted_are_those_of_rich_and_of_wcwidth() -> None:
    for code in chain(range(0x20, 0xD800), range(0xE000, sys.maxunicode + 1)):
        char = chr(code)
        if is_sure(char):
            expected = 2 if char >= "\u3001" else 1
            assert (cell_len(char), wcwidth(char)) == (expected, expected), hex(code)
