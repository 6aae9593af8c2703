"""The pages of the charts: each a figure with its breakdown, its period and the kind of chart (A7.01-A7.31)."""

from __future__ import annotations

from typing import Literal

import msgspec

from kamtui.store.charts.model import Kind
from kamtui.store.text.words import word

Period = Literal["", "year", "months12", "quarter", "ahead"]
"""What a page begins with: everything, this year, the last twelve months, this quarter, or this year and the next."""


class Page(msgspec.Struct, frozen=True):
    """One page."""

    name: str
    """In kebab-case; its title is `charts.page.NAME`."""
    group: Literal["sales", "buying", "service", "pipeline"]
    figure: str
    by: tuple[str, ...] = ()
    kind: Kind = "rows"
    parts: tuple[str, ...] = ()
    """What else of the answer is drawn, such as "key" and "other"; "value" is the figure itself."""
    unit: str = ""
    """Of the parts, where it is not the figure's."""
    counts: str = ""
    """What the drawn parts are, where that is not what the figure is called: a word `charts.counts.…`."""
    value: str = ""
    """What the figure itself is called among its parts and notes, likewise."""
    notes: tuple[str, ...] = ()
    """What stands behind each bar."""
    period: Period = ""
    top: int | None = None
    compare: bool = False
    """Whether last year stands beside it."""
    where: str = ""
    worst: bool = False
    """Whether rows come by the first note, the largest first: what is overdue most."""
    source: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return word(f"charts.page.{self.name}")

    @property
    def counted(self) -> str:
        """What stands above the axis; "" where that is the name of the figure."""
        return word(f"charts.counts.{self.counts}") if self.counts else ""

    @property
    def value_name(self) -> str:
        """What the figure is called here; "" where that is its name."""
        return word(f"charts.counts.{self.value}") if self.value else ""


def _page(name: str, figure: str, *by: str, **fields: object) -> Page:
    return msgspec.convert({"name": name, "figure": figure, "by": by, **fields}, Page)


