"""Loads a method: a shipped template, merged entry by entry with a team's own files.

A team's file that is wrong is refused as a whole and told of; what was good before it still serves. Merging
works on the parsed text, so every error, also one that shows only after merging, has a file and a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.method.model import GROUPS, Method
from kamtui.store.method.node import Node, SourceError, close_hint
from kamtui.store.method.shape import fields, shape, value_of
from kamtui.store.method.thresholds import checked
from kamtui.store.method.yaml_source import read
from kamtui.store.text.words import word

_FOLDER = Path(__file__).parent
_HEAD = ("id", "label", "source")
_PARTS = ("topics",)
"""Files that belong to the method on which all others build."""


class Draft(msgspec.Struct):
    """A method that is still text: what files have said so far, the later over the earlier."""

    head: dict[str, Node] = {}
    """The method's own id, label and source."""
    groups: dict[str, dict[str, Node]] = {}
    """By group and entry id, in order, the entry with the keys that all files gave it."""
    thresholds: dict[str, Node] = {}

    def copy(self) -> Draft:
        """A draft that can be changed without changing this one; nodes never change and are shared."""
        groups = {group: dict(entries) for group, entries in self.groups.items()}
        return Draft(dict(self.head), groups, dict(self.thresholds))


def templates() -> list[str]:
    """The names of the methods that kamtui ships."""
    return sorted(path.stem for path in _FOLDER.glob("*.yaml") if path.stem not in _PARTS)


def load(template: str = "default", overrides: Sequence[Path] = ()) -> tuple[Method, list[SourceError]]:
    """The method of a shipped template with the team's files over it, and what was wrong with those files.

    Files apply in the order given. A file with an error is left out as a whole and its error is returned.
    Raises ValueError for a template that is not shipped, SourceError for a shipped one that is wrong: a bug.
    """
    if template not in templates():
        raise ValueError(f"no such method: {template}")
    draft, method = _shipped(template)
    errors: list[SourceError] = []
    for path in overrides:
        try:
            draft, method = _overridden(draft, method, path)
        except SourceError as error:
            errors.append(error)
    return method, errors


@cache
def _shipped(template: str) -> tuple[Draft, Method]:
    """The draft of a shipped template on top of the one that it extends, and its method; no one changes either."""
    name = f"{template}.yaml"
    root = read(_FOLDER / name, name)
    base = root.get("extends")
    if base:
        draft = _shipped(base.text())[0].copy()
    else:
        # Only the method that all others build on can bring in thresholds that did not exist before.
        draft = Draft(groups={group: {} for group in GROUPS}, thresholds=root.need("thresholds").mapping())
        for part in _PARTS:
            _apply(draft, read(_FOLDER / f"{part}.yaml", f"{part}.yaml"))
    _apply(draft, root, ("extends",))
    return draft, _build(draft)


def _overridden(draft: Draft, method: Method, path: Path) -> tuple[Draft, Method]:
    """The draft and method with one team's file applied. Raises SourceError, always in the name of that file."""
    root = read(path)
    if root.value is None:
        return draft, method
    changed = draft.copy()
    try:
        _apply(changed, root)
        return changed, _build(changed)
    except SourceError as error:
        if error.file == root.file:
            raise
        # The file broke something elsewhere, such as a stage that works on a role it removed.
        found = word("method.found-left-broken", where=error.where, found=error.found)
        raise SourceError(root.file, 1, found, error.expected, error.hint, error.name) from error


def _apply(draft: Draft, root: Node, also: Sequence[str] = ()) -> None:
    """Write what a file says over the draft."""
    root.unknown_keys((*_HEAD, "replace", *also, *GROUPS, "thresholds"))
    said = root.mapping()
    draft.head.update({key: said[key] for key in _HEAD if key in said})
    for name in said["replace"].items() if "replace" in said else ():
        draft.groups[name.one_of(GROUPS)].clear()
    if "thresholds" in said:
        said["thresholds"].unknown_keys(draft.thresholds)
        draft.thresholds.update(said["thresholds"].mapping())
    for group in GROUPS:
        if group in said:
            draft.groups[group] = _merge(draft.groups[group], said[group], group)


