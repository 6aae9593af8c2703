"""What can go wrong in a command: one sentence for the person, one exit code for the script."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

OK, FINDINGS, USAGE, UNREADABLE, NEWER, LOCKED, DISK = range(7)
CRASHED = 70
INTERRUPTED = 130
PIPE_CLOSED = 141

_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG)
_LONGEST = 600


class CommandError(Exception):
    """A command cannot go on."""

    def __init__(self, code: int, text: str) -> None:
        """End with this exit code and this sentence."""
        super().__init__(text)
        self.code = code


def explain(error: Exception) -> CommandError | None:
    """The exit code and the sentence for an error of the store or of the disk; None for a bug."""
    if isinstance(error, CommandError):
        return error
    from kamtui.store import workspace as store

    sentences: dict[type[Exception], Callable[[Any], CommandError]] = {
        store.NotAWorkspaceError: lambda error: CommandError(USAGE, word("cli.not_one", folder=error)),
        store.LockedError: lambda error: CommandError(
            LOCKED, word("cli.locked", holder=error.holder or word("cli.someone"))
        ),
        store.ChangedElsewhereError: _conflict,
        store.ErasedError: lambda error: CommandError(USAGE, str(error)),
        store.DamagedFileError: lambda error: CommandError(
            UNREADABLE, word("cli.damaged", text=error.finding.text().rstrip(".。"))
        ),
        OSError: _of_disk,
    }
    return next((say(error) for kind, say in sentences.items() if isinstance(error, kind)), None)


def said(error: Exception) -> str:
    """The sentence of an error, safe on a terminal."""
    return word("cli.error", text=clean(error, _LONGEST))


def read_only(reason: str, folder: Path) -> CommandError:
    """Why the workspace in `folder` cannot be written: "format", or what `place.refusal` says."""
    if reason == "format":
        return CommandError(NEWER, word("cli.newer", folder=folder))
    return CommandError(USAGE if reason == "asked" else DISK, word(f"place.{reason}", folder=folder))


def _conflict(error: Any) -> CommandError:
    from kamtui.store.fields import label, name_of

    clash = error.conflicts[0]
    name = name_of(clash.record)
    if not clash.field:
        return CommandError(LOCKED, word("cli.gone", name=name))
    field = label(type(clash.record), clash.field)
    return CommandError(LOCKED, word("cli.conflict", name=name, field=field, theirs=clash.theirs))


def _of_disk(error: OSError) -> CommandError:
    file, problem = error.filename or "", error.strerror or str(error)
    reading = error.errno not in _DISK and not isinstance(error, PermissionError)
    return CommandError(
        UNREADABLE if reading else DISK, word("cli.cannot_read" if reading else "cli.disk", file=file, problem=problem)
    )
