"""Text from outside, made fit to be shown.

A customer name can carry escape sequences that retitle the terminal, fill its clipboard or draw fake
rows; marks that turn the writing direction; characters nobody sees. `clean` makes such a text harmless
and the tampering visible. It is for showing only: what is stored stays as it was written.
"""

from __future__ import annotations

import re

from kamtui.store.text.cells import cut

# Line breaks and tabs; the other controls C0, DEL and C1; surrogates; and what has no shape of its own:
# soft hyphen, direction marks, zero-width space, joiners of words, byte order mark, annotations, tags.
# ZWJ (200D), ZWNJ (200C) and the variation selectors stay: scripts and emoji need them.
_BREAKS = "\t\n\x85\u2028\u2029"
_UNSEEN = "\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_UNSAFE_IN_LINES = f"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029{_UNSEEN}]"
_UNSAFE = f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029{_UNSEEN}]"
_LINE_BREAK = "\r\n|[\x85\u2028\u2029]"
_RUN_OF_BREAKS = f"(?:\r\n|[{_BREAKS}])+"
_MARKS_PER_CELL = 4


def _picture(match: re.Match[str]) -> str:
    """What stands for one unsafe character: a control picture, U+FFFD, or nothing."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if code < 0xA0 or 0xD800 <= code <= 0xDFFF else ""


def _capped(text: str, cap: int) -> str:
    """At most `cap` cells, and so few characters that a heap of combining marks is cut as well."""
    most = cap * _MARKS_PER_CELL
    if len(text) > most:
        text = text[: most - 1] + "…" if cap > 0 else ""
    return cut(text, cap)


def clean(text: object, cap: int = 200) -> str:
    """One line of `text` that is safe on a terminal, at most `cap` cells wide ("…" marks a cut).

    Whatever is not a string is shown by its `str`. Controls become pictures (ESC is "␛"), C1 controls and
    lone surrogates U+FFFD, a run of line breaks and tabs one space; direction marks, zero-width and tag
    characters vanish.
    """
    line = text if isinstance(text, str) else str(text)
    if line.isprintable():
        return line if 2 * len(line) <= cap else _capped(line, cap)
    return _capped(re.sub(_UNSAFE, _picture, re.sub(_RUN_OF_BREAKS, " ", line)), cap)


def clean_lines(text: object, cap: int = 10_000) -> str:
    """Like `clean` for a text of several lines: every kind of line break becomes "\\n", a tab one space."""
    lines = text if isinstance(text, str) else str(text)
    if re.search(_UNSAFE_IN_LINES, lines):
        lines = re.sub(_UNSAFE_IN_LINES, _picture, re.sub(_LINE_BREAK, "\n", lines).replace("\t", " "))
    return _capped(lines, cap)


def is_clean(text: str) -> bool:
    """Whether `clean` would show `text` as it is, its length aside."""
    return text.isprintable() or re.search(_UNSAFE, text) is None
