"""What to find out from a person, in words."""

from __future__ import annotations

from kamtui.store import fields
from kamtui.store.figures.personal import Ask
from kamtui.store.records import Contact, Opportunity
from kamtui.store.text.safe import clean
from kamtui.store.workspace import Workspace


def ask_text(workspace: Workspace, deal: Opportunity | None, ask: Ask) -> str:
    """What is to be found out, in words."""
    method = workspace.method
    match ask.what:
        case "rating" | "field":
            return fields.label(Contact, ask.id)
        case "question":
            stage = method.stage(deal.stage) if deal else None
            asked_there = stage.must_know if stage else ()
            return clean(next((one.label.text for one in asked_there if one.id == ask.id), ask.id), 200)
    return clean(method.label_of("knowledge" if ask.what == "knowledge" else "topics", ask.id), 200)
