"""A person's name is taken out of texts, and other people's longer names stay."""

from __future__ import annotations

from kamtui.store.text.mentions import Mentions
from kamtui.store.text.person_keys import called, marks, reached_by


def test_a_name_and_a_number_are_taken_out_and_longer_names_of_others_stay() -> None:
    wang = Mentions(["王伟", "13800000001"], ["王伟强", "李雷"], "某人")
    assert wang.out_of("王伟和王伟强来访，电话13800000001") == "某人和王伟强来访，电话某人"
    assert wang.are_in("王伟来访")
    assert not wang.are_in("王伟强来访")


def test_in_latin_text_only_whole_words_count() -> None:
    ann = Mentions(["Ann"], [], "-")
    assert ann.out_of("Ann, Anna and annAnn: Ann!") == "-, Anna and annAnn: -!"


def test_what_other_records_are_called_stays() -> None:
    found = Mentions(["Ann"], [], "-").out_of_value(
        {"name": "Ann", "note": ["Ann", {"mobile": "Ann", "x": "Ann"}], "n": 1}
    )
    assert found == {"name": "Ann", "note": ["-", {"mobile": "Ann", "x": "-"}], "n": 1}


def test_a_single_letter_is_never_looked_for() -> None:
    assert Mentions(["A"], [], "-").out_of("A") == "A"


def test_marks_recognise_a_person_by_any_spelling_and_do_not_say_who_it_is() -> None:
    left = marks("01K9", [called("Ann  Boss", "acc"), *reached_by({"mobile": "+86 138-0000-0001"})])
    assert len(left) == 2
    assert marks("01K9", [called("ANN BOSS", "acc")])[0] in left
    assert marks("01K9", reached_by({"mobile": "13800000001"}))[0] in left
    assert set(marks("01K8", [called("Ann Boss", "acc")])).isdisjoint(left)
    assert all(len(mark) == 8 for mark in left)
