"""The list of commands: no key twice, no key that a terminal or an input method takes, and every one reachable."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import chain

import pytest
from rich.cells import cell_len
from textual.binding import Binding
from textual.keys import _character_to_key
from workbench import bench

from kamtui.app import KamApp
from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.charts.page import ChartsScreen
from kamtui.screens.charts.records import ChartRecordsScreen
from kamtui.screens.charts.segments import SegmentsScreen
from kamtui.screens.charts.whatif import WhatIfScreen
from kamtui.screens.deal.page import DealScreen
from kamtui.screens.deals.answers import AnswersScreen
from kamtui.screens.dialogs.ask import AskDialog
from kamtui.screens.dialogs.clash import ClashDialog
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.draft_list import DraftsDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.form_fields import FormFields
from kamtui.screens.dialogs.look import LookDialog
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.keycheck import scope_label
from kamtui.screens.keymap import COMMANDS, SCOPES, Command, commands_of, prefixes_of
from kamtui.screens.keynames import spelled
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.lists.agenda import AgendaScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.people.circle import CirclePage
from kamtui.screens.people.person import PersonScreen
from kamtui.screens.people.stakeholders import StakeholdersScreen
from kamtui.screens.places import MAIN, place
from kamtui.screens.review.page import ReviewScreen
from kamtui.screens.rivals.competitors import CompetitorsScreen
from kamtui.screens.rivals.rival import RivalScreen
from kamtui.screens.shell.base import WorkScreen
from kamtui.screens.upkeep.attention import AttentionScreen
from kamtui.screens.upkeep.history import HistoryScreen
from kamtui.screens.upkeep.quality import QualityScreen
from kamtui.store.text.words import use
from kamtui.store.text.words.keys import WORDS
from kamtui.store.workspace import Workspace

SCREENS: dict[str, type[WorkScreen]] = {
    "accounts": AccountsScreen,
    "pipeline": PipelineScreen,
    "page": PageScreen,
    "history": HistoryScreen,
    "attention": AttentionScreen,
    "deal": DealScreen,
    "answers": AnswersScreen,
    "competitors": CompetitorsScreen,
    "rival": RivalScreen,
    "review": ReviewScreen,
    "agenda": AgendaScreen,
    "stakeholders": StakeholdersScreen,
    "person": PersonScreen,
    "circle": CirclePage,
    "charts": ChartsScreen,
    "chart_records": ChartRecordsScreen,
    "quality": QualityScreen,
    "segments": SegmentsScreen,
    "whatif": WhatIfScreen,
}
DIALOGS = (FormDialog, FormFields, PickDialog, ConfirmDialog, AskDialog, ClashDialog, DraftsDialog, LookDialog)

# Prefixes of tmux and screen, switches of input methods, and what a plain terminal sends as another key.
FORBIDDEN = {
    *(f"ctrl+{key}" for key in ("a", "b", "h", "i", "j", "m")),
    *("ctrl+space", "ctrl+@", "ctrl+full_stop", "shift+space", "ctrl+left_square_bracket", "ctrl+backslash"),
    *("ctrl+right_square_bracket", "ctrl+circumflex_accent", "ctrl+underscore"),
    *(f"shift+f{number}" for number in range(1, 13)),
}

TWINS = {
    "?": "？", "/": "／、", ">": "＞》", "<": "＜《", "[": "【", "]": "】", ":": "：", ",": "，", ";": "；", "!": "！",
    "{": "｛", "}": "｝", "'": "‘’", "$": "￥", "+": "＋", "-": "－", "=": "＝", ".": "。",
}  # fmt: skip
"""What a Chinese input method sends for a punctuation key."""

BY_OTHER_MEANS = {
    "won": "the form, where the status is",
    "lost": "the form, where the status is",
    "category": "the form, where the category is",
    "dates": "the form, where the dates are",
    "group": "the palette, F9",
    "stance": "a click in the footer, and the palette, F9",
    "fold": "the palette, F9",
    "card_fields": "the palette, F9",
    **dict.fromkeys(
        ("add_action", "presenter", "export", "as_of", "tie", "unknown"),
        "the palette, F9, and the menu of the row, F10",
    ),
    **dict.fromkeys(("scope", "coverage"), "a click in the footer, and the palette"),
    **dict.fromkeys(("add_action", "presenter", "export", "as_of"), "the palette, F9, and the menu of the row, F10"),
    **dict.fromkeys(
        ("span", "compare", "explain", "currency", "quality", "segments", "whatif"),
        "the palette, F9, and the menu, F10",
    ),
    "sort": "a click on a heading sorts by it",
    **dict.fromkeys(
        ("new_copy", "bulk", "reverse", "columns", "preview", "views", "save_view"), "the help (F1) runs it"
    ),
    "leave": "Esc goes back and Ctrl+Q leaves",
    **dict.fromkeys(("answer", "explain", "compare"), "a click in the footer, and the palette"),
    **dict.fromkeys(("merge", "last_good", "ignore"), "a click in the footer, and the palette"),
    **dict.fromkeys(("go_account", "go_deals"), "the palette, F9, and the menu of the row, F10"),
    **dict.fromkeys(
        ("copy_name", "copy_row", "copy_markdown", "copy_json", "copy_phone", "copy_id", "copy_page"),
        "the menu of the row, F10, and the palette, F9",
    ),
    **dict.fromkeys(("theme", "mouse", "glyphs", "language", "tour"), "the palette, F9"),
}
"""Commands that only a letter calls, and what else does their work."""

IN_A_REVIEW = {"n": "next_step", "s": "stage_number"}
"""Keys that mean something else in a review, where nothing is added and nothing is sorted."""


def test_every_kind_of_screen_is_in_the_keymap_and_every_scope_is_used() -> None:
    assert set(SCOPES) == set(SCREENS)
    assert {screen.KIND for screen in SCREENS.values()} == set(SCREENS)
    assert {command.scope for command in COMMANDS} == set(chain(*SCOPES.values()))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_scope_has_a_heading_for_the_help(language: str) -> None:
    use(language)
    labels = [scope_label(scope) for scope in {command.scope for command in COMMANDS}]
    assert len(set(labels)) == len(labels)
    assert not set(labels) & set(SCOPES), "no id is shown in place of a heading"


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_is_bound_twice_on_a_screen(screen: str) -> None:
    counts = Counter(key for command in commands_of(screen) for key in command.keys)
    assert [key for key, count in counts.items() if count > 1] == []
    names = Counter(command.name for command in commands_of(screen))
    assert [name for name, count in names.items() if count > 1] == []
    assert set(prefixes_of(screen)) & set(counts) == set()


def test_every_digit_leads_to_a_screen_that_exists_and_every_main_screen_has_one() -> None:
    assert {command.name for command in COMMANDS if command.opens_screen} == set(MAIN)
    assert {name: place(name) for name in MAIN} == {name: SCREENS[name] for name in MAIN}


def test_every_screen_is_found_under_its_name() -> None:
    assert {name: place(name) for name in SCREENS} == SCREENS


@pytest.mark.parametrize("owner", [*SCREENS.values(), *DIALOGS, KamApp], ids=lambda owner: owner.__name__)
def test_no_key_is_bound_that_a_multiplexer_or_an_input_method_takes(owner: type[WorkScreen]) -> None:
    bound = {
        key.strip()
        for binding in owner.__dict__.get("BINDINGS", ())
        for key in (binding.key if isinstance(binding, Binding) else binding[0]).split(",")
    } | {key for command in COMMANDS for pair in command.keys for key in pair.split()}
    assert bound & FORBIDDEN == set()
    assert [key for key in bound if key.startswith(("alt+", "ctrl+shift+"))] == []


@pytest.mark.parametrize(("screen", "kind"), SCREENS.items())
def test_every_command_has_its_action_on_each_screen_where_it_is_bound(screen: str, kind: type[WorkScreen]) -> None:
    assert [each.name for each in commands_of(screen) if not hasattr(kind, f"action_{each.action.split('(')[0]}")] == []
    bound = {
        (key, binding.action)
        for binding in kind.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    single = {(key, each.action) for each in commands_of(screen) for key in each.keys if " " not in key}
    assert bound == single | {(key, f"prefix('{key}')") for key in prefixes_of(screen)}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.scope}.{command.name}")
def test_every_command_is_named_explained_and_reached_without_a_letter(command: Command) -> None:
    for key in (f"keys.{command.name}", f"keys.{command.name}.about"):
        assert all(text.strip() for text in WORDS[key])
    beyond_letters = [key for key in command.keys if not all(len(one) == 1 and one.isalpha() for one in key.split())]
    assert bool(beyond_letters) is (command.name not in BY_OTHER_MEANS)


def test_every_punctuation_key_has_the_twins_that_a_chinese_input_method_sends() -> None:
    for command in COMMANDS:
        for key in command.keys:
            for twin in TWINS.get(spelled(key), ""):
                assert _character_to_key(twin) in command.keys, f"{command.name}: {twin} {unicodedata.name(twin)}"


IN_A_REVIEW = {"s": "stage_number", "n": "next_step"}
"""What two keys mean in a review alone, where forty deals are edited in half an hour; the keymap says why."""


SAME_VERB = {
    **dict.fromkeys(("influence_up", "more_groups"), "raise"),
    **dict.fromkeys(("influence_down", "fewer_groups"), "lower"),
    "coverage": "explain",
}
"""Commands that are called by what they raise, lower or explain."""


def test_a_key_means_the_same_on_every_screen() -> None:
    meanings: dict[str, set[str]] = {}
    for command in COMMANDS:
        for key in command.keys:
            if command.scope == "review" and IN_A_REVIEW.get(key) == command.name:
                continue
            meanings.setdefault(key, set()).add(SAME_VERB.get(command.name, command.name))
    assert {key: names for key, names in meanings.items() if len(names) > 1} == {}


def test_keys_are_spelled_as_people_read_them() -> None:
    assert [spelled(key) for key in ("ctrl+q", "question_mark", "f5", "pageup", "U", "escape", "ctrl+pageup")] == [
        "Ctrl+Q", "?", "F5", "PgUp", "U", "Esc", "Ctrl+PgUp",
    ]  # fmt: skip
    shown = " ".join(command.shown_keys for command in COMMANDS)
    assert not [char for char in shown if not char.isascii()]
    assert "_" not in shown


@pytest.mark.parametrize(("language", "text"), [("en", "? Help"), ("zh", "? 帮助")])
async def test_the_way_to_the_help_ends_every_footer_at_80_columns(
    workspace: Workspace, language: str, text: str
) -> None:
    use(language)
    async with bench(workspace) as shown:
        for keys in ((), ("2",), ("enter",)):
            await shown.press(*keys)
            assert shown.lines[-1].rstrip().endswith(text)
            assert "Enter" in shown.lines[-1]


def test_every_explanation_fits_into_the_help_at_80_columns() -> None:
    too_long = [key for key, texts in WORDS.items() if key.endswith(".about") and max(map(cell_len, texts)) > 40]
    assert too_long == []
