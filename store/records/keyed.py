"""Fields that are maps: two people who fill different keys of one map do not get in each other's way.

Answers by question, ratings by vendor, evidence by stage: each key is a value of its own. What stands under a
key, a rating for instance, is one judgement and is never mixed from two people's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kamtui.store.records.base import plain

_ABSENT = object()


class ClashError(Exception):
    """Two people gave the same key different values."""


def combined(seen: Any, mine: Any, theirs: Any) -> Any:
    """A field's value with what both changed since `seen`; raises ClashError where both changed the same."""
    if mine in (seen, theirs):
        return theirs
    if theirs == seen:
        return mine
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        raise ClashError
    before = seen if isinstance(seen, dict) else {}
    both = {
        key: combined(before.get(key, _ABSENT), mine.get(key, _ABSENT), theirs.get(key, _ABSENT))
        for key in {**before, **theirs, **mine}
    }
    return {key: value for key, value in both.items() if value is not _ABSENT}


def spelled(value: Any, current: Any) -> Any:
    """A value as it is written over `current`: keys that a newer version has put into a judgement stay."""
    if isinstance(value, dict):
        known = current if isinstance(current, Mapping) else {}
        return {key: spelled(one, known.get(key)) for key, one in value.items()}
    if isinstance(value, msgspec.Struct) and isinstance(current, Mapping):
        unknown = {key: said for key, said in current.items() if key not in type(value).__struct_fields__}
        return unknown | plain(value)
    return plain(value)
