"""Words of the history page."""

WORDS: dict[str, tuple[str, str]] = {
    "history.none": (
        "还没有任何修改\n\n按 Esc 返回，按 E 编辑记录",
        "Nothing has changed yet\n\nPress Esc to go back, E edits the record there",
    ),
    "history.nothing_found": (
        "没有符合的修改\n\n按 Esc 清除查找",
        "No change matches\n\nPress Esc to clear the filter",
    ),
    "history.count": ("{n} 处修改", "{n} {n:change|changes}"),
}
