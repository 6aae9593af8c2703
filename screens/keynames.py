"""Keys as a person reads them."""

from __future__ import annotations

_SPELLED = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "full_stop": ".",
    "semicolon": ";",
    "exclamation_mark": "!",
    "equals_sign": "=",
    "apostrophe": "'",
    "asterisk": "*",
    "dollar_sign": "$",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "plus": "+",
    "minus": "-",
    "number_sign": "#",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "insert": "Ins",
    "delete": "Del",
}


def spelled(key: str) -> str:
    """A key as a person reads it: `ctrl+q` is `Ctrl+Q`, `g g` stays as it is."""
    if " " in key:
        return " ".join(spelled(part) for part in key.split())
    *modifiers, last = key.split("+")
    name = _SPELLED.get(last) or (last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])
