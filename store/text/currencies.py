"""What is known about currencies: decimals, symbols, and the names people write."""

from __future__ import annotations

# Currencies whose smallest unit is not a hundredth (ISO 4217).
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS = dict.fromkeys(_WITHOUT_DECIMALS.split(), 0) | dict.fromkeys(_WITH_THREE.split(), 3)

# The codes that are understood in text; other three letters are junk there rather than money.
_CODES = (
    "AED ARS AUD BDT BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR IQD JOD JPY KES KRW KWD KZT "
    "LKR MAD MOP MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TND TRY TWD UAH USD VND ZAR"
)
CODES = frozenset(_CODES.split())

# What people write for a currency, and the currencies it may mean: the first one unless another of them is
# the currency of the workspace. Longer names come first, so that "HK$" is not read as "$".
NAMES: dict[str, tuple[str, ...]] = {
    "人民币": ("CNY",),
    "rmb": ("CNY",),
    "cn¥": ("CNY",),
    "jp¥": ("JPY",),
    "us$": ("USD",),
    "hk$": ("HKD",),
    "nt$": ("TWD",),
    "au$": ("AUD",),
    "ca$": ("CAD",),
    "a$": ("AUD",),
    "c$": ("CAD",),
    "s$": ("SGD",),
    "美元": ("USD",),
    "美金": ("USD",),
    "欧元": ("EUR",),
    "英镑": ("GBP",),
    "日元": ("JPY",),
    "日圆": ("JPY",),
    "韩元": ("KRW",),
    "港元": ("HKD",),
    "港币": ("HKD",),
    "新台币": ("TWD",),
    "澳元": ("AUD",),
    "加元": ("CAD",),
    "新元": ("SGD",),
    "卢布": ("RUB",),
    "¥": ("CNY", "JPY"),
    "$": ("USD", "HKD", "AUD", "CAD", "SGD", "TWD", "NZD", "MXN"),
    "€": ("EUR",),
    "£": ("GBP",),
    "₩": ("KRW",),
    "₹": ("INR",),
    "₽": ("RUB",),
    "元": ("CNY", "HKD", "TWD", "SGD"),
    "圆": ("CNY", "JPY"),
    "块": ("CNY",),
}

# How an amount shows its currency: the Chinese name after it, the symbol before it.
_SHOWN = {
    "CNY": ("元", "¥"),
    "USD": ("美元", "$"),
    "EUR": ("欧元", "€"),
    "GBP": ("英镑", "£"),
    "JPY": ("日元", "JP¥"),
    "KRW": ("韩元", "₩"),
    "HKD": ("港元", "HK$"),
    "TWD": ("新台币", "NT$"),
    "AUD": ("澳元", "A$"),
    "CAD": ("加元", "C$"),
    "SGD": ("新元", "S$"),
    "INR": ("印度卢比", "₹"),
    "RUB": ("卢布", "₽"),
}


def minor_digits(currency: str) -> int:
    """How many decimals an amount in `currency` (ISO code) has: 2 unless it is a known exception."""
    return _DIGITS.get(currency.upper(), 2)


def chinese_name(currency: str) -> str:
    """The currency's name as it follows an amount in Chinese: 元, 美元, or " XYZ" when it has none here."""
    return _SHOWN[currency][0] if currency in _SHOWN else f" {currency}"


def symbol(currency: str) -> str:
    """The currency's symbol as it precedes an amount in English: ¥, $, or "XYZ " when it has none here."""
    return _SHOWN[currency][1] if currency in _SHOWN else f"{currency} "


def named(text: str, default: str) -> str:
    """The currency that `text`, a code or one of `NAMES` in lower case, means where `default` is usual."""
    candidates = NAMES.get(text) or (text.upper(),)
    return default if default in candidates else candidates[0]
