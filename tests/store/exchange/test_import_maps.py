"""Import maps: strict to read, and what was used can be kept and does the same again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kamtui.store.exchange.mapping import load_map, save_map
from kamtui.store.exchange.report import ImportReport
from kamtui.store.method.node import SourceError
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace

MAPS = Path(__file__).resolve().parents[3] / "examples" / "maps"
TEXT = "ref,what,who,where it stands,worth,odd column\nX1,Roof,Acme,Hot,12,abc\nX2,Door,Acme,Cold,3,def\n"
MAP = """
source: abc
sheets:
  - kind: opportunities
    headers: [ref, what]
    columns: {ref: id, what: name, who: account, where it stands: stage, worth: amount, odd column: }
    values:
      stage:
        Hot: {stage: commitment}
        cold: need
    units: {worth: 万元}
    constants: {channel: Direct}
"""


@pytest.mark.parametrize("name", ["maven.yaml", "pipeline-snapshots.yaml"])
def test_the_example_maps_load(name: str) -> None:
    assert load_map(MAPS / name).sheets


def test_a_map_says_what_no_alias_knows(
    workspace: Workspace, importing: Callable[..., ImportReport], tmp_path: Path
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(MAP, encoding="utf-8")
    report = importing(TEXT, mapping=path)
    assert report.findings[0].code == "unused-columns"
    roof, door = sorted(workspace.records(Opportunity).values(), key=lambda deal: deal.name, reverse=True)
    assert (roof.stage, door.stage) == ("commitment", "need")
    assert (roof.amount, roof.channel, roof.external_ids) == (120_000_00, "Direct", {"abc": "X1"})
    assert [account.name for account in workspace.records(Account).values()] == ["Acme"]


def test_the_map_that_was_used_can_be_kept_and_does_the_same_again(
    importing: Callable[..., ImportReport], tmp_path: Path
) -> None:
    path, kept = tmp_path / "map.yaml", tmp_path / "kept.yaml"
    path.write_text(MAP, encoding="utf-8")
    used = importing(TEXT, mapping=path).used
    assert used
    save_map(used, kept)
    report = importing(TEXT, mapping=kept)
    assert (report.new, report.changed) == ({}, {})
    assert report.same["opportunities"] == 2
    assert load_map(kept).sheets[0].headers == ("ref", "what", "who", "where it stands", "worth", "odd column")


def test_recognised_stages_stand_in_the_kept_map(importing: Callable[..., ImportReport], tmp_path: Path) -> None:
    used = importing("deal name,account,stage\nA,Acme,Negotiation\n").used
    assert used
    save_map(used, tmp_path / "kept.yaml")
    (sheet,) = load_map(tmp_path / "kept.yaml").sheets
    assert sheet.values == {"opportunities.stage": {"Negotiation": {"stage": "commitment"}}}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sheets:\n  - kind: deals\n", "deals"),
        ("sheets:\n  - kind: opportunities\n    columns: {x: amuont}\n", "amuont"),
        ("sheets:\n  - kind: opportunities\n    dates: ymd\n", "ymd"),
        ("sheet: []\n", "sheet"),
        ("sheets: &a [*a]\n", "a"),
    ],
)
def test_a_wrong_map_is_refused_with_file_and_line(tmp_path: Path, text: str, found: str) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(text)
    with pytest.raises(SourceError, match=found) as caught:
        load_map(path)
    assert "map.yaml" in str(caught.value)


def test_an_id_that_the_method_does_not_have_is_not_written(
    workspace: Workspace, importing: Callable[..., ImportReport], tmp_path: Path
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("sheets:\n  - kind: opportunities\n    values: {stage: {Hot: {stage: boiling}}}\n")
    report = importing("deal name,account,stage\nA,Acme,Hot\n", mapping=path)
    assert [finding.code for finding in report.findings] == ["unknown-choice"]
    assert next(iter(workspace.records(Opportunity).values())).stage == ""
