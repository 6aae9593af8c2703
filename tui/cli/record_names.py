"""The names that the shell offers for a record: read from the cache, nothing written, nothing said."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kamtui.settings import find_data
from kamtui.store.fields import name_of
from kamtui.store.files.place import refuse_all
from kamtui.store.records import KINDS, Account, Competitor, Contact, Opportunity, Record
from kamtui.store.text.pinyin import matches
from kamtui.store.text.safe import clean
from kamtui.store.workspace import Workspace

_NAMED = (Account, Competitor, Opportunity, Contact)
_OF_COMMAND: dict[str, tuple[type[Record], ...]] = {"erase": (Contact,)}
_OF_OPTION: dict[str, tuple[type[Record], ...]] = {"--without": (Account,)}
_LONGEST = 400
_IN_DOUBLE = str.maketrans({char: f"\\{char}" for char in '\\"$`'})

ACTION = {
    "preamble": {
        "bash": """
_kamtui_names() {
  kamtui completion --bash --names="${COMP_LINE:0:COMP_POINT}" 2>/dev/null
}
""",
        "zsh": """
_kamtui_names() {
  local -a names
  names=(${(f)"$(kamtui completion --names="$LBUFFER" 2>/dev/null)"})
  compadd -U -- $names
}
""",
    },
    "bash": "_kamtui_names",
    "zsh": "_kamtui_names",
    "fish": "(kamtui completion --names=(commandline -cp | string collect) 2>/dev/null)",
}
"""For each shell what it runs where the name of a record can stand, and the functions that this needs."""


class Typed(msgspec.Struct):
    """What is typed of a command line up to the cursor, as a shell reads it."""

    words: list[str] = []
    """The words that are done."""
    last: str = ""
    """The word at the cursor."""
    kept: int = 0
    """How much of it stays when bash completes: what stands before a quote."""
    quote: str = ""
    """The quote that is open."""


def typed(line: str) -> Typed:
    """Take a command line apart."""
    state, escaped, begun = Typed(), False, False
    for char in line:
        if escaped:
            state.last += char if not state.quote or char in '\\"$`' else f"\\{char}"
            escaped = False
        elif char == "\\" and state.quote != "'":
            escaped = begun = True
        elif char == state.quote or (char in "'\"" and not state.quote):
            state.quote = "" if state.quote else char
            state.kept, begun = len(state.last), True
        elif char.isspace() and not state.quote:
            state.words += [state.last] if begun else []
            state.last, state.kept, begun = "", 0, False
        else:
            state.last, begun = state.last + char, True
    return state


def offered(line: str) -> list[str]:
    """What can stand at the end of `line`, a command line up to the cursor: see `_fitting`."""
    return list(_fitting(typed(line)))


def offered_to_bash(line: str) -> Iterator[str]:
    """The same, as bash has to be given it: what follows the part that it keeps, quoted as the line has begun."""
    state = typed(line)
    for name in _fitting(state):
        if name[: state.kept].casefold() == state.last[: state.kept].casefold():
            yield _quoted(name[state.kept :], state.quote)


def _quoted(text: str, quote: str) -> str:
    """A text that bash reads as it is after the quote that is open, or after none."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote:
        return text.translate(_IN_DOUBLE)
    return "".join(char if char.isalnum() or char in "_-./,+%" else f"\\{char}" for char in text)


def _fitting(state: Typed) -> Iterator[str]:
    """The names that begin with what is typed; where none does, those that it finds by pinyin, initials or a part.

    A name that cannot be typed as it is shown, such as one with an escape code, is offered as the id of its record.
    """
    found = dict(_named(state.words))
    sought = state.last.casefold()
    beginning = [given for name, given in found.items() if name.casefold().startswith(sought)]
    yield from beginning or (given for name, given in found.items() if matches(state.last, name))


def _named(words: list[str]) -> Iterator[tuple[str, str]]:
    """The names of the records that can stand after `words`, as they are shown, and as a command is given them."""
    root = find_data(_folder(words), os.environ, Path.cwd())
    if root is None:
        return
    refuse_all(True)
    workspace = Workspace.open(root, quick=True)
    command = next((word for word in words if word in _OF_COMMAND), "")
    for kind in _OF_OPTION.get(words[-1] if words else "") or _OF_COMMAND.get(command, _NAMED):
        for record in workspace.records(kind).values():
            if not record.archived:
                name = name_of(record)
                shown = clean(name, _LONGEST)
                typeable = shown == name == name.strip() and not name.startswith("-")
                yield shown, name if typeable else record.id
    if "set" in words:
        yield from ((kind, kind) for kind in KINDS)


def _folder(words: list[str]) -> str | None:
    """The folder that the line names."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--data")
    folder: str | None = parser.parse_known_args(words)[0].data
    return folder
