"""One line that logs a visit or a call.

    电 李建国 已寄报价 下步 3/20 催审批
    call Li sent quote next 3/20 push approval

It is read left to right: how (one word), who (names, initials or pinyin), what, and behind 下步 or next the next step
with its day in front. Only what was done is required.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kamtui.store.text import dates
from kamtui.store.text.pinyin import matches
from kamtui.store.text.words import word

HOW: dict[str, tuple[str, ...]] = {
    "visit": ("访", "拜访", "见面", "visit", "visited", "met"),
    "call": ("电", "电话", "call", "called", "phone"),
    "message": ("微", "微信", "短信", "msg", "message", "wechat"),
    "email": ("邮", "邮件", "email", "mail", "e-mail"),
    "online-meeting": ("会", "会议", "线上", "meeting", "online"),
    "demonstration": ("演", "演示", "demo"),
    "negotiation": ("谈", "谈判", "negotiation"),
    "technical-exchange": ("技", "交流"),
    "reception": ("来访", "reception"),
    "service": ("服", "服务", "service"),
    "social": ("宴", "商务", "dinner", "lunch"),
    "note": ("记", "备忘", "note"),
}
"""By the id of a kind of activity the words for it; a method's own labels count as well."""

_NEXT = re.compile(r"(?:^|[\s,，;；。]*)(?:下一?步|(?<![A-Za-z])next(?: step)?(?![A-Za-z]))\s*[:：]?\s*", re.IGNORECASE)
_LONGEST_DAY = 3
"""Words that a day can have: "end of month"."""
_MOST_LETTERS = 12


class QuickLog(NamedTuple):
    """What a line says."""

    kind: str
    """Id of the kind of activity, "" where the line does not say."""
    people: tuple[str, ...]
    """Ids of those who were met."""
    subject: str
    next_step: str
    next_date: dt.date | None


def parse(text: str, today: dt.date, people: Sequence[tuple[str, str]], labels: Mapping[str, str]) -> QuickLog:
    """Read a line; `people` are ids and names of who may be meant, `labels` the ids of kinds by their label.

    Raises ValueError, worded for the person who typed it: nothing was done, a name fits several people, or the next
    step lies in the past.
    """
    done, *following = _NEXT.split(text.strip(), maxsplit=1)
    next_date, next_step = _day_first(following[0].strip(), today) if following else (None, "")
    if next_date is not None and next_date < today:
        raise ValueError(word("review.past", day=next_date.isoformat()))
    words = done.split()
    kind, words = _how(words, labels, people)
    met: list[str] = []
    while words and (found := _who(words, people)):
        person, used = found
        met.append(person)
        words = words[used:]
    subject = " ".join(words).strip(" ,，;；。")
    if not (subject or kind):
        raise ValueError(word("review.log.nothing"))
    return QuickLog(kind, tuple(dict.fromkeys(met)), subject, next_step, next_date)


def _how(words: list[str], labels: Mapping[str, str], people: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    """The kind of activity that the first word names, and the words behind it; 电李建国 needs no blank."""
    if not words:
        return "", words
    known = {name.casefold(): kind for kind, names in HOW.items() for name in names}
    known |= {label.casefold(): kind for label, kind in labels.items()}
    first = words[0].casefold().rstrip(":：")
    if first in known:
        return known[first], words[1:]
    for name in sorted(known, key=len, reverse=True):
        rest = words[0][len(name) :]
        if first.startswith(name) and not name.isascii() and any(rest == each for _, each in people):
            return known[name], [rest, *words[1:]]
    return "", words


def _who(words: list[str], people: Sequence[tuple[str, str]]) -> tuple[str, int] | None:
    """Who is named next and by how many words; ValueError where it may be several."""
    for used in (3, 2, 1):
        called = " ".join(words[:used]).strip(" ,，、").casefold()
        if used <= len(words) and (exact := [key for key, name in people if name.casefold() == called]):
            return exact[0], used
    called = words[0].strip(",，、")
    close = [(key, name) for key, name in people if _is_short_for(called, name)]
    if len(close) > 1:
        names = ", ".join(name for _, name in close[:5])
        raise ValueError(word("review.log.several", text=called, known=names))
    return (close[0][0], 1) if close else None


def _is_short_for(called: str, name: str) -> bool:
    """Whether someone may call a person so: by surname, by a part of the name, by pinyin or initials."""
    if called.isascii() and name.isascii():
        return len(called) > 1 and called.casefold() in name.casefold().split()
    if called.isascii():
        return called.isalpha() and len(called) > 1 and matches(called, name)
    return name.startswith(called) or called.startswith(name)


def _day_first(text: str, today: dt.date) -> tuple[dt.date | None, str]:
    """The day at the beginning of a text and the rest; None where it does not begin with one."""
    words = text.split()
    for used in range(min(_LONGEST_DAY, len(words)), 0, -1):
        if (day := _day(" ".join(words[:used]), today)) is not None:
            return day, " ".join(words[used:])
    for length in range(min(_MOST_LETTERS, len(text) - 1), 1, -1):
        if not text[length].isascii() and (day := _day(text[:length], today)) is not None:
            return day, text[length:].strip()
    return None, text


def _day(text: str, today: dt.date) -> dt.date | None:
    try:
        return dates.parse(text, today)
    except ValueError:
        return None
