"""What tidying up says."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "tidy.merged": ("把“{loser}”并入“{winner}”", "merge {loser} into {winner}"),
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
