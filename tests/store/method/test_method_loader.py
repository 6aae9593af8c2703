"""The method: what ships is complete in both languages, and a team's file changes just what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import run
from sys import executable
from time import perf_counter

import msgspec
import pytest

from kamtui.store.method.loader import load, templates
from kamtui.store.method.model import GROUPS, Label, Method
from kamtui.store.method.node import SourceError
from kamtui.store.records.opportunity import Opportunity
from kamtui.store.text import words

ROOT = Path(__file__).parents[3]


@dataclass
class Team:
    """A team's method folder."""

    folder: Path
    files: list[Path] = field(default_factory=list)

    def writes(self, text: str) -> tuple[Method, list[SourceError]]:
        """The default method with another file of this text over all earlier ones."""
        path = self.folder / f"{len(self.files)}-our.yaml"
        path.write_text(text, encoding="utf-8")
        self.files.append(path)
        return load("default", self.files)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A team without any file yet."""
    return Team(tmp_path)


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


def test_loading_is_quick() -> None:
    load()
    times = []
    for _ in range(5):
        start = perf_counter()
        load()
        times.append(perf_counter() - start)
    assert min(times) < 0.04


def test_the_model_can_be_used_without_yaml() -> None:
    code = "import sys, kamtui.store.method.loader; sys.exit('yaml' in sys.modules)"
    assert run([executable, "-c", code], check=False).returncode == 0


def test_a_team_changes_just_the_keys_that_it_names(team: Team) -> None:
    method, errors = team.writes("stages:\n  - {id: evaluation, odds: 50}\nthresholds: {pushes: 3}\n")
    before = load()[0]
    assert errors == []
    assert method.stages[3] == msgspec.structs.replace(before.stages[3], odds=50)
    assert method.thresholds == {**before.thresholds, "pushes": 3}
    assert msgspec.structs.replace(method, stages=before.stages, thresholds=before.thresholds) == before


def test_a_new_entry_stands_at_the_end_or_behind_the_one_it_names(team: Team) -> None:
    method, errors = team.writes(
        "lost_reasons:\n"
        "  - {id: politics, label: 内部政治}\n"
        "  - {id: rejected, label: {zh: 废标, en: Rejected}, after: price}\n"
    )
    ids = [reason.id for reason in method.lost_reasons]
    assert errors == []
    assert ids[:2] == ["price", "rejected"]
    assert ids[-1] == "politics"
    assert method.label_of("lost_reasons", "politics") == "内部政治"


def test_a_known_entry_can_be_moved(team: Team) -> None:
    method, _ = team.writes("layers:\n  - {id: image, after: usage}\n")
    assert [layer.id for layer in method.layers] == ["decision", "execution", "usage", "image"]


def test_an_entry_can_be_removed(team: Team) -> None:
    method, errors = team.writes("stages:\n  - {id: deliberation, remove: true}\n")
    assert errors == []
    assert method.stage("deliberation") is None
    assert len(method.stages) == 5


def test_a_list_can_be_replaced_as_a_whole(team: Team) -> None:
    method, errors = team.writes("replace: [account_kinds]\naccount_kinds:\n  - {id: school, label: 学校}\n")
    assert errors == []
    assert [kind.id for kind in method.account_kinds] == ["school"]


def test_later_files_win_and_an_empty_one_changes_nothing(team: Team) -> None:
    team.writes("stages: [{id: need, odds: 5}]")
    team.writes("# nothing yet\n")
    method, errors = team.writes("stages: [{id: need, stall_days: 7}]")
    assert errors == []
    assert (method.stages[0].odds, method.stages[0].stall_days) == (5, 7)


def test_a_bad_file_is_left_out_as_a_whole_and_the_good_ones_serve(team: Team) -> None:
    team.writes("stages: [{id: need, odds: 5}]")
    method, errors = team.writes("stages:\n  - {id: design, odds: 45}\n  - {id: need, odds: 500}\n")
    assert [error.where for error in errors] == [f"{team.files[1]}:3"]
    assert "found “500”, expected a whole number from 0 to 100" in str(errors[0])
    assert [stage.odds for stage in method.stages] == [5, 20, 40, 60, 80, 95]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("stages:\n  - id: need\n    stal_days: 3\n", 3, "Did you mean stall_days?"),
        ("stagess: []\n", 1, "Did you mean stages?"),
        ("stages:\n  - {id: evaluaton, odds: 50}\n", 2, "Did you mean evaluation?"),
        ("stages:\n  - {id: x, label: X, odds: 1}\n", 2, "found no key “category”"),
        ("stages:\n  - {id: need, focus: [usng]}\n", 2, "Did you mean using?"),
        ("stages:\n  - {id: need, category: best-case}\n", 2, "Did you mean best_case?"),
        ("stages:\n  - {id: need, odds: 5}\n  - {id: need, odds: 6}\n", 3, "id “need” for the second time"),
        ("stages:\n  - {id: 立项, label: 立项}\n", 2, "expected an id of letters"),
        ("stages:\n  - {id: need, after: evaluaton}\n", 2, "Did you mean evaluation?"),
        ("stages:\n  - {id: needs, remove: true}\n", 2, "Did you mean need?"),
        ("stages:\n  - {id: need, label: {zh: 需求}}\n", 2, "found no key “en”"),
        ("stages:\n  - {id: need, label: ''}\n", 2, "expected text, or a label"),
        (
            "stages:\n  - id: need\n    must_know:\n      - {id: a, label: A}\n      - {id: a, label: B}\n",
            5,
            "second time",
        ),
        ("stages:\n  - id：need\n", 2, "full-width colon"),
        ("stages: need\n", 1, "expected a list"),
        ("- stages\n", 1, "expected “key: value” lines"),
        ("thresholds: {pushs: 3}\n", 1, "Did you mean pushes?"),
        ("replace: [stage]\n", 1, "Did you mean stages?"),
        ("extends: five_step\n", 1, "unknown key “extends”"),
        ("levels:\n  - {id: managerial, powers: [vetto]}\n", 2, "Did you mean veto?"),
        ("decision_modes:\n  - {id: advice, weights: {manager: 3}}\n", 2, "Did you mean managerial?"),
        ("activity_kinds:\n  - {id: call, in_person: NO}\n", 2, "expected true or false"),
        ("outcomes:\n  - {id: won, remove: true}\n", 1, "expected the outcome “won” to stay"),
        ("replace: [stages]\n", 1, "expected at least one entry"),
        ("roles:\n  - {id: decider, remove: true}\n", 1, "once this file is applied"),
        ("stages: &s []\nroles: *s\n", 1, "anchor or alias"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_built_in_method_serves(
    team: Team, text: str, line: int, message: str
) -> None:
    method, errors = team.writes(text)
    assert method == load()[0]
    assert [error.where for error in errors] == [f"{team.files[0]}:{line}"]
    assert message in str(errors[0])


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    method, errors = load("default", [tmp_path / "gone.yaml"])
    assert method == load()[0]
    assert "gone.yaml: found a file that cannot be opened" in str(errors[0])


def test_an_unknown_template_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match=r"no such method: \.\./secret"):
        load("../secret")


def test_the_example_of_a_team_loads() -> None:
    method, errors = load("default", [ROOT / "examples" / "method" / "our-stages.yaml"])
    assert errors == []
    assert [stage.id for stage in method.stages][3:5] == ["evaluation", "tender"]
    assert method.stages[3].odds == 50
    assert method.tiers[0].visit_days == 7
    assert method.tiers[0].most == 10
    assert method.label_of("lost_reasons", "bid-rejected") == "废标"
    assert method.label_of("lost_reasons", "withdrawn") == "withdrawn"


def test_the_example_in_the_documentation_loads(team: Team) -> None:
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example
    method, errors = team.writes(example[1])
    assert errors == []
    assert method.stage("tender")


def test_the_documentation_names_every_list_and_key() -> None:
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    for group, kind in GROUPS.items():
        for name in (group, *kind.__struct_fields__):
            assert name == "id" or f"`{name}`" in page or f"**{name}**" in page, f"{group}.{name}"
