"""Words of the sheet on which vendors are judged."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "answers.gone": ("这个商机已不在了\n\n按 Esc 返回", "This deal is gone\n\nPress Esc to go back"),
    "answers.question": ("权重与问题", "Weight and question"),
    "answers.criterion": ("权重与采购指标", "Weight and criterion"),
    "answers.evidence": ("证据", "Evidence"),
    "answers.fit": ("满足度 {fit}", "fit {fit}"),
    "answers.fit_title": ("满足度", "Fit"),
    "answers.score": ("我们 {score}，已知 {known}%", "we {score}, {known}% known"),
    "answers.nothing": ("还没有回答", "nothing answered yet"),
    "answers.kept": ("{name}：{vendor}", "{name}: {vendor}"),
    "answers.hint.sign": ("+ 是，- 否，? 不清楚", "+ yes, - no, ? unclear"),
    "answers.hint.level": ("{low} 到 {high}", "{low} to {high}"),
}
