"""What the method wants known before a buying stage is left, and is not (A3.13)."""

from __future__ import annotations

from kamtui.store.method.deals import Question, Stage
from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity


def unanswered(opportunity: Opportunity, method: Method, to: str) -> list[tuple[Stage, Question]]:
    """The questions of every stage that is left on the way to the stage `to`, in order, that nobody has answered.

    A question with a field is answered when the field is filled; one without, when `known` has it. Moving back, or
    from or to a stage that the method does not have, leaves nothing and asks nothing; so does a closed opportunity.
    """
    start, end = method.stage_index(opportunity.stage), method.stage_index(to)
    if start is None or end is None or opportunity.status != "open":
        return []
    left = method.stages[start:end]
    asked: dict[str, tuple[Stage, Question]] = {}
    for stage in left:
        for question in stage.must_know:
            if not is_answered(opportunity, question):
                asked.setdefault(question.field or question.id, (stage, question))
    return list(asked.values())


def is_answered(opportunity: Opportunity, question: Question) -> bool:
    """Whether something stands in the question's field, or among what is known where it has none."""
    if not question.field:
        return question.id in opportunity.known
    return getattr(opportunity, question.field, None) not in (None, "", (), {})
