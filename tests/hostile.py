"""Text that attacks a terminal program: for every test that shows text from outside.

Tests import it as `hostile`.
"""

from __future__ import annotations

import json
from pathlib import Path

# Escape sequences, lone control characters, and characters that turn, hide or break a line.
CONTROL: list[str] = [
    "set the clipboard \x1b]52;c;cm0gLXJmIH4K\x07",
    "retitle the window \x1b]0;owned\x07",
    "a link \x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clear the screen \x1b[2J\x1b[H",
    "red \x1b[31mtext",
    "a device string \x1bP$q\x22p\x1b\\",
    "ask where the cursor is \x1b[6n",
    "the other screen \x1b[?1049h",
    "C1 sequence \x9b2J and \x9d0;owned\x9c",
    "bell \x07",
    "back\b\b\b\bspace",
    "return\rover the start",
    "nul \x00",
    "shift out \x0e",
    "delete \x7f",
    "line\nfeed",
    "tab\tulator",
    "line\u2028separator",
    "next\x85line",
    "turned \u202egnp.exe\u202c",
    "isolated \u2066abc\u2069",
    "zero\u200bwidth\ufeffspaces",
    "a lone surrogate \ud800 here",
    "tags \U000e0068\U000e0069",
]

# What markup languages of terminal toolkits take for commands, and what only looks like it.
MARKUP: list[str] = [
    "[/x]",
    "[/]",
    "[link=http://e]",
    "[link='http://e.example']click[/link]",
    "[b='",
    "[@click=app.screenshot('owned.svg','/tmp')]click[/]",
    "[@click=app.simulate_key('d')]click[/]",
    "[@click=app.quit",
    "[red]text[/red]",
    "[bold on $error]text",
    "[red",
    "[",
    "[]",
    "[0]",
    "\\[b]text",
    "[大客户]张三",
    '{"a":[1]}',
    "$name ${name} {name} %s",
]


def naughty(real_data: Path) -> list[str]:
    """The Big List of Naughty Strings from the folder of real data."""
    strings: list[str] = json.loads((real_data / "hostile" / "blns.json").read_text(encoding="utf-8"))
    return strings
