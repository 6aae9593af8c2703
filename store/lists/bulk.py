"""Many cells changed at once: what is typed, what it would do to each record, and doing it as one step.

The language: a plain value as in a form; `clear`; `+7d`, `-2w` moves each record's own day; `*1.1` or `×1.1`, `+10%`,
`+50万`, `-5` count from each record's own number; `+tag`, `-tag` adds to a list or takes from it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

import msgspec

from kamtui.store.fields import Field, currency_of, fields_of, keep, label, missing, options, patch_of, show, unsaid
from kamtui.store.fields.options import choose
from kamtui.store.fields.sound import Beside, unsound
from kamtui.store.records import Opportunity, Record
from kamtui.store.text import amounts, dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.text.words.lists import WORDS
from kamtui.store.workspace import Change, Workspace

_NUMBERS = ("money", "int", "percent", "quantity")
_CLEAR = {text.casefold() for text in WORDS["lists.clear"]}
_TIMES = re.compile(r"[*×x]\s*(\d{1,9}(?:\.\d{1,6})?)")
_PART = re.compile(r"([-+])\s*(\d{1,6}(?:\.\d{1,4})?)\s*%")


class CellEdit(msgspec.Struct, frozen=True):
    """What becomes of one cell: a patch that changes it, nothing where it has that value, or what is wrong."""

    record: Record
    label: str
    """What the field is called."""
    old: str
    new: str
    """What it will be, or the text that could not be understood."""
    patch: dict[str, Any] = {}
    problem: str = ""


class Plan(msgspec.Struct, frozen=True):
    """What a change of many cells would do, cell by cell."""

    edits: tuple[CellEdit, ...] = ()
    notes: tuple[str, ...] = ()
    """What of a pasted block was left out."""

    @property
    def changing(self) -> list[CellEdit]:
        """The cells that will change."""
        return [edit for edit in self.edits if edit.patch]

    @property
    def wrong(self) -> list[CellEdit]:
        """The cells to which it does not apply."""
        return [edit for edit in self.edits if edit.problem]

    @property
    def summary(self) -> str:
        """How many cells will change, have the value already, and do not apply."""
        same = len(self.edits) - len(self.changing) - len(self.wrong)
        parts = [word("lists.will_change", n=len(self.changing))]
        parts += [word("lists.same", n=same)] if same else []
        parts += [word("lists.not_applying", n=len(self.wrong))] if self.wrong else []
        return word("lists.joint").join(parts)

    def apply(self, change: Change, reason: str = "") -> None:
        """Make the changes; the cells of one record together, and why with those whose history keeps that."""
        patches: dict[str, tuple[Record, dict[str, Any]]] = {}
        for edit in self.changing:
            patches.setdefault(edit.record.id, (edit.record, {}))[1].update(edit.patch)
        for record, patch in patches.values():
            keep(change, record, patch, reason)


def planned(
    workspace: Workspace, records: Iterable[Record], field: Field, text: str, today: dt.date, reason: str = ""
) -> Plan:
    """What `text` would do to this field of each record.

    A deal that its method would ask about first is left out, unless a reason is given: see `asks_more`.
    """
    beside: dict[str, Record] = {}
    edits = []
    for record in records:
        edit = cell_edit(workspace, record, field, text, today, beside)
        edits.append(edit if reason else passing(workspace, edit))
        beside[record.id] = msgspec.structs.replace(record, **edits[-1].patch)
    return Plan(tuple(edits))


def asks_more(workspace: Workspace, record: Record, patch: Mapping[str, Any]) -> bool:
    """Whether a person has to say more than this patch: what a stage wants known, or why a deal was lost (A3.13)."""
    if not isinstance(record, Opportunity):
        return False
    return bool(unsaid(record, patch) or missing(workspace, record, patch))


def passing(workspace: Workspace, edit: CellEdit) -> CellEdit:
    """The edit of a cell, refused where a person has to say more."""
    if not asks_more(workspace, edit.record, edit.patch):
        return edit
    return msgspec.structs.replace(edit, patch={}, problem=word("lists.asks_more"))


def joined(plans: Sequence[Plan]) -> Plan:
    """Several plans as one."""
    return Plan(
        tuple(edit for plan in plans for edit in plan.edits), tuple(note for plan in plans for note in plan.notes)
    )


def cell_edit(
    workspace: Workspace, record: Record, field: Field, text: str, today: dt.date, beside: Beside | None = None
) -> CellEdit:
    """What `text`, in the language of bulk changes, does to a field of one record; `beside` change with it."""
    called, old = label(type(record), field.name), one_line(workspace, record, field)
    try:
        plain = _plain(text)
        if plain in _CLEAR:
            return typed_edit(workspace, record, field, "", today, beside)
        made = _relative(workspace, record, field, plain)
        if made is None:
            return typed_edit(workspace, record, field, text, today, beside)
    except (ValueError, InvalidOperation) as error:
        return CellEdit(record, called, old, clean(text, 60), problem=str(error))
    if made == getattr(record, field.name):
        return CellEdit(record, called, old, old)
    patch = {field.name: made}
    if wrong := unsound(workspace, record, patch, today, beside):
        return CellEdit(record, called, old, clean(text, 60), problem=next(iter(wrong.values())))
    return CellEdit(record, called, old, one_line(workspace, msgspec.structs.replace(record, **patch), field), patch)


def typed_edit(
    workspace: Workspace, record: Record, field: Field, text: str, today: dt.date, beside: Beside | None = None
) -> CellEdit:
    """What `text` as it is typed into a form does to a field of one record."""
    called, old = label(type(record), field.name), one_line(workspace, record, field)
    patch, wrong = patch_of(workspace, record, {field.key: text}, today, beside)
    if wrong:
        return CellEdit(record, called, old, clean(text, 60), problem=next(iter(wrong.values())))
    if not patch:
        return CellEdit(record, called, old, old)
    return CellEdit(record, called, old, one_line(workspace, msgspec.structs.replace(record, **patch), field), patch)


def one_line(workspace: Workspace, record: Record, field: Field) -> str:
    """A field's value in one line."""
    return " / ".join(show(workspace, record, field).split("\n"))


