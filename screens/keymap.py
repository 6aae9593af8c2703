"""The one list of commands: bindings, footer, help, palette and manual are made from it.

It imports nothing that draws, so that commands can print it. Each command is reachable by a letter and by a key
that an input method left on does not swallow, or through the palette, which F9 opens. Punctuation keys are bound
with their full-width twins, which a Chinese input method sends. Two keys with a space between them, such as `g g`,
are pressed one after the other; the first one shows at once what may follow.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from kamtui.screens.keynames import spelled
from kamtui.store.text.words import word

_TWINS = (
    "fullwidth_", "ideographic_", "left_double", "right_double", "left_black", "right_black", "left_single",
    "right_single", "yen_sign",
)  # fmt: skip
"""How the names of keys begin that only an input method sends."""


class Command(msgspec.Struct, frozen=True):
    """Something that a key does. Its words are `keys.NAME` and `keys.NAME.about`."""

    name: str
    """Names the command; the screen's method is `action_NAME`."""
    scope: str
    """The kind of screen where it works: "global", "list", "records", "pipeline", "page"."""
    keys: tuple[str, ...]
    """Textual's names of the keys; the first is the one that is shown."""
    weight: int = 0
    """Place in the footer, the lowest first; 0 is not shown there."""
    wording: str = ""
    """Names its words where they are not those of `name`: the same verb is told of other things."""

    @property
    def id(self) -> str:
        """How the person's settings name the command, such as `records.filter`."""
        return f"{self.scope}.{self.name}"

    @property
    def opens_screen(self) -> bool:
        """Whether it goes to a main screen: those have digits."""
        return self.scope == "global" and any(key.isdecimal() for key in self.keys)

    @property
    def action(self) -> str:
        """What Textual runs on the screen."""
        return f"go_to('{self.name}')" if self.opens_screen else self.name

    @property
    def label(self) -> str:
        """One or two words."""
        return word(f"keys.{self.wording or self.name}")

    @property
    def about(self) -> str:
        """One sentence."""
        return word(f"keys.{self.wording or self.name}.about")

    @property
    def shown_keys(self) -> str:
        """All keys that people can read, such as `?  F1`; not Ctrl with a key that does the same by itself."""
        return "  ".join(
            spelled(key)
            for key in self.keys
            if not key.startswith(_TWINS) and not (key.startswith("ctrl+") and key.removeprefix("ctrl+") in self.keys)
        )


_FILTER = ("slash", "f3", "ctrl+f", "fullwidth_solidus", "ideographic_comma")
_ON = ("greater_than_sign", "L", "fullwidth_greater_than_sign", "right_double_angle_bracket")
_BACK = ("less_than_sign", "H", "fullwidth_less_than_sign", "left_double_angle_bracket")
_PREVIOUS = ("left_square_bracket", "ctrl+pageup", "left_black_lenticular_bracket")
_NEXT = ("right_square_bracket", "ctrl+pagedown", "right_black_lenticular_bracket")

