"""Rows about a rival that several pages share: our strategy in a deal, what they say, what was heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamtui.screens.pages.rows import field_row
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.deals.rival_told import news_said, stance_said, steps_of
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import sign
from kamtui.store.deals.sheet import Sheet
from kamtui.store.records import Competitor, Contact, Intelligence, Objection, Rival
from kamtui.store.text.cells import width, wrap
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

FADED = 30
"""Percent of worth below which a piece of news is shown muted."""
_LONGEST = 400


def record_key(key: str) -> str:
    """The key of the row of the record that a row belongs to: `more:TABLE:ID:…` goes on with `TABLE:ID`."""
    return ":".join(key.split(":")[1:3]) if key.startswith("more:") else key


def stance_rows(sheet: Sheet, vendor: str) -> Iterator[Row]:
    """How we meet a rival in a deal; Enter on `stance:ID` changes it."""
    competitor = sheet.workspace.get(Competitor, vendor)
    if competitor:
        text = stance_said(RivalSheet(sheet.workspace, competitor, sheet.today), sheet.deal)
        shown = Cell(clean(text, _LONGEST)) if text else Cell(word("rivals.stance.none"), "muted")
        yield Row(f"stance:{vendor}", (Cell(word("rivals.stance"), "muted"), shown))


def said_rows(sheet: RivalSheet, said: Objection, room: int) -> Iterator[Row]:
    """What they say, our answer, and the steps of the method for such a thing (A5.04-A5.06), wrapped."""
    kind = sheet.method.label_of("objection_kinds", said.kind) if said.kind else ""
    key = f"{said.table}:{said.id}"
    first, *others = wrap(clean(said.subject, _LONGEST), room)
    answer = wrap(clean(f"→ {said.answer}", _LONGEST), room) if said.answer else []
    yield Row(key, (Cell(clean(kind, 40), "muted"), first))
    yield from (Row(f"more:{key}:said:{at}", ("", text)) for at, text in enumerate((*others, *answer)))
    for place, step in enumerate(steps_of(sheet, said)):
        yield Row(f"more:{key}:step:{place}", ("", Cell(clean(step, _LONGEST), "muted")))


def news_row(sheet: RivalSheet, item: Intelligence, left: int | None) -> Row:
    """What was heard, with source, reliability and what it is worth today; what has faded is muted."""
    look = "muted" if left is not None and left < FADED else ""
    said = f"{item.subject}  {news_said(sheet, item, left)}"
    return Row(f"{item.table}:{item.id}", (Cell(str(item.date or "-"), "muted"), Cell(clean(said, _LONGEST), look)))


def presence_rows(workspace: Workspace, rival: Rival, name: str, room: int) -> Iterator[Row]:
    """What a rival has in an account, who sells for them and whom they know, and what the customer complains of.

    What does not fit into `room` cells goes on in the next row.
    """
    key = f"{rival.table}:{rival.id}"
    first, *others = _packed(_has(workspace, rival), room)
    yield Row(key, (clean(name, 60), first))
    yield from (Row(f"more:{key}:has:{at}", ("", text)) for at, text in enumerate(others))
    for part, texts in (("rep", _packed(_rep(workspace, rival), room)), ("opening", _opening(rival, room))):
        label = Cell(f"  {word(f'rivals.presence.{part}')}", "muted")
        for at, text in enumerate(each for each in texts if each):
            yield Row(f"more:{key}:{part}:{at}", (label if not at else "", text))


def profile_rows(workspace: Workspace, rival: Competitor) -> Iterator[Row]:
    """The fields of a rival, such as strengths and weaknesses (A5.09)."""
    return (field_row(workspace, rival, field) for field in fields.fields_of(Competitor) if not field.hidden)


def _packed(parts: Sequence[str], room: int) -> list[str]:
    """The parts in as few lines as they fit into, at least one."""
    lines = [""]
    for part in (clean(each, _LONGEST) for each in parts):
        joined = f"{lines[-1]}  {part}" if lines[-1] else part
        if width(joined) <= room:
            lines[-1] = joined
        else:
            lines = [*filter(None, lines), *wrap(part, room)]
    return lines


def _opening(rival: Rival, room: int) -> list[str]:
    """What the customer is unhappy with: our way in (A5.11)."""
    return wrap(clean(rival.issues.replace("\n", " / "), _LONGEST), room)


def _has(workspace: Workspace, rival: Rival) -> list[str]:
    """Product, quantity, yearly spend, share of the wallet, satisfaction, since when and until when, strategy."""
    said = []
    for name in ("product", "quantity", "spend", "share", "satisfaction", "since", "expires", "strategy"):
        text = _shown(workspace, rival, name)
        if text:
            said.append(text if name in ("product", "strategy") else f"{fields.label(Rival, name)} {text}")
    return said


def _rep(workspace: Workspace, rival: Rival) -> list[str]:
    """Their salesperson, how that person sells, and how they stand with our contacts (A5.02, A5.03)."""
    style = word("fields.value.joint").join(rival.style)
    who = f"{rival.rep} ({style})" if rival.rep and style else rival.rep or style
    people = ((workspace.get(Contact, person), rating.value) for person, rating in rival.relations.items())
    known = [f"{person.name} {sign(value)}" for person, value in people if person and value is not None]
    return [part for part in (who, *known) if part]


def _shown(workspace: Workspace, rival: Rival, name: str) -> str:
    text = fields.show(workspace, rival, fields.field_of(Rival, name))
    return "" if text == fields.UNKNOWN else text
