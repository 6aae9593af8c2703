"""What if an account leaves, and which deals close a gap."""

WORDS: dict[str, tuple[str, str]] = {
    "whatif.none": (
        "近 12 个月没有订单\n先用 kamtui import 导入订单",
        "There are no orders in the last 12 months\nkamtui import brings them in",
    ),
    "whatif.no_gap": (
        "没有进行中且未完成的目标\n先导入目标：kamtui import",
        "No target is under way and not met\nkamtui import brings targets in",
    ),
    "whatif.asks.account": ("如果这家客户离开", "if this account leaves"),
    "whatif.asks.gap": ("哪些商机能补上缺口", "which deals close the gap"),
    "whatif.sales": ("近 12 个月销售", "Sales, 12 months"),
    "whatif.now": ("HHI 现在", "HHI now"),
    "whatif.then": ("HHI 之后", "then"),
    "whatif.coverage_column": ("覆盖率", "Coverage"),
    "whatif.left": ("还差", "Still missing"),
    "whatif.gap": ("{target}：还差 {missing}，覆盖率 {coverage}", "{target}: {missing} missing, coverage {coverage}"),
    "whatif.not_enough": (
        "全部进行中商机（{pipeline}）加起来也补不上",
        "All open deals together ({pipeline}) do not close it",
    ),
    "whatif.closing.about": (
        "从最有把握的商机加起，金额够补缺口为止；多余的不列",
        "The likeliest deals first, until their amounts close the gap; what is not needed is left out",
    ),
    "whatif.sentence": (
        "如果“{account}”离开：少 {sales}，占 {share}",
        "If {account} leaves: {sales} less, {share} of all",
    ),
    "whatif.hhi": ("集中度 HHI 从 {before} 变为 {after}", "Concentration (HHI) goes from {before} to {after}"),
    "whatif.coverage": (
        "“{target}”的管道覆盖率从 {before} 变为 {after}",
        "Coverage of {target} goes from {before} to {after}",
    ),
}
