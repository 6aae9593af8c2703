"""The personal card: reading an answer that was typed, writing it into the private folder, hiding what is sensitive."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kamtui.store.figures.personal import is_sensitive
from kamtui.store.method.people import KnowledgeItem, Topic
from kamtui.store.records import Contact, PersonalAnswer, Profile
from kamtui.store.records.judgement import Evidence
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change, DamagedFileError, Workspace

MASK = "****"
NOT_FOR_ME = ("-", "－", "n/a", "N/A")
"""What a person types where a question does not apply."""


def profile_of(workspace: Workspace, person: Contact) -> Profile:
    """The personal card of a person; a blank one where there is none or the file cannot be read."""
    try:
        return workspace.profile(person)
    except (DamagedFileError, OSError):
        return Profile(id=person.id, account=person.account)


def sensitive_on(workspace: Workspace) -> bool:
    """Whether the workspace names a purpose for sensitive topics (A4.25)."""
    return bool(workspace.config.sensitive_purpose.strip())


def read_answer(text: str, today: dt.date) -> PersonalAnswer:
    """What one line says: the answer, and behind ` @` who said it; a lone `-` means that it does not apply."""
    said, sign, source = text.strip().rpartition(" @")
    if not sign:
        said, source = text.strip(), ""
    if said in NOT_FOR_ME:
        return PersonalAnswer(applies=False, date=today, source=source.strip())
    return PersonalAnswer(answer=said.strip(), date=today, source=source.strip())


def answer_text(answer: PersonalAnswer | None, *, hidden: bool = False) -> str:
    """An answer with its source and day, on one line; masked when it is `hidden`; "" where nothing is known."""
    if answer is None or (answer.applies and not answer.answer):
        return ""
    if hidden:
        return MASK
    said = clean(answer.answer, 200) if answer.applies else word("people.card.not_for_me")
    ground = " ".join(filter(None, (clean(answer.source, 40), answer.date.isoformat() if answer.date else "")))
    return f"{said} ({ground})" if ground else said


def typed_text(answer: PersonalAnswer | None) -> str:
    """An answer as it is typed."""
    if answer is None:
        return ""
    said = answer.answer if answer.applies else NOT_FOR_ME[0]
    return f"{said} @{answer.source}" if answer.source else said


def keep_answer(workspace: Workspace, change: Change, person: Contact, topic: Topic, answer: PersonalAnswer) -> None:
    """Write an answer into the private folder; an empty one takes the answer away.

    Raises DamagedFileError where the file cannot be read, and ValueError for a sensitive topic that is off.
    """
    if topic.kind == "sensitive" and not sensitive_on(workspace):
        raise ValueError(word("people.card.off"))
    answers = {name: said for name, said in workspace.profile(person).answers.items() if name != topic.id}
    if answer.answer or not answer.applies:
        answers[topic.id] = answer
    _keep(workspace, change, person, answers=answers)


def told(workspace: Workspace, person: Contact, item: KnowledgeItem) -> Evidence | None:
    """What the person told us of an item of the meter: a sensitive one from the private card, if such topics are on."""
    if not is_sensitive(item, workspace.method):
        return person.knows.get(item.id)
    return profile_of(workspace, person).knows.get(item.id) if sensitive_on(workspace) else None


def keep_told(workspace: Workspace, change: Change, person: Contact, item: KnowledgeItem, heard: Evidence) -> None:
    """Write what the person told us of an item; a sensitive one into the private folder. Empty takes it away.

    Raises as `keep_answer` does.
    """
    quiet = is_sensitive(item, workspace.method)
    if quiet and not sensitive_on(workspace):
        raise ValueError(word("people.card.off"))
    before = (workspace.profile(person) if quiet else person).knows
    knows = {name: said for name, said in before.items() if name != item.id} | ({item.id: heard} if heard.what else {})
    if quiet:
        _keep(workspace, change, person, knows=knows)
    else:
        change.set(person, knows=knows)


def _keep(workspace: Workspace, change: Change, person: Contact, **fields: Any) -> None:
    if person.id in workspace.profiles():
        change.set(workspace.profile(person), **fields)
    else:
        change.add(Profile(id=person.id, account=person.account, **fields))
