"""Resolving unmerged files from the three versions that git has in its index, all of them in one process."""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.codec import Document
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.layout import encoder_of
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.files.merge import merge_files
from kamtui.store.sync.git import Git

BASE, OURS, THEIRS = "1", "2", "3"

_DATA = re.compile(r"(?!\.)(?:[^/]+/)*[^/.][^/]*\.json")
_PLAIN = ("100644", "100755")
_MARKER = re.compile(rb"^(<{7}|>{7})( |$)", re.MULTILINE)


class Resolved(msgspec.Struct, frozen=True):
    """What came of the unmerged files."""

    merged: tuple[str, ...]
    left: tuple[str, ...]
    """Files that a person has to merge."""


def resolve(git: Git) -> Resolved:
    """Merge every unmerged data file; call with the workspace's locks held.

    Someone may have gone on working since git stopped. What stands in a file is therefore taken for our
    side if it can be read, and git's version of our side only if it cannot.
    """
    stages = _unmerged(git)
    blobs = _blobs(git, {sha for versions in stages.values() for _, sha in versions.values()})
    results: dict[str, bytes | None] = {}
    settled: list[str] = []
    left: list[str] = []
    for name, versions in stages.items():
        images = {stage: blobs[sha] for stage, (mode, sha) in versions.items() if mode in _PLAIN and sha in blobs}
        if both := _two_snapshots(name, images):
            results |= both
            continue
        if len(images) == len(versions) and _DATA.fullmatch(name):
            try:
                document = _merged(git.root, name, images)
                results[name] = encoder_of(name)(document) if document else None
                continue
            except (DamagedFileError, RecursionError):
                pass
        (settled if _settled(git.root, name, images) else left).append(name)
    replace(git.root, results)
    if done := [*results, *settled]:
        git.run("update-index", "-z", "--add", "--remove", "--stdin", given=os.fsencode("\0".join([*done, ""])))
    return Resolved(tuple(sorted(results)), tuple(sorted(left)))


def _two_snapshots(name: str, images: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Two snapshots that were taken apart under one name: both stay, one of them under a name of its own.

    Which one keeps the name follows from what they hold, so that two copies that merge apart come to the same.
    """
    stem, _, suffix = name.rpartition(".")
    if not name.startswith("reviews/") or suffix != "json" or not {OURS, THEIRS} <= images.keys():
        return {}
    first, second = sorted((images[OURS], images[THEIRS]))
    mark = hashlib.sha256(second).hexdigest()[:8]
    return {name: first, f"{stem}-{mark}.json": second}


def merged_unmerged(git: Git, name: str) -> Document | None:
    """The merge of one unmerged file, which stays as it is; None where git has not stopped at it.

    Raises DamagedFileError where a version cannot be wholly read.
    """
    versions = _unmerged(git).get(name)
    if not versions:
        return None
    blobs = _blobs(git, {sha for _, sha in versions.values()})
    return _merged(git.root, name, {stage: blobs[sha] for stage, (_, sha) in versions.items()})


def replace(root: Path, results: Mapping[str, bytes | None]) -> None:
    """Write these files, None removes one; raises OSError with each file old or new."""
    durable = len(results) < atomic.FLUSH_ALL
    drafts: list[atomic.Draft] = []
    try:
        for name, data in results.items():
            if data is not None:
                atomic.make_folder((root / name).parent)
                drafts.append(atomic.Draft(root / name, data, durable=durable))
        if not durable:
            os.sync()
        for draft in drafts:
            draft.replace()
    finally:
        for draft in drafts:
            draft.discard()
    for name, data in results.items():
        if data is None:
            (root / name).unlink(missing_ok=True)
    for folder in {(root / name).parent for name in results}:
        with suppress(FileNotFoundError):
            atomic.sync_folder(folder)


def has_markers(data: bytes) -> bool:
    """Whether git's conflict markers stand in a file."""
    return _MARKER.search(data) is not None


def _merged(root: Path, name: str, images: Mapping[str, bytes]) -> Document | None:
    """What its versions by stage make of a file, None where it goes."""
    versions = {stage: parse(data, name, encoder_of(name)) for stage, data in images.items()}
    if now := _standing(root, name):
        versions[OURS if OURS in images else THEIRS] = now
    return merge_files(versions.get(BASE), versions.get(OURS), versions.get(THEIRS))


def _standing(root: Path, name: str) -> Document | None:
    """The file as it stands in the folder; None where there is none or it cannot be read, as with markers."""
    try:
        data = read_bytes(root / name, name)
        return None if data is None else parse(data, name, encoder_of(name))
    except (DamagedFileError, OSError):
        return None


def _settled(root: Path, name: str, images: Mapping[str, bytes]) -> bool:
    """Whether a person has merged a file that is none of ours: no marker is left, and it is not just our side."""
    try:
        data = read_bytes(root / name, name)
    except (DamagedFileError, OSError):
        return False
    return data is not None and not has_markers(data) and len(images) > 1 and data != images.get(OURS)


def _unmerged(git: Git) -> dict[str, dict[str, tuple[str, str]]]:
    """By name and stage, the mode and hash of each version of the unmerged files."""
    stages: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for line in git.run("ls-files", "-u", "-z").out.split(b"\0"):
        if line:
            facts, _, name = line.partition(b"\t")
            mode, sha, stage = facts.decode().split()
            stages[os.fsdecode(name)][stage] = mode, sha
    return stages


def _blobs(git: Git, hashes: set[str]) -> dict[str, bytes]:
    """The contents of these objects, from one call of git."""
    if not hashes:
        return {}
    out = git.run("cat-file", "--batch", given="\n".join([*hashes, ""]).encode()).out
    blobs, place = {}, 0
    while place < len(out):
        end = out.index(b"\n", place)
        sha, kind, *size = out[place:end].decode().split()
        place = end + 1
        if kind != "blob":
            place += int(size[0]) + 1 if size else 0
            continue
        blobs[sha] = out[place : place + int(size[0])]
        place += int(size[0]) + 1
    return blobs
