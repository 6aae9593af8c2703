"""The opportunity: a purchase that a customer considers (A3.*, A6.*)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec

from kamtui.store.records.base import Choice, Hidden, Long, Money, Record, Ref
from kamtui.store.records.judgement import Evidence, Judgement, Slot, Stance, Verdict
from kamtui.store.records.offer import Bid

Status = Literal["open", "won", "lost"]


class Answer(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is known about one of the method's questions that no field of the opportunity answers."""

    answer: str = ""
    """Empty: it is known, and was only ticked off."""
    date: dt.date | None = None
    source: str = ""
    """Who said it or who wrote it down."""


class Opportunity(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A deal. `stage` is the buyer's step (A3.01), `selling_step` ours (A3.02); an empty id is "unknown"."""

    table = "opportunities"
    tracked = (
        "status", "stage", "selling_step", "amount", "close_date", "odds", "category", "owner", "wait_until", "roles",
    )  # fmt: skip

    name: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    status: Annotated[Status, Choice("statuses")] = "open"
    stage: Annotated[str, Choice("stages")] = ""
    selling_step: Annotated[str, Choice("stages")] = ""
    """The buying stage whose selling step we have reached."""
    amount: Annotated[int | None, Money()] = None
    currency: str = ""
    odds: int | None = None
    """Percent, pinned by a person; None follows the stage (C01)."""
    category: Annotated[str, Choice("forecast_categories")] = ""
    """Forecast category picked by a person; empty follows the stage (C10)."""
    owner: Annotated[str, Ref("salespeople")] = ""
    kind: Annotated[str, Choice("opportunity_kinds")] = ""
    source: str = ""
    """Where the lead came from."""
    channel: str = ""
    products: Annotated[tuple[str, ...], Ref("products")] = ()
    competitors: Annotated[tuple[str, ...], Ref("competitors")] = ()
    opened: dt.date | None = None
    """The day the opportunity was found or first engaged."""
    stage_since: dt.date | None = None
    close_date: dt.date | None = None
    """Expected while open, actual once won or lost."""
    next_step: str = ""
    next_date: dt.date | None = None
    wait_until: dt.date | None = None
    """The day of something that has to be waited for; until then the deal does not count as stalled."""
    wait_for: str = ""
    """What it waits for: bid opening, an approval."""
    problem: Annotated[str, Long()] = ""
    """The problem that the purchase is to solve (A6.02)."""
    budget: Annotated[int | None, Money()] = None
    purchase_date: dt.date | None = None
    purchase_form: str = ""
    """Tender, negotiated, framework, direct (A2.20)."""
    purchase_owner: str = ""
    """The person in charge of the purchase at the customer (A3.13)."""
    decision_mode: Annotated[str, Choice("decision_modes")] = ""
    criteria: Annotated[str, Long()] = ""
    """What the customer will judge offers by, and who set it (A3.14)."""
    alternative: str = ""
    """What else would solve the problem without a purchase (A3.11)."""
    funding: str = ""
    """Where the money comes from (A2.18)."""
    approval_chain: Annotated[str, Long()] = ""
    """Who has to approve the purchase, in order (A2.20)."""
    target_price: Annotated[int | None, Money()] = None
    """What we want to close the negotiation at (A6.10)."""
    walk_away: Annotated[int | None, Money()] = None
    """The price below which we rather have no deal (A6.10)."""
    our_interests: Annotated[str, Long()] = ""
    """What we need out of the negotiation, and why (A6.10)."""
    their_interests: Annotated[str, Long()] = ""
    """What the customer needs out of it, behind what is demanded."""
    trade_options: Annotated[str, Long()] = ""
    """What could be traded: packages that cost one side little and are worth much to the other."""
    our_fallback: Annotated[str, Long()] = ""
    """What we do when there is no agreement."""
    their_fallback: Annotated[str, Long()] = ""
    """What the customer does when there is none."""
    our_gain: str = ""
    """What we win by the agreement (A6.12)."""
    their_gain: str = ""
    """What the customer wins by it."""
    bids: Annotated[dict[str, Bid], Hidden()] = msgspec.field(default_factory=dict)
    """Price and promises by vendor, `us` or a rival's id (A3.16)."""
    evidence: Annotated[dict[str, Evidence], Hidden()] = msgspec.field(default_factory=dict)
    """What the buyer was seen to do, by the id of the buying stage that it shows."""
    answers: Annotated[dict[str, dict[str, Judgement]], Hidden()] = msgspec.field(default_factory=dict)
    """Answers to the assessments' questions, by vendor (`us` or a rival's id) and question id (A6.01)."""
    go: Annotated[Verdict, Hidden()] = Verdict()
    """Whether we go for it, who decided and why."""
    strategies: Annotated[dict[str, Stance], Hidden()] = msgspec.field(default_factory=dict)
    """How we meet each rival in this deal, by the rival's id (A5.07)."""
    known: Annotated[dict[str, Answer], Hidden()] = msgspec.field(default_factory=dict)
    """By the id of a question of the method what is known (A3.13)."""
    roles: Annotated[dict[str, tuple[str, ...]], Hidden()] = msgspec.field(default_factory=dict)
    """The parts that people play in this purchase: role ids by contact id (A4.08). Who is not named here has the
    roles of the contact itself."""
    messages: Annotated[dict[str, Evidence], Hidden()] = msgspec.field(default_factory=dict)
    """What we say to each layer of interest, by its id (A4.20)."""
    decisions: Annotated[dict[str, Slot], Hidden()] = msgspec.field(default_factory=dict)
    """What the top has to decide: state, who, when, by the id of an entry of `decisions` (A4.03)."""
    duties: Annotated[dict[str, Slot], Hidden()] = msgspec.field(default_factory=dict)
    """Who at the customer answers for what, by the id of an entry of `duties` (A4.09, A4.10, A6.03)."""
    lost_reason: Annotated[str, Choice("lost_reasons")] = ""
    lost_to: Annotated[str, Ref("competitors")] = ""
    won_reason: Annotated[str, Choice("won_reasons")] = ""
    price_gap: int | None = None
    """By how many percent the one who won it, or the best rival in a deal that we won, was cheaper than we; negative
    where they were dearer."""
    lesson: str = ""
    """What to do again or otherwise next time, written down when the deal was closed."""
    tags: tuple[str, ...] = ()
    note: Annotated[str, Long()] = ""
