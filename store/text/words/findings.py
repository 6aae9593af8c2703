"""Words for findings about files and records."""

WORDS: dict[str, tuple[str, str]] = {
    "findings.link": (
        "是符号链接；数据文件必须是普通文件，已搁置",
        "is a symbolic link; a data file must be a plain file, so it is set aside",
    ),
    "findings.too_large": (
        "有 {found} 字节，超过上限 {expected}；已搁置",
        "has {found} bytes, more than the limit of {expected}; set aside",
    ),
    "findings.unreadable": ("读不了（{found}）；已搁置", "cannot be read ({found}); set aside"),
    "findings.resealed": (
        "快照写成后被人改过（校验值不符）；快照不可改，未采用，请从 git 或备份恢复原样",
        "has been edited since it was written (its checksum differs); a snapshot never changes, so it is not used: "
        "restore it from git or a backup",
    ),
    "findings.no_snapshot": (
        "不是快照：缺 review 或内容不符（{found}）；未采用",
        "is no snapshot: its review is missing or does not fit ({found}); not used",
    ),
    "findings.empty": (
        "是空文件；应为 JSON 文档。多半是写入中断或同步未完成，已搁置",
        "is empty where a JSON document is expected, probably a broken write or an unfinished sync; set aside",
    ),
    "findings.not_utf8": (
        "有字节 {found}，不是 UTF-8 文本；已搁置",
        "holds the byte {found}, which is not UTF-8 text; set aside",
    ),
    "findings.conflict_marker": (
        "有 git 冲突标记“{found}”；请先合并，文件已搁置",
        'holds the git conflict marker "{found}"; merge it first, the file is set aside',
    ),
    "findings.not_json": (
        "不是 JSON：在“{found}”处 {expected}；已搁置",
        'is not JSON: {expected}, found "{found}"; set aside',
    ),
    "findings.duplicate_key": (
        "键“{found}”出现两次，读入会丢掉一个；已搁置",
        'has the key "{found}" twice, and reading it would drop one; set aside',
    ),
    "findings.not_finite": (
        "有数值 {found}；应为有限的数；已搁置",
        "holds the number {found} where a finite one is expected; set aside",
    ),
    "findings.number": ("有读不了的数（{found}）；已搁置", "holds a number that cannot be read ({found}); set aside"),
    "findings.too_deep": ("嵌套太深；已搁置", "is nested too deeply; set aside"),
    "findings.surrogate": (
        "有不完整的 Unicode 字符；已搁置",
        "holds half of a Unicode surrogate pair; set aside",
    ),
    "findings.not_a_document": (
        "最外层是 {found}；应为 {{表: {{编号: 记录}}}}；已搁置",
        "has {found} at the top where {{table: {{id: record}}}} is expected; set aside",
    ),
    "findings.not_a_table": (
        "表是 {found}；应为 {{编号: 记录}}；已搁置",
        "has the table {found} where {{id: record}} is expected; set aside",
    ),
    "findings.not_a_record": (
        "记录是 {found}；应为 {{字段: 值}}；已搁置",
        "has the record {found} where {{field: value}} is expected; set aside",
    ),
    "findings.field": ("{found}；应为 {expected}；这条记录已搁置", "{found}, expected {expected}; record set aside"),
    "findings.record_id": (
        "记录编号“{found}”不是 ULID；这条记录已搁置",
        'the record id "{found}" is not a ULID; record set aside',
    ),
    "findings.accounts": (
        "有 {found} 个客户；一张客户卡片只应有一个；已搁置",
        "holds {found} accounts where a card holds one; set aside",
    ),
    "findings.same_account": (
        "客户编号 {found} 已在 {expected} 中；这张卡片已搁置",
        "holds the account {found}, which {expected} holds already; set aside",
    ),
    "findings.remote": (
        "在网络文件系统上（{found}）：锁和改名取决于另一台机器；各用一份、用 kamtui sync 同步更稳妥",
        "lies on a network file system ({found}): locks and renames depend on another machine; a copy for each person, "
        "kept in step with kamtui sync, is safer",
    ),
    "findings.no_modes": (
        "所在的盘（{found}）没有 Unix 权限：谁能读写由该盘或其服务器决定，kamtui 无法查看",
        "lies on a drive without Unix permissions ({found}): the drive or its server decides who may read and write, "
        "and kamtui cannot see it",
    ),
    "findings.stranger": (
        "文件名不是客户卡片的名称（小写字母、数字和 -），未读入；改回原名即可",
        "is not named like a card (lower-case letters, digits and -), so it is not read; give it its name back",
    ),
    "findings.conflict_copy": (
        "是同步工具留下的冲突副本，未读入",
        "is a conflict copy that a sync tool left; it is not read",
    ),
    "findings.format": (
        "由更新的版本写成（格式 {found}，本版本认得 {expected}）：只读打开",
        "was written by a newer version (format {found}, this one knows {expected}): opened read-only",
    ),
    "findings.no_account": ("没有编号为 {account} 的客户", "There is no account with the id {account}"),
    "findings.config": (
        "是 {found}；应为 {expected}；用默认设置",
        "has {found}, expected {expected}; the default serves",
    ),
    "findings.method": (
        "是 {found}；应为 {expected}；用内置方法",
        "has {found}, expected {expected}; the built-in method serves",
    ),
}
