"""A team's method file changes just what it names, and a wrong one is refused with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import run
from sys import executable

import msgspec
import pytest

from kamtui.store.method.loader import load
from kamtui.store.method.model import GROUPS, Method
from kamtui.store.method.node import SourceError

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
    method, errors = team.writes("stages: [{id: commitment, odds: 75}]")
    assert len(errors) == 1
    assert [stage.odds for stage in method.stages] == [5, 20, 40, 60, 75, 95]


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
        ("thresholds:\n  health_plan: -1\n", 2, "a whole number of at least 0"),
        ("thresholds:\n  tier_a_points: 101\n", 2, "from 0 to 100"),
        ("thresholds:\n  health_silent_days: 30\n", 2, "above health_quiet_days (30)"),
        (
            "thresholds:\n  health_profile: 0\n  health_players: 0\n  health_plan: 0\n  health_satisfaction: 0\n",
            5,
            "expected one of health_profile",
        ),
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
