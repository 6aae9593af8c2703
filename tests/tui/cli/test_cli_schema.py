"""What `--json` prints is published as JSON Schema, and every command keeps to it, on a hostile workspace too."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pytest
from commands import Run, piped
from hostile import CONTROL, MARKUP, hostile_workspace
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from source_tree import ROOT

from kamtui.cli import COMMANDS
from kamtui.cli.shapes import SHAPES, schema, whole
from kamtui.cli.usage import Parser
from kamtui.store.answers import FIGURES
from kamtui.store.draft_files import Draft
from kamtui.store.exchange.demo import make_demo
from kamtui.store.records import KINDS
from kamtui.store.review.whole import VIEWS
from kamtui.store.sync import make_repository
from kamtui.store.workspace import Workspace

Places = dict[str, str]
Call = tuple[str, ...]

TEXTS = [text for text in (*CONTROL, *MARKUP) if "\ud800" not in text]
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
"""What a terminal obeys, or what breaks or turns a line; the ends of lines are ours."""

CALLS: dict[str, list[Call]] = {
    "import": [("import", "{sheet}", "--dry-run"), ("import", "{sheet}")],
    "list": [("list", name, "--all", "--limit", "60") for name in KINDS],
    "show": [
        *(("show", f"{{{name}}}") for name in KINDS if name != "orders"),
        *(("show", record, "--stakeholders") for record in ("{accounts}", "{opportunities}", "{contacts}")),
    ],
    "pipeline": [("pipeline",)],
    "add": [
        ("add", "account", "name=新\x1b[2J", "tags=a;b"),
        ("add", "deal", "name=x", "account={accounts}", "amount=3M"),
    ],
    "set": [
        ("set", "{accounts}", "region=\x1b[2J", "aliases=a;b"),
        ("set", "{opportunities}", "odds=40", "--dry-run"),
        ("set", "deals", "amount=*1.1", "--where", "is:open"),
    ],
    "check": [("check",), ("check", "--fix")],
    "log": [("log",), ("log", "{accounts}"), ("log", "--limit", "3")],
    "keys": [("keys",)],
    "doctor": [("doctor",)],
    "sync": [("sync", "--no-push")],
    "drafts": [("drafts",)],
    "review": [("review",), ("review", "--prep"), *(("review", view) for view in VIEWS)],
    "snapshot": [("snapshot",), ("snapshot",)],
    "diff": [("diff",), ("snapshot",), ("set", "{opportunities}", "amount=7M"), ("diff",), ("review", "changes")],
    "minutes": [("minutes", "--apply", "{minutes}")],
    "due": [("due", "--days", "60"), ("due", "--format", "json")],
    "export": [
        ("export", "stakeholders", "{accounts}"),
        ("export", "stakeholders", "{opportunities}", "--redacted"),
    ],
    "erase": [("erase", "{contacts}", "--yes")],
    "figures": [
        ("figures",),
        ("figures", "what-if", "--without", "{accounts}"),
        ("figures", "sales", "--by", "month,account", "--top", "9"),
        *(("figures", name) for name in FIGURES if name != "what-if"),
    ],
    "merge": [("merge", "{accounts}", "{accounts2}"), ("merge", "{contacts}", "{contacts2}")],
    "purge": [("set", "{contacts}", "archived=yes"), ("purge",), ("purge", "--yes")],
    "quality": [("quality",), ("quality", "--sources")],
    "segments": [("segments",), ("segments", "--groups", "2", "--keep", "--name", "1=\x1b[2J")],
}  # fmt: skip
"""By command ways to ask it for JSON, at least one for each shape that it prints."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo, and a workspace whose every field of every kind is hostile."""
    folder = tmp_path_factory.mktemp("made")
    make_demo(folder / "demo", dt.datetime.now().astimezone().date())
    hostile_workspace(folder / "hostile", TEXTS).close()
    return {name: folder / name for name in ("demo", "hostile")}


