"""Rows of targets and company totals placed: of one period and scope, and one currency, there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kamtui.store.exchange.ledger import Ledger
from kamtui.store.exchange.sources import Reader, Source
from kamtui.store.exchange.values import Row
from kamtui.store.figures.periods import bounds
from kamtui.store.records import TARGETS
from kamtui.store.workspace import Workspace


class TargetRows:
    """Places targets in ledgers of their own."""

    def __init__(self, workspace: Workspace, reader: Reader) -> None:
        """Place them among those of `workspace`."""
        self.ledgers: dict[str, Ledger] = {}
        """By kind."""
        self._workspace = workspace
        self._reader = reader

    def place(self, source: Source, row: int, said: Row) -> str:
        """Place a row; why it cannot be placed, "" where it was."""
        kind, values = source.kind, said.fields
        period = values["period"] = values.get("period", "").strip().replace("-Q", "Q").upper()
        try:
            bounds(period, 1)
        except ValueError:
            return "bad-period"
        if kind not in self.ledgers:
            known = self._workspace.records(TARGETS[kind])
            ledger = self.ledgers[kind] = Ledger(TARGETS[kind], known, self._reader.mapping.source)
            for key, record in known.items():
                ledger.index(_scope(msgspec.structs.asdict(record)), key)
        ledger = self.ledgers[kind]
        outside = source.value(f"{kind}.id", row) or ""
        scope = _scope(values)
        found = ledger.external.get(outside) or next(iter(ledger.found(scope)), "") or ledger.new_id(scope)
        if not values.get("name") and found not in ledger.known:
            values["name"] = " ".join(
                filter(
                    None,
                    (period, *(said for target in _SCOPE_TITLES if (said := source.value(f"{kind}.{target}", row)))),
                )
            )
        ledger.put(found, values, outside)
        ledger.index(scope, found)
        return ""


_SCOPE_TITLES = ("team", "owner", "line", "customer", "tier")


def _scope(values: Mapping[str, Any]) -> str:
    """What tells targets and totals apart that have these fields."""
    figure = values.get("figure") or "sales"
    others = (str(values.get(name) or "") for name in ("period", "currency", *_SCOPE_TITLES))
    return "\x1f".join((figure, *others))
