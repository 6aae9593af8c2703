"""Fields that hold judgements, evidence or lines, in a few words for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from kamtui.store.fields.model import Field
from kamtui.store.fields.options import party
from kamtui.store.records import Bid, Contact, Evidence, Judgement, QuoteLine, Rating, Record, Stance, Verdict
from kamtui.store.records.judgement import Slot
from kamtui.store.text import amounts
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def structured(workspace: Workspace, record: Record, field: Field, value: Any) -> str:
    """What such a field says; "" where it says nothing yet."""
    if isinstance(value, Verdict):
        return verdict_text(value)
    if not isinstance(value, Mapping):
        return str(value)
    currency = getattr(record, "currency", "") or workspace.config.currency
    parts = (_part(workspace, field, name, one, currency) for name, one in sorted(value.items()))
    return word("fields.value.joint").join(part for part in parts if part)


def verdict_text(verdict: Verdict) -> str:
    """Whether we go for a deal, why, and who decided it when; "" while nothing is decided."""
    if verdict.go is None and not verdict.reason:
        return ""
    decided = "undecided" if verdict.go is None else "go" if verdict.go else "stop"
    said = [word(f"fields.verdict.{decided}"), verdict.reason, _aside(verdict.by, verdict.date)]
    return "  ".join(part for part in said if part)


def evidence_text(evidence: Evidence) -> str:
    """What the buyer did, with the day and the source."""
    return "  ".join(part for part in (evidence.what, _aside(evidence.source, evidence.date)) if part)


def stance_text(workspace: Workspace, stance: Stance) -> str:
    """How we meet a rival, why, and who decided it when; "" where nothing is said."""
    if not stance.strategy and not stance.why:
        return ""
    label = workspace.method.label_of("rival_strategies", stance.strategy)
    return "  ".join(part for part in (label, stance.why, _aside(stance.by, stance.date)) if part)


def bid_text(bid: Bid, currency: str) -> str:
    """What a vendor asks and promises, with the source and the day."""
    price = amounts.show(bid.price, currency) if bid.price is not None else ""
    said = (price, bid.technical, bid.commercial, _aside(bid.source, bid.date))
    return "  ".join(part for part in said if part)


def _part(workspace: Workspace, field: Field, name: str, one: Any, currency: str) -> str:
    match one:
        case Evidence():
            group = "layers" if field.name == "messages" else "stages"
            return f"{workspace.method.label_of(group, name)}: {evidence_text(one)}"
        case Stance():
            return f"{party(workspace, name)}: {stance_text(workspace, one)}"
        case Rating():
            known = party(workspace, name) if field.name == "scores" else _person(workspace, name)
            return f"{known} {one.value}" if one.value is not None else ""
        case Bid():
            return f"{party(workspace, name)}: {bid_text(one, currency)}"
        case Slot():
            what = workspace.method.label_of("decisions" if field.name == "decisions" else "duties", name)
            said = (one.state, _person(workspace, one.contact), one.note, _aside("", one.date))
            return f"{what}: {'  '.join(part for part in said if part)}"
        case tuple():
            joint = word("fields.value.joint")
            return f"{_person(workspace, name)}: {joint.join(workspace.method.label_of('roles', each) for each in one)}"
        case QuoteLine():
            price = amounts.show(one.price, currency) if one.price is not None else "-"
            return f"{one.name} ×{one.quantity} {price}"
        case Mapping():
            return f"{party(workspace, name)} {sum(_answered(one))}"
    return f"{name}={one}"


def _answered(answers: Mapping[str, Any]) -> Iterator[bool]:
    return (isinstance(one, Judgement) and one.value is not None for one in answers.values())


def _person(workspace: Workspace, contact: str) -> str:
    found = workspace.get(Contact, contact)
    return found.name if found else contact


def _aside(who: str, day: dt.date | None) -> str:
    said = [part for part in (who, day.isoformat() if day else "") if part]
    return f"({word('fields.value.joint').join(said)})" if said else ""