COMMANDS: tuple[Command, ...] = (
    Command("help", "global", ("question_mark", "f1", "fullwidth_question_mark")),
    Command("accounts", "global", ("1",), weight=90),
    Command("pipeline", "global", ("2",), weight=91),
    Command("stakeholders", "global", ("3",), weight=91),
    Command("competitors", "global", ("4",), weight=92),
    Command("charts", "global", ("5",), weight=92),
    Command("review", "global", ("6",), weight=92),
    Command("agenda", "global", ("7", "T", "f8"), weight=93),
    Command("undo", "global", ("u", "ctrl+z"), weight=60),
    Command("redo", "global", ("U", "ctrl+y")),
    Command("reload", "global", ("R", "f5")),
    Command("attention", "global", ("Q", "f12")),
    Command("sync", "global", ("F", "ctrl+o")),
    Command("leave", "global", ("q",), weight=95),
    Command("back", "global", ("escape",)),
    Command("quit", "global", ("ctrl+q",)),
    Command("palette", "global", ("colon", "ctrl+p", "f9", "fullwidth_colon")),
    Command("menu", "global", ("comma", "f10", "fullwidth_comma")),
    Command("copy_name", "global", ("y c",)),
    Command("copy_row", "global", ("y r",)),
    Command("copy_markdown", "global", ("y m",)),
    Command("copy_json", "global", ("y j",)),
    Command("copy_phone", "global", ("y p",)),
    Command("copy_id", "global", ("y i",)),
    Command("copy_page", "global", ("y v",)),
    Command("theme", "global", ("z t",)),
    Command("mouse", "global", ("z m",)),
    Command("glyphs", "global", ("z g",)),
    Command("language", "global", ("z l",)),
    Command("tour", "global", ("z h",)),
    Command("up", "list", ("k", "up")),
    Command("down", "list", ("j", "down")),
    Command("page_up", "list", ("pageup",)),
    Command("page_down", "list", ("pagedown",)),
    Command("first", "list", ("g g", "home", "ctrl+home")),
    Command("last", "list", ("G", "end", "ctrl+end")),
    Command("open", "list", ("enter",), weight=10),
    Command("history", "list", ("I", "ctrl+l")),
    Command("filter", "records", _FILTER, weight=20),
    Command("new", "records", ("n", "insert"), weight=30),
    Command("new_copy", "records", ("N",)),
    Command("edit_cell", "records", ("e", "f2"), weight=40),
    Command("edit", "records", ("E", "ctrl+e")),
    Command("mark", "records", ("x", "space"), weight=45),
    Command("mark_all", "records", ("X", "ctrl+t")),
    Command("bulk", "records", ("b",), weight=46),
    Command("repeat", "records", ("full_stop", "f4", "ideographic_full_stop")),
    Command("sort", "records", ("s",), weight=50),
    Command("reverse", "records", ("S",)),
    Command("columns", "records", ("c",)),
    Command("left", "records", ("h", "left"), wording="column_left"),
    Command("right", "records", ("l", "right"), wording="column_right"),
    Command("preview", "records", ("p",)),
    Command("views", "records", ("v",)),
    Command("save_view", "records", ("V",)),
    Command("archive", "records", ("D", "delete")),
    Command("left", "pipeline", ("h", "left")),
    Command("right", "pipeline", ("l", "right")),
    Command("move", "pipeline", ("m", "ctrl+g"), weight=20),
    Command("next_stage", "pipeline", _ON),
    Command("previous_stage", "pipeline", _BACK),
    Command("stage_number", "pipeline", ("semicolon", "fullwidth_semicolon")),
    Command("won", "pipeline", ("w",)),
    Command("lost", "pipeline", ("W",)),
    Command("category", "pipeline", ("f",)),
    Command("next_step", "pipeline", ("equals_sign", "fullwidth_equals_sign")),
    Command("dates", "pipeline", ("d",)),
    Command("stuck", "pipeline", ("exclamation_mark", "fullwidth_exclamation_mark")),
    Command("group", "pipeline", ("o",)),
    Command("fold", "pipeline", ("z c",)),
    Command("card_fields", "pipeline", ("z f",)),
    Command("as_of", "pipeline", ("z d",)),
    Command("new", "pipeline", ("n", "insert"), weight=30),
    Command("edit", "pipeline", ("E", "ctrl+e"), weight=40),
    Command("filter", "pipeline", _FILTER, weight=50),
    Command("go_account", "pipeline", ("g a",)),
    Command("go_deals", "accounts", ("g d",)),
    Command("edit_cell", "page", ("e", "f2"), weight=20),
    Command("edit", "page", ("E", "ctrl+e")),
    Command("new", "page", ("n", "insert"), weight=30),
    Command("previous_record", "page", _PREVIOUS, weight=40),
    Command("next_record", "page", _NEXT, weight=41),
    Command("archive", "page", ("D", "delete")),
    Command("filter", "history", _FILTER, weight=20),
    Command("merge", "attention", ("M",), weight=20),
    Command("last_good", "attention", ("B",), weight=30),
    Command("ignore", "attention", ("K",), weight=40),
    Command("next_stage", "page", _ON),
    Command("previous_stage", "page", _BACK),
    Command("stage_number", "page", ("semicolon", "fullwidth_semicolon")),
    Command("won", "page", ("w",)),
    Command("lost", "page", ("W",)),
    Command("category", "page", ("f",)),
    Command("next_step", "page", ("equals_sign", "fullwidth_equals_sign")),
    Command("dates", "page", ("d",)),
    Command("go_account", "page", ("g a",)),
    Command("log", "accounts", ("a", "f7")),
    Command("log", "pipeline", ("a", "f7")),
    Command("log", "page", ("a", "f7")),
    Command("log", "agenda", ("a", "f7"), weight=20),
    Command("done", "agenda", ("asterisk",), weight=30),
    Command("next_step", "agenda", ("equals_sign", "fullwidth_equals_sign"), weight=40),
    Command("dates", "agenda", ("d",)),
    Command("group", "agenda", ("o",)),
    Command("edit", "agenda", ("E", "ctrl+e"), weight=50),
    Command("step_on", "review", ("right_curly_bracket", "fullwidth_right_curly_bracket"), weight=11),
    Command("step_back", "review", ("left_curly_bracket", "fullwidth_left_curly_bracket"), weight=12),
    # In a review forty deals are gone through in half an hour: there s is the stage and n the next step, which the
    # other screens have on ; and =, since nothing is sorted and no record is added while people sit together.
    Command("stage_number", "review", ("s", "semicolon", "fullwidth_semicolon"), weight=20),
    Command("dates", "review", ("d",), weight=21),
    Command("next_step", "review", ("n", "equals_sign", "fullwidth_equals_sign"), weight=22),
    Command("category", "review", ("f",), weight=23),
    Command("note", "review", ("apostrophe", "left_single_quotation_mark", "right_single_quotation_mark"), weight=24),
    Command("add_action", "review", ("A",), weight=25),
    Command("won", "review", ("w",)),
    Command("lost", "review", ("W",)),
    Command("next_stage", "review", _ON),
    Command("previous_stage", "review", _BACK),
    Command("repeat", "review", ("full_stop", "f4", "ideographic_full_stop")),
    Command("mark", "review", ("x", "space")),
    Command("call_number", "review", ("dollar_sign", "fullwidth_yen_sign", "yen_sign")),
    Command("done", "review", ("asterisk",)),
    Command("log", "review", ("a", "f7")),
    Command("left", "review", ("h", "left")),
    Command("right", "review", ("l", "right")),
    Command("group", "review", ("o",)),
    Command("presenter", "review", ("z p",)),
    Command("as_of", "review", ("z d",)),
    Command("edit", "review", ("E", "ctrl+e")),
    Command("go_account", "review", ("g a",)),
    Command("export", "review", ("P",), weight=30),
    Command("go_deals", "page", ("g d",)),
    Command("answer", "deal", ("J",), weight=21),
    Command("explain", "deal", ("i",), weight=22),
    Command("export", "deal", ("P",), weight=23, wording="export_deal"),
    Command("raise", "answers", ("plus", "fullwidth_plus_sign"), weight=11),
    Command("lower", "answers", ("minus", "fullwidth_hyphen_minus"), weight=12),
    Command("unclear", "answers", ("0",), weight=13),
    Command("clear", "answers", ("backspace",), weight=14),
    Command("left", "answers", ("h", "left")),
    Command("right", "answers", ("l", "right")),
    Command("group", "answers", ("o",), weight=15, wording="sheet"),
    Command("explain", "answers", ("i",), weight=16),
    Command("new", "competitors", ("n", "insert"), weight=20),
    Command("edit", "competitors", ("E", "ctrl+e"), weight=21),
    Command("mark", "competitors", ("x", "space"), weight=22),
    Command("compare", "competitors", ("C",), weight=23),
    Command("preview", "competitors", ("p",), weight=24, wording="card"),
    Command("group", "competitors", ("o",), weight=25),
    Command("log", "competitors", ("a", "f7"), weight=26),
    Command("stance", "competitors", ("t",), weight=24),
    Command("explain", "competitors", ("i",), weight=27),
    Command("archive", "competitors", ("D", "delete")),
    Command("preview", "rival", ("p",), weight=21, wording="card"), Command("stance", "rival", ("t",), weight=21),
    Command("explain", "rival", ("i",), weight=22),
    Command("group", "stakeholders", ("o",), weight=15),
    Command("move", "stakeholders", ("m", "ctrl+g"), weight=20),
    Command("influence_up", "stakeholders", ("plus", "fullwidth_plus_sign"), weight=21),
    Command("influence_down", "stakeholders", ("minus", "fullwidth_hyphen_minus"), weight=22),
    Command("coverage", "stakeholders", ("i",), weight=25),
    Command("scope", "stakeholders", ("O",), weight=30),
    Command("coach", "stakeholders", ("number_sign", "fullwidth_number_sign")),
    Command("tie", "stakeholders", ("r",)),
    Command("left", "stakeholders", ("h", "left")),
    Command("right", "stakeholders", ("l", "right")),
    Command("fold", "stakeholders", ("z c",)),
    Command("as_of", "stakeholders", ("z d",)),
    Command("unknown", "stakeholders", ("z w",)),
    Command("sort", "stakeholders", ("s",)),
    Command("add_action", "stakeholders", ("A",)),
    Command("new", "stakeholders", ("n", "insert"), weight=40),
    Command("edit", "stakeholders", ("E", "ctrl+e")),
    Command("archive", "stakeholders", ("D", "delete")),
    Command("filter", "stakeholders", _FILTER, weight=50),
    Command("log", "stakeholders", ("a", "f7")),
    Command("previous_record", "stakeholders", _PREVIOUS),
    Command("next_record", "stakeholders", _NEXT),
    Command("go_account", "stakeholders", ("g a",)), Command("go_deals", "stakeholders", ("g d",)),
    Command("edit_cell", "person", ("e", "f2"), weight=20),
    Command("edit", "person", ("E", "ctrl+e"), weight=30),
    Command("coverage", "person", ("i",), weight=40),
    Command("previous_record", "person", _PREVIOUS),
    Command("next_record", "person", _NEXT),
    Command("log", "person", ("a", "f7")),
    Command("go_account", "person", ("g a",)), Command("go_deals", "person", ("g d",)),
    Command("edit_cell", "circle", ("e", "f2"), weight=20),
    Command("as_of", "circle", ("z d",), weight=30),
    Command("go_account", "circle", ("g a",)), Command("go_deals", "circle", ("g d",)),
    Command("views", "charts", ("v",), weight=20, wording="pages"),
    Command("left", "charts", ("h", "left")),
    Command("right", "charts", ("l", "right")),
    Command("columns", "charts", ("c",), weight=21, wording="measure"),
    Command("group", "charts", ("o",), weight=22, wording="breakdown"),
    Command("previous_record", "charts", _PREVIOUS, weight=23, wording="period_back"),
    Command("next_record", "charts", _NEXT, weight=24, wording="period_on"),
    Command("step_back", "charts", ("left_curly_bracket", "fullwidth_left_curly_bracket"), wording="year_back"),
    Command("step_on", "charts", ("right_curly_bracket", "fullwidth_right_curly_bracket"), wording="year_on"),
    Command("span", "charts", ("z r",)),
    Command("compare", "charts", ("C",), weight=25, wording="compare_year"),
    Command("preview", "charts", ("p",), weight=26, wording="plot_table"),
    Command("explain", "charts", ("i",), weight=27),
    Command("currency", "charts", ("z u",)),
    Command("export", "charts", ("P",), weight=28, wording="export_chart"),
    Command("filter", "charts", _FILTER),
    Command("quality", "charts", ("g q",)),
    Command("segments", "charts", ("g m",)),
    Command("whatif", "charts", ("g w",)),
    Command("go_account", "charts", ("g a",)),
    Command("go_account", "chart_records", ("g a",)),
    Command("edit", "quality", ("E", "ctrl+e"), weight=20, wording="fix"),
    Command("merge", "quality", ("M",), weight=21, wording="merge_pair"),
    Command("ignore", "quality", ("K",), weight=22, wording="ignore_issue"),
    Command("preview", "quality", ("p",), weight=23, wording="sources"),
    Command("stuck", "quality", ("exclamation_mark", "fullwidth_exclamation_mark"), wording="show_ignored"),
    Command("columns", "segments", ("c",), weight=20, wording="features"),
    Command("group", "segments", ("o",), weight=21, wording="way"),
    Command("raise", "segments", ("plus", "fullwidth_plus_sign"), weight=22, wording="more_groups"),
    Command("lower", "segments", ("minus", "fullwidth_hyphen_minus"), weight=23, wording="fewer_groups"),
    Command("preview", "segments", ("p",), weight=24, wording="segment_view"),
    Command("edit", "segments", ("E", "ctrl+e"), weight=25, wording="name_group"),
    Command("save_view", "segments", ("V",), weight=26, wording="keep_groups"),
    Command("go_account", "segments", ("g a",)),
    Command("columns", "whatif", ("c",), weight=20, wording="question"),
    Command("go_account", "whatif", ("g a",)),
)  # fmt: skip
"""Every command, by scope, in the order of the help."""

