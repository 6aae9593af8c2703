"""Words of a deal's needs."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "needing.table": ("重要 × 紧急", "Importance × urgency"),
    "needing.urgent": ("紧急（{high} 分起）", "urgent (from {high})"),
    "needing.not_urgent": ("不急（{high} 分以下）", "not urgent (below {high})"),
    "needing.important": ("重要（{high} 分起）", "important (from {high})"),
    "needing.not_important": ("次要（{high} 分以下）", "less so (below {high})"),
    "needing.ungraded": ("还没评分", "not graded yet"),
    "needing.grades": ("重要 {importance} 紧急 {urgency}", "important {importance} urgent {urgency}"),
    "needing.best": ("最好：{who} {mark}", "best: {who} {mark}"),
    "needing.others": ("（{marks}）", " ({marks})"),
    "needing.nobody": ("没人记过谁能满足", "nobody is known to meet it"),
    "needing.trend": ("趋势{trend}", "{trend}"),
    "needing.unread": ("不是 0–5 的数，没有计入", "no number from 0 to 5, left out"),
}
