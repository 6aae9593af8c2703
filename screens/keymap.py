"""The one list of commands: bindings, footer and help are made from it.

It imports nothing that draws, so that commands can print it. Each command is reachable by a letter and by a key
that an input method left on does not swallow. Punctuation keys are bound with their full-width twins, which a
Chinese input method sends.
"""

from __future__ import annotations

from dataclasses import dataclass

from kamtui.store.text.words import word

_TWINS = ("fullwidth_", "ideographic_", "left_double", "right_double", "left_black", "right_black")
"""How the names of keys begin that only an input method sends."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a key does. Its words are `keys.NAME` and `keys.NAME.about`."""

    name: str
    """Names the command; the screen's method is `action_NAME`."""
    scope: str
    """The kind of screen where it works: "global", "list", "accounts", "pipeline", "page"."""
    keys: tuple[str, ...]
    """Textual's names of the keys; the first is the one that is shown."""
    weight: int = 0
    """Place in the footer, the lowest first; 0 is not shown there."""

    @property
    def label(self) -> str:
        """One or two words."""
        return word(f"keys.{self.name}")

    @property
    def about(self) -> str:
        """One sentence."""
        return word(f"keys.{self.name}.about")

    @property
    def shown_keys(self) -> str:
        """All keys that people can read, such as `?  F1`."""
        return "  ".join(spelled(key) for key in self.keys if not key.startswith(_TWINS))


_FILTER = ("slash", "f3", "ctrl+f", "fullwidth_solidus", "ideographic_comma")
_ON = ("greater_than_sign", "L", "fullwidth_greater_than_sign", "right_double_angle_bracket")
_BACK = ("less_than_sign", "H", "fullwidth_less_than_sign", "left_double_angle_bracket")
_PREVIOUS = ("left_square_bracket", "ctrl+pageup", "left_black_lenticular_bracket")
_NEXT = ("right_square_bracket", "ctrl+pagedown", "right_black_lenticular_bracket")

COMMANDS: tuple[Command, ...] = (
    Command("help", "global", ("question_mark", "f1", "fullwidth_question_mark")),
    Command("accounts", "global", ("1",), weight=90),
    Command("pipeline", "global", ("2",), weight=91),
    Command("undo", "global", ("u", "ctrl+z"), weight=60),
    Command("redo", "global", ("U", "ctrl+y")),
    Command("reload", "global", ("R", "f5")),
    Command("attention", "global", ("Q", "f12")),
    Command("sync", "global", ("F", "ctrl+o")),
    Command("leave", "global", ("q",), weight=95),
    Command("back", "global", ("escape",)),
    Command("quit", "global", ("ctrl+q",)),
    Command("up", "list", ("k", "up")),
    Command("down", "list", ("j", "down")),
    Command("page_up", "list", ("pageup",)),
    Command("page_down", "list", ("pagedown",)),
    Command("first", "list", ("home", "ctrl+home")),
    Command("last", "list", ("G", "end", "ctrl+end")),
    Command("open", "list", ("enter",), weight=10),
    Command("history", "list", ("I", "ctrl+r")),
    Command("filter", "accounts", _FILTER, weight=20),
    Command("new", "accounts", ("n", "insert"), weight=30),
    Command("edit", "accounts", ("E", "ctrl+e"), weight=40),
    Command("sort", "accounts", ("s",), weight=50),
    Command("archive", "accounts", ("D", "delete")),
    Command("left", "pipeline", ("h", "left")),
    Command("right", "pipeline", ("l", "right")),
    Command("move", "pipeline", ("m", "ctrl+g"), weight=20),
    Command("next_stage", "pipeline", _ON),
    Command("previous_stage", "pipeline", _BACK),
    Command("new", "pipeline", ("n", "insert"), weight=30),
    Command("edit", "pipeline", ("E", "ctrl+e"), weight=40),
    Command("filter", "pipeline", _FILTER, weight=50),
    Command("edit", "page", ("e", "E", "f2", "ctrl+e"), weight=20),
    Command("new", "page", ("n", "insert"), weight=30),
    Command("previous_record", "page", _PREVIOUS, weight=40),
    Command("next_record", "page", _NEXT, weight=41),
    Command("archive", "page", ("D", "delete")),
    Command("filter", "history", _FILTER, weight=20),
    Command("merge", "attention", ("M",), weight=20),
    Command("last_good", "attention", ("B",), weight=30),
    Command("ignore", "attention", ("K",), weight=40),
)  # fmt: skip
"""Every command, by scope, in the order of the help."""

SCOPES: dict[str, tuple[str, ...]] = {
    "accounts": ("accounts", "list", "global"),
    "pipeline": ("pipeline", "list", "global"),
    "page": ("page", "list", "global"),
    "history": ("history", "list", "global"),
    "attention": ("attention", "list", "global"),
}
"""Which scopes count on each kind of screen."""

_SPELLED = {
    "question_mark": "?",
    "slash": "/",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "insert": "Ins",
    "delete": "Del",
}


def spelled(key: str) -> str:
    """A key as a person reads it: `ctrl+q` is `Ctrl+Q`."""
    *modifiers, last = key.split("+")
    name = _SPELLED.get(last) or (last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def commands_of(screen: str) -> list[Command]:
    """The commands that work on this kind of screen, its own first."""
    return [command for scope in SCOPES[screen] for command in COMMANDS if command.scope == scope]
