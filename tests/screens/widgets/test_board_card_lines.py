"""What of a card is shown when there are few lines and little room: always the same things go first."""

from __future__ import annotations

from kamtui.screens.widgets.board_card_lines import laid_out
from kamtui.screens.widgets.board_state import BoardCard

CARD = BoardCard("1", ("华北电网", "调度系统"), ("1240万", "11-14!", "12天", "承诺*"), ".zP", tracks="**-1=")


def test_four_lines_of_a_narrow_column_hold_everything() -> None:
    assert laid_out(CARD, 4, 20) == [
        ("华北电网", " .zP"), ("调度系统", ""), ("1240万 11-14!", ""), ("12天 承诺*", " **-1="),
    ]  # fmt: skip


def test_two_lines_hold_the_account_and_of_the_rest_what_comes_first() -> None:
    assert laid_out(CARD, 2, 20) == [("华北电网", " .zP"), ("1240万 11-14!", " **-1=")]
    assert laid_out(CARD, 2, 25) == [("华北电网", " .zP"), ("1240万 11-14! 12天", " **-1=")]
    assert laid_out(CARD, 2, 31) == [("华北电网", " .zP"), ("1240万 11-14! 12天 承诺*", " **-1=")]


def test_a_third_line_is_the_deals() -> None:
    assert [text for text, _ in laid_out(CARD, 3, 20)] == ["华北电网", "调度系统", "1240万 11-14!"]


def test_a_long_amount_pushes_a_detail_to_the_line_below_and_none_is_cut() -> None:
    long = BoardCard("1", ("A", "B"), ("9.876亿美元", "28-12-31!", "120天", "承诺*"), "", tracks="**-1=")
    assert laid_out(long, 4, 20)[2:] == [("9.876亿美元 120天", ""), ("28-12-31!", " **-1=")]
    assert laid_out(long, 4, 22)[2:] == [("9.876亿美元 28-12-31!", ""), ("120天 承诺*", " **-1=")]


def test_a_card_without_details_has_its_texts_and_empty_lines() -> None:
    assert laid_out(BoardCard("1", ("A", "B")), 3, 20) == [("A", ""), ("B", ""), ("", "")]
