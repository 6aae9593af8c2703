"""Words of what is done with a deal: the gate, won, lost, reopened, forecast category, next step."""

WORDS: dict[str, tuple[str, str]] = {
    "deals.reason": ("原因", "Reason"),
    "deals.stage": ("{name}：移到第几个阶段？", "{name}: to which stage?"),
    "deals.closed": ("这个商机已关闭；按 w 重新打开", "This deal is closed; w opens it again"),
    "deals.undoable": ("{what}；u 撤销", "{what}; u takes it back"),
    "deals.gate.title": ("{name} → {stage}", "{name} -> {stage}"),
    "deals.gate.about": (
        "还有 {n} 件事没弄清：填上后按 F2，或写明原因直接移动；Esc 返回",
        "{n} {n:thing|things} should be known before the stage is left. Fill them in and press F2; Esc goes back; with "
        "a reason the deal moves anyway",
    ),
    "deals.gate.tick": ("空格：已知；也可以写下答案", "Space: it is known; or write down the answer"),
    "deals.gate.reason": (
        "还有 {n} 件事没弄清：补上，或写明为什么仍然移动",
        "{n} {n:thing is|things are} still not known: fill them in, or say why the deal moves anyway",
    ),
    "deals.won": ("赢单：{name}", "Won: {name}"),
    "deals.won.title": ("赢单：{name}", "Won: {name}"),
    "deals.lost": ("丢单：{name}", "Lost: {name}"),
    "deals.lost.title": ("丢单：{name}", "Lost: {name}"),
    "deals.lacking.won_reason": ("请选赢单原因", "Say why it was won"),
    "deals.lacking.lost_reason": ("请选丢单原因", "Say why it was lost"),
    "deals.lacking.lost_to": (
        "请写输给了谁；没有对手就写“无”",
        "Say who won it; “nobody” if there was no competitor",
    ),
    "deals.lacking.price_gap": (
        "他们比我们低百分之几？贵就写负数，不知道写 ?",
        "By how many percent were they cheaper? Negative if dearer, ? if nobody knows",
    ),
    "deals.lacking.stage": ("请选是在哪个阶段", "Say in which stage"),
    "deals.lacking.lesson": ("请写一条经验教训", "Write down a lesson"),
    "deals.lost.hint": ("对手名、拼音或首字母；没有对手写“无”", "A competitor by name; “nobody” if there was none"),
    "deals.lost.new": ("新的竞争对手：{name}", "a new competitor: {name}"),
    "deals.no_rival": ("无", "nobody"),
    "deals.reopened": ("重新打开：{name}", "Opened again: {name}"),
    "deals.reopen.title": ("重新打开：{name}", "Open again: {name}"),
    "deals.reopen.about": (
        "现在是“{status}”。按 F2 重新打开，Esc 保持不变",
        "It is closed: {status}. F2 opens it again, Esc leaves it",
    ),
    "deals.category.title": ("预测类别：{name}", "Forecast category: {name}"),
    "deals.category.about": (
        "按阶段是“{category}”。另选一个要写明原因，并一直保留；清空则重新跟随阶段",
        "By its stage it is {category}. Another one needs a reason and stays; empty follows the stage again",
    ),
    "deals.category.reason": ("请写明为什么改类别", "Say why the category is another one"),
    "deals.category.picked": ("{name}：类别定为“{category}”", "{name}: picked as {category}"),
    "deals.category.follows": ("{name}：类别跟随阶段（{category}）", "{name}: follows its stage ({category})"),
    "deals.next.title": ("下一步：{name}", "Next step: {name}"),
    "deals.dates.title": ("日期：{name}", "Dates: {name}"),
}
