"""What `kamtui doctor` finds out about the terminal: without Textual, and by asking the terminal itself."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import termios
import time
import tty
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Literal, NamedTuple

from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.terminal import check_terminal

Level = Literal["ok", "hint", "warning", "error"]

# A hanzi, which has to be two cells wide, and two characters that East Asian terminals may draw as wide.
HANZI, AMBIGUOUS = chr(0x4E2D), ("★", "─")
_REPLY = re.compile(rb"\x1b\[\d+;(\d+)R")
_PATIENCE = 0.5
"""Seconds within which a terminal answers, also over a slow line."""
_SMALLEST, _USUAL = (60, 16), (80, 24)
_SLOW_ESCAPE = 100
"""Milliseconds that tmux may wait after Esc without a person noticing."""
_TMUX_SECONDS = 3
_NO_CLIPBOARD = ("linux", "vt", "putty", "Apple")
"""How the names of terminals begin that pass nothing on to the clipboard."""


class Remark(NamedTuple):
    """One line of the doctor: what was looked at, how it is, and what to do about it."""

    level: Level
    subject: str
    text: str
    advice: str = ""


def examine(environ: Mapping[str, str]) -> Iterator[Remark]:
    """Everything about the terminal on which this process runs."""
    refusal = check_terminal(sys.__stdin__, sys.__stderr__, environ)
    on_terminal = refusal not in ("stdin_no_tty", "stderr_no_tty")
    term = clean(environ.get("TERM", ""), 40)
    if refusal == "term_dumb":
        yield Remark("error", "term", f"TERM={term}", word("tools.doctor.term_dumb"))
    elif on_terminal:
        yield Remark("ok", "term", f"TERM={term}")
    else:
        yield Remark("hint", "term", word("tools.doctor.no_terminal"), word("tools.doctor.no_terminal_advice"))
    yield locale(sys.__stderr__.encoding if sys.__stderr__ else "", environ)
    if on_terminal:
        yield size(os.get_terminal_size(sys.__stderr__.fileno() if sys.__stderr__ else 2))
        yield colours(environ)
        yield clipboard(environ)
    if refusal is None:
        yield from widths(measured((HANZI, *AMBIGUOUS)))
    if environ.get("TMUX"):
        yield from tmux(environ)


def locale(encoding: str, environ: Mapping[str, str]) -> Remark:
    """Whether what is printed is UTF-8."""
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    said = next((f"{name}={clean(environ[name], 40)}" for name in names if environ.get(name)), "LANG=")
    text = f"{encoding} ({said})"
    if encoding.lower().replace("-", "").replace("_", "") == "utf8":
        return Remark("ok", "locale", text)
    return Remark("error", "locale", text, word("tools.doctor.locale"))


def size(now: os.terminal_size) -> Remark:
    """Whether the window has room for the screens."""
    text = f"{now.columns}×{now.lines}"
    small = now.columns < _SMALLEST[0] or now.lines < _SMALLEST[1]
    if small or now.columns < _USUAL[0] or now.lines < _USUAL[1]:
        advice = word("tools.doctor.size", least="×".join(map(str, _SMALLEST)), usual="×".join(map(str, _USUAL)))
        return Remark("warning" if small else "hint", "size", text, advice)
    return Remark("ok", "size", text)


def colours(environ: Mapping[str, str]) -> Remark:
    """How many colours the terminal says it has."""
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        return Remark("ok", "colours", word("tools.doctor.no_colour"))
    if environ.get("STY") or term.startswith("screen"):
        return Remark("ok", "colours", "256")
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return Remark("ok", "colours", word("tools.doctor.true_colour"))
    if "256" in term:
        return Remark("ok", "colours", "256")
    return Remark("hint", "colours", "16", word("tools.doctor.few_colours"))


def clipboard(environ: Mapping[str, str]) -> Remark:
    """How what is copied gets to the person's own clipboard: through the terminal (OSC 52), as far as it lets it.

    No terminal says whether it does, so this names what is known to stand in the way; tmux is asked for itself.
    """
    term = environ.get("TERM", "")
    if environ.get("STY") and not environ.get("TMUX"):
        return Remark("warning", "clipboard", "OSC 52, GNU screen", word("tools.doctor.clipboard_screen"))
    if term.startswith(_NO_CLIPBOARD):
        return Remark("warning", "clipboard", f"OSC 52, TERM={clean(term, 40)}", word("tools.doctor.clipboard_none"))
    return Remark("ok", "clipboard", "OSC 52")


def widths(found: Mapping[str, int]) -> Iterator[Remark]:
    """Whether characters are as wide as kamtui counts them; empty where the terminal did not answer."""
    if not found:
        yield Remark("hint", "widths", word("tools.doctor.no_answer"))
        return
    text = "  ".join(f"{char} {cells}" for char, cells in found.items())
    if found.get(HANZI, 2) != 2:
        yield Remark("error", "widths", text, word("tools.doctor.hanzi", char=HANZI))
    elif any(found.get(char, 1) != 1 for char in AMBIGUOUS):
        yield Remark("warning", "widths", text, word("tools.doctor.ambiguous"))
    else:
        yield Remark("ok", "widths", text)


def measured(texts: Sequence[str]) -> dict[str, int]:
    """How many cells the terminal moves its cursor for each text; {} where it cannot be asked."""
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return {}
    try:
        # In the background, changing the terminal's mode would stop us.
        return ask(descriptor, texts) if os.tcgetpgrp(descriptor) == os.getpgrp() else {}
    except (OSError, termios.error):
        return {}
    finally:
        os.close(descriptor)


def ask(descriptor: int, texts: Sequence[str]) -> dict[str, int]:
    """Write each text at the margin of this terminal, ask where the cursor is, and wipe the text out again.

    A terminal that does not answer in time is not asked again. Raises OSError or termios.error.
    """
    before = termios.tcgetattr(descriptor)
    found: dict[str, int] = {}
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)
        for text in texts:
            os.write(descriptor, f"\r{text}\x1b[6n".encode())
            column = _column(descriptor)
            os.write(descriptor, b"\r\x1b[K")
            if column is None:
                break
            found[text] = column - 1
    finally:
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
    return found


def _column(descriptor: int) -> int | None:
    """The column in the terminal's report of its cursor; None where none comes."""
    until = time.monotonic() + _PATIENCE
    heard = b""
    while (rest := until - time.monotonic()) > 0:
        if select.select([descriptor], [], [], rest)[0]:
            heard += os.read(descriptor, 64)
            if reply := _REPLY.search(heard):
                return int(reply[1])
    return None


