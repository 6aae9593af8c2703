"""Names that are alike, found among many: the same pairs as when each is compared with each."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from kamtui.store.text.alike import MOST, Named, alike
from kamtui.store.text.names import is_veto, key, marks

PARTS = (
    "", "华北", "上海", "广东", "深圳", "广州", "北方", "重工", "建工", "华能国际电力", "一局", "二局", "12",
    "Acme", "Acmes", "有限公司", "深圳分公司", "分行", "(北京)", "!",
)  # fmt: skip
NAMES = st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join), unique=True, max_size=25)


def named(names: list[str]) -> list[Named]:
    """Names as they are compared."""
    return [Named(name, key(name), marks(name)) for name in names]


def one_by_one(names: list[str], least: float) -> list[tuple[str, str]]:
    """The definition: each name with the most alike of the later ones that nothing forbids."""
    found = []
    for name in names:
        later = [other for other in names if other > name and not is_veto(name, other)]
        scores = {other: fuzz.ratio(key(name), key(other)) / 100 for other in later}
        best = sorted((other for other in later if scores[other] >= least), key=lambda other: -scores[other])
        found += [(name, other) for other in best[:MOST]]
    return found


@settings(max_examples=300, deadline=None)
@given(NAMES, st.sampled_from([0.6, 0.75, 0.85]))
def test_the_pairs_are_those_of_comparing_each_name_with_each(names: list[str], least: float) -> None:
    assert list(alike(named(names), least)) == one_by_one(names, least)


def test_a_name_has_no_more_than_five_that_are_alike_and_the_best_come_first() -> None:
    names = [f"Northern Machine Works {letter}" for letter in "bcdefgh"]
    found = list(alike(named(["Northern Machine Works", *names]), 0.85))
    assert [other for name, other in found if name == "Northern Machine Works"] == names[:5]
    nearest = list(alike(named(["华北电网公司", "华北电网股份", "华北电网电力", "华东电网有限公司"]), 0.6))
    assert [pair for pair in nearest if pair[0] == "华北电网公司"] == [
        ("华北电网公司", "华北电网股份"),
        ("华北电网公司", "华北电网电力"),
    ]


def test_thousands_of_numbered_names_are_not_compared_one_by_one() -> None:
    assert not list(alike(named([f"客户 {at:04} 有限公司" for at in range(1, 3001)]), 0.85))
