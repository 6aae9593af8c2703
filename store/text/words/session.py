"""Words for the start and the end of a session."""

WORDS: dict[str, tuple[str, str]] = {
    "session.not_finished": (
        "有一次 git 合并停在半路，没能完成：{why}",
        "A git merge had stopped half-way and could not be finished: {why}",
    ),
    "session.unresolved": (
        "有一次 git 合并停在半路，{n} 个文件要人来合并：按 Q 查看",
        "A git merge had stopped half-way, and {n} files have to be merged by hand: press Q",
    ),
    "session.finished": (
        "已完成停在半路的 git 合并（{n} 个文件）",
        "A git merge that had stopped half-way is finished ({n} files)",
    ),
    "session.not_committed": ("没有提交到 git：{why}", "Not committed to git: {why}"),
    "session.waiting": ("有 {n} 处要您决定：按 Q 查看", "{n} {n:field waits|fields wait} for your decision: press Q"),
}
