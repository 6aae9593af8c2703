"""The personal card: how complete it is, what to ask before a visit, what we know beside it (A4.17, A4.25, C19)."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from kamtui.store.figures.gate import is_answered
from kamtui.store.method.model import Method
from kamtui.store.method.people import KnowledgeItem, Topic
from kamtui.store.records import Contact, Opportunity, Profile


class Share(msgspec.Struct, frozen=True):
    """So many of so many; `ratio` is None where nothing is asked."""

    done: int
    n: int

    @property
    def ratio(self) -> Fraction | None:
        """Between 0 and 1."""
        return Fraction(self.done, self.n) if self.n else None


class Completeness(msgspec.Struct, frozen=True):
    """How much of a personal card is answered (C19)."""

    all: Share
    weighted: Share
    """The same in points of what each topic is worth in the deal's stage."""
    groups: dict[str, Share]
    """By group of topics."""


class Ask(msgspec.Struct, frozen=True):
    """Something to find out on the next visit, and what knowing it is worth now."""

    what: str
    """`rating`, `field`, `question`, `knowledge` or `topic`."""
    id: str
    worth: int


def asked(method: Method, sensitive: bool) -> list[Topic]:
    """The topics that are asked: without sensitive ones unless the workspace has turned them on."""
    return [topic for topic in method.topics if sensitive or topic.kind != "sensitive"]


def is_known(topic: Topic, person: Contact, profile: Profile) -> bool:
    """Whether a topic is answered, by the card or by a field of the contact; "does not apply" answers it too."""
    answer = profile.answers.get(topic.id)
    if answer is not None and (answer.answer or not answer.applies):
        return True
    return any(getattr(person, name, None) for name in topic.fields)


def worth(topic: Topic, stage: str) -> int:
    """How much knowing a topic helps in a stage: 1 where the method says nothing."""
    return topic.worth.get(stage, 1)


def completeness(person: Contact, profile: Profile, method: Method, stage: str, sensitive: bool) -> Completeness:
    """Answered ÷ asked, over all, by group, and weighted by what each topic is worth in the stage (C19)."""
    groups: dict[str, list[bool]] = {group.id: [] for group in method.topic_groups}
    done = points = whole = n = 0
    for topic in asked(method, sensitive):
        known = is_known(topic, person, profile)
        groups.setdefault(topic.group, []).append(known)
        n, whole = n + 1, whole + worth(topic, stage)
        if known:
            done, points = done + 1, points + worth(topic, stage)
    shares = {group: Share(sum(found), len(found)) for group, found in groups.items()}
    return Completeness(Share(done, n), Share(points, whole), shares)


def knowledge(person: Contact, profile: Profile, method: Method, sensitive: bool) -> dict[str, bool]:
    """The five-item meter: by item whether we know it, from the person's own word or from the card (A4.17).

    A sensitive item is left out while such topics are off; what was told of it is in the private card only.
    """
    topics = asked(method, sensitive)
    found = {}
    for item in method.knowledge:
        quiet = is_sensitive(item, method)
        if quiet and not sensitive:
            continue
        on_card = any(topic.group in item.topics and is_known(topic, person, profile) for topic in topics)
        told = (profile if quiet else person).knows.get(item.id)
        found[item.id] = on_card or bool(told and told.what)
    return found


def is_sensitive(item: KnowledgeItem, method: Method) -> bool:
    """Whether an item of the meter is sensitive: all topics of its groups are."""
    kinds = {topic.kind for topic in method.topics if topic.group in item.topics}
    return kinds == {"sensitive"}


def ask_list(
    person: Contact, profile: Profile, deal: Opportunity | None, method: Method, sensitive: bool, most: int = 10
) -> list[Ask]:
    """What to find out from a person at this stage, what is worth most first (B5.18).

    Asked for: what we do not know to place the person (worth 5), the hot button (4), what the stage wants known and
    is not (4), the five items (3), and topics of the card by their worth.
    """
    stage = deal.stage if deal else ""
    found: list[Ask] = []
    for name in ("attitude", "influence"):
        if getattr(person, name).value is None:
            found.append(Ask("rating", name, 5))
    if not person.hot_button:
        found.append(Ask("field", "hot_button", 4))
    elif not person.hot_button_proof:
        found.append(Ask("field", "hot_button_proof", 3))
    if deal is not None and deal.status == "open":
        found += [Ask("question", name, 4) for name in _open_questions(deal, method)]
    known = knowledge(person, profile, method, sensitive)
    found += [Ask("knowledge", name, 3) for name, done in known.items() if not done]
    found += [
        Ask("topic", topic.id, worth(topic, stage))
        for topic in asked(method, sensitive) if not is_known(topic, person, profile)
    ]  # fmt: skip
    return sorted(found, key=lambda ask: -ask.worth)[:most]


def _open_questions(deal: Opportunity, method: Method) -> list[str]:
    """The questions of the deal's stage that nobody has answered."""
    stage = method.stage(deal.stage)
    return [one.id for one in stage.must_know if not is_answered(deal, one)] if stage else []
