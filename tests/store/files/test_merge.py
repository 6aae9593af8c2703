"""Two people change the same file apart from each other: the merge keeps what both did, in any order."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from kamtui.store.files.codec import Document, FloatText, canonical, encode_card
from kamtui.store.files.conflicts import FLAG, conflicts_of, flags_of, keys_of, path_of, settle, value_of
from kamtui.store.files.merge import merge, merge_files


def one(**fields: Any) -> Document:
    """A document with one contact."""
    return {"contacts": {"01": fields}}


def stamped(second: int, who: str, **fields: Any) -> Document:
    """A document with one contact that `who` wrote at this second."""
    return one(**fields, updated=f"2026-11-02T08:00:{second:02}Z", updated_by=who)


def contact(document: Document) -> dict[str, Any]:
    """The contact of such a document without its stamps."""
    return {name: value for name, value in document["contacts"]["01"].items() if not name.startswith("updated")}


def test_fields_that_each_side_changed_are_both_taken() -> None:
    base = stamped(0, "li", phone="1", name="A", note="n")
    merged = merge(base, stamped(1, "li", phone="2", name="A", note="n"), stamped(2, "wu", phone="1", name="B"))
    assert contact(merged.document) == {"phone": "2", "name": "B"}
    assert (merged.document["contacts"]["01"]["updated_by"], merged.conflicts) == ("wu", ())


def test_records_added_on_either_side_are_kept_and_removals_stand() -> None:
    base: Document = {"events": {"1": {"field": "stage"}, "2": {"field": "tier"}}}
    ours: Document = {"events": {"1": {"field": "stage"}, "3": {"field": "owner"}}}
    theirs: Document = {"events": {**base["events"], "4": {"field": "amount"}}}
    assert sorted(merge(base, ours, theirs).document["events"]) == ["1", "3", "4"]


def test_of_two_values_for_one_field_the_newer_stands_and_the_older_waits() -> None:
    base = stamped(0, "li", phone="1")
    merged = merge(base, stamped(9, "li", phone="2"), stamped(3, "wu", phone="3"))
    lost = {"value": "3", "base": "1", "updated": "2026-11-02T08:00:03Z", "updated_by": "wu"}
    assert contact(merged.document) == {"phone": "2", FLAG: {"phone": [lost]}}
    assert merged.conflicts == (("contacts", "01", "phone"),)


def test_a_field_that_one_side_took_away_and_the_other_changed_is_a_decision() -> None:
    merged = merge(stamped(0, "li", phone="1"), stamped(5, "li"), stamped(3, "wu", phone="3"))
    assert "phone" not in contact(merged.document)
    assert value_of(flags_of(merged.document["contacts"]["01"])["phone"][0]) == "3"
    merged = merge(stamped(0, "li", phone="1"), stamped(2, "li"), stamped(3, "wu", phone="3"))
    assert contact(merged.document)["phone"] == "3"
    assert contact(merged.document)[FLAG]["phone"][0]["removed"] is True


def test_the_parts_of_a_rating_merge_one_by_one() -> None:
    base = stamped(0, "li", attitude={"value": 1, "source": "call"})
    ours = stamped(1, "li", attitude={"value": 3, "source": "call"})
    theirs = stamped(2, "wu", attitude={"value": 2, "source": "call", "date": "2026-11-01"})
    merged = merge(base, ours, theirs).document
    assert contact(merged)["attitude"] == {"value": 2, "source": "call", "date": "2026-11-01"}
    assert list(contact(merged)[FLAG]) == ["attitude/value"]


def test_tags_merge_as_sets_in_an_order_that_no_side_decides() -> None:
    base, ours, theirs = one(tags=["z", "y", "x"]), one(tags=["q", "z", "y", "b"]), one(tags=["a", "y", "x"])
    assert merge(base, ours, theirs).document == merge(base, theirs, ours).document == one(tags=["y", "a", "b", "q"])


def test_a_changed_record_outlives_its_removal_and_says_so() -> None:
    base, edited = stamped(0, "li", phone="1"), stamped(1, "wu", phone="2")
    seen = {"removed": True, "updated": "2026-11-02T08:00:00Z", "updated_by": "li"}
    for merged in (merge(base, {}, edited), merge(base, edited, {})):
        assert contact(merged.document) == {"phone": "2", FLAG: {"": [seen]}}
    assert merge(base, {}, base).document == {}


def test_the_same_record_added_twice_merges_field_by_field() -> None:
    ours = one(created="2026-11-02T08:00:00Z", name="A", phone="1")
    theirs = one(created="2026-11-01T08:00:00Z", name="A", note="n")
    expected = {"created": "2026-11-01T08:00:00Z", "name": "A", "phone": "1", "note": "n"}
    assert contact(merge({}, ours, theirs).document) == expected


def test_a_file_that_was_removed_and_edited_comes_back_whole() -> None:
    base: Document = {"accounts": {"1": {"name": "A"}}, "contacts": {"2": {"name": "B"}}}
    edited: Document = {**base, "contacts": {"2": {"name": "C"}}}
    kept = {"accounts": {"1": {"name": "A", FLAG: {"": [{"removed": True}]}}}, "contacts": {"2": {"name": "C"}}}
    assert merge_files(base, None, edited) == merge_files(base, edited, None) == kept
    assert merge_files(base, None, base) is None
    assert merge_files(None, edited, None) == edited


def test_what_python_takes_for_equal_is_still_told_apart() -> None:
    for first, second in ((1, True), (FloatText("1.1"), FloatText("1.10"))):
        merged = merge(one(phone=0), one(phone=first), one(phone=second)).document
        assert canonical(merged) == canonical(merge(one(phone=0), one(phone=second), one(phone=first)).document)
        assert FLAG in contact(merged)


def test_three_values_for_one_field_give_the_same_bytes_whoever_merges_first() -> None:
    base = stamped(0, "li", phone="0")
    sides = [stamped(second, f"u{second}", phone=str(second)) for second in (1, 2, 3)]
    results = {encode_card(merge(base, merge(base, a, b).document, c).document) for a, b, c in permutations(sides)}
    assert len(results) == 1
    flags = flags_of(merge(base, merge(base, sides[0], sides[1]).document, sides[2]).document["contacts"]["01"])
    assert [value_of(lost) for lost in flags["phone"]] == ["1", "2"]


@pytest.mark.parametrize("choice", [0, 1, 2])
def test_a_decision_is_made_once_and_stays_made(choice: int) -> None:
    base = stamped(0, "li", attitude={"value": 0})
    sides = [stamped(second, "wu", attitude={"value": second}) for second in (1, 2, 3)]
    flagged = merge(base, merge(base, sides[0], sides[1]).document, sides[2]).document
    (clash,) = conflicts_of(flagged)
    options = (clash.kept, *clash.lost)
    assert [option.value for option in options] == [3, 1, 2]
    settled = settle(flagged, clash, options[choice], "2026-11-02T09:00:00Z", "li")
    assert contact(settled) == {"attitude": {"value": options[choice].value}}
    assert conflicts_of(settled) == []
    elsewhere = stamped(5, "wu", **{**contact(flagged), "note": "n"})
    merged = merge(flagged, settled, elsewhere).document
    assert contact(merged) == {"attitude": {"value": options[choice].value}, "note": "n"}


def test_a_removal_can_be_decided_too() -> None:
    flagged = merge(stamped(0, "li", phone="1"), {}, stamped(1, "wu", phone="2")).document
    (clash,) = conflicts_of(flagged)
    assert settle(flagged, clash, clash.lost[0], "t", "li") == {"contacts": {}}
    assert contact(settle(flagged, clash, clash.kept, "t", "li")) == {"phone": "2"}
    flagged = merge(one(a={"b": 1}), one(a={}), one(a={"b": 2})).document
    (clash,) = conflicts_of(flagged)
    options = {option.removed: option for option in (clash.kept, *clash.lost)}
    assert "a" not in contact(settle(flagged, clash, options[True], "t", "li"))


def test_paths_name_any_key() -> None:
    for keys in (("phone",), ("a", "b"), ("a/b", "~1", ""), ("~e", "~0e")):
        assert keys_of(path_of(keys)) == keys


def test_who_was_erased_on_one_side_stays_erased_whatever_the_other_side_wrote() -> None:
    def card(**person: Any) -> Document:
        return {
            "contacts": {"01": person, "02": {"name": "Bob", "ties": {"01": {"kind": "conflict"}}, "reports_to": "01"}},
            "events": {"e1": {"record": "01", "new": "secret"}, "e2": {"record": "02"}},
        }

    base = card(name="Ann", mobile="1", updated="2026-11-01T08:00:00Z", updated_by="li")
    grave = {"name": "erased", "erased": "2026-11-02", "updated": "2026-11-02T08:00:00Z", "updated_by": "li"}
    erased: Document = {"contacts": {"01": grave, "02": {"name": "Bob"}}, "events": {"e2": {"record": "02"}}}
    edited = card(name="Ann", mobile="2", updated="2026-11-03T08:00:00Z", updated_by="wu")
    edited["events"]["e3"] = {"record": "01", "new": "more"}
    for ours, theirs in permutations((erased, edited)):
        merged = merge(base, ours, theirs)
        assert merged.document == erased
        assert merged.conflicts == ()
    removed: Document = {"contacts": {"02": {"name": "Bob"}}}
    assert merge(base, erased, removed).document["contacts"]["01"] == grave
