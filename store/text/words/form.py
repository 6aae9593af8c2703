"""Words of the form for a record."""

WORDS: dict[str, tuple[str, str]] = {
    "form.keys": (
        "Tab 下一项  Shift+Tab 上一项  Ctrl+S 或 F2 保存  Esc 取消",
        "Tab next  Shift+Tab previous  Ctrl+S or F2 save  Esc cancel",
    ),
    "form.unsaved": ("表单里有未保存的内容", "The form has changes that are not saved"),
    "form.stay": ("继续编辑", "Go on editing"),
    "form.save": ("保存", "Save"),
    "form.drop": ("放弃", "Discard"),
}
