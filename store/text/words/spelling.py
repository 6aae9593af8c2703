"""Words about rivals that are spelled in several ways: at an import and on the page of decisions."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "spelling.arg.rival": (
        "这个写法就是这家对手，记为别名；可多次给出",
        "this spelling is this rival, kept as an alias; can be given several times",
    ),
    "spelling.arg.apart": (
        "这两个名称不是同一家，记住；可多次给出",
        "these two names are two rivals, remembered; can be given several times",
    ),
    "spelling.arg.fold": (
        "只差标点或公司形式的写法都算同一家；只是相像的仍逐个决定",
        "spellings that differ in punctuation or legal form only are one; those that are just alike stay open",
    ),
    "spelling.apart": ("“{one}”与“{other}”不是同一家", "{one} and {other} are two rivals"),
    "spelling.heading": ("写法不同的对手，可能是同一家", "Rivals that may be one"),
    "spelling.where": ("竞争对手", "rivals"),
    "spelling.question": (
        "“{second}”就是“{first}”吗？{why}。\n是：并入“{first}”，名称记为别名；不是：记住，以后不再问。都可以撤销。",
        "Is “{second}” the rival “{first}”? {why}.\nYes makes one of them and keeps the name as an alias; no is "
        "remembered and not asked again. Both can be undone.",
    ),
    "spelling.answer.later": ("以后再说", "Later"),
    "spelling.answer.same": ("是同一家", "One rival"),
    "spelling.answer.apart": ("不是", "Two rivals"),
    "spelling.pair": ("应写成 甲=乙，得到“{text}”", "two names with = between them are expected, not “{text}”"),
    "spelling.unknown": (
        "文件和竞争对手目录里都没有“{name}”",
        "neither the files nor the catalog have a rival “{name}”",
    ),
    "spelling.ask": (
        "{at}/{n}  “{spelling}”（{rows} 处）就是“{name}”吗？{why}",
        "{at}/{n}  Is “{spelling}” ({rows}×) “{name}”? {why}",
    ),
    "spelling.answers": (
        "y 是  n 不是  回车 以后再说  a 余下只差标点或公司形式的都是  q 不再问",
        "y yes  n no  Enter later  a yes to all that differ in punctuation or legal form only  q ask no more",
    ),
}