PAGES: tuple[Page, ...] = (
    _page("key-accounts-by-region", "accounts", "region", group="sales", where="is:key", source="A7.01"),
    _page("sales-by-year", "sales", "year", group="sales", kind="bars", source="A7.02"),
    _page("average-sales", "average-sales", "year", group="sales", kind="bars", source="A7.03"),
    _page("key-share", "key-share", "year", group="sales", kind="stacked", parts=("key", "other"), unit="money",
          counts="sales", source="A7.04"),
    _page("market-share", "market-share", "year", group="sales", kind="bars", notes=("market_rank", "points"),
          source="A7.25"),
    _page("accounts-by-tier", "accounts", "tier", group="sales", source="A1.07"),
    _page("by-tier", "sales", "tier", group="sales", period="months12", compare=True, source="A1.08"),
    _page("outlets-by-year", "outlets", "year", group="sales", kind="bars", source="A7.05"),
    _page("volume-by-year", "quantity", "year", group="sales", kind="bars", source="A7.06"),
    _page("growth-by-year", "growth", "year", group="sales", kind="bars", notes=("remark",), source="A7.07"),
    _page("profit-key-other", "profit", "year", "key", group="sales", kind="bars", source="A7.08"),
    _page("top-sales", "top", "account", group="sales", notes=("region", "share"), period="months12", top=10,
          source="A7.10"),
    _page("top-profit", "profit", "account", group="sales", period="months12", top=5, source="A7.11"),
    _page("top-volume", "quantity", "account", group="sales", period="months12", top=5, source="A7.09"),
    _page("months", "sales", "month", group="sales", kind="lines", period="year", compare=True, source="A7.12"),
    _page("quarters", "sales", "quarter", group="sales", kind="lines", source="A7.13"),
    _page("seasonality", "seasonality", "month", group="sales", kind="bars", source="A7.13"),
    _page("average-order", "average-order", "quarter", group="sales", kind="lines", source="A7.14"),
    _page("product-share", "product-share", "product", group="sales", parts=("value", "quantity_share"),
          counts="share", value="of_sales", period="months12", source="A7.15"),
    _page("by-channel", "sales", "channel", group="sales", period="months12", source="A7.17"),
    _page("by-region", "sales", "region", group="sales", period="months12", compare=True, source="A7.17"),
    _page("by-industry", "sales", "industry", group="sales", period="months12", source="A7.18"),
    _page("by-line", "sales", "product-line", group="sales", period="months12", source="A7.18"),
    _page("by-type", "sales", "customer-type", group="sales", period="months12", source="A7.18"),
    _page("margin", "margin", "product-line", group="sales", period="months12", source="A7.27"),
    _page("target-attainment", "target-attainment", group="sales", notes=("actual", "goal"), source="A7.26"),
    _page("frequency", "purchase-cycle", "account", group="buying", notes=("overdue", "next_due"), worst=True,
          source="A7.19"),
    _page("preference", "sales", "account", "product-line", group="buying", kind="heat", period="months12",
          source="A7.21"),
    _page("new-old", "new-old", group="buying", counts="sales", source="A7.28"),
    _page("abc-curve", "abc", "account", group="buying", kind="lines", parts=("cumulated",), unit="percent",
          counts="cumulated", period="months12", source="A7.20"),
    _page("abc-tiers", "abc", "account", group="buying", notes=("class", "tier", "differs"),
          counts="sales", period="months12", source="C33"),
    _page("concentration", "hhi", group="buying", parts=("cr1", "cr3", "cr5"), unit="percent",
          counts="of_sales", notes=("effective", "band"), period="months12", source="C34"),
    _page("churn", "churn", group="buying", notes=("lost", "lost_value", "shrunk"), source="A7.24"),
    _page("retention", "nrr", group="buying", notes=("start", "lost_value", "grown"), source="C35"),
    _page("clv", "clv", "account", group="buying", top=20, source="A7.29"),
    _page("rfm", "rfm", "group", group="buying", unit="count", counts="accounts", source="C29"),
    _page("wallet-share", "wallet-share", "account", group="buying", notes=("gap", "estimate"), source="C31"),
    _page("whitespace", "whitespace", "account", "product-line", group="buying", kind="heat", source="C32"),
    _page("selection", "selection-score", "account", group="buying",
          notes=("tier", "proposed", "next_tier", "missing_points"), source="C21"),
    _page("health", "account-health", "account", group="buying", notes=("last_met", "penalty"), source="C20"),
    _page("satisfaction", "csat", "quarter", group="service", kind="lines", source="A7.22"),
    _page("complaints", "complaint-rate", "quarter", group="service", kind="lines", source="A7.23"),
    _page("weighted-months", "weighted-pipeline", "month", "stage", group="pipeline", kind="stacked", period="ahead",
          source="C02"),
    _page("pipeline-change", "pipeline-change", "change", group="pipeline", source="C12"),
    _page("forecast", "forecast", "category", group="pipeline", parts=("value", "single"), value="so_far",
          source="C10"),
    _page("coverage", "coverage", group="pipeline", notes=("required", "missing"), source="C09"),
    _page("funnel", "conversion", "stage", group="pipeline", kind="funnel", parts=("n",), unit="count",
          notes=("value", "median_days"),
          counts="deals", value="conversion", source="C03"),
    _page("velocity", "velocity", "owner", group="pipeline", notes=("deals", "rate", "days"), source="C06"),
    _page("ageing", "ageing", "stage", group="pipeline", notes=("usual", "stalled", "oldest"), source="C07"),
    _page("pushes", "pushes", "owner", group="pipeline", notes=("slip_days", "crossed"), source="C08"),
    _page("forecast-history", "forecast-history", "snapshot", group="pipeline", kind="lines",
          parts=("closed", "commit", "best_case", "pipeline"), source="C11"),
    _page("win-rate", "win-rate", "quarter", group="pipeline", kind="lines", source="C04"),
    _page("win-loss", "win-loss", "competitor", group="pipeline", notes=("won", "lost", "price_gap"), source="C39"),
)  # fmt: skip
"""In the order in which they are leafed through."""

_BY_NAME = {page.name: page for page in PAGES}


def page_named(name: str) -> Page:
    """The page of this name; LookupError where there is none."""
    return _BY_NAME[name]
