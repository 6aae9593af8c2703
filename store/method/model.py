"""The method as the product uses it: frozen records with an id and a label in two languages.

Data keeps ids, never labels; a method gives each id its meaning. A workspace may hold ids of another method
or of an older one, so whatever is looked up may be unknown and then shows as its id.
"""

from typing import cast, get_args, get_origin

import msgspec

from kamtui.store.method.accounts import AccountKind, ActivityKind, Tier
from kamtui.store.method.base import Entry, Id, Label
from kamtui.store.method.deals import (
    ConcessionKind,
    DecisionMode,
    DiscountKind,
    ForecastCategory,
    LostReason,
    ObjectionKind,
    OpportunityKind,
    Outcome,
    Period,
    RelationshipStep,
    Reliability,
    RivalStrategy,
    SellingStep,
    Stage,
    WonReason,
)
from kamtui.store.method.judging import Assessment, ReviewStep, RiskRule
from kamtui.store.method.people import (
    Attitude,
    Duty,
    Function,
    KnowledgeItem,
    Layer,
    Level,
    Role,
    Style,
    TopDecision,
    Topic,
    TopicGroup,
    UpkeepWay,
)


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
    field.name: get_args(field.type)[0] for field in msgspec.structs.fields(Method) if get_origin(field.type) is tuple
}
"""Every list of a method by its key, with the kind of its entries."""
