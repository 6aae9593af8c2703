"""The commands, one module each; none of them draws, and only the one that runs is loaded.

A command's module has `add_arguments(parser)` and `run(arguments) -> int`, the exit code.
"""

from __future__ import annotations

COMMANDS = {
    "init": "init",
    "import": "importing",
    "list": "listing",
    "show": "show",
    "pipeline": "pipeline",
    "add": "add",
    "set": "set",
    "undo": "undo",
    "redo": "redo",
    "check": "check",
    "log": "log",
    "keys": "keys",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
    "completion": "completion",
    "man": "man",
    "sync": "sync",
    "clone": "clone",
    "drafts": "drafts",
    "review": "review",
    "snapshot": "snapshot",
    "diff": "diff",
    "minutes": "minutes",
    "due": "due",
    "export": "export",
    "erase": "erase",
    "figures": "figures",
    "merge": "merge",
    "purge": "purge",
    "quality": "quality",
    "schema": "schema",
    "segments": "segments",
}
"""By the command's name its module."""
