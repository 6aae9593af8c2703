"""Words for why a workspace cannot be written where it lies."""

WORDS: dict[str, tuple[str, str]] = {
    "place.asked": (
        "这次是只读打开的（--read-only 或设置 read_only），{folder} 不会被改动。",
        "This is a read-only session (--read-only, or read_only in the settings): nothing in {folder} is changed.",
    ),
    "place.folder": (
        "{folder} 不能写入；请检查文件夹的权限。",
        "{folder} cannot be written; check the permissions of the folder.",
    ),
    "place.link": (
        "{folder} 里有文件夹或 kamtui.yaml 是符号链接，写入可能落到别处，所以只读；请换成真正的文件夹。",
        "A folder in {folder}, or kamtui.yaml, is a symbolic link, so a write could end up anywhere; it is "
        "read-only until they are real.",
    ),
    "place.open_to_all": (
        "{folder} 里有文件夹任何人都能写，所以只读；请收紧权限：chmod o-w 文件夹。",
        "Everyone on this machine can write into a folder of {folder}, so it is read-only; mend it with "
        "chmod o-w FOLDER.",
    ),
    "place.sticky": (
        "{folder} 里有文件夹带粘滞位，不能替换同事的文件，所以只读；请去掉：chmod -t 文件夹。",
        "A folder of {folder} has the sticky bit, so nobody can replace a colleague's file; it is read-only until "
        "chmod -t FOLDER.",
    ),
    "place.no_locks": (
        "{folder} 在网络文件系统上，锁不起作用，所以只读；请各用一份，用 kamtui sync 同步。",
        "{folder} lies on a network file system where locks do not work, so it is read-only; give each person a copy "
        "and use kamtui sync.",
    ),
}
