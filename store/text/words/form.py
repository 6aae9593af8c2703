"""Words of the form for a record."""

WORDS: dict[str, tuple[str, str]] = {
    "form.keys": (
        "Tab 下一项  Shift+Tab 上一项  Ctrl+S 或 F2 保存  Ctrl+E 编辑器  Esc 取消",
        "Tab next  Shift+Tab previous  Ctrl+S or F2 save  Ctrl+E editor  Esc cancel",
    ),
    "form.unsaved": ("表单里有未保存的内容", "The form has changes that are not saved"),
    "form.stay": ("继续编辑", "Go on editing"),
    "form.save": ("保存", "Save"),
    "form.drop": ("放弃", "Discard"),
    "form.editor_none": ("没有编辑器：请设置环境变量 EDITOR", "There is no editor: set the variable EDITOR"),
    "form.editor_odd": ("读不懂 EDITOR 的内容：{editor}", "EDITOR cannot be read: {editor}"),
    "form.editor_missing": ("没有找到编辑器 {editor}", "The editor {editor} was not found"),
    "form.editor_failed": (
        "编辑器以代码 {code} 结束，内容没有改动",
        "The editor ended with code {code}; nothing was changed",
    ),
    "form.editor_not_run": ("编辑器无法运行：{reason}", "The editor could not be run: {reason}"),
    "form.editor_left": ("{why}。它写的内容留在 {file}", "{why}. What it wrote is in {file}"),
    "form.editor_file": ("编辑器的文件出错：{reason}", "The file for the editor failed: {reason}"),
    "form.editor_large": (
        "编辑器里的内容超过 {most} 字节，没有采用",
        "The text is longer than {most} bytes and was not taken",
    ),
    "form.editor_no_terminal": ("这里不能打开编辑器", "No editor can be opened here"),
}
