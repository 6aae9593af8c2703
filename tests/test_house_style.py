"""The house style that ruff and mypy cannot hold; docstrings are held by ruff's D1 rules.

Each check is a function from a source to its faults, so that the last test can show that it sees one.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Iterator

import pytest
from source_tree import Source, called, calls, parsed, sources

MOST_LINES = 400
MOST_FUNCTION_LINES = 50

# Calls whose text Textual or Rich would read as markup, and the types that keep a text literal.
READ_AS_MARKUP = ("Static", "Label", "add_row", "notify")
LITERAL = ("Content", "Text")

WIDGETS_MAY_ASK_OF_THE_APP = {"push_screen", "notify", "exit", "bell", "theme_variables", "native_ansi_color"}

# The one module that reads YAML, from parser events; nothing else may call what builds objects from a text.
YAML_READER = "store/method/yaml_source.py"
YAML_CALLS = {"compose", "load", "parse", "scan", "full_load", "safe_load", "unsafe_load"}


def long_parts(source: Source) -> Iterator[str]:
    """The file and the functions in it that no longer fit in the head."""
    lines = source.text.count("\n")
    if lines > MOST_LINES:
        yield f"{source.path}: {lines} lines"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_FUNCTION_LINES:
                yield f"{source.at(node)}: {node.name} has {length} lines"


def silenced_checks(source: Source) -> Iterator[str]:
    """The comments that switch off the type checker, or ruff's asking for a docstring."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and any(mark in token.string for mark in ("type: ignore", "noqa: D")):
            yield f"{source.path}:{token.start[0]}: {token.string}"


def literal_names(source: Source) -> set[str]:
    """The functions, parameters and variables of the file that are declared, or set, to be a Content or a Text."""
    names: set[str] = set()
    for node in ast.walk(source.tree):
        match node:
            case ast.FunctionDef(name=name, returns=ast.Name(id=kind)) if kind in LITERAL:
                names.add(name)
            case ast.arg(arg=name, annotation=ast.Name(id=kind)) if kind in LITERAL:
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name) | ast.Attribute(attr=name), annotation=ast.Name(id=kind)):
                names |= {name} if kind in LITERAL else set()
            case ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name)], value=value):
                names |= {name} if makes_literal(value, set()) else set()
    return names


def makes_literal(value: ast.expr, names: set[str]) -> bool:
    """Say whether `value` is a plain literal, or something that keeps its text from being read as markup."""
    match value:
        case ast.Constant():
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return makes_literal(body, names) and makes_literal(orelse, names)
        case ast.Starred(value=inner) | ast.ListComp(elt=inner) | ast.GeneratorExp(elt=inner):
            return makes_literal(inner, names)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return all(makes_literal(part, names) for part in parts)
        case ast.Call(func=ast.Attribute(value=ast.Name(id=kind))) if kind in LITERAL:
            return True
        case ast.Call():
            return called(value) in {*LITERAL, *names}
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in names
    return False


def texts_read_as_markup(source: Source) -> Iterator[str]:
    """The texts from outside that a widget would read as markup: an f-string, a variable, a word with places."""
    names = literal_names(source)
    for call in calls(source.tree, *READ_AS_MARKUP):
        plain = any(
            keyword.arg == "markup" and isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            for keyword in call.keywords
        )
        given = call.args if called(call) == "add_row" else call.args[:1]
        given = given + [keyword.value for keyword in call.keywords if keyword.arg in ("content", "message")]
        if not plain and not all(makes_literal(value, names) for value in given):
            yield f"{source.at(call)}: {called(call)}() needs Content, Text or markup=False"


def reaches_into_the_app(source: Source) -> Iterator[str]:
    """The uses of `self.app` beyond what a widget may ask of it."""
    allowed = {
        id(node.value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in WIDGETS_MAY_ASK_OF_THE_APP
    }
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr="app") if id(node) not in allowed:
                yield f"{source.at(node)}: {ast.unparse(node)}"


def homes(source: Source) -> Iterator[str]:
    """The calls that find the person's own home folder."""
    for call in calls(source.tree, "home", "expanduser"):
        yield f"{source.at(call)}: {ast.unparse(call)}"


def yaml_calls(source: Source) -> Iterator[str]:
    """The calls, and the imported names, by which PyYAML reads a text."""
    readers = {name for one in YAML_CALLS for name in (one, f"{one}_all")}
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(value=ast.Name(id="yaml"), attr=name) if name in readers:
                yield f"{source.at(node)}: yaml.{name}"
            case ast.ImportFrom(module="yaml", names=aliases) if readers & {alias.name for alias in aliases}:
                yield f"{source.at(node)}: {ast.unparse(node)}"


def faults(check: Callable[[Source], Iterator[str]], *folders: str) -> list[str]:
    """What `check` finds in all files below `folders`, the three floors when none is named."""
    return [fault for source in sources(*folders) for fault in check(source)]


def test_files_and_functions_fit_in_the_head() -> None:
    assert faults(long_parts) + faults(long_parts, "tests") == []


def test_no_check_is_silenced() -> None:
    assert faults(silenced_checks) + faults(silenced_checks, "tests") == []


def test_no_text_from_outside_is_read_as_markup() -> None:
    assert faults(texts_read_as_markup, "tui", "screens") == []


def test_a_widget_asks_little_of_the_app() -> None:
    assert faults(reaches_into_the_app, "screens/widgets") == []


def test_no_test_looks_into_a_persons_home() -> None:
    assert faults(homes, "tests") == []


def test_yaml_is_read_in_one_place_only() -> None:
    assert [fault for fault in faults(yaml_calls) if not fault.startswith(YAML_READER)] == []


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (long_parts, "def f():\n" + "    x = 1\n" * 49, "def f():\n" + "    x = 1\n" * 50),
        (long_parts, "x = 1\n" * 400, "x = 1\n" * 401),
        (silenced_checks, "x = 'type: ignore'", "x = 1  # type: ignore[misc]"),
        (texts_read_as_markup, "Static('fixed')", "Static(f'[b]{name}[/b]')"),
        (texts_read_as_markup, "Static(Content.assemble(name))", "Static(content=name)"),
        (texts_read_as_markup, "def f(title: Content):\n    Label(title)", "def f(title: str):\n    Label(title)"),
        (texts_read_as_markup, "self.notify(word('a.b'), markup=False)", "self.notify(word('a.b'))"),
        (texts_read_as_markup, "t.add_row(*[Text(v) for v in row])", "t.add_row(*row)"),
        (texts_read_as_markup, "t.add_row(Text(a), Text(b))", "t.add_row(Text(a), b)"),
        (reaches_into_the_app, "self.app.push_screen(x)", "self.app.workspace.undo()"),
        (reaches_into_the_app, "self.app.bell()", "app = self.app"),
        (homes, "tmp_path / 'home'", "Path.home()"),
        (yaml_calls, "yaml.safe_dump(x)", "yaml.safe_load(x)"),
        (yaml_calls, "from yaml import Event", "from yaml import load_all"),
    ],
)
def test_each_check_passes_what_is_right_and_sees_what_is_wrong(
    check: Callable[[Source], Iterator[str]], good: str, bad: str
) -> None:
    assert list(check(parsed("screens/widgets/board.py", good))) == []
    assert len(list(check(parsed("screens/widgets/board.py", bad)))) == 1
