"""Documents to bytes and back: every value survives, equal data has one spelling, and a diff shows only the change."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.store.files.codec import encode_card, encode_lines
from kamtui.store.files.loader import parse

text = st.text(st.characters(codec="utf-8"), max_size=12)
whole = st.integers(-(10**30), 10**30)
written_number = st.from_regex(r"-?(0|[1-9][0-9]{0,5})(\.[0-9]{1,6})?([eE][+-]?[0-9]{1,2})?", fullmatch=True)


def values(number: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """JSON values whose numbers come from `number`."""
    simple = st.none() | st.booleans() | number | text
    return st.recursive(simple, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3))


def documents(number: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """TinyDB documents: table → id → record."""
    record = st.dictionaries(text, values(number), max_size=4)
    return st.dictionaries(text, st.dictionaries(text, record, max_size=3), max_size=3)


class Written(str):
    """A number as a person wrote it."""


def spelled(value: Any) -> str:
    """JSON text of a value, its `Written` numbers as they stand."""
    if isinstance(value, Written):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{spelled(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(spelled, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def exactly(data: bytes | str) -> Any:
    """What JSON text says, with each number as it is written."""
    return json.loads(data, parse_int=Written, parse_float=Written)


@given(documents(written_number.map(Written)))
@settings(max_examples=200, deadline=None)
def test_a_rewrite_keeps_every_value_and_the_spelling_of_every_number(document: dict[str, Any]) -> None:
    source = spelled(document).encode()
    assert exactly(encode_card(parse(source, "card"))) == exactly(source)
    assert exactly(encode_lines(parse(source, "orders", encode_lines))) == exactly(source)


@given(documents(whole))
@settings(max_examples=200, deadline=None)
def test_a_card_is_spelled_as_the_standard_library_spells_it(document: dict[str, Any]) -> None:
    expected = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert encode_card(document).decode() == expected


@given(documents(whole | st.floats(allow_nan=False, allow_infinity=False)))
@settings(max_examples=200, deadline=None)
def test_the_canonical_spelling_is_a_fixed_point(document: dict[str, Any]) -> None:
    for encode in (encode_card, encode_lines):
        data = encode(document)
        assert encode(parse(data, "file", encode)) == data
        assert parse(data, "file", encode) == document


@given(documents(whole))
@settings(max_examples=100, deadline=None)
def test_an_order_file_holds_one_record_a_line_with_the_comma_in_front(document: dict[str, Any]) -> None:
    data = encode_lines(document)
    assert parse(data, "orders", encode_lines) == document
    records = sum(map(len, document.values()))
    assert data.count(b"\n") == (records + 2 * len(document) + 1 if document else 2)


@pytest.mark.parametrize("written", ["1.10", "1e5", "1E+2", "-0", "-0.0", "0.30000000000000004441", str(10**40)])
def test_a_number_is_written_back_as_it_was(written: str) -> None:
    data = b'{"t": {"x": {"n": %s, "deep": [[{"n": %s}]]}}}' % (written.encode(), written.encode())
    assert encode_card(parse(data, "card")).count(written.encode() + b"\n") == 2


def test_chinese_text_is_readable_in_the_file() -> None:
    assert "华北电网 📈".encode() in encode_card({"t": {"x": {"name": "华北电网 📈"}}})


def test_one_more_order_line_changes_one_line_of_the_file() -> None:
    lines = {f"01KAAAAAAAAAAAAAAAAAAAAAA{n}": {"amount_e4": n} for n in "13579"}
    before = encode_lines({"orders": lines}).splitlines()
    for new in "02468":
        after = encode_lines({"orders": {**lines, f"01KAAAAAAAAAAAAAAAAAAAAAA{new}": {"amount_e4": 0}}}).splitlines()
        added = [line for line in after if line not in before]
        assert len(after) == len(before) + 1
        assert len(added) == (2 if new == "0" else 1), "only a line before the first moves that one's comma"
        assert all(re.match(rb',?"01K', line) for line in added)
