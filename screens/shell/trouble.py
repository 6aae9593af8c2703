"""When the disk refuses: what happened, that the old version is whole, and what can be done about it."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from kamtui.screens.dialogs.ask import AskDialog
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.shell.attempts import Attempt
from kamtui.screens.shell.parts import ScreenPart
from kamtui.store import fields
from kamtui.store.draft_files import encoded
from kamtui.store.files.atomic import is_temporary
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_KINDS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EIO: "io",
    errno.EROFS: "denied",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
}
"""Errors of the system that have a sentence of their own: `trouble.KIND`."""


def ask_about(screen: ScreenPart, attempt: Attempt, error: OSError, retry: Callable[[], object]) -> None:
    """Keep the attempt as a draft, say what the disk refused, and do what the person chooses."""
    workspace = screen.workspace
    if not attempt.drafts:
        attempt.drafts += draft_of(workspace, attempt)
    kept = workspace.drafts.write()

    def chosen(answer: str | None) -> None:
        if answer == "retry":
            retry()
        elif answer == "elsewhere":
            _ask_where(screen, attempt, lambda: ask_about(screen, attempt, error, retry))
        elif answer == "keep":
            screen.tell(word("trouble.kept"))
        elif attempt.back:
            attempt.back("")
        else:
            for key in attempt.drafts:
                workspace.drafts.drop(key)

    answers = [("retry", word("trouble.retry")), ("elsewhere", word("trouble.elsewhere"))]
    if kept:
        answers.append(("keep", word("trouble.keep")))
    answers.append(("back", word("saving.back" if attempt.back else "trouble.give_up")))
    screen.app.push_screen(ConfirmDialog(told(workspace, error, kept), answers), chosen)


def told(workspace: Workspace, error: OSError, kept: bool) -> str:
    """What happened, where, and what it means for what was typed."""
    kind = "gone" if workspace.gone else _KINDS.get(error.errno or 0, "other")
    file = clean(_file_of(error) or workspace.root, 120)
    said = [word(f"trouble.{kind}", reason=error.strerror or str(error), file=file, folder=workspace.root)]
    said.append(word("trouble.whole" if kind != "gone" else "trouble.in_memory"))
    said.append(word("trouble.in_draft" if kept else "trouble.only_in_memory"))
    return clean(" ".join(said), 600)


def _file_of(error: OSError) -> str:
    """The file that was meant: a temporary one is told by the name of the file that it was to become."""
    name = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else ""
    return name.removeprefix(".").rsplit(".", 3)[0] if is_temporary(name) else name


def draft_of(workspace: Workspace, attempt: Attempt) -> list[str]:
    """Drafts of what was asked for without a form, one for each record; their keys."""
    keys = []
    for record, patch in workspace.sketched(attempt.act):
        key = workspace.drafts.start(record, attempt.what)
        workspace.drafts.keep(key, texts_of(workspace, record, patch))
        keys.append(key)
    return keys


def texts_of(workspace: Workspace, record: Record, patch: dict[str, object]) -> dict[str, str]:
    """A patch as a person would have typed it; of a new record, every field that is filled."""
    after = msgspec.structs.replace(record, **patch)
    known = fields.fields_of(type(record))
    wanted = (
        [field for field in known if field.name in patch] if record.id else [each for each in known if not each.hidden]
    )
    return {
        field.name: text for field in wanted if (text := fields.text_of(workspace, after, field)) or field.name in patch
    }


def _ask_where(screen: ScreenPart, attempt: Attempt, again: Callable[[], object]) -> None:
    """Ask for a file and write the drafts into it, for `kamtui drafts FILE` to take them in later."""
    workspace = screen.workspace
    drafts = [draft for key in attempt.drafts if (draft := workspace.drafts.get(key))]

    def write(name: str | None) -> None:
        if not name:
            again()
            return
        path = Path(name).expanduser()
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(encoded(drafts))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            screen.warn(word("trouble.not_there", reason=error.strerror or str(error), file=clean(path)))
            again()
            return
        for key in attempt.drafts:
            workspace.drafts.drop(key)
        screen.tell(word("trouble.written", file=clean(path)))

    offered = Path.home() / f"kamtui-{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}.json"
    screen.app.push_screen(AskDialog(word("trouble.where"), str(offered)), write)
