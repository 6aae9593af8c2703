"""Accounts fall into the same groups every time, and where there are none that is said."""

from __future__ import annotations

import sys

import pytest

from kamtui.store.figures import segments
from kamtui.store.figures.segments import SegmentsMissingError, TooManyGroupsError, best, cluster, merges, table

LINE = [(0.0,), (1.0,), (10.0,), (11.0,)]


def test_without_scikit_learn_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.setitem(sys.modules, "sklearn.cluster", None)
    with pytest.raises(SegmentsMissingError):
        cluster(LINE, 2)


def test_features_are_standardised_and_what_says_nothing_is_dropped() -> None:
    found = table({"sales": [1, 2, 3, None], "same": [5, 5, 5, 5]}, {"region": ["a", "b", "a", "b"]})
    assert found.features == ("sales", "region=a", "region=b")
    assert found.dropped == ("same",)
    assert found.filled == {"sales": 1}
    column = [row[0] for row in found.rows]
    assert sum(column) == pytest.approx(0)
    assert sum(value * value for value in column) == pytest.approx(len(column))
    assert [round(value, 4) for value in found.rows[0][1:]] == [0.7071, 0]


def test_features_can_be_scaled_from_smallest_to_largest_instead() -> None:
    found = segments.table({"sales": [10, 20, 30], "same": [1, 1, 1]}, scale="min-max")
    assert (found.rows, found.dropped) == (((0.0,), (0.5,), (1.0,)), ("same",))


@pytest.mark.parametrize("way", ["kmeans", "ward", "average"])
def test_two_clear_groups_are_found_and_numbered_by_sales(way: segments.Way) -> None:
    pytest.importorskip("sklearn")
    found = cluster(LINE, 2, way, sales=[1, 2, 30, 40], originals={"sales": [1, 2, 30, 40]})
    assert found.labels == (2, 2, 1, 1)
    assert found.silhouette == pytest.approx(0.8997, abs=0.0001)
    assert found.clear
    assert [(group.size, group.means["sales"]) for group in found.groups] == [(2, 35), (2, 1.5)]
    assert found == cluster(LINE, 2, way, sales=[1, 2, 30, 40], originals={"sales": [1, 2, 30, 40]})


def test_the_best_number_of_groups_is_proposed() -> None:
    pytest.importorskip("sklearn")
    points = [(x + dx,) for x in (0.0, 10.0, 20.0) for dx in (0.0, 0.5, 1.0)]
    found, scores = best(points)
    assert found is not None
    assert found.k == 3
    assert set(scores) == set(range(2, 9))


def test_no_clear_structure_is_said() -> None:
    pytest.importorskip("sklearn")
    grid = [(float(x), float(y)) for x in range(6) for y in range(6)]
    assert cluster(grid, 7).silhouette is not None
    lonely = cluster([(0.0,), (1.0,), (2.0,), (3.5,)], 1)
    assert (lonely.silhouette, lonely.clear) == (None, False)


def test_more_groups_than_distinct_rows_are_refused_with_the_largest_allowed() -> None:
    with pytest.raises(TooManyGroupsError) as refused:
        cluster([(1.0,), (1.0,), (2.0,), (2.0,)], 3)
    assert refused.value.largest == 2
    with pytest.raises(TooManyGroupsError) as refused:
        cluster(LINE, 4)
    assert refused.value.largest == 3


def test_a_dendrogram_joins_the_nearest_first() -> None:
    pytest.importorskip("sklearn")
    joins = merges(LINE, "average")
    assert [round(distance, 3) for _, _, distance in joins] == [1, 1, 10]
