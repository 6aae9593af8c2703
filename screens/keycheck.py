"""Keys that cannot do their work: called twice on a screen, taken before they arrive, or the only way to a command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kamtui.screens.keymap import Command
from kamtui.screens.keynames import spelled
from kamtui.store.text.words import word

_TAKEN = {
    **dict.fromkeys(("ctrl+a", "ctrl+b"), "multiplexer"),
    **dict.fromkeys(("ctrl+space", "ctrl+@", "ctrl+full_stop", "shift+space"), "input_method"),
    **dict.fromkeys(("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket"), "same_bytes"),
    **dict.fromkeys(
        ("ctrl+backslash", "ctrl+right_square_bracket", "ctrl+circumflex_accent", "ctrl+underscore"), "terminal"
    ),
}
"""Keys that never arrive, or arrive as another one, and who takes them."""
_PREFIXES = {"alt+": "alone", "ctrl+shift+": "input_method", "shift+f": "terminal"}
_FLOW = {"ctrl+s", "ctrl+q"}
"""Keys with which some lines stop and go on: they may only be a second way."""
_SECOND_WAY = {"quit": "leave"}
"""Commands that another one does as well."""


def scope_label(scope: str) -> str:
    """What people call the kind of screen."""
    return word(f"keys.scope.{scope}")


def faults(commands: Iterable[Command], screens: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """One sentence for each key that cannot do its work: called twice on a screen, taken by others, or lonely."""
    commands = list(commands)
    for screen, counted in screens.items():
        owners: dict[str, list[str]] = {}
        for command in (one for scope in counted for one in commands if one.scope == scope):
            for key in command.keys:
                owners.setdefault(key, []).append(command.name)
        for prefix in {key.partition(" ")[0] for key in owners if " " in key} & owners.keys():
            owners[prefix] += sorted(name for key in owners if key.startswith(f"{prefix} ") for name in owners[key])
        for key, names in owners.items():
            if len(names) > 1:
                yield word("tools.keys.clash", key=spelled(key), screen=scope_label(screen), names=", ".join(names))
    known = {command.name for command in commands}
    for command in commands:
        for key in (part for pair in command.keys for part in pair.split()):
            if taken := _taken(key):
                yield word(f"tools.keys.{taken}", key=spelled(key), name=command.name)
        if set(command.keys) <= _FLOW and _SECOND_WAY.get(command.name) not in known:
            yield word("tools.keys.flow", key=spelled(command.keys[0]), name=command.name)


def _taken(key: str) -> str:
    """Who takes this key before it reaches us; "" for nobody."""
    if key in _TAKEN:
        return _TAKEN[key]
    return next((who for prefix, who in _PREFIXES.items() if key.startswith(prefix)), "")
