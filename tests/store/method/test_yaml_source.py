"""The YAML reader: plain values stay what they look like, and every refusal says where and what."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from kamtui.store.method.node import SourceError
from kamtui.store.method.yaml_source import MOST_BYTES, read, read_text
from kamtui.store.text import words

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(autouse=True, params=["c", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with libyaml and with the slow parser that stands in where it is missing."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader")


def refusal(text: str) -> SourceError:
    """The error that reading `text` ends in."""
    with pytest.raises(SourceError) as caught:
        read_text(text, "our.yaml")
    return caught.value


@pytest.mark.parametrize(
    "written",
    ["NO", "yes", "on", "True", "12:30:45", "2026-11-23", "2026-11-23 12:00:00", "0123", "1e3", "0x1F", "1_000"],
)
def test_what_is_no_plain_number_or_truth_stays_text(written: str) -> None:
    assert read_text(f"key: {written}", "our.yaml").need("key").value == written


def test_plain_numbers_and_truths_are_read_as_such() -> None:
    root = read_text("{a: 12, b: -3, c: 1.50, d: true, e: false, f: '12', g: 'true', h: !!str 5}", "our.yaml")
    assert root.need("a").whole() == 12
    assert root.need("b").whole(-5, 5) == -3
    assert root.need("c").number() == 1.5
    assert root.need("d").truth() is True
    assert root.need("e").truth() is False
    assert [root.need(key).value for key in "fgh"] == ["12", "true", "5"]


def test_a_number_can_serve_as_text_exactly_as_written() -> None:
    assert read_text("version: 1.10", "our.yaml").need("version").text() == "1.10"


def test_keys_are_always_text() -> None:
    assert list(read_text("NO: 1\n2: 3\ntrue: 4", "our.yaml").mapping()) == ["NO", "2", "true"]


def test_an_empty_file_holds_nothing() -> None:
    assert read_text("# only a comment\n", "our.yaml").value is None


def test_every_value_knows_its_line() -> None:
    root = read_text("stages:\n  - id: need\n    odds:\n      10\n", "our.yaml")
    stage = root.need("stages").items()[0]
    assert (root.need("stages").line, stage.line, stage.need("odds").line) == (1, 2, 3)


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a: 1\nb: &x 2", 2, "alias “x”"),
        ("a: 1\nb: *x", 2, "alias “x”"),
        (BOMB, 1, "alias “a”"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", 2, "python/object"),
        ("b: !own 3", 1, "“!own”"),
        ("b: !!timestamp 2026-11-23", 1, "timestamp"),
        ("b: !!int many", 1, "“many”"),
        ("a: 1\nb: 2\na: 3", 3, "key “a” for the second time"),
        ("a: .nan", 1, "“.nan”"),
        ("a: [-.inf]", 1, "“-.inf”"),
        ("? [a]\n: b", 1, "as a key"),
        ("a: 1\n---\nb: 2", 2, "second YAML document"),
        ("a: [1,\nb: 2", 2, "cannot read"),
        ("a: 1\n\tb: 2", 2, "cannot read"),
        ("a: 1\nb: \x07", 2, "cannot read"),
        ("[" * 21 + "]" * 21, 1, "deeper than 20"),
        ("[" * 100_000, 1, "deeper than 20"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(text: str, line: int, found: str) -> None:
    error = refusal(text)
    assert error.where == f"our.yaml:{line}"
    assert found in str(error)


def test_twenty_levels_are_allowed() -> None:
    assert read_text("[" * 20 + "]" * 20, "our.yaml").items()


@pytest.mark.parametrize(
    ("text", "line"), [("id: need\nodds：10\n", 2), ("id: need\nlabel：\n  zh: 需求\n", 2), ("- a: b\n  c：d\n", 2)]
)
def test_a_full_width_colon_that_breaks_the_file_is_pointed_out(text: str, line: int) -> None:
    error = refusal(text)
    assert error.line == line
    assert "full-width colon" in str(error)


def test_a_full_width_colon_that_makes_a_mapping_a_text_is_pointed_out() -> None:
    stage = read_text("stages:\n  - id：need\n", "our.yaml").need("stages").items()[0]
    with pytest.raises(SourceError, match=r"our\.yaml:2: stages: found “id：need”.*full-width colon"):
        stage.mapping()


def test_a_full_width_colon_inside_a_value_is_fine() -> None:
    assert read_text("note: 客户：国网", "our.yaml").need("note").text() == "客户：国网"


def test_a_typo_in_a_key_gets_a_suggestion_at_its_own_line() -> None:
    root = read_text("id: need\nstal_days: 3\n", "our.yaml")
    with pytest.raises(SourceError) as caught:
        root.unknown_keys(["id", "odds", "stall_days"])
    assert str(caught.value) == (
        "our.yaml:2: found the unknown key “stal_days”, expected one of: id, odds, stall_days. Did you mean stall_days?"
    )


@pytest.mark.parametrize(
    ("text", "getter", "message"),
    [
        ("a: ten", "whole", "our.yaml:1: a: found “ten”, expected a whole number."),
        ("a: true", "whole", "our.yaml:1: a: found “true”, expected a whole number."),
        ("a: NO", "truth", "our.yaml:1: a: found “NO”, expected true or false."),
        ("a:", "text", "our.yaml:1: a: found nothing, expected text."),
        ("a: [b]", "text", "our.yaml:1: a: found a list, expected text."),
        (
            "a: {b: c}",
            "items",
            "our.yaml:1: a: found keys with values, expected a list (each line starting with “- ”).",
        ),
        ("a: 3", "mapping", "our.yaml:1: a: found “3”, expected “key: value” lines."),
    ],
)
def test_a_getter_says_what_it_found_and_expected(text: str, getter: str, message: str) -> None:
    node = read_text(text, "our.yaml").need("a")
    with pytest.raises(SourceError) as caught:
        getattr(node, getter)()
    assert str(caught.value) == message


def test_limits_are_named() -> None:
    node = read_text("odds: 110", "our.yaml").need("odds")
    with pytest.raises(SourceError, match="expected a whole number from 0 to 100"):
        node.whole(0, 100)
    with pytest.raises(SourceError, match="expected a number of at most 99"):
        node.number(high=99)


def test_a_missing_key_is_named() -> None:
    with pytest.raises(SourceError, match="found no key “id”"):
        read_text("a: 1", "our.yaml").need("id")


def test_errors_speak_chinese_too() -> None:
    words.use("zh")
    root = read_text("odds: 很多", "our.yaml")
    with pytest.raises(SourceError) as caught:
        root.need("odds").whole(0, 100)
    assert str(caught.value) == "our.yaml:1：“odds”发现“很多”，应为0 到 100 之间的整数。"


@pytest.mark.parametrize("text", ["{long}: 1", "a: !{long} 1", "a: &{long} 1", "{short}: 1\n{short}: 1", "a: {long}"])
def test_a_long_wrong_text_is_cut_in_the_error(text: str) -> None:
    def look() -> int:
        root = read_text(text.format(long="x" * 5000, short="x" * 120), "our.yaml")
        root.unknown_keys(["a"])
        return root.need("a").whole()

    with pytest.raises(SourceError) as caught:
        look()
    assert len(str(caught.value)) < 180


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "our.yaml"
    path.write_bytes("\ufeff名称: 华北\r\n".encode())
    assert read(path).need("名称").text() == "华北"


def test_a_file_in_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "our.yaml"
    path.write_bytes(b"id: need\n" + "label: 需求".encode("gb18030"))
    with pytest.raises(SourceError, match=r"our\.yaml:2: found bytes that are not UTF-8"):
        read(path)


def test_a_file_that_is_too_big_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "our.yaml"
    path.write_bytes(b"#" * MOST_BYTES)
    assert read(path).value is None
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(SourceError, match="bigger file"):
        read(path)


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path, tmp_path / "pipe.yaml", tmp_path / "absent.yaml"):
        with pytest.raises(SourceError, match="an ordinary file"):
            read(path)
