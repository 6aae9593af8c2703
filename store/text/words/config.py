"""Words that are written into a new `kamtui.yaml`."""

WORDS: dict[str, tuple[str, str]] = {
    "config.head": ("# kamtui 工作区", "# A kamtui workspace"),
    "config.currency": (
        "# 金额没有注明币种时所用的币种（ISO 代码）",
        "# The currency (ISO code) of amounts that name none",
    ),
    "config.fiscal_year_start": ("# 财年从几月开始", "# The month in which the fiscal year starts"),
    "config.method": (
        "# 销售方法：kamtui 自带的名称；method/ 里的 YAML 文件可以改它",
        "# The selling method: one that kamtui ships; YAML files in method/ change it",
    ),
}
