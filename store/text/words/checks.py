"""Words for what the named checks find and repair."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "checks.spelling": (
        "的写法和 kamtui 的不同（缩进、顺序或空白）；内容没有问题",
        "is spelled in another way than kamtui's (indent, order or blanks); nothing is wrong with what it says",
    ),
    "checks.snapshot_name": (
        "不是按周命名；应为 {expected} 这样的 ISO 周",
        "is not named after a week; a name such as {expected} is expected",
    ),
    "checks.snapshot_changed": (
        "在复盘之后被改过；快照应保持原样",
        "was changed after the review; a snapshot stays as it was",
    ),
    "checks.identity_number": (
        "含有身份证号；应放在 {expected}，不放在共享的文件里",
        "holds an identity card number; it belongs in {expected}, not in a file that is shared",
    ),
    "checks.protected": (
        "含有受保护的个人信息“{found}”；应放在 {expected}，不放在共享的文件里",
        "holds protected personal details, {found}; they belong in {expected}, not in a file that is shared",
    ),
    "checks.private_shared": (
        "没有忽略 {expected}；个人信息会随 git 发出",
        "does not ignore {expected}; personal details would be sent with git",
    ),
    "checks.private_committed": (
        "已有 {found} 个文件提交到 git；个人信息会随 git 发出",
        "has {found} files in git; personal details are sent with it",
    ),
    "checks.line_self": ("{found}：汇报给自己", "{found}: reports to himself or herself"),
    "checks.line_circle": ("{found}：汇报关系成环", "{found}: the reporting line is a circle"),
    "checks.no_source": (
        "{found}：评价没有依据；在干系人图上补写",
        "{found}: the rating has no source; give one on the stakeholder map",
    ),
    "checks.wrong_tie": (
        "{found}：连线不对；应为 {expected}",
        "{found}: a line that cannot be; {expected} is expected",
    ),
    "checks.two_deciders": (
        "{found}：决策者不止一位；应为 {expected} 位",
        "{found}: more than one decider; {expected} is expected",
    ),
    "checks.no_decider": (
        "{found}：到了这个阶段还没有决策者，应有 {expected} 位；在干系人图上给人定角色",
        "{found}: this far, and nobody decides; {expected} is expected: give someone the role on the stakeholder map",
    ),
    "checks.undecided": (
        "{found} 被两个人同时改过；另一个人的值还在等您决定",
        "{found} was changed by two people at once; the other one's value waits for a decision",
    ),
    "checks.dangling": (
        "{found} 指向不存在的记录（{expected}）",
        "{found} names a record that is not there ({expected})",
    ),
    "checks.same_external_id": (
        "{found} 和记录 {expected} 的外部编号相同，多半是同一条",
        "{found} is also the external id of {expected}; probably both are one",
    ),
    "checks.same_name": (
        "{found}：不计写法和公司类型，与 {expected} 同名，多半是同一个客户",
        "{found} is also the name of {expected}, spelling and legal form aside; probably both are one account",
    ),
    "checks.same_id": (
        "有 {found} 个编号也出现在 {expected} 中；一个编号只能有一条记录",
        "holds {found} ids that {expected} holds as well; an id can stand for one record only",
    ),
    "checks.line_id": (
        "订单行的编号“{found}”不是 ULID",
        "the order line's id “{found}” is not a ULID",
    ),
    "checks.misplaced": (
        "{found}；这张卡片应在 {expected}",
        "{found}; this card belongs in {expected}",
    ),
    "checks.odd_year": (
        "{found}；年份应在 {expected} 之间",
        "{found}; a year in {expected} is expected",
    ),
    "checks.future": (
        "{found} 在将来；应不晚于 {expected}",
        "{found} is in the future; no later than {expected} is expected",
    ),
    "checks.close_before_opened": (
        "{found} 早于发现日期 {expected}",
        "{found} is before the day it was opened, {expected}",
    ),
    "checks.negative": (
        "{found}；金额不应为负",
        "{found}; an amount that is not negative is expected",
    ),
    "checks.currency": (
        "{found} 不是币种代码；应为 CNY、USD 这样的 ISO 代码",
        "{found} is no currency; an ISO code such as CNY or USD is expected",
    ),
    "checks.no_currency": (
        "{found} 有金额而没有币种，按 {expected} 计；这里用到几种币种，最好写明",
        "{found} has amounts without a currency, which count as {expected}; better say which, as several are in use",
    ),
    "checks.rating": (
        "{found}；应在 {expected} 之间",
        "{found}; a value in {expected} is expected",
    ),
    "checks.unknown_choice": (
        "{found} 不在方法的 {expected} 中",
        "{found} is not among the {expected} of the method",
    ),
    "checks.line_misfit": (
        "订单行读不了：{found}；这一行未计入",
        "an order line cannot be read: {found}; the line does not count",
    ),
    "checks.wrong_month": (
        "有 {found} 行应在 {expected}",
        "holds lines that belong in {expected}: {found}",
    ),
    "checks.open_folder": (
        "任何人都能改这个文件夹（{found}）；请执行 chmod o-w",
        "can be changed by everyone ({found}); run chmod o-w on it",
    ),
    "checks.sticky": (
        "带粘滞位（{found}），同事替换不了您的文件；请执行 chmod -t",
        "has the sticky bit ({found}), so that colleagues cannot replace your files; run chmod -t on it",
    ),
    "checks.unwritable": (
        "您不能写入这个文件夹（{found}）",
        "is a folder that you cannot write ({found})",
    ),
    "checks.open_file": (
        "任何人都能改（{found}），这样的文件共 {expected} 个；请执行 chmod o-rwx",
        "can be changed by everyone ({found}), {expected} in all; run chmod o-rwx on them",
    ),
    "checks.readable": (
        "本机任何人都能读（{found}），这样的文件共 {expected} 个；请执行 chmod o-rwx",
        "can be read by everyone on this computer ({found}), {expected} in all; run chmod o-rwx on them",
    ),
    "checks.group": (
        "同组的同事不能读写（{found}），这样的文件共 {expected} 个；请执行 chgrp 和 chmod g+rw",
        "cannot be read and written by the folder's group ({found}), {expected} in all; run chgrp and chmod g+rw",
    ),
    "checks.temporary": (
        "是中断的写入留下的临时文件",
        "is a temporary file that a broken write has left",
    ),
    "checks.lock_file": (
        "是没有程序在用的锁文件，可以删除",
        "is a lock file that nobody uses; it can be removed",
    ),
    "checks.unfinished": (
        "是没有做完的一步，还没有复原；文件夹可写后再打开一次就会复原",
        "is a step left half-done; it is put back when the workspace is opened again and can be written",
    ),
    "checks.fix": ("修复文件", "Repair files"),
    "checks.fixed_temporary": ("已删除临时文件", "removed the temporary file"),
    "checks.fixed_month": ("已把 {found} 行移到 {expected}", "moved lines to {expected}: {found}"),
    "checks.fixed_spelling": ("已按 kamtui 的写法重写", "written anew in kamtui's spelling"),
}
