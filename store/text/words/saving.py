"""Words for saving, and for what stands in its way."""

WORDS: dict[str, tuple[str, str]] = {
    "saving.read_only": (
        "不能修改。{why}",
        "Nothing can be changed here. {why}",
    ),
    "saving.gone": (
        "不能修改：文件夹 {folder} 不见了。它回来后会自动恢复，已输入的内容都还在",
        "Nothing can be changed: the folder {folder} is gone. Work goes on by itself when it is back; "
        "what you have typed is kept",
    ),
    "saving.clash": (
        "您编辑时，别人改了同样的字段。每个字段用谁的？其他字段已自动合并。",
        "Someone else has changed the same fields while you were editing. Which value is to stand in each? "
        "All other fields merge by themselves.",
    ),
    "saving.kept": (
        "已撤销或重做“{what}”，但有 {n} 处后来被别人改过，保持对方的内容。按 m 改成您的，回车关闭。",
        'Done with "{what}", but {n} fields were changed by someone else since, and theirs stay. '
        "m puts yours, Enter keeps what is chosen.",
    ),
    "saving.unreadable": (
        "没有保存：这条记录被手工改成了读不了的样子。请按 R 重读，再到“待处理”页查看",
        "Not saved: the record was edited by hand into something that cannot be read. Press R to read it again.",
    ),
    "saving.record_gone": (
        "没有保存：{names} 已被别人删除或合并掉了（{n} 条）。",
        "Not saved: {names} was removed by someone else, or merged into another record ({n}).",
    ),
    "saving.joint": ("、", ", "),
    "saving.back": ("回到表单", "Back to the form"),
    "saving.again": ("重新添加", "Add it again"),
    "saving.without": ("放弃这条", "Give it up"),
}