def tmux(environ: Mapping[str, str]) -> Iterator[Remark]:
    """The version of the tmux around us, whether copying goes through it, and whether Esc is quick."""
    version = _tmux(environ, "-V")
    if not version:
        yield Remark("hint", "tmux", word("tools.doctor.tmux_mute"))
        return
    clipboard = _tmux(environ, "show-options", "-sv", "set-clipboard")
    text = f"{version}, set-clipboard {clipboard or '?'}"
    if clipboard == "off":
        yield Remark("warning", "tmux", text, word("tools.doctor.tmux_clipboard"))
    else:
        yield Remark("ok", "tmux", text)
    waiting = _tmux(environ, "show-options", "-sv", "escape-time")
    if waiting.isdecimal() and int(waiting) > _SLOW_ESCAPE:
        yield Remark("hint", "tmux", f"escape-time {waiting}", word("tools.doctor.tmux_escape"))


def _tmux(environ: Mapping[str, str], *arguments: str) -> str:
    """What tmux answers in one line; "" where it does not."""
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(
            ["tmux", *arguments], capture_output=True, timeout=_TMUX_SECONDS, check=False, env=dict(environ)
        )
        if done.returncode == 0:
            return clean(done.stdout.decode("utf-8", "replace").strip(), 60)
    return ""
