"""Each screen speaks one language: the one that was asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from workbench import Bench, bench, make, small

from kamtui.store.text.words import use

WAYS = {
    "accounts": (),
    "filter": ("slash",),
    "nothing found": ("slash", "z", "z", "z"),
    "pipeline": ("2",),
    "carried card": ("2", "m", "right"),
    "account": ("enter",),
    "deal": ("2", "greater_than_sign", "enter"),
    "form": ("E",),
    "form of a deal": ("2", "E"),
    "question": ("E", "x", "escape"),
    "help": ("question_mark",),
    "help of the board": ("2", "question_mark"),
    "help of a page": ("enter", "question_mark"),
    "choice": ("enter", "n"),
    "new contact": ("enter", "n", "down", "enter"),
    "archived": ("D",),
    "taken back": ("D", "u"),
    "sorted": ("s",),
    "menu of a row": ("comma",),
    "what follows g": ("g",),
    "what follows y": ("y",),
    "what follows z": ("z",),
    "palette": ("colon",),
    "themes": ("z", "t"),
    "copied": ("y", "c"),
    "plain page": ("y", "v"),
}

KEYS = re.compile(
    r"\b(?:Enter|Esc|Tab|Ctrl\+\w+|Shift\+\w+|PgUp|PgDn|Home|End|Space|git|Up|Down|Left|Right|Ins|Del|F\d+|kamtui|import|root|JSON|Markdown|ASCII)\b"
)
"""What a Chinese text spells in Latin letters too."""

LATIN = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff60]")


async def seen(shown: Bench, way: str) -> str:
    """What stands on the screen at the end of a way, twice as it may be longer than the window."""
    await shown.press(*WAYS[way])
    first = shown.text
    await shown.press("pagedown")
    return f"{first}\n{shown.text}"


@pytest.mark.parametrize("way", WAYS)
async def test_no_english_word_stands_on_a_chinese_screen(tmp_path: Path, way: str) -> None:
    use("zh")
    async with bench(make(tmp_path / "work", small()), (120, 50)) as shown:
        text = await seen(shown, way)
        # "zP" are marks on cards: stalled, nobody who decides.
        typed = {"nothing found": {"zzz"}, "copied": {"clip", "txt"}, "plain page": {"ZZZZZZ"}}.get(way, {"zP"})
        assert CHINESE.search(text)
        assert set(LATIN.findall(KEYS.sub("", text))) - typed == set(), text


@pytest.mark.parametrize("way", WAYS)
async def test_no_chinese_character_stands_on_an_english_screen(tmp_path: Path, way: str) -> None:
    async with bench(make(tmp_path / "work", small(english=True), "Key accounts"), (120, 50)) as shown:
        text = await seen(shown, way)
        assert LATIN.search(text)
        assert set(CHINESE.findall(text)) == set(), text
