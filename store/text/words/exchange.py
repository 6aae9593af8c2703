"""Words of importing: what was found in files, why rows are rejected, what is being done."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "exchange.list-comma": ("、", ", "),
    "exchange.step": ("导入 {names}", "Import {names}"),
    "exchange.reading": ("读取 {file}", "Reading {file}"),
    "exchange.placing": ("核对 {file}", "Matching {file}"),
    "exchange.writing-month": ("写入 {month} 的订单", "Writing the orders of {month}"),
    "exchange.unreadable": ("无法读取 {file}：{why}", "Cannot read {file}: {why}"),
    "exchange.cannot-open": ("{why}", "{why}"),
    "exchange.too-large": ("解压后超过 {most} MB", "it holds more than {most} MB"),
    "exchange.is-markup": (
        "内容是网页或 XML，不是表格；请在来源系统里导出 CSV 或 xlsx",
        "it is a web page or XML, not a table; export CSV or xlsx from the source",
    ),
    "exchange.unknown-encoding": ("不认识的编码“{encoding}”", "there is no encoding called “{encoding}”"),
    "exchange.not-encoded": (
        "第 {line} 行附近的内容不是 {encoding} 编码；可用 --encoding 指定",
        "around line {line} it is not {encoding}; name the encoding with --encoding",
    ),
    "exchange.too-wide": ("第 {line} 行超过 {most} 列", "line {line} has more than {most} columns"),
    "exchange.bad-csv": ("第 {line} 行不是有效的 CSV（{why}）", "line {line} is not valid CSV ({why})"),
    "exchange.open-quote": (
        "第 {line} 行开始的引号没有结束，后面的内容会全部丢失",
        "a quote opened on line {line} is never closed and would swallow the rest",
    ),
    "exchange.bad-workbook": ("不是有效的工作簿（{why}）", "it is not a valid workbook ({why})"),
    "exchange.zip-bomb": ("压缩包异常，解压后约 {size} MB", "it would unpack to an unreasonable {size} MB"),
    "exchange.doctype": (
        "文件里有 DOCTYPE 声明，出于安全不予读取",
        "it declares a DOCTYPE, which is not read for safety",
    ),
    "exchange.too-spread": ("单元格范围超过 {most} 格", "its cells spread over more than {most} places"),
    "exchange.unknown-sheet": (
        "看不出这是哪类数据，没有导入（列：{examples}）；可用 --as 指定",
        "not imported: its headers ({examples}) do not tell what it holds; say so with --as",
    ),
    "exchange.unused-columns": ("{count} 列没有用到：{examples}", "{count} columns are not used: {examples}"),
    "exchange.guessed-columns": (
        "{count} 列按相近的名称识别，请核对：{examples}",
        "{count} columns were recognised by a similar name, please check: {examples}",
    ),
    "exchange.rows-blank": (
        "跳过 {count} 个空行（第 {examples} 行）",
        "{count} empty lines skipped (lines {examples})",
    ),
    "exchange.rows-total": (
        "跳过 {count} 个合计行（第 {examples} 行）",
        "{count} lines of totals skipped (lines {examples})",
    ),
    "exchange.rows-stray": (
        "跳过 {count} 个零散行，整行只有一个单元格有内容（第 {examples} 行）",
        "{count} stray lines skipped, with a single cell filled (lines {examples})",
    ),
    "exchange.extra-cells": (
        "单元格多于表头，列已错位",
        "it has more cells than the header, so its columns are shifted",
    ),
    "exchange.rows-short": (
        "{count} 行的单元格少于表头，缺的按空白处理（第 {examples} 行）",
        "{count} lines have fewer cells than the header; the missing ones count as blank (lines {examples})",
    ),
    "exchange.rejected": (
        "{count} 行有问题，没有导入（第 {examples} 行）",
        "{count} rows are rejected (lines {examples})",
    ),
    "exchange.undecided-dates": (
        "“{column}”的 {count} 个日期分不清月和日（{examples}），等待决定：在导入对照表里写 dates: mdy 或 dmy",
        "{count} dates in “{column}” could be read as month or day first ({examples}): "
        "decide with dates: mdy or dmy in a map",
    ),
    "exchange.undecided-dates-mixed": (
        "“{column}”的 {count} 个日期月日顺序不一致（{examples}），等待决定：在导入对照表里写 dates: mdy 或 dmy",
        "{count} dates in “{column}” are written in two orders ({examples}): decide with dates: mdy or dmy in a map",
    ),
    "exchange.undecided-decimal": (
        "“{column}”的 {count} 个数字分不清小数点和千位符（{examples}），等待决定：在导入对照表里写 decimal",
        "{count} numbers in “{column}” do not tell the decimal sign from the thousands sign ({examples}): "
        "decide with decimal: in a map",
    ),
    "exchange.unlike-date": (
        "“{column}”不像日期（{examples}），这一列没有导入",
        "“{column}” does not look like dates ({examples}); the column is not imported",
    ),
    "exchange.unlike-number": (
        "“{column}”不像数字（{examples}），这一列没有导入",
        "“{column}” does not look like numbers ({examples}); the column is not imported",
    ),
    "exchange.unknown-choice": (
        "{count} 处“{field}”的取值不认识，已留空：{examples}；可在导入对照表里说明",
        "{count} values for {field} are unknown and left blank: {examples}; a map can say what they mean",
    ),
    "exchange.ourselves": ("对手就是我们自己", "the rival is ourselves"),
    "exchange.ourselves-named": (
        "{count} 处把我们自己写成对手，已留空：{examples}",
        "{count} times we are named as a rival ourselves, which is left blank: {examples}",
    ),
    "exchange.close-before-opened": (
        "{count} 个商机的成交日期早于发现日期，照原样导入，请核对（第 {examples} 行）",
        "{count} opportunities close before they were opened; imported as they are, please check (lines {examples})",
    ),
    "exchange.unknown-name": (
        "{count} 处“{field}”找不到对应的记录，已留空：{examples}",
        "{count} names for {field} fit no record and are left blank: {examples}",
    ),
    "exchange.no-account-opportunities": (
        "{count} 个商机没有客户，放在“未归客户”里（第 {examples} 行）",
        "{count} opportunities have no account and are kept among the unassigned ones (lines {examples})",
    ),
    "exchange.no-account-contacts": (
        "{count} 个联系人没有客户，放在“未归客户”里（第 {examples} 行）",
        "{count} contacts have no account and are kept among the unassigned ones (lines {examples})",
    ),
    "exchange.no-account-activities": (
        "{count} 个活动没有客户，放在“未归客户”里（第 {examples} 行）",
        "{count} activities have no account and are kept among the unassigned ones (lines {examples})",
    ),
    "exchange.no-account-needs": (
        "{count} 条需求没有客户，放在“未归客户”里（第 {examples} 行）",
        "{count} needs have no account and are kept among the unassigned ones (lines {examples})",
    ),
    "exchange.no-account-projects": (
        "{count} 个项目没有客户，放在“未归客户”里（第 {examples} 行）",
        "{count} projects have no account and are kept among the unassigned ones (lines {examples})",
    ),
    "exchange.no-account-contracts": (
        "{count} 份合同没有客户，放在“未归客户”里（第 {examples} 行）",
        "{count} contracts have no account and are kept among the unassigned ones (lines {examples})",
    ),
    "exchange.no-account-services": (
        "{count} 条投诉或反馈没有客户，放在“未归客户”里（第 {examples} 行）",
        "{count} service records have no account and are kept among the unassigned ones (lines {examples})",
    ),
    "exchange.no-account-promises": (
        "{count} 条承诺没有客户，放在“未归客户”里（第 {examples} 行）",
        "{count} promises have no account and are kept among the unassigned ones (lines {examples})",
    ),
    "exchange.no-account-tasks": (
        "{count} 个任务没有客户，放在“未归客户”里（第 {examples} 行）",
        "{count} tasks have no account and are kept among the unassigned ones (lines {examples})",
    ),
    "exchange.no-customer": (
        "{count} 行订单没有客户，计入“其他客户”",
        "{count} order lines name no customer and are kept as other customers",
    ),
    "exchange.repeated-lines": (
        "{count} 行的订单号和行号与前面的行相同，都保留了（第 {examples} 行）",
        "{count} lines repeat the order and line number of an earlier one; all are kept (lines {examples})",
    ),
    "exchange.no-amount-column": (
        "{count} 行只有单价、数量和折扣，没有金额；折扣是否已计入单价看不出来，金额留空",
        "{count} lines have price, quantity and discount but no amount; whether the price includes the discount "
        "cannot be told, so the amount is left blank",
    ),
    "exchange.orders-wait": (
        "{count} 行订单要等日期的写法定下来才能导入",
        "{count} order lines wait until it is decided how their dates are written",
    ),
    "exchange.alias": (
        "{count} 行写作“{alias}”，已对应到“{name}”；如要长期保留，可在导入对照表的 aliases 里写 {alias}: {name}",
        "{count} rows say “{alias}”, taken for “{name}”; to keep it as an alias, put {alias}: {name} "
        "under aliases in a map",
    ),
    "exchange.folded": (
        "对手“{spelling}”与“{name}”只差大小写、全半角或空格，按同一家处理",
        "the rival “{spelling}” differs from “{name}” only in case, width or spaces: taken for the same",
    ),
    "exchange.spelling-proposed": (
        "对手“{spelling}”（{count} 处）可能就是“{name}”：{why}。等您决定：--rival、--apart、--fold，或在 kamtui 里按 Q",
        "the rival “{spelling}” ({count}×) may be “{name}”: {why}. Yours to decide: --rival, --apart, --fold, or Q in "
        "kamtui",
    ),
    "exchange.spelling-same": (
        "对手“{spelling}”（{count} 处）就是“{name}”：{why}；记为别名，以后不再问",
        "the rival “{spelling}” ({count}×) is “{name}”: {why}; kept as an alias and not asked again",
    ),
    "exchange.spelling-apart": (
        "对手“{spelling}”（{count} 处）不是“{name}”；已记住，以后不再问",
        "the rival “{spelling}” ({count}×) is not “{name}”; remembered and not asked again",
    ),
    "exchange.why.punctuation": ("只差标点", "only the punctuation differs"),
    "exchange.why.legal-form": ("只差公司形式（有限公司、Inc、GmbH 等）", "only the legal form differs (Inc, GmbH …)"),
    "exchange.why.alike": ("写法很像", "they are spelled much alike"),
    "exchange.ambiguous-name": (
        "{count} 处名称对应多条记录，没有关联：{examples}",
        "{count} names fit several records and are not linked: {examples}",
    ),
    "exchange.similar": (
        "{count} 个新名称与已有记录只差空格或标点，请确认是否重复：{examples}",
        "{count} new names differ from existing ones only in spaces or punctuation; they may be duplicates: {examples}",
    ),
    "exchange.two-currencies": (
        "一行里有两种币种；一条记录只用一种",
        "the amounts of this row are in two currencies; one is expected",
    ),
    "exchange.odds-range": ("赢率应在 0 到 100 之间", "the odds must lie between 0 and 100"),
    "exchange.reject-ordinal": ("同类序号", "ordinal"),
    "exchange.reject-line": ("行号", "line"),
    "exchange.reject-field": ("字段", "field"),
    "exchange.reject-value": ("原值", "value"),
    "exchange.reject-reason": ("原因", "reason"),
    "exchange.bad-value": ("不是有效的数值", "not a valid value"),
    "exchange.bad-date": ("不是有效的日期", "not a valid date"),
    "exchange.bad-whole": ("应当是整数", "should be a whole number"),
    "exchange.bad-period": ("不是期间，如 2026、2026Q4、2026-11", "not a period, such as 2026, 2026Q4 or 2026-11"),
    "exchange.bad-time": ("不是有效的时间", "not a valid time of day"),
    "exchange.bad-flag": ("应当是“是”或“否”", "should be yes or no"),
    "exchange.bad-damaged": (
        "号码被 Excel 改成了科学计数法，位数已丢失",
        "Excel has turned this number into 1.2E+11 and lost digits",
    ),
    "exchange.nul": ("含有空字符（NUL），文件可能已损坏", "it holds a NUL character; the file may be damaged"),
    "exchange.no-name": ("没有名称", "it has no name"),
    "exchange.doubtful": (
        "手机或邮箱是另一个人的，或姓名、客户不符；请先确认是不是同一个人",
        "its mobile number or mail belongs to someone of another name or account; decide whether that is one",
    ),
    "exchange.erased": (
        "这个人的资料已按要求抹除，不再导入；如果是另一个人，请手工添加",
        "this person was erased and is not imported again; add someone else by hand",
    ),
    "exchange.open-vcard": ("第 {line} 行开始的名片没有结束", "the card that begins on line {line} never ends"),
    "exchange.many-vcards": ("名片超过 {most} 张", "it holds more than {most} cards"),
    "exchange.ambiguous": ("名称对应多条记录", "its name fits several records"),
    "exchange.no-amount": ("没有金额和数量", "it has neither amount nor quantity"),
}
