"""Words of the pages about a deal that are printed."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "printed.visit": ("拜访准备：{name}（{day}）", "Visit preparation: {name} ({day})"),
    "printed.case": ("成功案例：{name}", "Case study: {name}"),
    "printed.none": ("（未知）", "(not known)"),
    "printed.hot": ("热键：{text}", "hot button: {text}"),
    "printed.against": ("{name}反对我们", "{name} is against us"),
    "printed.part.goal": ("目的与下一步", "Purpose and next step"),
    "printed.part.people": ("见谁", "Whom we meet"),
    "printed.part.sensitive": ("敏感话题与谣言", "Touchy subjects and rumours"),
    "printed.part.promises": ("还没兑现的承诺", "Promises still open"),
    "printed.part.ask": ("要问的", "To be asked"),
    "printed.part.needs": ("需求、痛点与担心", "Needs, pains and worries"),
    "printed.part.rivals": ("对手", "Rivals"),
    "printed.part.facts": ("概况", "The deal"),
    "printed.part.process": ("采购过程", "How it was bought"),
    "printed.part.deciders": ("谁在决定", "Who decided"),
    "printed.part.why": ("为什么选我们", "Why us"),
    "printed.part.against": ("对手", "Against whom"),
    "printed.part.lesson": ("经验", "What we learned"),
    "printed.only_won": ("只有赢单才有成功案例", "Only a deal that was won has a case study"),
    "printed.which": ("打印哪一页？", "Which page?"),
    "printed.which.visit": ("拜访准备", "Visit preparation"),
    "printed.which.case": ("成功案例", "Case study"),
    "printed.written": ("已写入 {file}", "Written to {file}"),
    "printed.only_deals": ("只有商机才有这一页", "Only a deal has such a page"),
    "printed.arg.visit": (
        "商机的拜访准备，一页 Markdown",
        "the preparation of a visit, for a deal; one page of Markdown",
    ),
    "printed.arg.case": ("赢单的成功案例，Markdown", "the case study of a deal that was won, as Markdown"),
}
