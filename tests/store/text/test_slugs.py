"""File names made of customer names are readable and safe on every system."""

from __future__ import annotations

import re
from pathlib import Path

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.store.text.slugs import slug

ID = "01JD3V5T8M4E9X0B2C7Q2K9D"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("华北电网", "huabeidianwang-7q2k9d"),
        ("重庆长安", "chongqingchangan-7q2k9d"),
        ("Acme Corp.", "acme-corp-7q2k9d"),
        ("Café Müller", "cafe-muller-7q2k9d"),
        ("中国石油天然气集团有限公司北京技术开发中心", "zhongguoshiyoutianranqijituanyouxiangong-7q2k9d"),
        ("../../etc/passwd", "etc-passwd-7q2k9d"),
        ("-rf", "rf-7q2k9d"),
        (".hidden", "hidden-7q2k9d"),
        ("CON", "con-7q2k9d"),
        ("", "account-7q2k9d"),
        ("！？", "account-7q2k9d"),
        ("Газпром", "account-7q2k9d"),
    ],
)
def test_a_name_becomes_a_file_name(name: str, expected: str) -> None:
    assert slug(name, ID) == expected


def is_file_name(text: str) -> bool:
    return re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}-[a-z0-9]{6}", text) is not None


@given(st.text())
def test_any_name_makes_a_safe_file_name(name: str) -> None:
    assert is_file_name(slug(name, ID))


def test_hostile_names_make_safe_file_names(real_data: Path) -> None:
    assert all(
        is_file_name(slug(name, ID)) for name in (*hostile.CONTROL, *hostile.MARKUP, *hostile.naughty(real_data))
    )


def test_an_id_without_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="id"):
        slug("华北电网", "…")
