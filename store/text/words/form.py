"""Words of the form for a record."""

WORDS: dict[str, tuple[str, str]] = {
    "form.keys": (
        "Enter 下一项  Shift+Tab 上一项  F4 可选项  F2 或 Ctrl+S 保存  Esc 取消",
        "Enter next  Shift+Tab previous  F4 choices  F2 or Ctrl+S save  Esc cancel",
    ),
    "form.wrong": ("×", "x"),
    "form.money": ("{shown}  ({exact})", "{shown}  ({exact})"),
    "form.hint.date": ("如 3/14、+7、下周五、月底、20260314", "Such as 3/14, +7, next friday, end of month, 20260314"),
    "form.hint.money": ("如 300万、1.2亿、50k、12,800", "Such as 50k, 1.2m, 300w, 12,800"),
    "form.hint.ref": ("名称、拼音或首字母；F4 列出", "Name, pinyin or initials; F4 lists them"),
    "form.hint.choice": ("输入开头几个字；F4 列出", "Type how it begins; F4 lists them"),
    "form.section.deal": ("商机", "Deal"),
    "form.section.money": ("金额与预测", "Money and forecast"),
    "form.section.days": ("时间与下一步", "Dates and next step"),
    "form.section.purchase": ("客户怎么买", "How the customer buys"),
    "form.section.end": ("结果与备注", "Outcome and notes"),
    "form.section.person": ("这个人", "The person"),
    "form.section.judged": ("我们怎么看", "How we judge them"),
    "form.section.reach": ("联系方式", "How to reach them"),
    "form.unsaved": ("表单里有未保存的内容", "The form has changes that are not saved"),
    "form.stay": ("继续编辑", "Go on editing"),
    "form.save": ("保存", "Save"),
    "form.drop": ("放弃", "Discard"),
    "form.keep": ("只保存，不移动", "Keep, do not move"),
}
