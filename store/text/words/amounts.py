"""Words for amounts of money: units, currencies, and why an amount was not understood."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "amounts.unit_one": ("", ""),
    "amounts.unit_k": ("千", "K"),
    "amounts.unit_wan": ("万", " wan"),
    "amounts.unit_m": ("百万", "M"),
    "amounts.unit_yi": ("亿", " yi"),
    "amounts.unit_b": ("十亿", "B"),
    "amounts.empty": ("请输入金额", "Enter an amount"),
    "amounts.junk": (
        "“{text}”不是金额，可以写 300万、1.5亿、12,800",
        "“{text}” is not an amount; write it like 300k, 1.5m or 12,800",
    ),
    "amounts.grouping": (
        "“{text}”的分隔符有歧义，请写成 1,234.56 的形式",
        "The separators in “{text}” are ambiguous; write it like 1,234.56",
    ),
    "amounts.infinite": ("金额必须是有限的数", "An amount must be a finite number"),
    "amounts.too_large": ("“{text}”太大，金额须小于 1000 万亿", "“{text}” is too large; amounts end below 10^15"),
    "amounts.currencies": ("“{text}”里有两种币种", "“{text}” names two currencies"),
}
