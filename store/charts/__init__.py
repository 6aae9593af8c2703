"""Charts as data: what a figure's answer looks like, on which page, with which scale, and as SVG. Nothing is drawn."""

from __future__ import annotations

from kamtui.store.charts.making import chart_of, currencies_of
from kamtui.store.charts.model import Chart, Kind, Point, Series
from kamtui.store.charts.pages import PAGES, Page, page_named

__all__ = ["PAGES", "Chart", "Kind", "Page", "Point", "Series", "chart_of", "currencies_of", "page_named"]
