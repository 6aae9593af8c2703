"""The figures that can be asked for, by name."""

from __future__ import annotations

from kamtui.store.answers.desk import OF_ACCOUNTS, OF_DEALS, OF_ORDERS, TIMES
from kamtui.store.answers.model import Figure, QuestionError
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_BUYERS = tuple(name for name in OF_ORDERS if name not in ("product", "product-line"))
_SERVED = (*(name for name in OF_ACCOUNTS if name != "parent"), *TIMES)
_TIMELESS = tuple(name for name in OF_ORDERS if name not in TIMES)
_KINDS = ("tier", "region", "industry", "customer-type", "owner", "team", "channel", "country", "key")
"""What an account's buying can be broken down by, besides the account."""
_ASSIGNED = ("account", "tier", "owner", "team", "product-line")
"""What a target can be limited to."""
_JUDGED = ("opportunity", *OF_DEALS)

_FIGURES = (
    Figure("sales", "orders", "money", OF_ORDERS, "C22", ranked=True),
    Figure("profit", "orders", "money", OF_ORDERS, "C42", ranked=True),
    Figure("margin", "orders", "percent", OF_ORDERS, "C42"),
    Figure("quantity", "orders", "quantity", OF_ORDERS, "A7.06", ranked=True),
    Figure("lines", "orders", "count", OF_ORDERS, "A7.06", ranked=True),
    Figure("returns", "orders", "money", OF_ORDERS, "C26"),
    Figure("orders", "orders", "count", _BUYERS, "C26", ranked=True),
    Figure("account-orders", "orders", "count", _BUYERS, "C26", ranked=True),
    Figure("average-order", "orders", "money", _BUYERS, "C26", ranked=True),
    Figure("buyers", "orders", "count", OF_ORDERS, "A7.01", ranked=True),
    Figure("average-sales", "orders", "money", _BUYERS, "C22"),
    Figure("sales-share", "orders", "percent", OF_ORDERS, "C27", ranked=True),
    Figure("product-share", "orders", "percent", ("product", "product-line"), "C27", ranked=True),
    Figure("top", "orders", "money", OF_ORDERS, "A7.10", ranked=True),
    Figure("growth", "orders", "percent", OF_ORDERS, "C24"),
    Figure("cagr", "orders", "percent", _TIMELESS, "C24", ranked=True),
    Figure("seasonality", "orders", "ratio", ("month", "quarter"), "C25"),
    Figure("key-share", "orders", "percent", TIMES, "C23"),
    Figure("market-share", "company", "percent", TIMES, "A7.25"),
    Figure("new-old", "orders", "money", _KINDS, "A7.28"),
    Figure("abc", "orders", "money", ("account",), "C33", ranked=True),
    Figure("top-share", "orders", "percent", (), "C33"),
    Figure("hhi", "orders", "index", _TIMELESS, "C34"),
    Figure("what-if", "orders", "money", (), "C34"),
    Figure("rfm", "orders", "score", ("account", "group"), "C29", ranked=True),
    Figure("segments", "orders", "count", ("account", "group"), "C46"),
    Figure("silhouette", "orders", "ratio", ("groups",), "C48"),
    Figure("purchase-cycle", "orders", "days", ("account",), "C28"),
    Figure("churn", "orders", "percent", _KINDS, "C35"),
    Figure("grr", "orders", "percent", _KINDS, "C35"),
    Figure("nrr", "orders", "percent", _KINDS, "C35"),
    Figure("clv", "orders", "money", ("account", *_KINDS), "C30", ranked=True),
    Figure("wallet-share", "orders", "percent", OF_ACCOUNTS, "C31", ranked=True),
    Figure("whitespace", "orders", "money", ("account", "product", "product-line"), "C32", ranked=True),
    Figure("deals", "deals", "count", OF_DEALS, "C02", ranked=True),
    Figure("deal-value", "deals", "money", OF_DEALS, "C02", ranked=True),
    Figure("open-pipeline", "deals", "money", OF_DEALS, "C09", ranked=True),
    Figure("weighted-pipeline", "deals", "money", OF_DEALS, "C02", ranked=True),
    Figure("weighted-value", "deals", "money", OF_DEALS, "C02", ranked=True),
    Figure("won-value", "deals", "money", OF_DEALS, "C04", ranked=True),
    Figure("won-abc", "deals", "money", ("account",), "C33", ranked=True),
    Figure("won-top-share", "deals", "percent", (), "C33"),
    Figure("won-hhi", "deals", "index", ("account",), "C34"),
    Figure("win-rate", "deals", "percent", OF_DEALS, "C04"),
    Figure("win-rate-by-value", "deals", "percent", OF_DEALS, "C04"),
    Figure("won-of-all", "deals", "percent", OF_DEALS, "C04"),
    Figure("win-loss", "deals", "percent", OF_DEALS, "C39"),
    Figure("deal-size", "deals", "money", OF_DEALS, "C06", ranked=True),
    Figure("cycle-length", "deals", "days", OF_DEALS, "C05"),
    Figure("velocity", "deals", "money-per-day", OF_DEALS, "C06", ranked=True),
    Figure("conversion", "deals", "percent", OF_DEALS, "C03"),
    Figure("ageing", "deals", "days", OF_DEALS, "C07"),
    Figure("pushes", "deals", "count", OF_DEALS, "C08", ranked=True),
    Figure("slip-days", "deals", "days", OF_DEALS, "C08", ranked=True),
    Figure("forecast", "deals", "money", ("category", *OF_DEALS), "C10"),
    Figure("forecast-history", "deals", "money", ("snapshot",), "C11"),
    Figure("forecast-accuracy", "deals", "percent", ("snapshot", "owner"), "C11"),
    Figure("pipeline-change", "deals", "money", ("change",), "C12"),
    Figure("spec-influence", "deals", "ratio", _JUDGED, "C40"),
    Figure("vendor-fit", "deals", "percent", ("vendor", *_JUDGED), "C41"),
    Figure("accounts", "accounts", "count", OF_ACCOUNTS, "A7.01", ranked=True),
    Figure("outlets", "accounts", "count", (*OF_ACCOUNTS, "year"), "A7.05", ranked=True),
    Figure("selection-score", "accounts", "score", OF_ACCOUNTS, "C21", ranked=True),
    Figure("account-health", "accounts", "score", OF_ACCOUNTS, "C20", ranked=True),
    Figure("products", "catalog", "count", ("product-line",), "C27", ranked=True),
    Figure("salespeople", "catalog", "count", ("team", "region"), "A9.14", ranked=True),
    Figure("target-attainment", "targets", "percent", _ASSIGNED, "C43"),
    Figure("coverage", "targets", "ratio", _ASSIGNED, "C09"),
    Figure("complaint-rate", "services", "percent", _SERVED, "C36"),
    Figure("csat", "services", "percent", _SERVED, "C37"),
    Figure("nps", "services", "score", _SERVED, "C38"),
    Figure("response", "services", "days", _SERVED, "C44"),
    Figure("kept-promises", "promises", "percent", _SERVED, "C44"),
)

FIGURES: dict[str, Figure] = {figure.name: figure for figure in _FIGURES}
"""By name, in the order in which they are listed."""


def figure_named(name: str) -> Figure:
    """The figure of this name; QuestionError with what it may have been meant to be."""
    found = FIGURES.get(name.strip().casefold().replace("_", "-"))
    if found:
        return found
    labels = {figure.label.casefold(): figure for figure in _FIGURES}
    if name.strip().casefold() in labels:
        return labels[name.strip().casefold()]
    from difflib import get_close_matches

    close = get_close_matches(name, FIGURES, 3) or list(FIGURES)
    raise QuestionError(word("figures.problem.unknown", name=clean(name, 40), known=", ".join(close)))
