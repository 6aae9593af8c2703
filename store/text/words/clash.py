"""Words of the dialog that settles what two people changed."""

WORDS: dict[str, tuple[str, str]] = {
    "clash.field": ("字段", "Field"),
    "clash.record": ("整条记录", "the whole record"),
    "clash.stands": ("现在的", "As it stands"),
    "clash.other": ("另一方的", "The other side"),
    "clash.before": ("原来的", "Before"),
    "clash.removed": ("已删除", "removed"),
    "clash.there": ("存在", "there"),
    "clash.theirs": ("对方的", "Theirs"),
    "clash.mine": ("我的", "Mine"),
    "clash.take_theirs": ("用对方的", "Take theirs"),
    "clash.take_mine": ("用我的", "Take mine"),
    "clash.next": ("换另一个", "Other"),
    "clash.save": ("保存", "Save"),
    "clash.edit": ("另填", "Edit"),
    "clash.back": ("返回", "Back"),
}
