"""What the stall and risk rules say of a deal, with the numbers that made them speak."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "risks.stage-age": ("本阶段已 {n} 天（上限 {limit}）", "{n} {n:day|days} in its stage (limit {limit})"),
    "risks.no-activity": ("{n} 天没有活动（上限 {limit}）", "no activity for {n} {n:day|days} (limit {limit})"),
    "risks.ghosted": ("客户 {n} 天没有回音（上限 {limit}）", "no answer for {n} {n:day|days} (limit {limit})"),
    "risks.overdue": ("成交日期过了 {n} 天", "close date {n} {n:day|days} ago"),
    "risks.no-next-step": ("下一步过期 {n} 天", "next step {n} {n:day|days} late"),
    "risks.no-next-step.none": ("没有下一步", "no next step"),
    "risks.few-contacts": ("近期只接触 {n} 人（至少 {limit}）", "only {n} people met lately (at least {limit})"),
    "risks.no-decider": ("{n} 天没接触决策者（上限 {limit}）", "no decider met for {n} {n:day|days} (limit {limit})"),
    "risks.no-decider.none": ("从未接触决策者", "never met a decider"),
    "risks.pushed": ("日期推迟 {n} 次", "date pushed {n} {n:time|times}"),
    "risks.pushed-often": ("推迟 {n} 次，日期不可信", "pushed {n} times, the date is fiction"),
    "risks.coach-silent": ("向导 {n} 天没消息（上限 {limit}）", "coach silent for {n} {n:day|days} (limit {limit})"),
    "risks.coach-silent.none": ("向导从未联系过", "coach never contacted"),
    "risks.no-rivals": ("不知道竞争对手", "rivals not known"),
    "risks.little-known": ("该知道的只知道 {n}%（至少 {limit}%）", "only {n}% is known (at least {limit}%)"),
    "risks.outnumbered": ("反对者 {n} 人，不少于支持者", "{n} against us, no fewer than for us"),
}
