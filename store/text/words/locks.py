"""Words for who holds a lock."""

WORDS: dict[str, tuple[str, str]] = {
    "locks.holder": (
        "{name}（进程号 {process}，主机 {host}，{since} 起）",
        "{name} (pid {process}, {host}, since {since})",
    ),
}
