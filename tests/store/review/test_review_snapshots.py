"""Snapshots on disk: the same bytes for the same data, never written over, refused once edited by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import msgspec
import pytest
from workbench import LAPTOPS, METERS, TENDER, make, set_elsewhere, small

from kamtui.store.figures.changes import Look, diff
from kamtui.store.figures.spans import Span, span_of, weeks_to_end
from kamtui.store.records import Opportunity
from kamtui.store.review.library import Library, SnapshotExistsError
from kamtui.store.workspace import DamagedFileError, Workspace

TODAY = dt.datetime.now(dt.UTC).date()
YEAR = Span(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


def taken(workspace: Workspace, day: dt.date = TODAY, name: str = "") -> str:
    library = Library(workspace)
    made = library.take(day, name)
    library.write(made)
    return made.name


def path(workspace: Workspace, name: str) -> Path:
    return workspace.root / "reviews" / f"{name}.json"


def set_deal(workspace: Workspace, deal: str, reason: str = "", **fields: object) -> None:
    found = workspace.get(Opportunity, deal)
    assert found is not None
    with workspace.change("set") as change:
        change.set(found, reason, **fields)


def test_two_workspaces_with_the_same_data_have_the_same_snapshot_byte_for_byte(tmp_path: Path) -> None:
    data = []
    for name in ("one", "two"):
        made = make(tmp_path / name, small())
        data.append(path(made, taken(made)).read_bytes())
    assert data[0] == data[1]
    assert data[0].count(b"\n") > 4, "a deal a line"


def test_a_snapshot_is_called_after_its_iso_week_and_taking_it_again_changes_nothing(workspace: Workspace) -> None:
    year, week, _ = TODAY.isocalendar()
    first = taken(workspace)
    assert first == f"{year}-W{week:02}"
    data = path(workspace, first).read_bytes()
    assert taken(workspace) == first
    assert path(workspace, first).read_bytes() == data
    set_deal(workspace, METERS, amount=1)
    assert taken(workspace) == f"{first}-2", "another state of the same week gets a name of its own"
    assert path(workspace, first).read_bytes() == data


def test_a_name_that_is_taken_is_refused_when_the_deals_differ(workspace: Workspace) -> None:
    taken(workspace, name="before-fair")
    set_deal(workspace, METERS, amount=1)
    with pytest.raises(SnapshotExistsError):
        taken(workspace, name="before-fair")


def test_the_checksum_is_that_of_everything_else_spelled_canonically(workspace: Workspace) -> None:
    content = json.loads(path(workspace, taken(workspace)).read_bytes())
    seal = content.pop("checksum")
    spelled = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert hashlib.sha256(spelled).hexdigest() == seal


def test_a_snapshot_edited_by_hand_is_refused_by_name_and_the_one_before_serves(workspace: Workspace) -> None:
    older = taken(workspace, TODAY - dt.timedelta(days=7), name="older")
    name = taken(workspace, name="newer")
    file = path(workspace, name)
    file.write_bytes(file.read_bytes().replace(b'"amount":300000000', b'"amount":900000000'))
    with pytest.raises(DamagedFileError) as refused:
        Library(workspace).read(name)
    assert refused.value.finding.code == "resealed"
    assert "reviews/newer.json" in str(refused.value)
    library = Library(workspace)
    assert (found := library.latest()) is not None
    assert found.name == older
    assert [finding.file for finding in library.findings] == ["reviews/newer.json"]
    assert [finding.code for finding in library.findings] == ["resealed"]


@pytest.mark.parametrize("text", ["", "[]", '{"checksum": 1}', '{"checksum":"x","deals":{}}', '{"a":'])
def test_what_is_no_snapshot_is_named_and_passed_over(workspace: Workspace, text: str) -> None:
    name = taken(workspace)
    path(workspace, "odd").write_text(text)
    assert Library(workspace).latest() == Library(workspace).read(name)
    assert [finding.file for finding in Library(workspace).findings] == ["reviews/odd.json"]
    with pytest.raises(DamagedFileError):
        Library(workspace).read("odd")


def test_a_deal_won_two_snapshots_ago_was_not_deleted(workspace: Workspace) -> None:
    library = Library(workspace)
    first = library.take(TODAY - dt.timedelta(days=14), "a")
    first = msgspec.structs.replace(first, deals=library.take(TODAY, "x").deals)
    library.write(first)
    set_deal(workspace, METERS, status="won", close_date=TODAY)
    second = msgspec.structs.replace(library.take(TODAY, "b", first), taken=TODAY - dt.timedelta(days=7))
    library.write(second)
    third = library.take(TODAY, "c", second)
    library.write(third)
    assert METERS in second.deals
    assert METERS not in third.deals
    found = diff(first, Library(workspace).since(first, third), Look(YEAR), workspace.method)
    assert {change.id: change.cause for change in found.changes} == {METERS: "won"}


def test_the_pipeline_of_an_earlier_day_is_read_from_the_events(workspace: Workspace) -> None:
    """The events are made a week old in the file, as if the change had been made then."""
    set_deal(workspace, METERS, "customer asked", stage="design", amount=500)
    set_deal(workspace, LAPTOPS, status="lost")
    week_ago = (dt.datetime.now(dt.UTC) - dt.timedelta(days=7)).replace(microsecond=0)
    for file in workspace.root.glob("accounts/*/*.json"):
        content = json.loads(file.read_bytes())
        for event in content.get("events", {}).values():
            event["at"] = week_ago.isoformat().replace("+00:00", "Z")
        for deal in content.get("opportunities", {}).values():
            deal["created"] = "2026-01-01T00:00:00Z"
        file.write_text(json.dumps(content))
    fresh = Workspace.open(workspace.root)
    held = {back: Library(fresh).take(TODAY - dt.timedelta(days=back), "x").deals for back in (1, 10)}
    assert (held[1][METERS].stage, held[1][METERS].amount) == ("design", 500)
    assert (held[10][METERS].stage, held[10][METERS].amount) == ("need", 300_000_000)
    assert LAPTOPS not in held[1]
    assert held[10][LAPTOPS].status == "open"
    assert held[1][TENDER] == held[10][TENDER]


def test_a_pick_of_the_category_survives_stages_and_ends_when_the_deal_closes(workspace: Workspace) -> None:
    set_deal(workspace, METERS, "boss promised", category="commit")
    set_deal(workspace, METERS, stage="design")
    held = Library(workspace).take(TODAY, "x").deals[METERS]
    assert (held.category, held.pinned) == ("commit", True)
    trail = workspace.trail(workspace.records(Opportunity)[METERS].account).of(METERS)
    assert trail.picked_why == "boss promised"
    assert trail.picked_at is not None
    set_elsewhere(workspace.root, Opportunity, METERS, category="omitted")
    workspace.refresh(everything=True)
    assert workspace.trail(workspace.records(Opportunity)[METERS].account).of(METERS).picked_by == "colleague"
    base = Library(workspace).take(TODAY, "x")
    set_deal(workspace, METERS, status="won")
    held = Library(workspace).take(TODAY, "y", base).deals[METERS]
    assert (held.category, held.pinned) == ("closed", False)


def test_quarters_follow_the_fiscal_year() -> None:
    november = dt.date(2026, 11, 23)
    assert span_of(november) == Span(dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert span_of(november, "quarter", 2) == Span(dt.date(2026, 11, 1), dt.date(2027, 1, 31))
    assert span_of(dt.date(2026, 1, 5), "quarter", 2) == Span(dt.date(2025, 11, 1), dt.date(2026, 1, 31))
    assert span_of(november, "month") == Span(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert span_of(november).next == Span(dt.date(2027, 1, 1), dt.date(2027, 3, 31))
    assert span_of(november).previous == Span(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    assert weeks_to_end(november, span_of(november)) == 5
