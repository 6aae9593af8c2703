"""Words that say what a line of a deal's page is for."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "meaning.go": (
        "做不做：看四个判断问题的得分和领先，由人决定，写明理由、谁、哪天（A6.01）",
        "Go or no-go: a person decides by the scores and the lead; the reason, who and when are kept (A6.01)",
    ),
    "meaning.periods": (
        "采购方经过观望期、选择期、购买期，我们经过通联期、竞争期、决战期；由各自所在的步骤推出（A3.06）",
        "The buyer goes through watching, choosing and buying, we through contact, competition and decision; each "
        "follows from the step that the side is in (A3.06)",
    ),
    "meaning.gate": (
        "离开这个阶段之前，方法要求弄清（A3.13）：",
        "What the method wants known before this stage is left (A3.13):",
    ),
    "meaning.wanted": ("“{stage}”阶段要弄清：{question}", "Wanted in the stage {stage}: {question}"),
    "meaning.element": (
        "{name}是量化商机的十项之一（A6.02）",
        "{name} is one of the ten things that quantify a deal (A6.02)",
    ),
    "meaning.amount": (
        "金额决定通常由哪一级拍板（A4.05），并按赢率计入加权金额（C02）",
        "The amount says which level usually decides (A4.05), and counts by the odds in the weighted pipeline (C02)",
    ),
    "meaning.category": (
        "没有人选定时按采购阶段（C10）",
        "Follows the buying stage unless someone has picked it (C10)",
    ),
    "meaning.changed": ("最近的改动：", "Latest changes:"),
    "meaning.untracked": ("这个字段不记历史", "No history is kept of this field"),
    "meaning.written": ("记录最后由 {who} 于 {day} 修改", "The record was last changed by {who} on {day}"),
    "meaning.gifts": (
        "{year} 年每人收到的礼品，年度限额 {limit}（A6.07）：",
        "Gifts to each person in {year}, against the yearly limit of {limit} (A6.07):",
    ),
    "meaning.score": ("我们 {ours}，他们 {theirs}", "we {ours}, they {theirs}"),
}
