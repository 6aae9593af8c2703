"""Filters as people type them: words, `field:value`, comparisons, `is:`, `has:`, in Chinese and English.

The same grammar serves the filter line of the screens, saved views and `kamtui list`; docs/filters.md tells it.
"""

from __future__ import annotations

from kamtui.store.filters.completing import complete, completed
from kamtui.store.filters.parsing import Filter, parse

__all__ = ["Filter", "complete", "completed", "parse"]
