"""Tidying up: what looks wrong with the data, two records that are one, and how to make them one."""

from __future__ import annotations

from kamtui.store.tidy.issue import Issue
from kamtui.store.tidy.likely import Pair, likely_accounts, likely_people
from kamtui.store.tidy.merging import merge_accounts, merge_people
from kamtui.store.tidy.order_fixes import merge_orders, rescale_orders
from kamtui.store.tidy.order_lines import searching, unsearched
from kamtui.store.tidy.quality import ignore, ignored, ignoring, issues, open_issues
from kamtui.store.tidy.rivals import RivalPair, keep_apart, likely_rivals, merge_rivals
from kamtui.store.tidy.sources import Source, sources

__all__ = [
    "Issue",
    "Pair",
    "RivalPair",
    "Source",
    "ignore",
    "ignored",
    "ignoring",
    "issues",
    "keep_apart",
    "likely_accounts",
    "likely_people",
    "likely_rivals",
    "merge_accounts",
    "merge_orders",
    "merge_people",
    "merge_rivals",
    "open_issues",
    "rescale_orders",
    "searching",
    "sources",
    "unsearched",
]
