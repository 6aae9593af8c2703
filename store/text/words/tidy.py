"""What tidying up says."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "tidy.merged": ("把“{loser}”并入“{winner}”", "merge {loser} into {winner}"),
    "tidy.purged": ("清除 {n} 条已归档的记录", "purge {n} archived {n:record|records}"),
    "tidy.purge.kind": ("类别", "Kind"),
    "tidy.purge.name": ("名称", "Name"),
    "tidy.purge.why": ("保留的原因", "Why it stays"),
    "tidy.purge.kept": ("{n} 条未归档的记录还在用它", "{n} that are not archived name it"),
    "tidy.purge.nothing": ("没有可以清除的归档记录", "there is no archived record to purge"),
    "tidy.purge.sure": (
        "将彻底清除其中 {n} 条已归档的记录；加上 --yes 执行，之前会自动备份",
        "{n} archived records would go for good; add --yes to do it, after a backup",
    ),
    "tidy.purge.done": (
        "已清除 {n} 条归档记录，kamtui undo 可撤销；备份在 {file}",
        "purged {n} archived records; kamtui undo takes it back; the backup is {file}",
    ),
    "tidy.arg.purge_kind": ("只清除这一类记录", "only records of this kind"),
    "tidy.arg.purge_yes": ("先备份，再清除；不加则只列出", "back up and purge; without it they are only listed"),
    "tidy.same": ("两条是同一条记录", "both are the same record"),
    "tidy.kinds": (
        "只能合并两个客户、两个联系人或两个竞争对手",
        "two accounts, two contacts or two competitors can be merged, nothing else",
    ),
    "tidy.done": (
        "已把“{loser}”并入“{winner}”，kamtui undo 可撤销",
        "merged {loser} into {winner}; kamtui undo takes it back",
    ),
    "tidy.arg.ignore": (
        "这个编号的问题没有问题，不再列出",
        "the issue of this key is right as it is; do not list it again",
    ),
    "tidy.arg.sources": ("列出每个指标的数据来源", "list where the numbers of every figure come from"),
    "tidy.arg.note": ("为什么没有问题", "why it is right"),
    "tidy.no-issue": ("没有编号为 {key} 的问题", "there is no issue with the key {key}"),
    "tidy.ignored": ("不再列出问题 {key}", "ignore issue {key}"),
    "tidy.counts": ("{counts}；已忽略 {ignored} 项", "{counts}; ignored: {ignored}"),
    "tidy.column.key": ("编号", "Key"),
    "tidy.column.kind": ("问题", "Issue"),
    "tidy.column.about": ("关于", "About"),
    "tidy.column.n": ("记录数", "Records"),
    "tidy.column.records": ("哪些", "Which"),
    "tidy.kind.error": ("读不了", "error"),
    "tidy.kind.missing": ("缺失", "missing"),
    "tidy.kind.duplicate": ("重复", "duplicate"),
    "tidy.kind.outlier": ("偏离", "outlier"),
    "tidy.kind.unit": ("单位可疑", "unit"),
    "tidy.arg.winner": ("留下的记录", "the record that stays"),
    "tidy.arg.loser": ("并入的记录，其名称留作别名", "the record that goes into it; its name stays as an alias"),
}
