"""The store and the command line stay free of what draws, and the floors are climbed one way only.

import-linter holds what pyproject.toml states about whole packages; here stands what it cannot say.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from source_tree import Source, imports, parsed, sources

DRAWING = ("plotext", "rich", "textual")
HEADLESS = ["kamtui.store", "kamtui.store.workspace", *(source.module for source in sources("tui/cli"))]
# What is slow to load, or belongs to other screens: every start of kamtui would wait for it.
LATER = (
    "argparse",
    "calendar",
    "gettext",
    "hashlib",
    "json",
    "kamtui.screens.board_cards",
    "kamtui.screens.dialogs.form",
    "kamtui.screens.dialogs.pick",
    "kamtui.screens.pipeline",
    "kamtui.screens.widgets.board_state",
    "kamtui.store.answers",
    "kamtui.store.exchange",
    "kamtui.store.figures.risks",
    "kamtui.store.files.order_cache",
    "kamtui.store.filters",
    "kamtui.store.method.loader",
    "kamtui.store.review",
    "kamtui.store.sync",
    "plotext",
    "rapidfuzz",
    "rich.markdown",
    "ssl",
    "secrets",
    "textual.widgets._data_table",
    "textual.widgets._markdown",
    "tinydb",
    "ulid",
    "yaml",
)
# What every module of kamtui.screens may use, whichever step of the staircase it stands on.
SHARED = ("kamtui.screens.keymap",)


@pytest.mark.parametrize("module", HEADLESS)
def test_importing_it_loads_nothing_that_draws(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({set(DRAWING)} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "", f"import {module} loads {done.stdout}"


def test_the_account_list_waits_for_nothing_that_it_does_not_show() -> None:
    start = "import sys, kamtui.cli.screens, kamtui.session, kamtui.screens.accounts"
    program = f"{start}; print(*sorted({set(LATER)} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "", f"the first screen loads {done.stdout}; import it where it is used"


def climbs(source: Source, *allowed: str) -> list[str]:
    """The imports of `source` from kamtui.screens that are not from one of the `allowed` packages."""
    return [
        f"{source.at(statement)} imports {name}"
        for statement, name in imports(source)
        if f"{name}.".startswith("kamtui.screens.") and not f"{name}.".startswith(tuple(f"{one}." for one in allowed))
    ]


def test_a_widget_knows_no_dialog_and_no_screen() -> None:
    allowed = ("kamtui.screens.widgets", *SHARED)
    assert [fault for source in sources("screens/widgets") for fault in climbs(source, *allowed)] == []


def test_a_dialog_knows_no_screen() -> None:
    allowed = ("kamtui.screens.dialogs", "kamtui.screens.widgets", *SHARED)
    assert [fault for source in sources("screens/dialogs") for fault in climbs(source, *allowed)] == []


def test_a_widget_gets_records_and_never_the_workspace() -> None:
    faults = [
        f"{source.at(statement)} imports {name}"
        for source in sources("screens/widgets")
        for statement, name in imports(source)
        if f"{name}.".startswith("kamtui.store.workspace.")
    ]
    assert faults == []


@pytest.mark.parametrize(
    "text",
    ["from kamtui.screens import accounts", "def late():\n    from kamtui.screens.accounts import AccountsScreen"],
)
def test_a_climbing_import_is_seen_wherever_it_stands(text: str) -> None:
    assert climbs(parsed("screens/widgets/board.py", text), "kamtui.screens.widgets")
    assert climbs(parsed("screens/dialogs/ask.py", text), "kamtui.screens.dialogs", "kamtui.screens.widgets")
    assert not climbs(
        parsed("screens/widgets/board.py", "import kamtui.screens.widgets.card"), "kamtui.screens.widgets"
    )
