"""Words of screen 4, of a rival's page and of the battle card."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "rivals.count": ("{n} 个对手", "{n} rivals"),
    "rivals.empty": (
        "这里列出竞争对手：在哪些客户、胜负、怎么应对\n\n按 n 新建一个",
        "Rivals stand here: where they sit, won and lost, how to meet them\n\nPress n to add one",
    ),
    "rivals.none_decided": ("还没有和他们分出胜负的商机", "no deal against them is decided yet"),
    "rivals.rate": (
        "赢 {won} 丢 {lost}  赢率 {rate}（95% 区间 {low}–{high}）",
        "won {won}, lost {lost}  rate {rate} (95 % interval {low}–{high})",
    ),
    "rivals.few": ("只有 {n} 单，看不出规律", "only {n}, too few to tell"),
    "rivals.value": ("赢 {won} 丢 {lost}  按金额 {rate}", "won {won}, lost {lost}  by value {rate}"),
    "rivals.discount": ("{discount}（{n} 单有报价）", "{discount} ({n} with a quote)"),
    "rivals.why": ("为什么丢：{reasons}", "Why we lost: {reasons}"),
    "rivals.when": ("丢在哪一步：{stages}", "In which stage: {stages}"),
    "rivals.head_to_head": ("胜负", "Head to head"),
    "rivals.discounted": ("平均折扣", "Mean discount"),
    "rivals.by_value": ("按金额", "By value"),
    "rivals.column.accounts": ("客户", "Accounts"),
    "rivals.column.open": ("在谈", "Open"),
    "rivals.column.won": ("赢/丢", "Won/lost"),
    "rivals.column.rate": ("赢率", "Win rate"),
    "rivals.column.interval": ("95% 区间", "95% interval"),
    "rivals.column.value": ("按金额", "By value"),
    "rivals.column.discount": ("平均折扣", "Mean discount"),
    "rivals.column.reasons": ("丢单原因", "Why we lost"),
    "rivals.column.stages": ("丢在", "Lost in"),
    "rivals.card.strengths": ("他们的优势", "Strengths"),
    "rivals.card.weaknesses": ("他们的劣势", "Weaknesses"),
    "rivals.card.openings": ("客户的不满，我们的机会", "Openings: what their customers complain of"),
    "rivals.card.said": ("他们的说法与我们的回应", "What they say, and what we answer"),
    "rivals.card.heard": ("情报", "What we heard"),
    "rivals.card.lessons": ("经验教训", "Lessons"),
    "rivals.section.presence": ("所在客户", "Where they sit"),
    "rivals.section.deals": ("交手的商机", "Deals against them"),
    "rivals.section.heard": ("情报", "What we heard"),
    "rivals.section.said": ("他们的说法", "What they say"),
    "rivals.section.fields": ("资料", "Profile"),
    "rivals.formula": (
        "赢率 = 赢单 ÷（赢单 + 丢单），只算他们参与、已分胜负的单；两家都在的各算一次。区间为 95% Wilson（C39、C04）",
        "Win rate = won ÷ (won + lost), of the decided deals in which they competed; a deal with two rivals counts for "
        "both. The interval is the 95 % Wilson interval (C39, C04)",
    ),
    "rivals.open_left_out": ("没有计入：{n} 个在谈商机", "Left out: {n} open deals"),
    "rivals.mark_first": ("先用 x 标记 2 到 {n} 个对手", "Mark two to {n} rivals with x first"),
}
