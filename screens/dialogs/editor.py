"""A long text in the person's own editor.

The command comes from the person's environment alone, never from a data folder, and runs without a shell, in a folder
of its own that nobody else reads.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import FrameType

from textual.app import App, SuspendNotSupported

from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

LARGEST = 1_000_000
"""Bytes that come back from an editor."""


class EditorError(Exception):
    """The editor gave no text; the sentence says why, and where what it wrote lies, if anything does."""


def edit_outside(app: App[object], text: str) -> str:
    """Hand the terminal to the person's editor with `text` in it; the text that they saved.

    Raises EditorError; `text` is then still what counts.
    """
    command = _command()
    folder = Path(tempfile.mkdtemp(prefix="kamtui-", dir=_runtime_folder())).resolve()
    path = folder / "text.txt"
    try:
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8", errors="replace")
        before = path.read_bytes()
        failed = _run(app, [*command, str(path)], folder)
        after = path.read_bytes()
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise EditorError(word("form.editor_file", reason=error.strerror or str(error))) from error
    if failed and after != before:
        raise EditorError(word("form.editor_left", why=failed, file=path))
    shutil.rmtree(folder, ignore_errors=True)
    if failed:
        raise EditorError(failed)
    if len(after) > LARGEST:
        raise EditorError(word("form.editor_large", most=LARGEST))
    return after.decode("utf-8", "replace").removesuffix("\n") if after != before else text


def _command() -> list[str]:
    """The person's editor: $VISUAL, $EDITOR, or the first of the usual ones that is installed."""
    asked = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        parts = shlex.split(asked) if asked else [next(filter(shutil.which, ("nano", "vi")), "")]
    except ValueError as error:
        raise EditorError(word("form.editor_odd", editor=clean(asked))) from error
    if not parts or not parts[0]:
        raise EditorError(word("form.editor_none"))
    found = shutil.which(parts[0])
    if found is None:
        raise EditorError(word("form.editor_missing", editor=clean(parts[0])))
    return [os.path.abspath(found), *parts[1:]]  # noqa: PTH100 - a link must stay one: it may name what it does


def _runtime_folder() -> str | None:
    """The person's own folder in memory; None where there is none, and the usual place for temporary files serves."""
    named = os.environ.get("XDG_RUNTIME_DIR", "")
    return named if Path(named).is_absolute() and os.access(named, os.W_OK) else None


def _run(app: App[object], command: list[str], folder: Path) -> str:
    """Run the editor on the terminal; what went wrong, or "". Nothing is raised while the terminal is away."""
    failed = ""
    try:
        with app.suspend():
            held = signal.signal(signal.SIGINT, _unheard)
            try:
                done = subprocess.run(command, cwd=folder, check=False)
                if done.returncode:
                    failed = word("form.editor_failed", code=done.returncode)
            except (OSError, ValueError, subprocess.SubprocessError) as error:
                failed = word("form.editor_not_run", reason=clean(error))
            finally:
                signal.signal(signal.SIGINT, held)
    except SuspendNotSupported:
        failed = word("form.editor_no_terminal")
    return failed


def _unheard(_number: int, _frame: FrameType | None) -> None:
    """Let Ctrl+C be the editor's alone: a handler, unlike ignoring, is not passed on to it."""
