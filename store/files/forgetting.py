"""Taking a person out of the undo history of a machine: the steps stay, what they kept of the person goes (A4.25)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.images import Images, pack
from kamtui.store.files.reverting import Kept
from kamtui.store.files.steps import FILE, Saved, load
from kamtui.store.text.mentions import KEPT_KEYS, Mentions

Clean = Callable[[str, bytes], bytes]
"""What a file of this name is to be without the person."""
_VERSIONS = ("before", "after")


def forget(journal: Path, person: str, clean: Clean, mentions: Mentions) -> Iterator[str]:
    """Take a person out of every step of everyone under `journal`; the names of those that could not be mended.

    `clean` gives a version of a file without the person's record; a step that changed nothing else is dropped. All
    others can be taken back: what neither version of a step tells of, undo leaves as it stands.
    """
    for folder in sorted(journal.glob("*/*")):
        name = str(folder.relative_to(journal.parent.parent))
        try:
            saved = load(folder)
            if saved is None:
                if folder.is_dir():  # half a step, which nobody can take back
                    shutil.rmtree(folder)
            elif not _forget(folder, saved, person, clean, mentions):
                shutil.rmtree(folder)
        except (OSError, msgspec.MsgspecError):
            yield name


def _forget(folder: Path, saved: Saved, person: str, clean: Clean, mentions: Mentions) -> bool:
    """Rewrite what a step has kept; whether it still changes anything."""
    images, step = Images(folder, saved.after), saved.step
    small, changed, left = dict(saved.after), False, False
    packed = _packed(folder)
    for number, name in enumerate(step.files):
        versions: list[bytes | None] = []
        for which in _VERSIONS:
            data = images.read(number, which, name) if images.has(number, which) else None
            done = None if data is None else clean(name, data)
            versions.append(done)
            if done is None or done == data:
                continue
            changed = True
            if which == "after" and number in packed:
                packed[number] = done
            elif which == "after" and number in small:
                small[number] = done
            else:
                atomic.write(folder / f"{number}.{which}", done)
        left = left or versions[0] != versions[1]
    kept = tuple(_reworded(one, mentions) for one in step.kept if one.record != person)
    what = mentions.out_of(step.what)
    if not changed and (kept, what) == (step.kept, step.what):
        return True
    if packed:
        pack(folder, packed)
    told = msgspec.structs.replace(step, what=what, kept=kept)
    atomic.write(folder / FILE, msgspec.msgpack.encode(Saved(told, small)))
    return left


def _reworded(one: Kept, mentions: Mentions) -> Kept:
    """What undo left to someone else, without the person in its texts."""
    if one.field in KEPT_KEYS:
        return one
    return msgspec.structs.replace(one, theirs=mentions.out_of_value(one.theirs), ours=mentions.out_of_value(one.ours))


def _packed(folder: Path) -> dict[int, bytes]:
    """The small new versions of a step of many files."""
    path = folder / "after.pack"
    return msgspec.msgpack.decode(path.read_bytes(), type=dict[int, bytes]) if path.exists() else {}
