"""The rows of a person's card: who they are, what we know, what to ask, and the 66 topics in their groups."""

from __future__ import annotations

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.figures.people_past import turns
from kamtui.store.figures.personal import Share, ask_list, asked, completeness, is_known, is_sensitive, knowledge
from kamtui.store.method.people import Topic
from kamtui.store.people.asking import ask_text
from kamtui.store.people.cards import MASK, answer_text, profile_of, sensitive_on, told
from kamtui.store.people.circles import Mapped
from kamtui.store.people.curves import curve
from kamtui.store.people.told import rival_name, roles_text
from kamtui.store.records import Contact, Opportunity, Profile
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

FIRST = (
    "title", "department", "level", "function", "layer", "attitude", "influence", "closeness", "product_awareness",
    "reports_to", "coach", "coach_reliability", "coach_evidence", "upkeep", "hot_button", "hot_button_proof", "style",
    "birthday", "left", "mobile", "phone", "email", "wechat", "note",
)  # fmt: skip
"""The fields of a contact in the order in which the card shows them."""


def person_columns() -> list[Column]:
    """The two columns of the card."""
    return [
        Column("name", word("screens.page.field"), 30),
        Column("value", word("screens.page.value"), 30, flexible=True),
    ]


def person_rows(workspace: Workspace, found: Mapped, person: Contact) -> list[Row]:
    """Everything of a person; sensitive answers are masked, and not there at all while they are off."""
    profile, deal = profile_of(workspace, person), found.circle.deal if found.scope.deal else None
    return [
        *_facts(workspace, found, person),
        *_asks(workspace, person, profile, deal),
        *_meter(workspace, person, profile),
        *_turns(workspace, found, person),
        *_topics(workspace, person, profile, deal),
    ]


def share_text(share: Share) -> str:
    """So many of so many, and the percentage."""
    ratio = share.ratio
    return f"{share.done}/{share.n}" + (f" {round(100 * ratio)}%" if ratio is not None else " n/a")


def _facts(workspace: Workspace, found: Mapped, person: Contact) -> list[Row]:
    method, circle = workspace.method, found.circle
    rows = [
        Row("-roles", (Cell(word("fields.roles"), "muted"), roles_text(workspace, circle.roles(person)) or "-")),
    ]
    level = next((one for one in method.levels if one.id == person.level), None)
    if level is not None:
        powers = word("fields.value.joint").join(word(f"people.power.{power}") for power in level.powers)
        rows.append(
            Row("-powers", (Cell(word("people.card.powers"), "muted"), f"{powers}  {clean(level.duty.text, 200)}"))
        )
    for rival, relation in found.close_to(person):
        rows.append(Row(f"-rival{rival.id}", ("R", f"{rival_name(workspace, rival)} {relation:+d}")))
    for name in FIRST:
        field = fields.field_of(Contact, name)
        text = clean(fields.show(workspace, person, field).replace("\n", " / "), 300)
        rows.append(Row(f"field:{name}", (Cell(fields.label(Contact, name), "muted"), text)))
    style = next((one for one in method.styles if one.id == person.style), None)
    if style is not None:
        rows.append(Row("-advice", (Cell(word("people.card.advice"), "muted"), clean(style.advice.text, 200))))
    return rows


def _asks(workspace: Workspace, person: Contact, profile: Profile, deal: Opportunity | None) -> list[Row]:
    """What to find out on the next visit."""
    found = ask_list(person, profile, deal, workspace.method, sensitive_on(workspace))
    rows = [Row(f"-{word('people.part.asks')}", (Cell(word("people.part.asks"), "strong"),))]
    for ask in found:
        rows.append(Row(f"ask-{ask.what}:{ask.id}", (f"[{ask.worth}]", ask_text(workspace, deal, ask))))
    return rows if found else []


def _meter(workspace: Workspace, person: Contact, profile: Profile) -> list[Row]:
    """The five items, each known or not; Enter writes what the person told us."""
    method = workspace.method
    known = knowledge(person, profile, method, sensitive_on(workspace))
    title = f"{word('people.part.meter')} {sum(known.values())}/{len(known)}"
    rows = [Row("-meter", (Cell(title, "strong"),))]
    for item in method.knowledge:
        if item.id in known:
            said, quiet = told(workspace, person, item), is_sensitive(item, method)
            text = "" if said is None else MASK if quiet else clean(said.what, 200)
            box = "[x]" if known[item.id] else "[ ]"
            rows.append(Row(f"knows:{item.id}", (clean(item.label.text, 40), f"{box} {text}"), "*" if quiet else ""))
    return rows


def _turns(workspace: Workspace, found: Mapped, person: Contact) -> list[Row]:
    """The turning points of the relationship with their days, and the curve."""
    steps, reached = workspace.method.relationship_steps, turns(person, found.events)
    rows = [Row("-turns", (Cell(word("people.part.turns"), "strong"),))]
    for at, line in enumerate(curve(reached, len(steps), found.circle.today)):
        rows.append(Row(f"-curve{at}", ("", line)))
    for number, step in enumerate(steps, 1):
        days = [turn.day.isoformat() for turn in reached if turn.step == number]
        rows.append(Row(f"-step{number}", (f"{number} {clean(step.label.text, 30)}", days[0] if days else "-")))
    return rows


def _topics(workspace: Workspace, person: Contact, profile: Profile, deal: Opportunity | None) -> list[Row]:
    """The topics of the card by group, with how complete each group is."""
    method, on = workspace.method, sensitive_on(workspace)
    whole = completeness(person, profile, method, deal.stage if deal else "", on)
    weighted = f"{word('people.card.weighted')} {share_text(whole.weighted)}"
    title = f"{word('people.part.card')} {share_text(whole.all)}  {weighted}"
    rows = [Row("-card", (Cell(title, "strong"),))]
    for group in method.topic_groups:
        share = whole.groups[group.id]
        if share.n:
            rows.append(
                Row(f"-group-{group.id}", (Cell(f"{clean(group.label.text, 40)} {share_text(share)}", "strong"),))
            )
        rows += [
            _topic_row(person, profile, topic) for topic in asked(method, on) if topic.group == group.id
        ]  # fmt: skip
    if not on:
        rows.append(Row("-off", (Cell(word("people.card.off"), "muted"),)))
    return rows


def _topic_row(person: Contact, profile: Profile, topic: Topic) -> Row:
    number = f"{topic.number}" + (f"/{topic.seed}" if topic.seed else "")
    text = answer_text(profile.answers.get(topic.id), hidden=topic.kind == "sensitive")
    if not text and is_known(topic, person, profile):
        text = clean(", ".join(str(value) for name in topic.fields if name != "account"
                               and (value := getattr(person, name, ""))) or "[x]", 100)  # fmt: skip
    mark = "*" if topic.kind == "sensitive" else ""
    return Row(f"topic:{topic.id}", (f"{number:>5} {clean(topic.label.text, 60)}", text or Cell("-", "muted")), mark)
