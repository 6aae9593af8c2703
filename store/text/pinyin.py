"""Chinese names by their pinyin: spelled out, sorted, and found by what a person types.

华北电网 is found by 华北, huabei, hbdw, hbdianwang or 华bei. Any reading of a character finds it; the
order uses the one that fits the word (重庆 under C, the surname 曾 under Z). The readings come from
`pinyin.bin` beside this module, which `tests/make_pinyin.py` writes; it is read at the first use.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

_FIRST, _LAST = 0x4E00, 0x9FFF
_LONGEST_QUERY = 64
_SURNAME_LENGTHS = (2, 3)
# Two characters that no name holds mark where a character and where a way to type it begins in an index.
_CHAR, _TYPED = "\x01", "\x02"
# From one character to the next, when all of a way to type the first has been used up. Each way stands only
# once, so that no text makes the search try the same thing twice.
_LEAVE = f"(?![A-Z])[^{_CHAR}]*{_CHAR}"
_TO_LETTER = f"{_LEAVE}[^{_CHAR}]*?{_TYPED}"


class _Table:
    """The readings of `pinyin.bin`."""

    def __init__(self, packed: bytes) -> None:
        """Unpack the file's bytes: three lines of text, then the low and the high bytes of the indices."""
        import zlib

        head, _, planes = zlib.decompress(packed).partition(b"\n\n")
        names, others, phrases, surnames = head.decode().split("\n")
        self._syllables = names.split(" ")
        half = len(planes) // 2
        self._low, self._high = planes[:half], planes[half:]
        self._others = {entry[0]: tuple(entry[1:].split(",")) for entry in others.split(" ")}
        self._surnames = {entry[0]: entry[1:] for entry in surnames.split(" ")}
        self._phrases: dict[str, list[tuple[str, list[str]]]] = {}
        for entry in phrases.split(" "):
            word, spelled = entry.split("=")
            self._phrases.setdefault(word[0], []).append((word, spelled.split("'")))

    def reading(self, char: str) -> str:
        """The usual reading of one character, "" when it has none."""
        if char in self._others:
            return self._others[char][0]
        place = ord(char) - _FIRST
        if not 0 <= place <= _LAST - _FIRST:
            return ""
        return self._syllables[self._low[place] + 256 * self._high[place]]

    def readings(self, char: str) -> tuple[str, ...]:
        """Every reading of one character, the usual one first."""
        if char in self._others:
            return self._others[char]
        usual = self.reading(char)
        return (usual,) if usual else ()

    def surname(self, text: str) -> str:
        """How the first character of `text` reads as a surname, "" when `text` is no person's name."""
        return self._surnames.get(text[:1], "") if len(text) in _SURNAME_LENGTHS else ""

    def phrase(self, text: str, place: int) -> list[str]:
        """The readings of the longest known word at `place`, empty when there is none."""
        for word, spelled in self._phrases.get(text[place], ()):
            if text.startswith(word, place):
                return spelled
        return []


@cache
def _table() -> _Table:
    return _Table(Path(__file__).with_name("pinyin.bin").read_bytes())


@cache
def _token(char: str) -> str:
    """One character as an index holds it: itself and each way to type it (重 as Z, ZH, ZHONG, C, CH, CHONG)."""
    if not char.isalnum():
        return ""
    ways: list[str] = []
    for reading in (char,) if char.isascii() else _table().readings(char):
        ways += reading[0], reading[: 2 if reading[:2] in ("zh", "ch", "sh") else 1], reading
    return _CHAR + _TYPED.join((char, *dict.fromkeys(ways))).upper()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def syllables(text: str) -> list[str]:
    """`text` in pieces: a hanzi as its pinyin in lower case, any other character as itself, case-folded."""
    table, plain = _table(), _plain(text)
    pieces: list[str] = []
    while len(pieces) < len(plain):
        place = len(pieces)
        if spelled := table.phrase(plain, place):
            pieces += spelled
        else:
            pieces.append(table.reading(plain[place]) or plain[place])
    if pieces and (name := table.surname(plain)) and not table.phrase(plain, 0):
        pieces[0] = name
    return pieces


def full(text: str) -> str:
    """The whole pinyin without tones or spaces: 华北电网 gives "huabeidianwang"; ü is written v."""
    return "".join(syllables(text))


def sort_key(text: str) -> str:
    """A key that sorts names by pinyin, latin names among them; equal sounds go by code point."""
    spaced = "".join(f" {piece} " if len(piece) > 1 else piece for piece in syllables(text))
    return f"{' '.join(spaced.split())}\0{text}"


def index(text: str) -> str:
    """What `finder` looks through: `text` case-folded, a tab, its characters with all their readings.

    Make it once per name; it costs microseconds, and finding in 10,000 of them takes milliseconds.
    """
    plain = _plain(text).translate({9: " ", 1: None, 2: None})
    return f"{plain}\t{''.join(map(_token, plain))}"


def _pattern(query: str) -> str:
    """The expression that finds `query` (letters, digits and hanzi) among an index's readings."""
    pieces: list[str] = []
    before = ""
    for char in query.upper():
        letter = char.isascii()
        mark = re.escape(char)
        if not before:
            pieces.append((_TYPED if letter else _CHAR) + mark)
        elif not letter:
            pieces.append(_LEAVE + mark)
        else:
            pieces.append(f"(?:{_TO_LETTER})?{mark}" if before.isascii() else _TO_LETTER + mark)
        before = char
    return "".join(pieces)


@lru_cache(maxsize=64)
def finder(query: str) -> Callable[[str], bool]:
    """A test for indexes (see `index`): does the name hold `query`?

    As it is written, by hanzi, full pinyin, initials, or a mix of these, from the start of any syllable.
    An empty query finds everything.
    """
    plain = _plain(query).strip()[:_LONGEST_QUERY]
    letters = "".join(char for char in plain.replace("ü", "v") if char.isalnum())
    if not letters:
        return lambda entry: plain in entry.partition("\t")[0]
    search = re.compile(_pattern(letters)).search
    return lambda entry: search(entry) is not None or plain in entry


def matches(query: str, text: str) -> bool:
    """Whether `query` finds `text`; for many names keep their `index` and use one `finder`."""
    return finder(query)(index(text))
