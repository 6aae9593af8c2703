"""Words for a disk that refuses."""

WORDS: dict[str, tuple[str, str]] = {
    "trouble.full": ("没有保存：磁盘已满（{file}）。", "Not saved: the disk is full ({file})."),
    "trouble.io": (
        "没有保存：读写 {file} 时磁盘出错（{reason}）。",
        "Not saved: the disk failed at {file} ({reason}).",
    ),
    "trouble.denied": (
        "没有保存：没有写 {file} 的权限（{reason}）。",
        "Not saved: {file} may not be written ({reason}).",
    ),
    "trouble.gone": ("没有保存：文件夹 {folder} 不见了。", "Not saved: the folder {folder} is gone."),
    "trouble.other": ("没有保存：{file}：{reason}。", "Not saved: {file}: {reason}."),
    "trouble.whole": ("磁盘上仍是完整的旧版本。", "The old version on disk is whole."),
    "trouble.in_memory": ("已读入的数据仍可查看。", "What was read can still be looked at."),
    "trouble.in_draft": ("您的修改已存为草稿。", "Your change is kept as a draft."),
    "trouble.only_in_memory": (
        "草稿也写不下，您的修改只在内存里：请另存到别处。",
        "Not even a draft could be written, so your change is only in memory: save it elsewhere.",
    ),
    "trouble.retry": ("重试", "Try again"),
    "trouble.elsewhere": ("另存到……", "Save elsewhere"),
    "trouble.keep": ("留作草稿", "Leave as a draft"),
    "trouble.give_up": ("放弃修改", "Give it up"),
    "trouble.kept": ("已留作草稿，下次启动时会提示", "Left as a draft; the next start offers it"),
    "trouble.where": (
        "存到哪个文件？以后用 kamtui drafts 文件名 取回。",
        "Into which file? kamtui drafts FILE takes it back later.",
    ),
    "trouble.written": ("已写到 {file}", "Written to {file}"),
    "trouble.not_there": ("没能写到 {file}：{reason}", "Could not be written to {file}: {reason}"),
}
