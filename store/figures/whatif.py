"""What if: an account leaves, or a gap is to be closed with open deals (issue line 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from kamtui.store.figures.concentration import Concentration, concentration


class Leaving(msgspec.Struct, frozen=True):
    """What changes when an account leaves."""

    sales: int
    """What it bought."""
    share: float | None
    """Of all sales; None where these are not above 0."""
    before: Concentration | None
    after: Concentration | None


def leaving(values: Mapping[str, int], account: str) -> Leaving:
    """The sales, the share and the concentration with and without an account."""
    own, whole = values.get(account, 0), sum(values.values())
    rest = [value for name, value in values.items() if name != account]
    share = own / whole if whole > 0 else None
    return Leaving(own, share, concentration(list(values.values())), concentration(rest))


def closing(deals: Sequence[tuple[str, int, float]], gap: int) -> list[str] | None:
    """The likeliest deals whose amounts together close a gap; None where all of them do not.

    `deals` are (id, amount, odds). The likeliest come first, of equal ones the larger; a deal that is not needed any
    more, because a later, larger one closes the gap without it, is left out.
    """
    if gap <= 0:
        return []
    chosen: list[tuple[str, int]] = []
    total = 0
    for name, amount, _ in sorted(deals, key=lambda deal: (-deal[2], -deal[1], deal[0])):
        if amount <= 0:
            continue
        chosen.append((name, amount))
        total += amount
        if total >= gap:
            break
    if total < gap:
        return None
    for name, amount in sorted(chosen, key=lambda deal: deal[1]):
        if total - amount >= gap:
            chosen.remove((name, amount))
            total -= amount
    return [name for name, _ in chosen]
