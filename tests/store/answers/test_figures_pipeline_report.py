"""The figures of a weekly pipeline report of 1,000 deals are those that stand in the report."""

from __future__ import annotations

import pytest
from figured import Asked, real


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    root = tmp_path_factory.mktemp("report")
    return real(root, ["pipeline_snapshots/sales_pipeline.csv"], "USD", "pipeline-snapshots.yaml")


def test_the_deals_their_sum_and_the_weighted_forecast(ask: Asked) -> None:
    assert ask("deals")["total"] == 1000
    assert ask("deal-value")["total"] == 2_551_620
    assert ask("weighted-value")["total"] == 1_784_441


def test_the_stages(ask: Asked) -> None:
    assert ask.by("deals", "--by", "stage") == {
        "need": 355,
        "deliberation": 226,
        "design": 188,
        "evaluation": 145,
        "won": 53,
        "lost": 33,
    }
