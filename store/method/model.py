"""The method as the product uses it: frozen records with an id and a label in two languages.

Data keeps ids, never labels; a method gives each id its meaning. A workspace may hold ids of another method
or of an older one, so whatever is looked up may be unknown and then shows as its id.
"""

from typing import Annotated, Literal, cast

import msgspec

from kamtui.store.method.base import BLANK as BLANK
from kamtui.store.method.base import Count as Count
from kamtui.store.method.base import Days as Days
from kamtui.store.method.base import Entry as Entry
from kamtui.store.method.base import Id as Id
from kamtui.store.method.base import Label as Label
from kamtui.store.method.base import Percent as Percent
from kamtui.store.method.people import (
    Duty,
    KnowledgeItem,
    Style,
    TopDecision,
    Topic,
    TopicGroup,
    UpkeepWay,
)

RiskId = Literal[
    "stage-age", "no-activity", "ghosted", "overdue", "no-next-step", "few-contacts", "no-decider", "pushed",
    "pushed-often", "coach-silent", "no-rivals", "little-known", "outnumbered",
]  # fmt: skip
"""The rules that kamtui knows; a team switches them and sets their limits, but cannot invent others."""
StepId = Literal["hygiene", "changes", "risks", "stalled", "next", "actions", "close"]
"""The steps of a review that kamtui knows."""
Power = Literal["voice", "veto", "decide"]
"""What a level can do in a purchase: be heard, stop it, make it."""


class Question(Entry, frozen=True, kw_only=True):
    """Something to be known before a stage is left."""

    field: str = ""
    """The field of the opportunity that answers it, or none."""


class Stage(Entry, frozen=True, kw_only=True):
    """A step of the buyer, with what we do meanwhile (A3.01-A3.03, A3.11-A3.17)."""

    odds: Percent
    """Chance of winning an opportunity that stands here, unless someone pinned another (C01)."""
    category: Id
    """The forecast category of opportunities here, unless someone picked another (C10)."""
    stall_days: Days = 30
    """Days after which an opportunity that has not moved counts as stalled (C07)."""
    limits: dict[str, Days] = msgspec.field(default_factory=dict)
    """By the id of a risk rule its days in this stage; where it says nothing, the days of the rule."""
    short: Label = BLANK
    """For the head of a board column: up to 4 hanzi or 14 letters."""
    selling_step: Label = BLANK
    """Our own step beside the buyer's."""
    aim: Label = BLANK
    """What we want to have reached when the stage is left."""
    traits: tuple[Label, ...] = ()
    """What the customer does and feels in this stage."""
    focus: tuple[Id, ...] = ()
    """Ids of the functions, levels and roles to work on."""
    focus_note: Label = BLANK
    must_know: tuple[Question, ...] = ()
    periods: tuple[Id, ...] = ()
    """Ids of the periods of the selling cycle that the stage belongs to."""

    @property
    def head(self) -> str:
        """The short label, or the full one where there is none."""
        return self.short.text or self.label.text


class Outcome(Entry, frozen=True, kw_only=True):
    """How an opportunity ends: `won` or `lost`."""

    odds: Percent
    category: Id


class Mode(Entry, frozen=True, kw_only=True):
    """How a tier of customers is looked after (A1.09)."""


class Tier(Entry, frozen=True, kw_only=True):
    """A class of key accounts by what they contribute (A1.06-A1.11)."""

    mode: Mode
    visit_days: Days
    """At least one visit in so many days."""
    most: Count
    """How many accounts the tier should hold at most."""
    strategy: Label = BLANK


class Level(Entry, frozen=True, kw_only=True):
    """A height in the customer's organisation (A4.01, A4.02)."""

    powers: tuple[Power, ...] = ()
    duty: Label = BLANK


class Function(Entry, frozen=True, kw_only=True):
    """What a department does in a purchase (A4.06, A4.07)."""

    duty: Label = BLANK


class Role(Entry, frozen=True, kw_only=True):
    """The part that a person plays in one purchase (A4.08)."""

    duty: Label = BLANK
    decides: bool = False
    """Whether who plays it decides or approves: such a person is key (C16)."""


class Attitude(Entry, frozen=True, kw_only=True):
    """What a person thinks of us (A4.19)."""

    value: Annotated[int, msgspec.Meta(ge=-2, le=2)]
    symbol: str
    short: Label = BLANK
    """For narrow columns: up to 2 hanzi or 7 letters."""


