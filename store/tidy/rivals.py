"""Rivals that the catalog has twice: which may be one (A9.03), and the two answers, both of which are remembered."""

from __future__ import annotations

from typing import Any

import msgspec

from kamtui.store.fields import fields_of
from kamtui.store.fields.options import PARTIES
from kamtui.store.records import KINDS, Competitor, OrderLine, Record, Rival
from kamtui.store.text.spellings import Known, Why, pairs
from kamtui.store.text.words import word
from kamtui.store.tidy.likely import Pair
from kamtui.store.tidy.merging import filled
from kamtui.store.workspace import Change, Workspace

_BY_VENDOR = ("scores", "answers", "strategies", "bids")
"""Fields that are maps by the id of a vendor."""


class RivalPair(msgspec.Struct, frozen=True):
    """Two rivals of the catalog that may be one."""

    first: Competitor
    """The one that stays if they are."""
    second: Competitor
    why: Why


def likely_rivals(workspace: Workspace) -> list[RivalPair]:
    """Rivals whose names are alike, but for those of which somebody said that they are two."""
    rivals = [each for each in workspace.records(Competitor).values() if not each.archived]
    by_name = {each.name: each for each in rivals}
    found = pairs(Known(each.name, each.aliases, each.distinct) for each in rivals)
    return [RivalPair(by_name[each.name], by_name[each.spelling], each.why) for each in found]


def rival_issues(workspace: Workspace) -> list[Pair]:
    """The same as duplicates among the issues of the data."""
    why = {"punctuation": "same-name", "legal-form": "same-name", "alike": "alike"}
    return [
        msgspec.convert({"first": each.first.id, "second": each.second.id, "why": why[each.why]}, Pair)
        for each in likely_rivals(workspace)
    ]


def keep_apart(workspace: Workspace, one: Competitor, other: Competitor) -> None:
    """Remember in both that they are two rivals, as one step. Raises as `Workspace.change`."""
    with workspace.change(word("spelling.apart", one=one.name, other=other.name)) as change:
        for rival, name in ((one, other.name), (other, one.name)):
            if name not in rival.distinct:
                change.set(rival, distinct=(*rival.distinct, name))


def merge_rivals(workspace: Workspace, winner: Competitor, loser: Competitor) -> None:
    """Make one rival of two, as one step: deals, presences, what was heard and judged follow, the name is an alias.

    Raises ValueError for one and the same, and as `Workspace.change` does.
    """
    fields = filled(winner, loser)
    aliases = (*fields.get("aliases", winner.aliases), loser.name)
    fields["aliases"] = tuple(name for name in dict.fromkeys(aliases) if name != winner.name)
    fields["distinct"] = tuple(
        name for name in dict.fromkeys((*winner.distinct, *loser.distinct)) if name not in (winner.name, loser.name)
    )
    with workspace.change(word("tidy.merged", winner=winner.name, loser=loser.name)) as change:
        change.set(winner, **fields)
        gone = _joined_presences(workspace, change, winner.id, loser.id)
        for kind in KINDS.values():
            if kind is OrderLine:
                continue
            for record in workspace.records(kind).values():
                patch = {} if record.id in gone else _repointed(record, winner.id, loser.id)
                if patch:
                    change.set(record, **patch)
        change.remove(loser)


def _joined_presences(workspace: Workspace, change: Change, winner: str, loser: str) -> set[str]:
    """A rival sits in an account once: what the loser's presence says goes into the winner's; ids of those gone."""
    sitting = {each.account: each for each in workspace.records(Rival).values() if each.competitor == winner}
    gone = set()
    for each in workspace.records(Rival).values():
        if each.competitor == loser and each.account in sitting:
            fields = filled(sitting[each.account], each)
            change.set(sitting[each.account], **{name: said for name, said in fields.items() if name != "competitor"})
            change.remove(each)
            gone |= {each.id}
    return gone


def _repointed(record: Record, winner: str, loser: str) -> dict[str, Any]:
    """The fields in which a record names the loser, with the winner in its place."""
    patch: dict[str, Any] = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.name in _BY_VENDOR and isinstance(value, dict) and loser in value:
            others = {name: said for name, said in value.items() if name != loser}
            patch[field.name] = {winner: value[loser], **others}
        elif field.table == Competitor.table and isinstance(value, tuple) and loser in value:
            patch[field.name] = tuple(dict.fromkeys(winner if each == loser else each for each in value))
        elif value == loser and (field.table == Competitor.table or field.group in PARTIES):
            patch[field.name] = winner
    return patch
