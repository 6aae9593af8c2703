"""Headers: what a column's title means once spelling, units and the name of its object are set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from kamtui.store.exchange.aliases import ALIASES
from kamtui.store.exchange.signatures import OBJECTS
from kamtui.store.exchange.traditional import simplified

UNITS: dict[str, int] = {
    "元": 1,
    "千元": 10**3,
    "千": 10**3,
    "k": 10**3,
    "thousand": 10**3,
    "万元": 10**4,
    "万": 10**4,
    "百万元": 10**6,
    "百万": 10**6,
    "m": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "千万元": 10**7,
    "千万": 10**7,
    "亿元": 10**8,
    "亿": 10**8,
    "billion": 10**9,
}
"""How many of the currency's main unit each unit of amounts is."""
CURRENCIES = {
    "人民币": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "美元": "USD",
    "usd": "USD",
    "欧元": "EUR",
    "eur": "EUR",
    "日元": "JPY",
    "jpy": "JPY",
    "港币": "HKD",
    "港元": "HKD",
    "hkd": "HKD",
    "英镑": "GBP",
    "gbp": "GBP",
}
OWN_PREFIX = "kamtui "
"""How the columns that a rejects file adds begin; they are passed over when it comes back."""

_BRACKETS = re.compile(r"[(\[{【〔]([^)\]}】〕]*)[)\]}】〕]")
_OBJECT = re.compile(r"^\s*([a-z]+)\s+-\s+(.+)$", re.IGNORECASE)
_NOISE = re.compile(r"[\s_\-*:.#'\"`]+")


class Header(msgspec.Struct, frozen=True):
    """One column's title, taken apart."""

    text: str
    key: str
    """What aliases are looked up by."""
    object: str = ""
    """The kind that a title such as `Deal - Title` names."""
    unit: str = ""
    """A unit of `UNITS`, or `%`."""
    currency: str = ""


@lru_cache(maxsize=4096)
def header(text: str) -> Header:
    """The title of a column taken apart: `预计金额（万元）*` is 预计金额 in 万元."""
    plain = simplified(unicodedata.normalize("NFKC", text).casefold())
    unit = currency = ""
    for inside in _BRACKETS.findall(plain):
        for part in re.split(r"[\s,/:、]+", inside.removeprefix("单位")):
            unit = part if part in UNITS or part == "%" else unit
            currency = CURRENCIES.get(part, currency)
    bare = _BRACKETS.sub(" ", plain)
    named = _OBJECT.match(bare)
    kind = OBJECTS.get(named[1], "") if named else ""
    return Header(text, normal(named[2] if named and kind else bare), kind, unit, currency)


def normal(text: str) -> str:
    """A title without the differences that do not matter: width, case, traditional characters, spaces, punctuation."""
    return _NOISE.sub("", simplified(unicodedata.normalize("NFKC", text).casefold()))


@cache
def lookup(kind: str) -> dict[str, str]:
    """Targets of `kind` by normalised alias; a target without its own kind gets it in front."""
    found: dict[str, str] = {}
    for target, names in ALIASES[kind].items():
        full = target if "." in target else f"{kind}.{target}"
        for name in (*names.split(","), target.rpartition(".")[2] if "." not in target else ""):
            if key := normal(name):
                found.setdefault(key, full)
    return found


def target(title: Header, kind: str) -> str:
    """The target of a column in a sheet of `kind`, "" when no alias fits.

    A title of several names (`省/自治区`) goes by whichever is known.
    """
    if title.object and title.object != kind:
        own = lookup(title.object).get(title.key, "")
        return own if own in set(lookup(kind).values()) else lookup(kind).get(normal(title.object[:-1] + title.key), "")
    names = lookup(kind)
    return names.get(title.key) or next((names[part] for part in title.key.split("/") if part in names), "")


def is_known(text: str) -> bool:
    """Whether any kind knows this title."""
    title = header(text)
    return bool(title.key) and any(target(title, kind) for kind in ALIASES)


def find_header(rows: Sequence[Sequence[str]], wanted: Sequence[frozenset[str]] = ()) -> int:
    """Which of the first rows is the header: the one with the most known titles, or with all of a `wanted` set.

    Without two known titles it is the first row that fills at least two cells; -1 when there is none.
    """
    scores = []
    for place, row in enumerate(rows):
        keys = {header(cell).key for cell in row if cell.strip()}
        hits = sum(map(is_known, {cell for cell in row if cell.strip()}))
        scores.append((any(keys >= asked for asked in wanted), hits, -place))
    if not scores:
        return -1
    asked, hits, place = max(scores)
    if asked or hits >= 2:
        return -place
    return next((place for place, row in enumerate(rows) if sum(map(bool, map(str.strip, row))) >= 2), -1)
