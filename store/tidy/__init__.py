"""Tidying up: what looks wrong with the data, two records that are one, and how to make them one."""

from __future__ import annotations

from kamtui.store.tidy.issue import Issue
from kamtui.store.tidy.likely import Pair, likely_accounts, likely_people
from kamtui.store.tidy.merging import merge_accounts, merge_people
from kamtui.store.tidy.quality import ignore, issues, open_issues

__all__ = [
    "Issue",
    "Pair",
    "ignore",
    "issues",
    "likely_accounts",
    "likely_people",
    "merge_accounts",
    "merge_people",
    "open_issues",
]