class Layer(Entry, frozen=True, kw_only=True):
    """A layer of interest at the customer, with what it values (A4.20)."""

    values: Label = BLANK


class DecisionMode(Entry, frozen=True, kw_only=True):
    """How a customer comes to a decision (A4.12)."""

    meaning: Label = BLANK
    weights: dict[str, Percent] = msgspec.field(default_factory=dict)
    """Percent by level: how much a seat of that level counts for coverage (C17); 100 where it says nothing."""
    seats: tuple[Id, ...] = ()
    """Ids of the functions, levels and roles that count in every stage, beside those of the stage's own focus."""


class RelationshipStep(Entry, frozen=True, kw_only=True):
    """A turning point of a relationship (A3.08); the first one is closeness 1."""

    sign: Label = BLANK
    """What one can see when it is reached."""


class Period(Entry, frozen=True, kw_only=True):
    """A period of the selling cycle, seen from one side (A3.06)."""

    side: Literal["buyer", "seller"]


class SellingStep(Entry, frozen=True, kw_only=True):
    """One of the eight steps of working an account (A3.07)."""

    task: Label = BLANK


class ActivityKind(Entry, frozen=True, kw_only=True):
    """A way of meeting a customer."""

    in_person: bool = False
    """Whether it counts as a visit for the cadence of a tier."""
    one_way: bool = False
    """Whether only we speak: such contacts without an answer between them mean that a customer keeps silent."""


class OpportunityKind(Entry, frozen=True, kw_only=True):
    """What an opportunity is for us (A6.13)."""


class AccountKind(Entry, frozen=True, kw_only=True):
    """What sort of organisation a customer is (A1.15)."""


class WonReason(Entry, frozen=True, kw_only=True):
    """Why an opportunity was won."""


class LostReason(Entry, frozen=True, kw_only=True):
    """Why an opportunity was lost or given up."""


class ForecastCategory(Entry, frozen=True, kw_only=True):
    """How sure a forecast is of an opportunity; the groups stand from the least to the most sure (C10)."""


class JudgingQuestion(Entry, frozen=True, kw_only=True):
    """One question of an assessment; the same is asked of us and of each rival."""

    weight: Percent = 20
    hint: Label = BLANK
    """What would show it."""
    risk_from: int = 0
    """The buyer's step, counted from 1, from which it is a high risk while the answer is poor; 0 for never (C15)."""


class Section(Entry, frozen=True, kw_only=True):
    """A group of questions with a score of its own."""

    weight: Percent = 25
    questions: tuple[JudgingQuestion, ...]


class Assessment(Entry, frozen=True, kw_only=True):
    """A template by which a deal is judged (A6.01, C14, C15)."""

    scale: Literal["sign", "level"]
    """Answers are − ? + (C14), or levels from 0, unknown, to 3, proven (C15)."""
    sections: tuple[Section, ...]

    def questions(self) -> tuple[JudgingQuestion, ...]:
        """Every question, in order."""
        return tuple(question for section in self.sections for question in section.questions)


class RivalStrategy(Entry, frozen=True, kw_only=True):
    """How we meet a rival in a deal (A5.07)."""

    meaning: Label = BLANK


class Reliability(Entry, frozen=True, kw_only=True):
    """How far a source can be relied on (A4.16)."""

    percent: Percent


class ObjectionKind(Entry, frozen=True, kw_only=True):
    """What sort of thing is said against us, and the steps that answer it (A5.04, A5.05)."""

    steps: tuple[Label, ...] = ()


class DiscountKind(Entry, frozen=True, kw_only=True):
    """What a discount is given for (A6.06)."""


class ConcessionKind(Entry, frozen=True, kw_only=True):
    """What is moved in a negotiation: price, a technical or a commercial promise (A3.16)."""


class RiskRule(Entry, frozen=True, kw_only=True):
    """One thing that can be wrong with an open opportunity, and what it costs its health (C18, C49)."""

    id: RiskId
    on: bool = True
    stalls: bool = False
    """Whether an opportunity that it finds counts as stalled."""
    days: Days = 30
    """How long it waits; a stage can have days of its own under `limits`."""
    count: Count = 0
    """Of rules that count: pushes, people, percent known."""
    penalty: Percent = 0
    """What it takes off a health of 100."""