SCOPES: dict[str, tuple[str, ...]] = {
    "accounts": ("accounts", "records", "list", "global"),
    "pipeline": ("pipeline", "list", "global"),
    "page": ("page", "list", "global"),
    "history": ("history", "list", "global"),
    "attention": ("attention", "list", "global"),
    "review": ("review", "list", "global"),
    "agenda": ("agenda", "list", "global"),
    "deal": ("deal", "page", "list", "global"),
    "answers": ("answers", "list", "global"),
    "competitors": ("competitors", "list", "global"),
    "rival": ("rival", "page", "list", "global"),
    "stakeholders": ("stakeholders", "list", "global"),
    "person": ("person", "list", "global"),
    "circle": ("circle", "list", "global"),
    "charts": ("charts", "list", "global"),
    "chart_records": ("chart_records", "list", "global"),
    "quality": ("quality", "list", "global"),
    "segments": ("segments", "list", "global"),
    "whatif": ("whatif", "list", "global"),
}
"""Which scopes count on each kind of screen."""

_chosen: dict[str, tuple[str, ...]] = {}
"""The keys that the person's settings give to commands, by the command's id."""


def choose_keys(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Let commands, named by their ids, listen to these keys instead of their own.

    To be called before a screen is made. Raises nothing for an id that is not known: `kamtui keys --check` tells.
    """
    _chosen.clear()
    _chosen.update(keys)


def in_force() -> list[Command]:
    """Every command with the keys it listens to."""
    return [msgspec.structs.replace(each, keys=_chosen[each.id]) if each.id in _chosen else each for each in COMMANDS]


def commands_of(screen: str) -> list[Command]:
    """The commands that work on this kind of screen, its own first, with the keys in force."""
    commands = in_force()
    return [command for scope in SCOPES[screen] for command in commands if command.scope == scope]


def prefixes_of(screen: str) -> dict[str, list[tuple[str, Command]]]:
    """The first keys of all pairs on this kind of screen, each with the second keys and what they do."""
    found: dict[str, list[tuple[str, Command]]] = {}
    for command in commands_of(screen):
        for key in command.keys:
            first, _, second = key.partition(" ")
            if second:
                found.setdefault(first, []).append((second, command))
    return found