def editable(kind: type[Record]) -> list[Field]:
    """The fields of a kind that can be changed in many records at once."""
    return [field for field in fields_of(kind) if not field.hidden]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold().replace("−", "-")


def _relative(workspace: Workspace, record: Record, field: Field, plain: str) -> Any:
    """The value that follows from the record's own; None where the text says no such thing.

    Raises ValueError where there is nothing to count from.
    """
    value = getattr(record, field.name)
    if field.kind == "date" and plain[:1] in ("+", "-"):
        if value is None:
            raise ValueError(word("lists.nothing_to_move"))
        return dates.parse(plain, value)
    if field.kind in _NUMBERS:
        return _counted(field, value, plain, currency_of(workspace, record))
    if field.kind in ("list", "choices", "refs") and plain[:1] in ("+", "-") and plain[1:].strip():
        return _listed(workspace, record, field, value, plain)
    return None


def _counted(field: Field, value: int | None, plain: str, currency: str) -> int | None:
    """A number times, plus or minus something; None for a plain number."""
    times, part = _TIMES.fullmatch(plain), _PART.fullmatch(plain)
    adds = plain[:1] in ("+", "-") and not part
    if not (times or part or adds):
        return None
    if value is None:
        raise ValueError(word("lists.nothing_to_count"))
    if times:
        made = Decimal(value) * Decimal(times[1])
    elif part and field.kind != "percent":
        made = Decimal(value) * (100 + Decimal(part[1] + part[2])) / 100
    else:
        made = value + _addend(field, plain.rstrip("%"), currency)
    whole = int(made.to_integral_value(ROUND_HALF_EVEN))
    if whole < 0 <= value and field.kind != "quantity":
        raise ValueError(word("lists.below_nothing"))
    if field.kind == "percent" and whole > 100 * 10**field.scale:
        raise ValueError(word("fields.error.range", text=clean(plain, 40), low=0, high=100))
    if abs(whole) >= 10**17:
        raise ValueError(word("amounts.too_large", text=clean(plain, 40)))
    return whole


def _addend(field: Field, plain: str, currency: str) -> Decimal:
    """What is added, in the unit in which the field is kept."""
    amount, found = amounts.parse_money(plain, currency)
    if found != currency:
        raise ValueError(
            word(
                "fields.error.other_currency", text=clean(plain, 40), found=found, expected=currency,
                label=word("fields.currency"),
            )
        )  # fmt: skip
    if field.kind == "money":
        return amount.scaleb(field.scale) if field.scale else Decimal(amounts.to_minor(amount, currency))
    return amount.scaleb(field.scale)


def _listed(workspace: Workspace, record: Record, field: Field, value: tuple[str, ...], plain: str) -> tuple[str, ...]:
    """A list with one more, or one less."""
    one = plain[1:].strip()
    if field.kind != "list":
        one = choose(one, options(workspace, field, record), pinyin=bool(field.table))
    else:
        one = next((known for known in value if known.casefold() == one), one)
    if plain[0] == "+":
        return value if one in value else (*value, one)
    return tuple(known for known in value if known != one)
