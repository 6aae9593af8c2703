"""Words of the commands that look after a workspace: log, keys, check, backup, restore, doctor, completion."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "tools.arg.checks": ("只做这些检查：{known}", "do only these checks: {known}"),
    "tools.arg.fix": (
        "先留副本，再修复能放心修复的：残留的临时文件、放错月份的订单行、写法不同的文件",
        "mend, after a copy, what can safely be mended: temporary files left behind, order lines in another month's "
        "file, files spelled unlike ours",
    ),
    "tools.check.unknown": ("没有“{found}”这项检查；可选 {known}", "“{found}” is no check; choose from {known}"),
    "tools.check.count": (
        "错误 {errors}，警告 {warnings}，提示 {hints}",
        "errors: {errors}, warnings: {warnings}, hints: {hints}",
    ),
    "tools.check.fixed": (
        "已修复 {n} 处；原来的文件在 .kamtui/backups。",
        "Mended: {n}. The files as they were are in .kamtui/backups.",
    ),
    "tools.arg.log_record": (
        "编号、编号的开头或结尾，或名称；客户连同其联系人、商机等；不给则列出全部",
        "an id, the beginning or end of one, or a name; an account with its people and deals; everything if not given",
    ),
    "tools.arg.since": (
        "从这一天起，如 2026-11-01、8/1、friday、--since=-7",
        "from this day on, such as 2026-11-01, 8/1, friday, --since=-7",
    ),
    "tools.log.whole": ("整条记录", "whole record"),
    "tools.log.added": ("新建", "added"),
    "tools.log.removed": ("删除", "removed"),
    "tools.log.none": ("没有修改记录。", "No changes were recorded."),
    "tools.log.at": ("时间", "When"),
    "tools.log.by": ("谁", "Who"),
    "tools.log.via": ("途径", "Through"),
    "tools.log.account": ("客户", "Account"),
    "tools.log.record": ("记录", "Record"),
    "tools.log.field": ("字段", "Field"),
    "tools.log.change": ("修改", "Change"),
    "tools.log.reason": ("原因", "Reason"),
    "tools.log.via.tui": ("界面", "screens"),
    "tools.log.via.command": ("命令", "command"),
    "tools.log.via.import": ("导入", "import"),
    "tools.log.via.merge": ("合并", "merge"),
    "tools.arg.md": ("输出 Markdown", "print Markdown"),
    "tools.arg.keys_check": (
        "检查有没有冲突的按键，或终端和输入法会吃掉的按键",
        "look for keys that clash, or that terminals and input methods take",
    ),
    "tools.keys.title": ("按键", "Keys"),
    "tools.keys.intro": (
        "中文输入法打出的全角标点同样有效。按 `?` 列出当前屏幕的按键。",
        "The full-width punctuation of a Chinese input method works as well. `?` lists the keys of a screen.",
    ),
    "tools.keys.key": ("按键", "Key"),
    "tools.keys.command": ("命令", "Command"),
    "tools.keys.about": ("说明", "What it does"),
    "tools.keys.sound": ("按键没有问题。", "No key clashes, and every key arrives."),
    "tools.keys.clash": (
        "{key} 在“{screen}”里有几个用途：{names}",
        "{key} has several uses in {screen}: {names}",
    ),
    "tools.keys.multiplexer": (
        "{key}（{name}）会被 tmux 或 screen 截走",
        "{key} ({name}) is taken by tmux or screen",
    ),
    "tools.keys.input_method": (
        "{key}（{name}）会被输入法截走",
        "{key} ({name}) is taken by input methods",
    ),
    "tools.keys.same_bytes": (
        "{key}（{name}）在终端里和退格、Tab、回车或 Esc 是同一个键",
        "{key} ({name}) is the same as Backspace, Tab, Enter or Esc in a terminal",
    ),
    "tools.keys.terminal": (
        "{key}（{name}）在有些终端里收不到",
        "{key} ({name}) does not arrive from some terminals",
    ),
    "tools.keys.alone": (
        "{key}（{name}）只用了 Alt，会和 Esc 混淆",
        "{key} ({name}) rests on Alt alone, which is mistaken for Esc",
    ),
    "tools.keys.flow": (
        "{key} 是 {name} 的唯一按键，而有些线路用它暂停输出",
        "{key} is the only key of {name}, and some lines stop the output with it",
    ),
    "tools.arg.backup_file": (
        "备份文件；不给则按工作区的名称和时间取名，放在当前文件夹",
        "the file of the backup; if not given, one named after the workspace and the time, in this folder",
    ),
    "tools.backup.exists": ("{file} 已经存在，没有覆盖。", "{file} is there already and was not overwritten."),
    "tools.backup.inside": (
        "{file} 在工作区里面；备份请放在工作区之外。",
        "{file} is inside the workspace; put backups outside of it.",
    ),
    "tools.backup.skipped": (
        "{name} 是链接或特殊文件，没有备份。",
        "{name} is a link or a special file and is not in the backup.",
    ),
    "tools.backup.made": ("已备份 {n} 个文件，{size} MB。", "Files backed up: {n}; {size} MB."),
    "tools.arg.restore_file": ("备份文件", "the file of the backup"),
    "tools.arg.to": ("恢复到这个新文件夹", "restore into this new folder"),
    "tools.arg.over": (
        "替换当前的工作区；先自动备份，之后可以撤销",
        "replace the workspace in use, after a backup of it; can be taken back",
    ),
    "tools.restore.where": (
        "请说明恢复到哪里：--to DIR 恢复到新文件夹，--over 替换当前的工作区。",
        "Say where to: --to DIR restores into a new folder, --over replaces the workspace in use.",
    ),
    "tools.restore.not_empty": (
        "{folder} 不是空文件夹，没有改动。",
        "{folder} is not an empty folder; nothing was changed.",
    ),
    "tools.restore.not_whole": (
        "{file} 不是完整的备份：{problem}。没有改动。",
        "{file} is no whole backup: {problem}. Nothing was changed.",
    ),
    "tools.restore.unsafe": (
        "备份里有不该有的内容：{name}。它不是 kamtui 做的备份，没有改动。",
        "The backup holds what no backup holds: {name}. kamtui has not made it; nothing was changed.",
    ),
    "tools.restore.too_large": (
        "备份解开后太大，没有改动。",
        "The backup would unpack to far too much; nothing was changed.",
    ),
    "tools.restore.no_workspace": (
        "备份里没有 {file}，不是工作区的备份；没有改动。",
        "There is no {file} in the backup, so it is none of a workspace; nothing was changed.",
    ),
    "tools.restore.before": ("原来的工作区已备份：{file}", "The workspace as it was is in {file}"),
    "tools.restore.what": ("从 {name} 恢复", "Restore from {name}"),
    "tools.restore.undo": ("可以用 kamtui undo 撤销。", "kamtui undo takes it back."),
    "tools.restore.done": ("已恢复 {n} 个文件。", "Files restored: {n}."),
    "tools.arg.shell": ("bash、zsh 或 fish", "bash, zsh or fish"),
    "tools.arg.bash": ("按 bash 的写法加引号", "quote them for bash"),
    "tools.arg.names": (
        "补全脚本所用：输出可以接在这行命令之后的记录名称",
        "what the script asks: print the names of records that can stand at the end of this command line",
    ),
    "tools.doctor.level.ok": ("正常", "OK"),
    "tools.doctor.level.hint": ("提示", "HINT"),
    "tools.doctor.level.warning": ("警告", "WARN"),
    "tools.doctor.level.error": ("错误", "ERROR"),
    "tools.doctor.of.python": ("Python", "Python"),
    "tools.doctor.of.libraries": ("程序库", "Libraries"),
    "tools.doctor.of.start": ("启动", "Start"),
    "tools.doctor.of.extras": ("附加功能", "Extras"),
    "tools.doctor.of.settings": ("个人设置", "Settings"),
    "tools.doctor.of.term": ("终端", "Terminal"),
    "tools.doctor.of.locale": ("编码", "Encoding"),
    "tools.doctor.of.size": ("窗口", "Window"),
    "tools.doctor.of.colours": ("颜色", "Colours"),
    "tools.doctor.of.widths": ("字宽", "Widths"),
    "tools.doctor.of.clipboard": ("剪贴板", "clipboard"),
    "tools.doctor.clipboard_screen": (
        "screen 不把复制的内容传给外面的终端；请改用 tmux，或导出到文件",
        "screen passes nothing on to the terminal around it; use tmux instead, or export to a file",
    ),
    "tools.doctor.clipboard_none": (
        "这种终端不接收复制的内容；请用鼠标选取，或导出到文件",
        "this terminal does not take what is copied; select with the mouse, or export to a file",
    ),
    "tools.doctor.of.tmux": ("tmux", "tmux"),
    "tools.doctor.of.folder": ("工作区", "Workspace"),
    "tools.doctor.of.rights": ("权限", "Rights"),
    "tools.doctor.of.file_system": ("文件系统", "File system"),
    "tools.doctor.of.locks": ("文件锁", "Locks"),
    "tools.doctor.of.room": ("磁盘空间", "Room"),
    "tools.doctor.of.data": ("数据", "Data"),
    "tools.doctor.fix": ("运行 kamtui doctor --fix 即可修复，会先备份", "kamtui doctor --fix mends it, after a backup"),
    "tools.doctor.more": ("还有 {n} 处，请看 kamtui check", "{n} more: see kamtui check"),
    "tools.doctor.missing": ("没有安装：{names}", "not installed: {names}"),
    "tools.doctor.reinstall": ("请重新安装 kamtui", "install kamtui again"),
    "tools.doctor.compiled": ("Python 已存好编译结果，启动快", "Python has kept what it compiled; starts are quick"),
    "tools.doctor.not_compiled": ("每次启动都要重新编译", "everything is compiled anew at every start"),
    "tools.doctor.bytecode": (
        "去掉环境变量 PYTHONDONTWRITEBYTECODE，启动会快一些",
        "unset PYTHONDONTWRITEBYTECODE to start faster",
    ),
    "tools.doctor.compile": (
        "请能写入 {folder} 的人运行一次 python -m compileall {folder}",
        "have someone who can write {folder} run python -m compileall {folder} once",
    ),
    "tools.doctor.not_there": ("没有安装：{names}", "not installed: {names}"),
    "tools.doctor.extras": (
        "需要时安装：pip install 'kamtui[{names}]'",
        "when you need them: pip install 'kamtui[{names}]'",
    ),
    "tools.doctor.no_settings": ("没有，用默认值", "none, the defaults serve"),
    "tools.doctor.no_terminal": ("不在终端里，没有测量", "not on a terminal, so nothing was measured"),
    "tools.doctor.no_terminal_advice": (
        "请直接在终端里运行 kamtui doctor",
        "run kamtui doctor in the terminal itself",
    ),
    "tools.doctor.term_dumb": (
        "这样的终端显示不了界面；请设置 TERM，例如 xterm-256color",
        "such a terminal cannot show the screens; set TERM, for example to xterm-256color",
    ),
    "tools.doctor.locale": (
        "界面要用 UTF-8；请设置 LANG，例如 zh_CN.UTF-8 或 C.UTF-8",
        "the screens need UTF-8; set LANG, for example to en_US.UTF-8 or C.UTF-8",
    ),
    "tools.doctor.size": (
        "至少要 {least}，最好有 {usual}；请放大窗口或缩小字号",
        "{least} at least, {usual} or more is better; make the window larger or its font smaller",
    ),
    "tools.doctor.no_colour": ("不用颜色（NO_COLOR）", "none, as NO_COLOR asks"),
    "tools.doctor.true_colour": ("24 位", "24 bit"),
    "tools.doctor.few_colours": (
        "终端若支持更多颜色，请设置 TERM=xterm-256color",
        "if the terminal has more, set TERM=xterm-256color",
    ),
    "tools.doctor.no_answer": ("终端没有回答，没有测到", "the terminal did not answer, so they are not known"),
    "tools.doctor.hanzi": (
        "“{char}”应占两格；请换用支持中文的字体和终端",
        "“{char}” has to be two cells wide; use a terminal and a font that know Chinese",
    ),
    "tools.doctor.ambiguous": (
        "符号和线条应占一格；请在终端设置里关掉“东亚模糊宽度按全角处理”（PuTTY：Window → Translation）",
        "symbols and lines have to be one cell wide; switch off wide ambiguous characters in the terminal "
        "(PuTTY: Window, Translation)",
    ),
    "tools.doctor.tmux_mute": ("在 tmux 里，但问不到它的设置", "around us, but it does not tell its settings"),
    "tools.doctor.tmux_clipboard": (
        "复制不到外面；请在 ~/.tmux.conf 里写 set -s set-clipboard external",
        "nothing can be copied to the outside; put set -s set-clipboard external into ~/.tmux.conf",
    ),
    "tools.doctor.tmux_escape": (
        "Esc 会显得迟钝；请在 ~/.tmux.conf 里写 set -s escape-time 10",
        "Esc feels slow; put set -s escape-time 10 into ~/.tmux.conf",
    ),
    "tools.doctor.no_folder": ("没有指定", "none is named"),
    "tools.doctor.remote": (
        "在网络或程序提供的文件系统上，锁和改名未必可靠；请把工作区放在本机磁盘上，用 kamtui sync 同步",
        "locks and renames may not be reliable on a network or program's file system; keep the workspace on a local "
        "disk and share it with kamtui sync",
    ),
    "tools.doctor.unknown": ("不明", "unknown"),
    "tools.doctor.locks.works": ("两个进程试过，有效", "tried with two processes, they work"),
    "tools.doctor.locks.broken": ("两个进程同时拿到了锁", "two processes got the same lock"),
    "tools.doctor.locks.unknown": ("没有试成", "could not be tried"),
    "tools.doctor.locks_advice": (
        "几个人同时写会丢数据；请把工作区放在本机磁盘上",
        "several people writing at once would lose data; keep the workspace on a local disk",
    ),
    "tools.doctor.room": ("剩余 {size}", "{size} left"),
    "tools.doctor.make_room": ("请清理磁盘，否则会存不进去", "make room, or saving will fail"),
}