class ReviewStep(Entry, frozen=True, kw_only=True):
    """A step of the weekly review; the order of the list is that of the agenda (ux 6.2)."""

    id: StepId
    minutes: Count = 0
    """How long it should take; 0 for one that nobody times."""


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """How a team sells: every list of choices, in order, and the thresholds of the warnings."""

    id: Id
    label: Label
    source: Label
    """Where the method comes from."""
    stages: tuple[Stage, ...]
    outcomes: tuple[Outcome, ...]
    tiers: tuple[Tier, ...]
    levels: tuple[Level, ...]
    functions: tuple[Function, ...]
    roles: tuple[Role, ...]
    attitudes: tuple[Attitude, ...]
    layers: tuple[Layer, ...]
    decision_modes: tuple[DecisionMode, ...]
    relationship_steps: tuple[RelationshipStep, ...]
    periods: tuple[Period, ...]
    selling_steps8: tuple[SellingStep, ...]
    activity_kinds: tuple[ActivityKind, ...]
    opportunity_kinds: tuple[OpportunityKind, ...]
    account_kinds: tuple[AccountKind, ...]
    won_reasons: tuple[WonReason, ...]
    lost_reasons: tuple[LostReason, ...]
    forecast_categories: tuple[ForecastCategory, ...]
    assessments: tuple[Assessment, ...]
    rival_strategies: tuple[RivalStrategy, ...]
    reliabilities: tuple[Reliability, ...]
    objection_kinds: tuple[ObjectionKind, ...]
    discount_kinds: tuple[DiscountKind, ...]
    concession_kinds: tuple[ConcessionKind, ...]
    risk_rules: tuple[RiskRule, ...]
    review_steps: tuple[ReviewStep, ...]
    decisions: tuple[TopDecision, ...]
    duties: tuple[Duty, ...]
    knowledge: tuple[KnowledgeItem, ...]
    styles: tuple[Style, ...]
    upkeep_ways: tuple[UpkeepWay, ...]
    topic_groups: tuple[TopicGroup, ...]
    topics: tuple[Topic, ...]
    thresholds: dict[str, int]
    """Limits by name; the shipped `default.yaml` says what each one is."""

    def stage(self, stage_id: str) -> Stage | None:
        """The stage with this id, or None where the method has none."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)

    def stage_index(self, stage_id: str) -> int | None:
        """The stage's place, from 0, or None where the method has no such stage."""
        return next((index for index, stage in enumerate(self.stages) if stage.id == stage_id), None)

    def tier(self, tier_id: str) -> Tier | None:
        """The tier with this id, or None where the method has none."""
        return next((tier for tier in self.tiers if tier.id == tier_id), None)

    def outcome(self, outcome_id: str) -> Outcome | None:
        """The outcome `won` or `lost`, or None for anything else."""
        return next((outcome for outcome in self.outcomes if outcome.id == outcome_id), None)

    def entries(self, group: str) -> tuple[Entry, ...]:
        """All entries of a group such as `stages` or `tiers`, in order; none for a group that does not exist."""
        return cast("tuple[Entry, ...]", getattr(self, group)) if group in GROUPS else ()

    def label_of(self, group: str, entry_id: str) -> str:
        """The label of an entry in the language in use; its id where this method does not know it."""
        return next((entry.label.text for entry in self.entries(group) if entry.id == entry_id), entry_id)


GROUPS: dict[str, type[Entry]] = {
    "stages": Stage,
    "outcomes": Outcome,
    "tiers": Tier,
    "levels": Level,
    "functions": Function,
    "roles": Role,
    "attitudes": Attitude,
    "layers": Layer,
    "decision_modes": DecisionMode,
    "relationship_steps": RelationshipStep,
    "periods": Period,
    "selling_steps8": SellingStep,
    "activity_kinds": ActivityKind,
    "opportunity_kinds": OpportunityKind,
    "account_kinds": AccountKind,
    "won_reasons": WonReason,
    "lost_reasons": LostReason,
    "forecast_categories": ForecastCategory,
    "assessments": Assessment,
    "rival_strategies": RivalStrategy,
    "reliabilities": Reliability,
    "objection_kinds": ObjectionKind,
    "discount_kinds": DiscountKind,
    "concession_kinds": ConcessionKind,
    "risk_rules": RiskRule,
    "review_steps": ReviewStep,
    "decisions": TopDecision,
    "duties": Duty,
    "knowledge": KnowledgeItem,
    "styles": Style,
    "upkeep_ways": UpkeepWay,
    "topic_groups": TopicGroup,
    "topics": Topic,
}
"""Every list of a method by its key, with the kind of its entries."""
