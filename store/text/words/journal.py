"""Words for steps that kamtui makes by itself."""

WORDS: dict[str, tuple[str, str]] = {
    "journal.overruled": ("{what}（按自己的值撤销）", "{what} (taken back over what others changed)"),
    "journal.upgraded": ("格式 {since} 升级到 {now}", "Upgrade from format {since} to {now}"),
    "journal.last_good": ("取回 {name} 的上一个完好版本", "Take the last good version of {name}"),
}
