"""The keys that a person prefers: a preset, and their own keys for single commands, named by id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from kamtui.screens.keymap import COMMANDS, choose_keys
from kamtui.screens.keynames import spelled
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_VIM = {
    "list.page_down": ("ctrl+d", "pagedown"),
    "list.page_up": ("ctrl+u", "pageup"),
    "global.quit": ("Z Z", "ctrl+q"),
}
"""What hands that know vim expect beyond h, j, k, l, gg, G, / and u, which are there anyway."""

TWINS = {
    "question_mark": ("fullwidth_question_mark",),
    "slash": ("fullwidth_solidus", "ideographic_comma"),
    "colon": ("fullwidth_colon",),
    "comma": ("fullwidth_comma",),
    "semicolon": ("fullwidth_semicolon",),
    "exclamation_mark": ("fullwidth_exclamation_mark",),
    "full_stop": ("ideographic_full_stop",),
    "plus": ("fullwidth_plus_sign",),
    "minus": ("fullwidth_hyphen_minus",),
    "equals_sign": ("fullwidth_equals_sign",),
    "greater_than_sign": ("fullwidth_greater_than_sign", "right_double_angle_bracket"),
    "less_than_sign": ("fullwidth_less_than_sign", "left_double_angle_bracket"),
    "left_square_bracket": ("left_black_lenticular_bracket",),
    "right_square_bracket": ("right_black_lenticular_bracket",),
}
"""By the name of a punctuation key what a Chinese input method sends for it."""

_NAMED = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "enter", "escape", "tab",
    "space", "backspace", "number_sign", "asterisk", "at", "ampersand", "tilde", "vertical_line", *TWINS,
    *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip
_BY_SIGN = {spelled(name): name for name in _NAMED if not spelled(name).isalnum()}
_KEY = re.compile(r"(?:(?:ctrl|shift|alt)\+)*(?P<last>.+)")


def adopt(preset: str, keys: Mapping[str, str]) -> list[str]:
    """Let every screen made from now on listen to a preset and to a person's own keys; what of them is wrong.

    Args:
        preset: "default", "vim", or "excel", which puts F-keys and other keys beyond letters first.
        keys: By a command's id the keys, parted by commas: names or signs; two keys in turn with a blank between.
    """
    wrong: list[str] = []
    chosen: dict[str, tuple[str, ...]] = {}
    if preset == "vim":
        chosen |= _VIM
    elif preset == "excel":
        chosen |= {each.id: tuple(sorted(each.keys, key=_typed)) for each in COMMANDS}
    known = [each.id for each in COMMANDS]
    for name, text in keys.items():
        if name not in known:
            close = get_close_matches(name, known, 1)
            wrong.append(word("shell.keys.no_command", name=clean(name, 40), close=close[0] if close else known[0]))
            continue
        read = [_read(part) for part in text.split(",") if part.strip()]
        wrong += [
            word("shell.keys.no_key", name=name, key=clean(part, 30), close=close) for part, close in _unknown(text)
        ]
        named = [key for key in read if key]
        if named:
            chosen[name] = tuple(dict.fromkeys([*named, *(twin for key in named for twin in TWINS.get(key, ()))]))
    choose_keys(chosen)
    return wrong


def _typed(key: str) -> bool:
    """Whether a key is a letter or a sign, or begins with one."""
    return len(key.split()[0]) == 1 or key in TWINS or any(key in twins for twins in TWINS.values())


def _read(text: str) -> str:
    """A key, or two in turn, as Textual names them; "" for what is none."""
    parts = [_one(part) for part in text.split()]
    return " ".join(parts) if 0 < len(parts) <= 2 and all(parts) else ""


def _one(text: str) -> str:
    """One key as Textual names it; "" for what is none."""
    if len(text) == 1:
        return _BY_SIGN.get(text, text if text.isalnum() else "")
    found = _KEY.fullmatch(text.lower())
    last = found["last"] if found else ""
    name = _BY_SIGN.get(last, last)
    if name not in _NAMED and len(name) != 1:
        return ""
    return text.lower()[: len(text) - len(last)] + name


def _unknown(text: str) -> list[tuple[str, str]]:
    """The keys in a text that are none, each with a name that is close, or with one that serves as an example."""
    names = [*_NAMED, "ctrl+f"]
    found = []
    for part in text.split(","):
        if part.strip() and not _read(part):
            close = get_close_matches(part.strip().lower(), names, 1)
            found.append((part.strip(), close[0] if close else "ctrl+f"))
    return found
