"""What cannot be although each field by itself can: refused where it is typed, with what is expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kamtui.store.fields.model import label
from kamtui.store.figures.needs import BEST, met
from kamtui.store.records import US, Competitor, Criterion, Need, Opportunity, Record, Rival
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.text.words.fields import WORDS
from kamtui.store.workspace import Workspace

Beside = Mapping[str, Record]
"""Other records as they will be after the same change, by id."""


def unsound(
    workspace: Workspace, record: Record, patch: Mapping[str, Any], today: dt.date, beside: Beside | None = None
) -> dict[str, str]:
    """By field why a record cannot become what a patch makes of it; what was so before is left alone."""
    after = msgspec.structs.replace(record, **patch)
    match after:
        case Opportunity():
            return _dates(after, patch, today)
        case Competitor():
            return _ourselves(workspace, after, patch)
        case Criterion():
            return _weights(workspace, after, patch, beside or {})
        case Rival():
            return _twice(workspace, after, patch)
        case Need():
            return _marks(after, patch)
    return {}


def is_ourselves(workspace: Workspace, name: str) -> bool:
    """Whether a name is a word for us, or the name of this workspace."""
    ours = {_plain(text) for text in (US, *WORDS["fields.parties.us"], workspace.config.name)} - {""}
    return _plain(name) in ours


def _dates(deal: Opportunity, patch: Mapping[str, Any], today: dt.date) -> dict[str, str]:
    """A deal closes on or after the day on which it was found.

    Where that is not known, an open deal is not expected to close before the day on which it was written down; of a
    closed one that says nothing, since many are written down later, nor does a clock that is ahead of ours.
    """
    name = next((name for name in ("close_date", "opened", "status") if name in patch), "")
    if not (name and deal.close_date):
        return {}
    if deal.opened:
        said = word("fields.error.before_opened", close=deal.close_date, opened=deal.opened)
        return {name: said} if deal.close_date < deal.opened else {}
    created = deal.created.astimezone().date() if deal.created else None
    if created and deal.status == "open" and name == "close_date" and deal.close_date < created <= today:
        said = word("fields.error.before_created", close=deal.close_date, created=created,
                    label=label(Opportunity, "opened"))  # fmt: skip
        return {name: said}
    return {}


def _ourselves(workspace: Workspace, rival: Competitor, patch: Mapping[str, Any]) -> dict[str, str]:
    """A rival is not ourselves: neither a word for us, nor the name of this workspace."""
    for name, texts in (("name", (rival.name,)), ("aliases", rival.aliases)):
        if name in patch and any(is_ourselves(workspace, text) for text in texts):
            return {name: word("fields.error.ourselves", text=clean(rival.name, 40))}
    return {}


def _marks(need: Need, patch: Mapping[str, Any]) -> dict[str, str]:
    """How well a supplier meets a need is a number from 0 to 5, or a word that counts for nothing."""
    for text in need.fit.values() if "fit" in patch else ():
        if text.strip().lstrip("+-−").replace(".", "", 1).isdecimal() and met(text) is None:
            return {"fit": word("fields.error.range", text=clean(text, 40), low=0, high=BEST)}
    return {}


def _weights(workspace: Workspace, criterion: Criterion, patch: Mapping[str, Any], beside: Beside) -> dict[str, str]:
    """The weights of a deal's criteria do not add up to 0: nothing could be compared by them."""
    if "weight" not in patch or not criterion.opportunity:
        return {}
    every = workspace.of_account(Criterion, criterion.account)
    others = [each for each in every if each.opportunity == criterion.opportunity and each.id != criterion.id]
    then = [beside.get(each.id, each) for each in others]
    weights = [each.weight for each in (*_kept(each for each in then if isinstance(each, Criterion)), criterion)]
    return {"weight": word("fields.error.no_weight")} if not any(each is None or each for each in weights) else {}


def _kept(criteria: Iterable[Criterion]) -> Iterable[Criterion]:
    return (each for each in criteria if not each.archived)


def _twice(workspace: Workspace, rival: Rival, patch: Mapping[str, Any]) -> dict[str, str]:
    """A competitor sits in an account once; more of their products belong into that one record."""
    if "competitor" not in patch or not rival.account:
        return {}
    others = workspace.of_account(Rival, rival.account)
    known = any(each.competitor == rival.competitor and each.id != rival.id and not each.archived for each in others)
    return {"competitor": word("fields.error.rival_twice", label=label(Rival, "competitor"))} if known else {}


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
