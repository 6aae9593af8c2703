"""Spellings of a rival's name: folded without a question, proposed with a reason, or left alone."""

from __future__ import annotations

import pytest

from kamtui.store.text.spellings import Known, pairs, spellings

ACME = Known("Acme Systems")


@pytest.mark.parametrize("text", ["ACME systems", "Acme  Systems", "ＡＣＭＥ　Systems", "AcmeSystems"])
def test_case_width_and_spaces_need_no_question(text: str) -> None:
    found = spellings([ACME], {text: 1})
    assert (found.folded, found.proposals) == ([(text, "Acme Systems")], [])


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("Acme Systems", "Acme-Systems", "punctuation"),
        ("Acme Systems", "Acme Systems, Inc.", "legal-form"),
        ("Becker Pumpen", "Becker Pumpen GmbH", "legal-form"),
        ("Becker Pumpen AG", "Becker Pumpen GmbH", "legal-form"),
        ("东方仪表", "东方仪表有限公司", "legal-form"),
        ("东方仪表有限责任公司", "东方仪表股份有限公司", "legal-form"),
        ("Schneider Electric", "Schnieder Electric", "alike"),
    ],
)
def test_what_may_be_the_same_is_proposed_with_the_reason(name: str, text: str, why: str) -> None:
    (proposal,) = spellings([Known(name)], {text: 3}).proposals
    assert (proposal.spelling, proposal.name, proposal.why, proposal.rows) == (text, name, why, 3)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("中铁一局集团", "中铁二局集团"),
        ("建设银行", "建设银行武汉分行"),
        ("Acme Systems", "Other Power"),
        ("...", "!!!"),
    ],
)
def test_what_is_another_is_not_proposed(name: str, text: str) -> None:
    assert spellings([Known(name)], {text: 1}).proposals == []


def test_both_answers_are_remembered() -> None:
    known = Known("Acme Systems", aliases=("Acme Inc.",), distinct=("Acme Systems GmbH",))
    found = spellings([known, Known("Acme Systems GmbH")], {"Acme Inc.": 4, "acme inc.": 1, "Acme Systems GmbH": 2})
    assert found.proposals == []
    assert found.folded == [("acme inc.", "Acme Systems")]


def test_the_spelling_of_the_most_rows_is_the_name() -> None:
    (proposal,) = spellings([], {"Acme Inc.": 1, "Acme": 7}).proposals
    assert (proposal.spelling, proposal.name) == ("Acme Inc.", "Acme")


def test_the_catalog_is_looked_through_too() -> None:
    found = pairs([ACME, Known("Acme Systems Ltd"), Known("Other")])
    assert [(each.name, each.spelling, each.why) for each in found] == [
        ("Acme Systems", "Acme Systems Ltd", "legal-form")
    ]
