"""Columns of numbers: which sign is the decimal one, decided by the whole column and never by one cell.

`1.234` alone says nothing: a German list means a thousand and more, an English one a little over one. Some
other value of the column usually tells; where none does, the column waits for a person's decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from kamtui.store.exchange.traditional import simplified
from kamtui.store.text import amounts

_SIGNS = re.compile(r"[^0-9.,]+")
_PLAIN = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
_APOSTROPHES = re.compile(r"(?<=\d)['’](?=\d{3})")
_SWAP = str.maketrans(".,", ",.")
_MOST = Decimal(10**15)


def decimal_sign(texts: Iterable[str], list_sign: str = ",", typed: bool = False) -> str:
    """The decimal sign of a column, "." or ","; "" when nothing tells or the column contradicts itself.

    `list_sign` is the sign between the file's columns: where it is ";", a comma is a likely decimal sign, so
    that `1,280` proves nothing. `typed` cells come from a workbook's own numbers, which use a point.
    """
    proven: set[str] = set()
    open_to_doubt: set[str] = set()
    for text in texts:
        body = _SIGNS.sub("", text)
        sign, sure = _evidence(body)
        (proven if sure else open_to_doubt).add(sign)
    proven.discard("")
    open_to_doubt.discard("")
    if typed and proven <= {"."}:
        return "."
    if proven:
        return proven.pop() if len(proven) == 1 else ""
    if "." in open_to_doubt or (list_sign == ";" and open_to_doubt):
        return ""
    return "."


def _evidence(body: str) -> tuple[str, bool]:
    """The decimal sign that one value shows, and whether it proves it; a sign in doubt is returned as it stands."""
    commas, points = body.count(","), body.count(".")
    if commas and points:
        return ("." if body.rindex(".") > body.rindex(",") else ","), True
    if not commas and not points:
        return "", False
    sign, other = (",", ".") if commas else (".", ",")
    if commas + points > 1:
        return other, True
    whole, _, rest = body.partition(sign)
    if len(rest) != 3 or whole in ("", "0") or len(whole) > 3:
        return sign, True
    return sign, False


def to_number(text: str, sign: str = ".", currency: str = "") -> tuple[Decimal, str]:
    """The number that a cell states and the currency that it names, `currency` if none.

    Raises ValueError for anything else, and for 10^15 and more.
    """
    if sign == "." and _PLAIN.fullmatch(text):
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise ValueError(text) from error
        if abs(number) >= _MOST:
            raise ValueError(text)
        return number, currency
    plain = simplified(_APOSTROPHES.sub("", text))
    return amounts.parse_money(plain.translate(_SWAP) if sign == "," else plain, currency)


def scaled(number: Decimal, factor: int) -> int:
    """`number` in units of 1/`factor`, rounded half-even: 125.43999999999998 times 10,000 is 1254400."""
    return int((number * factor).to_integral_value(ROUND_HALF_EVEN))
