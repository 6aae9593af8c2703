"""Words of the page that lists what needs a person."""

WORDS: dict[str, tuple[str, str]] = {
    "attention.what": ("问题", "What is wrong"),
    "attention.where": ("位置", "Where"),
    "attention.works": ("仍可用的", "What still works"),
    "attention.text": ("内容", "Text"),
    "attention.empty_file": ("文件是空的，或者读不出来", "The file is empty, or cannot be read"),
    "attention.none": (
        "一切正常，没有要处理的\n\n按 Esc 返回",
        "All is well: nothing needs you here\n\nPress Esc to go back",
    ),
    "attention.count": ("{n} 项", "{n} {n:item|items}"),
    "attention.decisions": ("等您决定", "Decisions that wait"),
    "attention.files": ("有问题的文件", "Files"),
    "attention.decide": ("两边改得不同：{what}", "Changed on both sides: {what}"),
    "attention.works_record": ("其他记录和字段照常", "all other records"),
    "attention.works_default": ("用默认设置继续", "the defaults serve"),
    "attention.works_others": ("其他文件照常", "all other files"),
    "attention.still": ("仍可用：{what}", "Still in use: {what}"),
    "attention.not_merged": ("没有合并：{why}", "Not merged: {why}"),
    "attention.merged": (
        "已合并到 {name}，{n} 处等您决定",
        "Merged into {name}; {n} {n:decision waits|decisions wait}",
    ),
    "attention.no_good": (
        "没有可用的完好版本：日志、备份和 git 里都没有",
        "There is no last good version: neither the journal nor a backup nor git has one",
    ),
    "attention.ask_good": (
        "用 {when} 的完好版本（{source}：{where}）换掉 {name}？现在的文件会先收进 .kamtui/backups，换掉后还可以撤销。",
        "Put the good version of {when} ({source}: {where}) in place of {name}? "
        "The file as it is now goes to .kamtui/backups first, and u takes it back.",
    ),
    "attention.source.journal": ("操作日志", "journal"),
    "attention.source.backup": ("备份", "backup"),
    "attention.source.git": ("git", "git"),
    "attention.leave": ("不换", "Leave it"),
    "attention.take": ("换上", "Take it"),
    "attention.taken": (
        "{name} 已换成完好版本；原文件在 {aside}",
        "{name} is whole again; the damaged file is in {aside}",
    ),
    "attention.ignored": ("下次启动前不再提示", "Not mentioned again until the next start"),
    "attention.no_file": ("请先把光标移到一个文件上", "Put the cursor on a file first"),
    "attention.mend_first": (
        "这条记录读不了，要先修好文件才能决定",
        "The record cannot be read; mend its file before you decide",
    ),
    "attention.question": (
        "同步时两边改得不同，用哪个？",
        "Both sides changed this before they were merged. Which is to stand?",
    ),
    "attention.settled": ("决定：{what}", "Decide: {what}"),
}
