"""What is wrong with a file is said with its place, what was found and what is expected, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kamtui.store.files import loader
from kamtui.store.files.findings import Finding
from kamtui.store.records import Account, Contact
from kamtui.store.text import words
from kamtui.store.workspace import ReadOnlyError, Workspace

NOBODY = 65534
CARD = "accounts/b/bad.json"
A, B, C, D = (f"01K{letter * 23}" for letter in "ABCD")

ACCOUNT = '{\n  "accounts": {\n    "' + A + '": {\n      "name": "Acme"%s\n    }\n  }%s\n}\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one good account."""
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("Start") as change:
        change.add(Account(name="Good"))
    return workspace


def opened_with(workspace: Workspace, data: bytes | str, name: str = CARD) -> tuple[Workspace, list[Finding]]:
    """The workspace opened anew with this file in it, and what it finds; the file is as it was afterwards."""
    path = workspace.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    before = path.read_bytes()
    opened = Workspace.open(workspace.root)
    assert "Good" in {account.name for account in opened.records(Account).values()}
    opened.close()
    assert path.read_bytes() == before
    return opened, opened.findings


REFUSED: dict[str, tuple[str | bytes, str, int, str, str, str]] = {
    "an empty file": ("", "empty", 0, "", "是空文件", "is empty where a JSON document is expected"),
    "blank lines": (" \n\n", "empty", 0, "", "JSON 文档", "a JSON document is expected"),
    "GBK bytes": ('{\n"a":\n"客户"}'.encode("gbk"), "not_utf8", 3, "0xbf", "不是 UTF-8", "not UTF-8"),
    "conflict markers": (
        '{\n<<<<<<< HEAD\n "a": {}\n=======\n "b": {}\n>>>>>>> theirs\n}',
        "conflict_marker", 2, "<<<<<<<", "先合并", "merge it first",
    ),
    "half a file": ('{\n  "accounts": {\n    "01K', "not_json", 3, '"01K', "不是 JSON", "is not JSON"),
    "a key twice": (
        '{"accounts": {\n"x": {\n"name": "a",\n"name": "b"},\n"y": {\n"name": "c"}}}',
        "duplicate_key", 4, "name", "出现两次", "twice",
    ),
    "NaN": ('{"accounts": {"x": {\n"name": "NaN",\n"size": NaN}},\n"t": {"y": {"n": "NaN"}}}',
            "not_finite", 3, "NaN", "有限的数", "a finite one is expected"),
    "Infinity": ('{"accounts": {"x": {\n"size": -Infinity}}}', "not_finite", 2, "-Infinity", "有限", "finite"),
    "1e999": ('{"accounts": {"x": {\n"size": 1e999}}}', "not_finite", 2, "1e999", "有限", "finite"),
    "a number of 5,000 digits": ('{"t": {"x": {"n": %s}}}' % ("9" * 5000), "number", 0, "5000", "读不了", "cannot"),
    "100,000 brackets": ('{"t": {"x": {"n": ' + "[" * 100_000, "too_deep", 0, "", "嵌套太深", "too deeply"),
    "half a character": ('{"t": {"x": {"n": "\\ud800"}}}', "surrogate", 0, "", "不完整", "surrogate"),
    "a key twice that is half a character": (
        '{"t": {"\\ud800": {},\n"\\ud800": {}}}', "duplicate_key", 2, "\\ud800", "出现两次", "twice",
    ),
    "half a character as a table": ('{"\\ud800": {"x": {"n": 1}}}', "surrogate", 0, "", "不完整", "surrogate"),
    "a list": ("[1, 2]", "not_a_document", 1, "[…]", "应为 {表: {编号: 记录}}", "{table: {id: record}} is expected"),
    "a number": ("1.5", "not_a_document", 1, "1.5", "应为 {表", "{table: {id: record}} is expected"),
    "a table that is a list": (
        '{\n  "accounts": {\n    "x": {\n      "contacts": [1]\n    }\n  },\n  "contacts": []\n}\n',
        "not_a_table", 7, "contacts: […]", "应为 {编号: 记录}", "{id: record} is expected",
    ),
    "a record that is a text": (
        '{"activities": {"x": {\n"contacts": ["y"]}},\n"contacts": {\n"y": "Li"}}',
        "not_a_record", 4, 'contacts y: "…"', "应为 {字段: 值}", "{field: value} is expected",
    ),
    "no account": ('{"contacts": {}}', "accounts", 0, "0", "应有一个", "holds one"),
    "two accounts": (
        f'{{"accounts": {{"{A}": {{"name": "a"}}, "{B}": {{"name": "b"}}}}}}',
        "accounts", 0, "2", "应有一个", "holds one",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_used_is_named_with_line_and_reason(workspace: Workspace, case: str) -> None:
    data, code, line, found, zh, en = REFUSED[case]
    _, findings = opened_with(workspace, data)
    assert [finding.file for finding in findings] == [CARD]
    (finding,) = findings
    assert (finding.code, finding.line) == (code, line)
    assert found in finding.found
    words.use("zh")
    assert zh in finding.text()
    words.use("en")
    assert en in finding.text()
    assert finding.text().startswith(f"{CARD}:{line}: " if line else f"{CARD}: ")


def test_a_byte_order_mark_is_no_fault_and_goes_with_the_next_change(workspace: Workspace) -> None:
    opened, findings = opened_with(workspace, b"\xef\xbb\xbf" + (ACCOUNT % ("", "")).encode())
    assert findings == []
    account = opened.get(Account, A)
    assert account
    with opened.change("Rate") as change:
        change.set(account, tier="A")
    assert (workspace.root / CARD).read_bytes().startswith(b'{\n  "accounts"')


def test_a_symbolic_link_is_not_followed(workspace: Workspace, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text(ACCOUNT % ("", ""))
    link = workspace.root / "accounts" / "s" / "link.json"
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(secret)
    opened = Workspace.open(workspace.root)
    assert [(finding.code, finding.file) for finding in opened.findings] == [("link", "accounts/s/link.json")]
    assert len(opened.records(Account)) == 1
    assert link.is_symlink()


def test_a_pipe_in_the_folder_does_not_stop_the_start(workspace: Workspace) -> None:
    import os
    import subprocess
    import sys

    os.mkfifo(workspace.root / "accounts" / "g" / "pipe.json")
    code = f"""
from pathlib import Path
from kamtui.store.workspace import Workspace
print([(finding.code, finding.file) for finding in Workspace.open(Path({str(workspace.root)!r})).findings])
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=5, check=True)
    assert "accounts/g/pipe.json" in run.stdout


def test_a_file_over_the_limit_is_not_read(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "LARGEST", 1000)
    _, findings = opened_with(workspace, ACCOUNT % (f',\n      "note": "{"x" * 1000}"', ""))
    (finding,) = findings
    assert (finding.code, finding.expected) == ("too_large", "1000")
    assert int(finding.found) > 1000


def test_an_unreadable_folder_hides_only_its_own_cards(
    open_folder: Path, as_someone: Callable[[int, Callable[[], object]], str]
) -> None:
    workspace = Workspace.create(open_folder / "w")
    with workspace.change("Start") as change:
        change.add(Account(name="Good"))
    for path in (workspace.root, *workspace.root.rglob("*")):
        path.chmod(0o755)
    closed = workspace.root / "accounts" / "c"
    closed.mkdir()
    closed.chmod(0o000)

    def look() -> object:
        opened = Workspace.open(workspace.root)
        names = [account.name for account in opened.records(Account).values()]
        return names, [finding.file for finding in opened.findings]

    said = as_someone(NOBODY, look)
    closed.chmod(0o755)
    assert said == "(['Good'], ['accounts/c'])"


CONTACTS = f''',
  "activities": {{
    "{D}": {{
      "contacts": [
        "{B}"
      ],
      "subject": "Visit"
    }}
  }},
  "contacts": {{
    "{B}": {{
      "email": [
        "a"
      ],
      "name": "Odd"
    }},
    "{C}": {{
      "name": "Even"
    }}
  }}'''
"""A person whose e-mail is a list, named in an activity further up, and one who is as they should be."""


def test_a_wrong_type_is_named_with_its_line_and_field(workspace: Workspace) -> None:
    _, (finding,) = opened_with(workspace, ACCOUNT % ("", CONTACTS))
    assert (finding.code, finding.line, finding.record) == ("field", 17, B)
    assert "email" in finding.found
    assert "['a']" in finding.found
    assert "str" in finding.expected


def test_its_words_are_a_sentence_in_each_language(workspace: Workspace) -> None:
    _, (finding,) = opened_with(workspace, ACCOUNT % ("", CONTACTS))
    assert "expected Expected" not in finding.text()
    words.use("zh")
    assert "Expected" not in finding.text()


def test_the_others_are_changed_around_it_and_it_stays_as_it_is(workspace: Workspace) -> None:
    opened, _ = opened_with(workspace, ACCOUNT % ("", CONTACTS))
    (even,) = [contact for contact in opened.records(Contact).values() if contact.name == "Even"]
    with opened.change("Name") as change:
        change.set(even, title="Director")
    odd = CONTACTS[CONTACTS.index(f'    "{B}": ') : CONTACTS.index(f'    "{C}": ')]
    assert odd in (workspace.root / CARD).read_text()
    assert {contact.name for contact in opened.records(Contact).values()} == {"Even"}
    assert [finding.record for finding in opened.findings] == [B]


def test_an_id_that_is_no_ulid_is_set_aside(workspace: Workspace) -> None:
    table = ',\n  "contacts": {\n    "17": {\n      "name": "Li"\n    },\n    "%s": {\n      "name": "Ma"\n    }\n  }'
    opened, (finding,) = opened_with(workspace, ACCOUNT % ("", table % C))
    assert (finding.code, finding.line, finding.found) == ("record_id", 8, "17")
    assert [contact.name for contact in opened.records(Contact).values()] == ["Ma"]


@pytest.mark.parametrize("name", ["Acme.json", "acme (1).json", "客户.JSON"])
def test_a_card_that_was_given_another_kind_of_name_is_reported(workspace: Workspace, name: str) -> None:
    opened, (finding,) = opened_with(workspace, ACCOUNT % ("", ""), f"accounts/a/{name}")
    assert (finding.code, finding.file, finding.level) == ("stranger", f"accounts/a/{name}", "error")
    assert len(opened.records(Account)) == 1


def test_an_activity_that_does_not_fit_is_reported_too(workspace: Workspace) -> None:
    table = ',\n  "activities": {\n    "' + B + '": {\n      "date": "yesterday",\n      "subject": "Visit"\n    }\n  }'
    _, findings = opened_with(workspace, ACCOUNT % ("", table))
    assert [(finding.code, finding.record) for finding in findings] == [("field", B)]


def test_a_damaged_order_file_is_reported(workspace: Workspace) -> None:
    _, findings = opened_with(workspace, "{", "orders/2026-11.json")
    assert [finding.file for finding in findings] == ["orders/2026-11.json"]


def test_the_same_account_in_two_cards_is_used_once_and_the_other_card_is_named(workspace: Workspace) -> None:
    opened_with(workspace, ACCOUNT % ("", ""), "accounts/a/acme.json")
    opened, (finding,) = opened_with(workspace, ACCOUNT % ("", ""), "accounts/a/acme-copy.json")
    assert (finding.code, finding.file, finding.expected) == (
        "same_account",
        "accounts/a/acme.json",
        "accounts/a/acme-copy.json",
    )
    assert finding.found == A
    assert len(opened.records(Account)) == 2


@pytest.mark.parametrize(
    "name",
    ["acme.sync-conflict-20261123-101500-ABCDEFG.json", "acme (conflicted copy).json", "acme.json.orig", "acme.json~"],
)
def test_a_conflict_copy_is_listed_and_not_read(workspace: Workspace, name: str) -> None:
    opened, (finding,) = opened_with(workspace, ACCOUNT % ("", ""), f"accounts/a/{name}")
    assert (finding.code, finding.file, finding.level) == ("conflict_copy", f"accounts/a/{name}", "warning")
    assert opened.get(Account, A) is None


def test_a_newer_format_opens_read_only_and_nothing_is_written(workspace: Workspace) -> None:
    opened, (finding,) = opened_with(workspace, "format: 99\nshiny: [1, 2]\n", "kamtui.yaml")
    assert (finding.code, finding.found, finding.expected) == ("format", "99", "1")
    assert opened.read_only == "format"
    with pytest.raises(ReadOnlyError, match="format"), opened.change("Try") as change:
        change.add(Account(name="New"))
    with pytest.raises(ReadOnlyError):
        opened.undo()
    assert len(Workspace.open(workspace.root).records(Account)) == 1


def test_a_broken_configuration_leaves_the_defaults(workspace: Workspace) -> None:
    opened, (finding,) = opened_with(workspace, "name: Team\nfiscal_year_start: 13\n", "kamtui.yaml")
    assert (finding.code, finding.file, finding.line) == ("config", "kamtui.yaml", 2)
    assert "13" in finding.found
    assert opened.config.fiscal_year_start == 1


def test_a_broken_method_file_leaves_the_built_in_method(workspace: Workspace) -> None:
    built_in = workspace.method
    opened, (finding,) = opened_with(workspace, "stages:\n  - id: [\n", "method/own.yaml")
    assert (finding.code, finding.file) == ("method", "method/own.yaml")
    assert finding.line >= 2
    assert opened.method == built_in