def _merge(entries: dict[str, Node], listed: Node, group: str) -> dict[str, Node]:
    """A group's entries with those of a file merged in by id."""
    seen: set[str] = set()
    for item in listed.items():
        item.unknown_keys((*fields(GROUPS[group]), "after", "remove"))
        entry_id: str = value_of(item.need("id"), fields(GROUPS[group])["id"].type)
        if entry_id in seen:
            found = word("method.found-double-id", id=entry_id)
            raise SourceError(item.file, item.line, found, word("method.want-own-id"))
        seen.add(entry_id)
        entries = _merge_entry(entries, item, entry_id)
    return entries


def _merge_entry(entries: dict[str, Node], item: Node, entry_id: str) -> dict[str, Node]:
    """The entries with one removed, changed, added or moved, as `item` says."""
    said = dict(item.mapping())
    remove, after = said.pop("remove", None), said.pop("after", None)
    known = entries.get(entry_id)
    if remove and remove.truth():
        item.need("id").one_of(entries)
        return {key: node for key, node in entries.items() if key != entry_id}
    if known is None and "label" not in said:
        found = word("method.found-new-id", id=entry_id)
        hint = close_hint(entry_id, entries)
        raise SourceError(item.file, item.line, found, word("method.want-label-or-known"), hint)
    whole = {**known.mapping(), **said} if known else said
    merged = Node(whole, item.file, item.line, item.name)
    if after is None:
        return {**entries, entry_id: merged}
    others = {key: node for key, node in entries.items() if key != entry_id}
    ahead = after.one_of(others)
    placed: dict[str, Node] = {}
    for key, node in others.items():
        placed[key] = node
        if key == ahead:
            placed[entry_id] = merged
    return placed


def _build(draft: Draft) -> Method:
    """The method that a draft describes. Raises SourceError where an entry or a reference is wrong."""
    values: dict[str, Any] = {key: value_of(draft.head[key], fields(Method)[key].type) for key in _HEAD}
    for group, kind in GROUPS.items():
        values[group] = tuple(shape(node, kind) for node in draft.groups[group].values())
    values["thresholds"] = checked(draft.thresholds)
    method = Method(**values)
    _check(method, draft)
    return method


def _check(method: Method, draft: Draft) -> None:
    """Refuse a method without stages or outcomes, and an id that points to nothing."""
    place = draft.head["id"]
    if not method.stages:
        raise SourceError(
            place.file, place.line, word("method.found-no-entries"), word("method.want-entry"), "", "stages"
        )
    for outcome in ("won", "lost"):
        if method.outcome(outcome) is None:
            found = word("method.found-missing", name=outcome)
            raise SourceError(place.file, place.line, found, word("method.want-outcome", id=outcome), "", "outcomes")
    ids = {group: tuple(entries) for group, entries in draft.groups.items()}
    targets = {
        "category": ids["forecast_categories"],
        "focus": (*ids["functions"], *ids["levels"], *ids["roles"]),
        "periods": ids["periods"],
    }
    for node in (*draft.groups["stages"].values(), *draft.groups["outcomes"].values()):
        _check_references(node, targets)
    for node in draft.groups["stages"].values():
        if limits := node.get("limits"):
            limits.unknown_keys(ids["risk_rules"])
    for node in draft.groups["decision_modes"].values():
        weights = node.get("weights")
        if weights:
            weights.unknown_keys(ids["levels"])
        _check_references(node, {"seats": targets["focus"]})
    for node in draft.groups["topics"].values():
        _check_references(node, {"group": ids["topic_groups"]})
    for node in draft.groups["duties"].values():
        _check_references(node, {"role": ids["roles"]})
    for node in draft.groups["knowledge"].values():
        _check_references(node, {"topics": ids["topic_groups"]})


def _check_references(node: Node, targets: dict[str, tuple[str, ...]]) -> None:
    """Refuse ids of a stage or outcome that are not among the targets of their key, and questions asked twice."""
    for key, known in targets.items():
        named = node.get(key)
        if named:
            for item in named.items() if isinstance(named.value, list) else [named]:
                item.one_of(known)
    questions = node.get("must_know")
    asked: set[str] = set()
    for question in questions.items() if questions else ():
        question_id = question.need("id").text()
        if question_id in asked:
            found = word("method.found-double-id", id=question_id)
            raise SourceError(question.file, question.line, found, word("method.want-own-id"), "", "must_know")
        asked.add(question_id)
