"""What cannot be although each field by itself can: refused where it is typed, with what is expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kamtui.store.fields.model import label
from kamtui.store.records import US, Competitor, Criterion, Opportunity, Record, Rival
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.text.words.fields import WORDS
from kamtui.store.workspace import Workspace


def unsound(workspace: Workspace, record: Record, patch: Mapping[str, Any]) -> dict[str, str]:
    """By field why a record cannot become what a patch makes of it; what was so before is left alone."""
    after = msgspec.structs.replace(record, **patch)
    match after:
        case Opportunity():
            return _dates(after, patch)
        case Competitor():
            return _ourselves(workspace, after, patch)
        case Criterion():
            return _weights(workspace, after, patch)
        case Rival():
            return _twice(workspace, after, patch)
    return {}


def _dates(deal: Opportunity, patch: Mapping[str, Any]) -> dict[str, str]:
    """A deal closes on or after the day on which it was found."""
    if not (deal.opened and deal.close_date and deal.close_date < deal.opened):
        return {}
    name = next((name for name in ("close_date", "opened") if name in patch), "")
    said = word("fields.error.before_opened", close=deal.close_date, opened=deal.opened)
    return {name: said} if name else {}


def _ourselves(workspace: Workspace, rival: Competitor, patch: Mapping[str, Any]) -> dict[str, str]:
    """A rival is not ourselves: neither a word for us, nor the name of this workspace."""
    ours = {_plain(text) for text in (US, *WORDS["fields.parties.us"], workspace.config.name)} - {""}
    for name, texts in (("name", (rival.name,)), ("aliases", rival.aliases)):
        if name in patch and any(_plain(text) in ours for text in texts):
            return {name: word("fields.error.ourselves", text=clean(rival.name, 40))}
    return {}


def _weights(workspace: Workspace, criterion: Criterion, patch: Mapping[str, Any]) -> dict[str, str]:
    """The weights of a deal's criteria do not add up to 0: nothing could be compared by them."""
    if "weight" not in patch or not criterion.opportunity:
        return {}
    every = workspace.of_account(Criterion, criterion.account)
    others = [each for each in every if each.opportunity == criterion.opportunity and each.id != criterion.id]
    weights = [each.weight for each in (*_kept(others), criterion)]
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
