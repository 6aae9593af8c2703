"""vCards (2.1, 3.0, 4.0) as a sheet of contacts, so that they are matched and rejected as any table is.

Read are the name, the organisation, the job, telephones, e-mail, the birthday and the note; photos, addresses and
keys are passed over. A card without an end, or a file without a card, is told of. Nothing of a card is believed to be
more than text.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Sequence

import msgspec

from kamtui.store.exchange.problems import UnreadableFileError
from kamtui.store.exchange.sheets import Sheet
from kamtui.store.exchange.sniff import find_encoding

MOST_CARDS = 20_000
HEADINGS = ("name", "account", "department", "title", "mobile", "phone", "email", "birthday", "note")
_BEGIN = b"BEGIN:VCARD"
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_PARTS = re.compile(r"(?<!\\);")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})|--(\d{2})-?(\d{2})")
_LONGEST_NOTE = 2000


class Line(msgspec.Struct, frozen=True):
    """One property of a card."""

    name: str
    """In capitals, without its group."""
    kinds: frozenset[str]
    """Its types and bare parameters in capitals: `CELL`, `WORK`, `QUOTED-PRINTABLE`."""
    value: str
    """As it stands, unfolded and decoded, still escaped."""


def is_vcards(data: bytes) -> bool:
    """Whether a file holds vCards."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[: len(_BEGIN)].upper() == _BEGIN


def read_vcards(file: str, data: bytes, encoding: str = "") -> Sheet:
    """The cards of a file as one sheet. Raises UnreadableFileError for a card that does not end."""
    encoding = encoding or find_encoding(data)
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = list(_rows(file, text, encoding))
    lines, cells = [1, *(line for line, _ in rows)], [list(HEADINGS), *(row for _, row in rows)]
    return Sheet(file, iter([(lines, cells)]), encoding=encoding, lines=len(rows) + 1)


def _rows(file: str, text: str, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Each card with the line on which it begins."""
    begun, card, count = 0, list[str](), 0
    for number, line in enumerate(text.split("\n"), 1):
        word = line.strip().upper()
        if word == "BEGIN:VCARD":
            if begun:
                raise UnreadableFileError(file, "open-vcard", line=begun)
            begun, card = number, []
        elif word == "END:VCARD" and begun:
            count += 1
            if count > MOST_CARDS:
                raise UnreadableFileError(file, "many-vcards", most=MOST_CARDS)
            yield begun, _row(list(_lines(card, encoding)))
            begun = 0
        elif begun:
            card.append(line)
    if begun:
        raise UnreadableFileError(file, "open-vcard", line=begun)


def _lines(card: Sequence[str], encoding: str) -> Iterator[Line]:
    """The properties of a card; folded lines are joined, and so are those of quoted-printable texts."""
    whole: list[str] = []
    for part in card:
        if whole and whole[-1].endswith("=") and "QUOTED-PRINTABLE" in whole[-1].upper():
            whole[-1] = whole[-1][:-1] + part
        elif whole and part[:1] in (" ", "\t"):
            whole[-1] += part[1:]
        else:
            whole.append(part)
    for raw in whole:
        head, colon, value = _cut(raw)
        if not colon:
            continue
        name, *parameters = head.split(";")
        kinds = _kinds(parameters)
        if "QUOTED-PRINTABLE" in kinds:
            spelled = next(
                (one.partition("=")[2] for one in parameters if one.upper().startswith("CHARSET=")), encoding
            )
            value = _quoted(value, spelled, encoding)
        yield Line(name.rpartition(".")[2].strip().upper(), kinds, value)


def _cut(raw: str) -> tuple[str, str, str]:
    """A property's head and value: the colon between them is the first one that stands in no quotes."""
    quoted = False
    for at, char in enumerate(raw):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return raw[:at], ":", raw[at + 1 :]
    return raw, "", ""


def _kinds(parameters: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for one in parameters:
        name, sign, value = one.partition("=")
        said = value if sign and name.strip().upper() in ("TYPE", "ENCODING") else name if not sign else ""
        found.update(part.strip().upper() for part in said.strip('"').split(","))
    return frozenset(found - {""})


def _quoted(value: str, charset: str, encoding: str) -> str:
    """A quoted-printable text; one in an encoding that is not known is read as the file is."""
    plain = quopri.decodestring(value.encode(encoding, errors="replace"))
    try:
        return plain.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return plain.decode(encoding, errors="replace")


def _row(lines: Sequence[Line]) -> list[str]:
    """The cells of a card in the order of `HEADINGS`."""
    values: dict[str, str] = {}
    for line in lines:
        values.setdefault(line.name, line.value)
    organisation, *departments = [_plain(part) for part in _PARTS.split(values.get("ORG", ""))]
    phones = [(line.kinds, _number(line.value)) for line in lines if line.name == "TEL"]
    speaking = [(kinds, number) for kinds, number in phones if number and not kinds & {"FAX", "PAGER", "MODEM"}]
    mobile = next((number for kinds, number in speaking if kinds & {"CELL", "IPHONE"}), "")
    work = next((number for kinds, number in speaking if "WORK" in kinds and number != mobile), "")
    phone = work or next((number for _, number in speaking if number != mobile), "")
    mails = [line for line in lines if line.name == "EMAIL" and "X400" not in line.kinds]
    preferred = next((line for line in mails if "PREF" in line.kinds), mails[0] if mails else None)
    return [
        _name(values),
        organisation,
        " / ".join(filter(None, departments)),
        _plain(values.get("TITLE", "") or values.get("ROLE", "")),
        mobile,
        phone,
        _plain(preferred.value).removeprefix("mailto:") if preferred else "",
        _birthday(values.get("BDAY", "")),
        _plain(values.get("NOTE", ""))[:_LONGEST_NOTE],
    ]


def _name(values: dict[str, str]) -> str:
    """The full name, or the one made of its parts: a Chinese surname comes first."""
    if full := _plain(values.get("FN", "")):
        return full
    last, first, *_ = [*(_plain(part) for part in _PARTS.split(values.get("N", ""))), "", ""]
    made = f"{first} {last}".strip() if (last or first).isascii() else last + first
    return made or _plain(values.get("NICKNAME", "")) or _plain(values.get("EMAIL", ""))


def _number(value: str) -> str:
    """A telephone number without its URI."""
    return _plain(value).removeprefix("tel:").partition(";")[0].strip()


def _birthday(value: str) -> str:
    """A day as the contact keeps it: `1970-04-15`, or `04-15` without its year."""
    found = _DAY.match(value.strip())
    if not found:
        return ""
    return f"{found[4]}-{found[5]}" if found[4] else f"{found[1]}-{found[2]}-{found[3]}"


def _plain(value: str) -> str:
    """A value without its escapes."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
