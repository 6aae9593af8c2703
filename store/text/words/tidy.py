"""What tidying up says."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "tidy.merged": ("把“{loser}”并入“{winner}”", "merge {loser} into {winner}"),
    "tidy.same": ("两条是同一条记录", "both are the same record"),
    "tidy.kinds": ("只能合并两个客户或两个联系人", "two accounts or two contacts can be merged, nothing else"),
    "tidy.done": (
        "已把“{loser}”并入“{winner}”，kamtui undo 可撤销",
        "merged {loser} into {winner}; kamtui undo takes it back",
    ),
    "tidy.arg.winner": ("留下的记录", "the record that stays"),
    "tidy.arg.loser": ("并入的记录，其名称留作别名", "the record that goes into it; its name stays as an alias"),
}
