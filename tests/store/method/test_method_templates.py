"""The methods that ship are complete in both languages, and what they do not know still shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from kamtui.store.method.base import Label
from kamtui.store.method.loader import load, templates
from kamtui.store.method.model import GROUPS, Method
from kamtui.store.records.opportunity import Opportunity
from kamtui.store.text import words


def labels(part: object, path: str) -> Iterator[tuple[str, Label]]:
    """Every label in a method with the path to it."""
    if isinstance(part, Label):
        yield path, part
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from labels(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, tuple):
        for index, item in enumerate(part):
            yield from labels(item, f"{path}[{index}]")


def test_two_methods_ship() -> None:
    assert templates() == ["default", "five_step"]


@pytest.mark.parametrize("template", templates())
def test_every_label_of_a_shipped_method_is_in_both_languages(template: str) -> None:
    method, errors = load(template)
    assert errors == []
    all_labels = list(labels(method, template))
    assert len(all_labels) > 150
    for path, label in all_labels:
        assert re.search(r"[\u4e00-\u9fff]", label.zh), path
        assert label.en, path
        assert not re.search(r"[\u4e00-\u9fff]", label.en), path


@pytest.mark.parametrize("template", templates())
def test_every_stage_of_a_shipped_method_guides_the_seller(template: str) -> None:
    for stage in load(template)[0].stages:
        assert stage.traits, stage.id
        assert stage.focus, stage.id
        assert stage.must_know, stage.id
        assert len(stage.periods) == 2, stage.id
        assert len(stage.short.zh) <= 4, stage.id
        assert len(stage.short.en) <= 14, stage.id


@pytest.mark.parametrize("template", templates())
def test_questions_are_answered_by_fields_that_opportunities_have(template: str) -> None:
    answering = {question.field for stage in load(template)[0].stages for question in stage.must_know} - {""}
    assert "budget" in answering
    assert answering <= set(Opportunity.__struct_fields__)


def test_the_default_has_the_six_buying_stages_with_the_selling_steps_beside_them() -> None:
    words.use("zh")
    method, _ = load()
    assert [stage.label.text for stage in method.stages] == [
        "产生采购需求", "内部酝酿", "方案设计", "评估比较", "购买承诺", "安装实施"
    ]  # fmt: skip
    assert [stage.odds for stage in method.stages] == [10, 20, 40, 60, 80, 95]
    assert [stage.stall_days for stage in method.stages] == [14, 21, 30, 30, 21, 14]
    assert [stage.focus for stage in method.stages] == [
        ("using",), ("purchasing", "using", "decider"), ("using", "technical"), ("decider",),
        ("contract-owner",), ("executive",),
    ]  # fmt: skip


def test_the_second_stage_asks_for_budget_time_form_and_person() -> None:
    stage = load()[0].stage("deliberation")
    assert stage
    assert {question.field for question in stage.must_know} >= {
        "budget", "purchase_date", "purchase_form", "purchase_owner"
    }  # fmt: skip


def test_the_tiers_are_looked_after_as_the_source_says() -> None:
    words.use("zh")
    method, _ = load()
    tiers = [(tier.id, tier.mode.label.text, tier.most) for tier in method.tiers]
    assert tiers == [("A", "现场管理", 10), ("B", "精细管理", 20), ("C", "记帐管理", 30)]


def test_powers_rise_with_the_level() -> None:
    powers = {level.id: set(level.powers) for level in load()[0].levels}
    assert powers == {
        "operational": {"voice"},
        "managerial": {"voice", "veto"},
        "executive": {"voice", "veto", "decide"},
    }


def test_attitudes_run_from_two_plus_to_two_minus() -> None:
    attitudes = [(attitude.value, attitude.symbol) for attitude in load()[0].attitudes]
    assert attitudes == [(2, "++"), (1, "+"), (0, "0"), (-1, "-"), (-2, "--")]


def test_the_five_step_method_has_five_stages_and_shares_the_rest() -> None:
    five, default = load("five_step")[0], load()[0]
    assert [stage.id for stage in five.stages] == ["recognition", "search", "selection", "decision", "service"]
    assert five.id == "five_step"
    for group in GROUPS:
        if group != "stages":
            assert five.entries(group) == default.entries(group)
    assert five.thresholds == default.thresholds


def test_a_label_speaks_the_language_in_use() -> None:
    method, _ = load()
    assert method.label_of("stages", "evaluation") == "Evaluation"
    words.use("zh")
    assert method.label_of("stages", "evaluation") == "评估比较"


def test_what_another_method_wrote_still_shows() -> None:
    method, _ = load()
    assert method.stage("qualified") is None
    assert method.stage_index("qualified") is None
    assert method.stage_index("need") == 0
    assert method.tier("Z") is None
    assert method.label_of("stages", "qualified") == "qualified"
    assert method.label_of("no-such-group", "open") == "open"


@pytest.mark.parametrize("template", templates())
def test_a_method_survives_a_cache(template: str) -> None:
    method, _ = load(template)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(method), type=Method) == method
