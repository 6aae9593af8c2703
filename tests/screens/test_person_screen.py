"""The personal card: what is kept of a person, where, and what never leaves the private folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from stakeholders_shown import BOSS, TECH, circle_at, grid
from workbench import bench

from kamtui.screens.people.circle import CirclePage
from kamtui.screens.people.person import PersonScreen
from kamtui.screens.shell.clipboard import Ways
from kamtui.store.records import Contact
from kamtui.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An account with a decider, an opponent and someone of whom we know nothing but the name."""
    return circle_at(tmp_path / "work")


async def test_enter_opens_the_card_and_answers_go_into_the_private_folder(workspace: Workspace) -> None:
    async with bench(workspace, (120, 140)) as shown:
        await shown.press("3")
        grid(shown).move_to(TECH)
        await shown.press("enter")
        assert isinstance(shown.screen, PersonScreen)
        assert "To ask on the next visit" in shown.text
        shown.table.move_to("topic:clubs")
        await shown.press("enter", *"golf @Fay", "enter")
        kept = (workspace.root / "private" / "people.json").read_text(encoding="utf-8")
        assert "golf" in kept
        assert "golf (Fay 2026-11-23)" in shown.text
        assert not [path for path in (workspace.root / "accounts").rglob("*.json") if "golf" in path.read_text("utf-8")]
        shown.table.move_to("topic:cars")
        await shown.press("enter", "minus", "enter")
        assert "does not apply" in shown.text
        assert "Religion" not in shown.text
        shown.table.move_to("knows:inner-politics")
        await shown.press("enter", *"two camps", "enter")
        assert shown.kept(Contact, TECH).knows["inner-politics"].what == "two camps"
        await shown.press("u")
        assert shown.kept(Contact, TECH).knows == {}


async def test_sensitive_topics_are_there_once_a_purpose_is_named_and_then_masked(workspace: Workspace) -> None:
    config = workspace.root / "kamtui.yaml"
    config.write_text(config.read_text("utf-8") + "sensitive_purpose: no pork at dinners\n", "utf-8")
    again = Workspace.open(workspace.root)
    async with bench(again, (120, 140)) as shown:
        await shown.press("3")
        grid(shown).move_to(TECH)
        await shown.press("enter")
        shown.table.move_to("topic:religion")
        await shown.press("enter", *"secret", "enter")
        assert "secret" not in shown.text
        assert "****" in shown.line_with("Religion")


async def test_no_copy_of_any_kind_holds_what_is_private(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    def keep(text: str, _: object) -> Ways:
        copied.append(text)
        return Ways(("file",), Path("clip.txt"))

    monkeypatch.setattr("kamtui.screens.shell.clipboard.copy", keep)
    config = workspace.root / "kamtui.yaml"
    config.write_text(config.read_text("utf-8") + "sensitive_purpose: no pork at dinners\n", "utf-8")
    async with bench(Workspace.open(workspace.root), (120, 140)) as shown:
        await shown.press("3")
        grid(shown).move_to(TECH)
        await shown.press("enter")
        for topic, text in (("topic:religion", "SECRET1"), ("topic:clubs", "SECRET2"), ("knows:family", "SECRET3")):
            shown.table.move_to(topic)
            await shown.press("enter", *text, "enter")
        assert "SECRET3" not in shown.text
        assert "[x] ****" in shown.text
        assert shown.kept(Contact, TECH).knows == {}
        for kind in "crmjpi":
            await shown.press("y", kind)
        await shown.press("y", "v")
        assert "SECRET" not in shown.text
        await shown.press("escape", "escape", "y", "j", "y", "m")
    assert any("Bob Tech" in text for text in copied)
    assert "SECRET" not in "".join(copied)


async def test_a_person_leads_to_the_next_one_to_the_form_and_to_where_we_stand(workspace: Workspace) -> None:
    async with bench(workspace, (100, 40)) as shown:
        await shown.press("3")
        grid(shown).move_to(BOSS)
        await shown.press("enter", "right_square_bracket")
        assert "Ann Boss" not in shown.lines[0]
        await shown.press("left_square_bracket")
        assert "Ann Boss" in shown.lines[0]
        shown.table.move_to("field:title")
        await shown.press("e")
        assert not isinstance(shown.screen, PersonScreen)
        await shown.press("escape", "i")
        assert isinstance(shown.screen, CirclePage)
        await shown.press("z", "d", *"2020-01-01", "enter")
        assert "[ ] Blank" in shown.line_with("Status  ")
