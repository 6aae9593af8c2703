"""Writing a patch of fields: what goes into another card is moved, and a reason stands where it belongs."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

import msgspec

from kamtui.store.figures.gate import unanswered
from kamtui.store.method.deals import Question, Stage
from kamtui.store.records import Opportunity, Record
from kamtui.store.workspace import Change, Workspace

REASONED = ("stage", "stage_since", "category", "status")
"""Fields of an opportunity whose change a person gives a reason for."""

NO_RIVAL = ("no-budget", "no-decision", "withdrawn")
"""Reasons for which no competitor has won a lost deal (A6.13)."""


def keep(change: Change, record: Record, patch: Mapping[str, Any], reason: str = "") -> None:
    """Let `change` change these fields of a record; another account moves it into that account's card.

    The reason is kept with the events of a stage, a category or a status, and with a move.
    """
    fields = {name: value for name, value in patch.items() if name != "account"}
    reasoned = {name: value for name, value in fields.items() if name in REASONED}
    others = {name: value for name, value in fields.items() if name not in REASONED}
    if "account" in patch:
        change.move(record, patch["account"], reason)
    if reasoned:
        change.set(record, reason, **reasoned)
    if others:
        change.set(record, **others)


def unsaid(record: Record, patch: Mapping[str, Any], said: Container[str] = ()) -> list[str]:
    """The fields that this patch leaves empty of a deal that it closes (A6.13, C39).

    A won deal says why, in which step and with what lesson; a lost one to whom as well, and how far apart the prices
    were. That nobody knows the gap is an answer too: `said` are the fields about which something was said.
    """
    if not isinstance(record, Opportunity) or patch.get("status") not in ("won", "lost"):
        return []
    after = msgspec.structs.replace(record, **patch)
    asked: list[tuple[str, object]] = [("won_reason", after.won_reason)]
    if after.status == "lost":
        asked = [("lost_reason", after.lost_reason), ("lost_to", after.lost_to or after.lost_reason in NO_RIVAL)]
        known = after.price_gap is not None or "price_gap" in said or not after.lost_to
        asked.append(("price_gap", known))
    return [name for name, found in (*asked, ("stage", after.stage), ("lesson", after.lesson.strip())) if not found]


def missing(workspace: Workspace, record: Record, patch: Mapping[str, Any]) -> list[tuple[Stage, Question]]:
    """What the method wants known before this patch moves a deal to its new stage, and is not (A3.13)."""
    if not isinstance(record, Opportunity) or "stage" not in patch:
        return []
    filled = {name: value for name, value in patch.items() if name not in ("stage", "status")}
    if patch.get("status", "open") != "open":
        return []
    return unanswered(msgspec.structs.replace(record, **filled), workspace.method, patch["stage"])
