"""Where each screen lies: any screen can open any other without importing it, and it is loaded when first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from kamtui.store.records import Competitor, Opportunity, Quote, Record, Rival

MAIN = {
    "accounts": "lists.accounts:AccountsScreen",
    "pipeline": "board.pipeline:PipelineScreen",
    "stakeholders": "people.stakeholders:StakeholdersScreen",
    "competitors": "rivals.competitors:CompetitorsScreen",
    "charts": "charts.page:ChartsScreen",
    "review": "review.page:ReviewScreen",
    "agenda": "lists.agenda:AgendaScreen",
}
"""The main screens: by the name of the command that goes there the module and its class."""

PLACES = {
    **MAIN,
    "page": "pages.page:PageScreen",
    "deal": "deal.page:DealScreen",
    "rival": "rivals.rival:RivalScreen",
    "presence": "rivals.presence:PresenceScreen",
    "quote": "pages.quote:QuoteScreen",
    "person": "people.person:PersonScreen",
    "circle": "people.circle:CirclePage",
    "answers": "deals.answers:AnswersScreen",
    "chart_records": "charts.records:ChartRecordsScreen",
    "segments": "charts.segments:SegmentsScreen",
    "whatif": "charts.whatif:WhatIfScreen",
    "quality": "upkeep.quality:QualityScreen",
    "attention": "upkeep.attention:AttentionScreen",
    "history": "upkeep.history:HistoryScreen",
}
"""All screens."""

_PAGES: dict[type[Record], str] = {Opportunity: "deal", Competitor: "rival", Quote: "quote", Rival: "presence"}


def place(name: str) -> Callable[..., Any]:
    """The class of a screen; its arguments are the workspace, the notice, and what it is to show."""
    module, _, kind = PLACES[name].partition(":")
    found: Callable[..., Any] = getattr(import_module(f"kamtui.screens.{module}"), kind)
    return found


def page_of(kind: type[Record]) -> str:
    """Which screen is the page of such a record: deals, rivals and quotes have one of their own."""
    return _PAGES.get(kind, "page")
