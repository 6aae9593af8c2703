"""Words for making the demo workspace."""

WORDS: dict[str, tuple[str, str]] = {
    "demo.name": ("演示工作区", "Demo workspace"),
    "demo.missing": (
        "这份 kamtui 没有带演示数据（{place}）；请重新安装",
        "this kamtui came without its demo data ({place}); install it again",
    ),
    "demo.not_empty": (
        "{folder} 里已有文件；演示工作区要放进空文件夹",
        "{folder} holds files already; the demo workspace needs an empty folder",
    ),
}
