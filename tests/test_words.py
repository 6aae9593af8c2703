"""Every word a person reads is there in both languages, is used, and is asked for by its right name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from string import Formatter

import pytest
from source_tree import ROOT, Source, calls, docstrings, parsed, sources

from kamtui.store.text import words

AREAS = sorted(path.stem for path in (ROOT / "store/text/words").glob("*.py") if path.stem != "__init__")

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uff60]")
# Three English words in a row are a sentence that nobody translated; commands and {places} are not read.
ENGLISH = re.compile(r"[A-Za-z']+(?:,? [A-Za-z']+){2,}")
NOT_PROSE = re.compile(r"`[^`]*`|\{[^}]*\}|\b(?:kamtui|git|pip|make|pipx)(?: [a-z-]+)+")

# Keys whose English text has to show Chinese, and whose Chinese text has to show English, each with its reason.
CHINESE_IN_ENGLISH = {"method.hint-colon": "it shows the full-width colon that was typed"}
ENGLISH_IN_CHINESE: dict[str, str] = {}
EMPTY = {"amounts.unit_one": "an amount that is counted in ones has no unit behind it"}

# Where code itself, rather than a person, reads Chinese. Everything else speaks through word().
CHINESE_IN_CODE = {
    "store/text": "the parsers of names, amounts and dates, and the words themselves",
    "store/exchange": "the aliases of column names and values in imported files",
}


@cache
def texts() -> dict[str, tuple[str, str]]:
    """All words of all areas: key to (Chinese, English)."""
    return {key: pair for area in AREAS for key, pair in import_module(f"kamtui.store.text.words.{area}").WORDS.items()}


def places(text: str) -> set[str]:
    """The names of the {places} in `text`, without attributes, indexes and formats."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def keys_of(asked: ast.expr) -> Iterator[tuple[str, bool]]:
    """What the first argument of word() asks for: (key, True), or (beginning of a key, False) when it is computed."""
    match asked:
        case ast.Constant(value=str(key)):
            yield key, True
        case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]):
            yield prefix, False
        case ast.BinOp(left=left, op=ast.Add()):
            yield from ((key, False) for key, _ in keys_of(left))
        case ast.IfExp(body=body, orelse=orelse):
            yield from keys_of(body)
            yield from keys_of(orelse)


def unknown_keys(source: Source, known: set[str]) -> list[str]:
    """The calls of word() in `source` whose key, or the beginning of it, no area has."""
    return [
        f"{source.at(call)} asks for {key!r}"
        for call in calls(source.tree, "word")
        for key, whole in (keys_of(call.args[0]) if call.args else ())
        if (key not in known if whole else not any(one.startswith(key) for one in known))
    ]


def unfilled_places(source: Source, known: Mapping[str, tuple[str, str]]) -> list[str]:
    """The calls of word() in `source` that leave a {place} of their text empty, or fill one that is not there."""
    faults = []
    for call in calls(source.tree, "word"):
        given = {keyword.arg for keyword in call.keywords}
        keys = [key for asked in call.args[:1] for key, whole in keys_of(asked) if whole and key in known]
        if None not in given and any(given != places(known[key][1]) for key in keys):
            faults.append(f"{source.at(call)}: {ast.unparse(call)}")
    return faults


def unused_keys(known: set[str], code: tuple[Source, ...]) -> list[str]:
    """The keys that stand nowhere in `code`, neither as they are nor as the beginning of a computed one."""
    found = {node.value for one in code for node in ast.walk(one.tree) if isinstance(node, ast.Constant)}
    asked = (key for one in code for call in calls(one.tree, "word") for key in call.args[:1])
    beginnings = tuple({prefix for key in asked for prefix, whole in keys_of(key) if not whole and "." in prefix})
    return sorted(key for key in known if key not in found and not key.startswith(beginnings))


def chinese_literals(source: Source) -> list[str]:
    """The Chinese texts in the code of `source`; docstrings and comments may hold what they like."""
    standing = docstrings(source.tree)
    return [
        f"{source.at(node)}: {node.value!r}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and HAN.search(node.value)
        and node not in standing
    ]


def test_a_key_starts_with_the_area_that_holds_it() -> None:
    assert AREAS
    for area in AREAS:
        for key in import_module(f"kamtui.store.text.words.{area}").WORDS:
            assert re.fullmatch(rf"{area}(\.[a-z0-9_-]+)+", key), key


def test_every_word_is_there_in_both_languages_with_the_same_places() -> None:
    empty = [key for key, pair in texts().items() if not all(text.strip() for text in pair) and key not in EMPTY]
    assert empty == []
    assert [key for key, (zh, en) in texts().items() if places(zh) != places(en)] == []


@pytest.mark.parametrize(("n", "shown"), [(0, "0 accounts"), (1, "1 account"), ("1", "1 account"), (11, "11 accounts")])
def test_one_thing_is_told_in_the_singular(n: object, shown: str) -> None:
    words.use("en")
    assert words.word("screens.accounts.count", n=n) == shown


def test_no_english_sentence_is_left_in_the_chinese_texts() -> None:
    faults = {
        key: zh
        for key, (zh, _) in texts().items()
        if ENGLISH.search(NOT_PROSE.sub("", zh)) and key not in ENGLISH_IN_CHINESE
    }
    assert faults == {}


def test_no_chinese_is_left_in_the_english_texts() -> None:
    faults = {key: en for key, (_, en) in texts().items() if CHINESE.search(en) and key not in CHINESE_IN_ENGLISH}
    assert faults == {}


def test_every_exception_is_still_needed() -> None:
    assert [key for key in CHINESE_IN_ENGLISH if not CHINESE.search(texts()[key][1])] == []
    assert [key for key in EMPTY if all(texts()[key])] == []
    assert [key for key in ENGLISH_IN_CHINESE if not ENGLISH.search(texts()[key][0])] == []


def test_every_word_that_is_asked_for_exists() -> None:
    assert [fault for source in sources() for fault in unknown_keys(source, set(texts()))] == []


def test_every_place_of_a_text_is_filled() -> None:
    assert [fault for source in sources() for fault in unfilled_places(source, texts())] == []


def test_every_word_is_used() -> None:
    code = tuple(source for source in sources() if not source.under("store/text/words"))
    assert unused_keys(set(texts()), code) == []


def test_code_holds_no_chinese_of_its_own() -> None:
    code = (source for source in sources() if not source.under(*CHINESE_IN_CODE))
    assert [fault for source in code for fault in chinese_literals(source)] == []


def test_each_check_of_the_code_sees_a_planted_fault() -> None:
    code = parsed(
        "tui/app.py",
        '"""客户"""\nword("a.known")\nword("a.gone")\nword(f"b.{x}")\nword("a.x" if y else "a.y")\ntitle = "客户"\n',
    )
    assert [fault.split()[-1] for fault in unknown_keys(code, {"a.known", "a.x"})] == ["'a.gone'", "'b.'", "'a.y'"]
    assert unused_keys({"a.known", "a.idle", "b.one"}, (code,)) == ["a.idle"]
    assert chinese_literals(code) == ["tui/app.py:6: '客户'"]
    assert unfilled_places(code, {"a.known": ("共{n}", "{n}"), "a.x": ("甲", "x")}) == ["tui/app.py:2: word('a.known')"]
    assert places("{name} {row[0]} {day:%d}") == {"name", "row", "day"}
