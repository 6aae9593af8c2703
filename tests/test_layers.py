"""The store and the command line stay free of what draws, and the floors are climbed one way only.

import-linter holds what pyproject.toml states about whole packages; here stands what it cannot say.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from source_tree import Source, imports, parsed, sources

from kamtui.store.exchange.demo import make_demo

DRAWING = ("plotext", "rich", "textual")
HEADLESS = ["kamtui.store", "kamtui.store.workspace", *(source.module for source in sources("tui/cli"))]
# What is slow to load, or belongs to other screens: every start of kamtui would wait for it.
LATER = (
    "argparse",
    "calendar",
    "gettext",
    "hashlib",
    "json",
    "kamtui.screens.board.cards",
    "kamtui.screens.dialogs.form",
    "kamtui.screens.dialogs.pick",
    "kamtui.screens.board.pipeline",
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
# What only charts, imports, exports and segments need, and what other libraries would bring along.
HEAVY = (
    "babel", "charset_normalizer", "matplotlib", "numpy", "openpyxl", "pandas", "plotext", "pptx", "pydantic",
    "pypinyin", "python_calamine", "scipy", "sklearn", "textual_serve", "xlsxwriter",
)  # fmt: skip
TOUR = """
import asyncio, sys
from pathlib import Path
from kamtui.app import KamApp
from kamtui.store.workspace import Workspace

def tell(what):
    print(what, *sorted(set(sys.argv[2:]) & sys.modules.keys()))

async def tour():
    app = KamApp(Workspace.open(Path(sys.argv[1])))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)  # what waits for the first paint comes after it
        tell("start")
        for key in "2346781":
            await pilot.press(key)
            await pilot.pause(0.1)
            await app.workers.wait_for_complete()
            tell(type(app.screen).__name__)
        await pilot.press("5")
        while "plotext" not in sys.modules:
            await pilot.pause(0.1)
        tell(type(app.screen).__name__)

asyncio.run(tour())
"""
COMMAND = """
import sys
from contextlib import redirect_stdout
from kamtui.__main__ import main
with redirect_stdout(sys.stderr):
    main(["--data", sys.argv[1], *sys.argv[2].split()])
print(*sorted({*sys.argv[3:], "rich", "textual"} & sys.modules.keys()))
"""
# What every module of kamtui.screens may use, whichever step of the staircase it stands on.
SHARED = ("kamtui.screens.keymap",)


@pytest.mark.parametrize("module", HEADLESS)
def test_importing_it_loads_nothing_that_draws(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({set(DRAWING)} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "", f"import {module} loads {done.stdout}"


def test_the_account_list_waits_for_nothing_that_it_does_not_show() -> None:
    start = "import sys, kamtui.cli.screens, kamtui.session, kamtui.screens.lists.accounts"
    program = f"{start}; print(*sorted({set(LATER)} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "", f"the first screen loads {done.stdout}; import it where it is used"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo workspace."""
    return make_demo(tmp_path_factory.mktemp("made") / "demo", dt.date(2026, 11, 23))


def test_no_screen_waits_for_a_slow_library_before_it_is_used(demo: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOUR, str(demo), *HEAVY], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    start, *screens, charts = done.stdout.splitlines()
    assert charts == "ChartsScreen plotext"
    assert start == "start"
    assert {"PipelineScreen", "StakeholdersScreen", "CompetitorsScreen", "ReviewScreen", "AccountsScreen"} <= {*screens}
    assert [screen for screen in screens if " " in screen] == []


@pytest.mark.parametrize("command", ["list accounts", "show hbdw", "pipeline", "review", "figures sales", "log", "due"])
def test_no_command_that_prints_loads_a_slow_library(demo: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(demo), command, *HEAVY], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.stdout == "\n", done.stderr


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
    [
        "from kamtui.screens import accounts",
        "def late():\n    from kamtui.screens.lists.accounts import AccountsScreen",
    ],
)
def test_a_climbing_import_is_seen_wherever_it_stands(text: str) -> None:
    assert climbs(parsed("screens/widgets/board.py", text), "kamtui.screens.widgets")
    assert climbs(parsed("screens/dialogs/ask.py", text), "kamtui.screens.dialogs", "kamtui.screens.widgets")
    assert not climbs(
        parsed("screens/widgets/board.py", "import kamtui.screens.widgets.card"), "kamtui.screens.widgets"
    )
