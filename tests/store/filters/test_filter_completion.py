"""While a filter is typed, what the word may become is suggested: fields first, then values."""

from __future__ import annotations

import pytest

from kamtui.store.filters import complete
from kamtui.store.records import Account, Opportunity, Record
from kamtui.store.text import words
from kamtui.store.workspace import Workspace


@pytest.mark.parametrize(
    ("language", "kind", "text", "first"),
    [
        ("en", Opportunity, "sta", ["status:", "stage:"]),
        ("zh", Opportunity, "阶", ["阶段:"]),
        ("zh", Opportunity, "jied", ["阶段:"]),
        ("zh", Opportunity, "stat", ["status:"]),
        ("en", Opportunity, "is:st", ["is:stalled"]),
        ("zh", Opportunity, "是:停", ["是:停滞"]),
        ("zh", Opportunity, "is:stal", ["is:stalled"]),
        ("en", Opportunity, "hbdw -stage:eval", ["-stage:Evaluation"]),
        ("en", Opportunity, "stage:sol", ['stage:"Solution design"']),
        ("zh", Opportunity, "阶段: 评", ["评估比较"]),
        ("en", Opportunity, "stage:need|eva", ["stage:need|Evaluation"]),
        ("en", Opportunity, "@w", ["@王芳"]),
        ("en", Opportunity, "#Key", ['#"Key 2026"']),
        ("en", Opportunity, "close:thisq", ["close:thisQ"]),
        ("zh", Opportunity, "成交:本", ["成交:本周", "成交:本月", "成交:本季"]),
        ("en", Opportunity, "no:ne", ["no:next", "no:next_date"]),
        ("en", Account, "has:d", ["has:deal"]),
        ("en", Account, "industry:dl", ["industry:电力"]),
        ("en", Opportunity, "stgae:n", []),
        ("en", Opportunity, "amount>", []),
    ],
)
def test_the_word_being_typed_is_completed(
    workspace: Workspace, language: str, kind: type[Record], text: str, first: list[str]
) -> None:
    words.use(language)
    assert complete(text, kind, workspace)[: len(first) or 1] == first


def test_an_empty_word_is_offered_every_field(workspace: Workspace) -> None:
    offered = complete("hbdw ", Opportunity, workspace)
    assert {"stage:", "amount:", "owner:", "close:"} <= set(offered)
    assert offered == complete("", Opportunity, workspace)


def test_what_is_suggested_can_be_typed_on(workspace: Workspace) -> None:
    for value in complete("stage:", Opportunity, workspace):
        assert complete(value, Opportunity, workspace)[0] == value
