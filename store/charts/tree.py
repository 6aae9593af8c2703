"""A dendrogram in text: which accounts are joined first, and how far apart what is joined is (C47)."""

from __future__ import annotations

from collections.abc import Sequence

BAR = 24
"""Cells of the longest distance."""


def tree_lines(names: Sequence[str], joins: Sequence[tuple[int, int, float]]) -> list[tuple[str, int | None]]:
    """The lines of the tree from its root down: text, and the number of the row where the line is a row itself.

    Args:
        names: Of the rows, cleaned.
        joins: As `figures.segments.merges` gives them: two numbers and their distance; join i is called n + i.
    """
    if not joins:
        return [(name, at) for at, name in enumerate(names)]
    longest = max(distance for _, _, distance in joins) or 1.0
    lines: list[tuple[str, int | None]] = []
    stack = [(len(names) + len(joins) - 1, "", "")]
    while stack:
        number, before, branch = stack.pop()
        if number < len(names):
            lines.append((f"{before}{branch}{names[number]}", number))
            continue
        one, other, distance = joins[number - len(names)]
        bar = "━" * max(1, round(distance / longest * BAR))
        lines.append((f"{before}{branch}┬{bar} {distance:.2f}", None))
        below = before + ("│ " if branch.startswith("├") else "  " if branch else "")
        stack.append((other, below, "└─"))
        stack.append((one, below, "├─"))
    return lines
