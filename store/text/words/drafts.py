"""Words for drafts: what was typed and not saved."""

WORDS: dict[str, tuple[str, str]] = {
    "drafts.title": (
        "上次没有保存的内容（{n}）：回车打开，s 保存，D 丢弃，Esc 以后再说",
        "Not saved last time ({n}): Enter opens, s saves, D discards, Esc asks again later",
    ),
    "drafts.what": ("内容", "What"),
    "drafts.at": ("时间", "When"),
    "drafts.fields": ("字段", "Fields"),
    "drafts.open": ("打开", "Open"),
    "drafts.save": ("保存", "Save"),
    "drafts.save_all": ("全部保存", "Save all"),
    "drafts.discard": ("丢弃", "Discard"),
    "drafts.later": ("以后", "Later"),
    "drafts.saved": ("保存 {n} 份草稿", "Save {n} {n:draft|drafts}"),
    "drafts.strange": (
        "这份草稿来自另一个版本，打不开；它仍在原处",
        "This draft comes from another version and cannot be opened; it stays where it is",
    ),
    "drafts.wrong": ("这份草稿还不能保存：{why}。回车打开再改", "This draft cannot be saved yet: {why} Enter opens it"),
    "drafts.ask_more": (
        "这些草稿保存前还要补问：回车逐个打开",
        "These drafts have questions to be answered before they are saved: Enter opens one",
    ),
    "drafts.help.file": ("另存的草稿文件", "a file into which drafts were saved"),
    "drafts.taken": (
        "已收下 {n} 份草稿，下次打开 kamtui 时会提示",
        "{n} {n:draft|drafts} taken in; kamtui offers them when it opens",
    ),
    "drafts.not_drafts": ("{file} 不是草稿文件", "{file} holds no drafts"),
    "drafts.none": ("没有等着处理的草稿", "No drafts are waiting"),
}