@pytest.fixture(params=["demo", "hostile"])
def work(request: pytest.FixtureRequest, made: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of one of them."""
    return Path(shutil.copytree(made[request.param], tmp_path / "work"))


def places(root: Path, folder: Path) -> Places:
    """What the calls name: ids by table, a second one, and files; drafts and a repository are there too."""
    workspace = Workspace.open(root)
    found = {"sheet": str(folder / "\x1b[31m合同.csv"), "minutes": str(folder / "minutes.md")}
    for name, kind in KINDS.items():
        ids = sorted(workspace.records(kind)) if name != "orders" else []
        found |= dict(zip((name, f"{name}2"), ids, strict=False))
    Path(found["sheet"]).write_text("客户名称,级别,=1+1\n新客户\x1b]0;x\x07,A,2\n,B,3\n", "utf-8")
    Path(found["minutes"]).write_text("- [x] @x <!-- 01K9ZZZZZZ0000000000999999 -->\n", "utf-8")
    workspace.drafts.take_in([Draft("1", "accounts", "\x1b[2J", {"name": ""}, texts={"name": "\x1b]0;\x07"})])
    workspace.close()
    return found


def refuse(text: str) -> NoReturn:
    """NaN and its like are no JSON."""
    raise AssertionError(text)


def closed(told: Any) -> Any:
    """A schema that allows no key which it does not name: what is not published must not be printed."""
    if isinstance(told, list):
        return [closed(each) for each in told]
    if not isinstance(told, dict):
        return told
    inside = {name: closed(each) for name, each in told.items()}
    return {"additionalProperties": False, **inside} if {"properties", "type"} <= inside.keys() else inside


@pytest.mark.parametrize("command", CALLS)
def test_json_of_every_command_keeps_to_its_schema_and_stands_alone(
    run: Run, work: Path, tmp_path: Path, command: str
) -> None:
    named = places(work, tmp_path)
    if command == "sync":
        make_repository(work)
    checks = {name: Draft202012Validator(closed(schema(name))) for name in {call[0] for call in CALLS[command]}}
    for call in CALLS[command]:
        if any(part.startswith("{") and part[1:-1] not in named for part in call):
            continue  # the demo has no record of every kind
        done = run(*(part.format(**named) for part in call), "--json", "--data", work)
        assert done.code in (0, 1), (call, done.err)
        assert not OBEYED.search(done.out), call
        printed = json.loads(done.out, parse_constant=refuse)
        wrong = best_match(checks[call[0]].iter_errors(printed))
        assert wrong is None, (call, wrong)


def test_the_hostile_workspace_has_a_record_of_every_kind_that_is_shown(made: dict[str, Path], tmp_path: Path) -> None:
    named = places(Path(shutil.copytree(made["hostile"], tmp_path / "work")), tmp_path)
    assert KINDS.keys() - named.keys() == {"orders"}


def test_every_command_with_json_has_its_schema_and_a_call() -> None:
    with_json = set()
    for name, module in COMMANDS.items():
        parser = Parser(name)
        import_module(f"kamtui.cli.{module}").add_arguments(parser)
        if "--json" in parser._option_string_actions:
            with_json.add(name)
    assert with_json == SHAPES.keys() == CALLS.keys()


def test_a_key_that_is_missing_wrong_or_unknown_does_not_keep_to_the_schema(run: Run, data: Path) -> None:
    check = Draft202012Validator(closed(schema("list")))
    (one, *_) = json.loads(run("list", "accounts", "--json").out)
    assert check.is_valid([one])
    for other in ({**one, "name": 3}, {**one, "more": 1}, {name: one[name] for name in one if name != "tier"}):
        assert not check.is_valid([other])


def test_the_published_page_is_what_the_command_prints(run: Run) -> None:
    published = (ROOT / "docs" / "schema.json").read_text("utf-8")
    assert run("schema").out == published, "make it anew: kamtui schema > docs/schema.json"
    told = json.loads(published)
    assert told.keys() == {"$schema", "$id", "title", "commands", "$defs"}
    assert told["commands"].keys() == SHAPES.keys()
    referred = set(re.findall(r'"#/\$defs/([^"]+)"', published))
    assert referred <= whole()["$defs"].keys()


@pytest.mark.parametrize("command", SHAPES)
def test_the_schema_of_a_command_is_sound_and_complete_in_itself(run: Run, command: str) -> None:
    done = run("schema", command)
    told = json.loads(done.out)
    Draft202012Validator.check_schema(told)
    assert set(re.findall(r'"#/\$defs/([^"]+)"', done.out)) == told["$defs"].keys()


@pytest.mark.parametrize("words", ["list contacts", "list orders", "pipeline", "log", "review", "keys", "figures"])
def test_a_reader_that_goes_away_is_no_error_of_any_command_that_prints_much(
    made: dict[str, Path], monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("KAMTUI_DATA", str(made["demo"]))
    assert piped(f"{words} --json | true") == (141, "", "")
