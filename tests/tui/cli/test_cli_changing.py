"""`set`, `add`, `undo`, `redo` and `init` change a workspace and say what they did."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from commands import Run

from kamtui.cli.set import today
from kamtui.store.records import Account, Contact, Opportunity, Task
from kamtui.store.workspace import Workspace


def deal(data: Path, name: str) -> Opportunity:
    """The deal of this name as it stands in the files."""
    return next(one for one in Workspace.open(data).records(Opportunity).values() if one.name == name)


def test_set_prints_what_each_field_was_and_is(run: Run, data: Path) -> None:
    done = run("set", "Laptops", "amount=300万", "stage=评估比较", "owner=lilei", "odds=60%")
    assert done.code == 0, done.err
    assert set(done.out.splitlines()) == {
        "Buying stage: - → Evaluation",
        f"In stage since: - → {today()}",
        "Amount: ¥500 → ¥3M",
        "Odds: - → 60%",
        "Owner: - → 李雷",
    }
    kept = deal(data, "Laptops")
    assert (kept.amount, kept.stage, kept.odds) == (300_000_000, "evaluation", 60)


def test_set_json_prints_the_record_as_it_is_now(run: Run, data: Path) -> None:
    record = json.loads(run("set", "Laptops", "amount=7.5", "--json").out)
    assert record["amount"] == {"amount": "7.50", "currency": "CNY"}
    assert record["name"] == "Laptops"


def test_set_takes_an_empty_value_for_nothing_known(run: Run, data: Path) -> None:
    assert run("set", "Laptops", "amount=").out == "Amount: ¥500 → -\n"
    assert deal(data, "Laptops").amount is None


def test_set_to_the_same_value_is_no_step(run: Run, data: Path) -> None:
    done = run("set", "Laptops", "amount=500")
    assert (done.code, done.out) == (0, "")
    assert "so already" in done.err
    assert run("undo").out == "Taken back: fill\n"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (["stag=x"], "stag: There is no field “stag”. Did you mean stage?"),
        (
            ["amount=1", "odds=200", "stage=x"],
            "odds: “200” is out of range; 0 to 100 is expected; stage: There is no “x”",
        ),
        (["amount"], "“amount” should be written field=value"),
        (["name="], "Name may not be empty"),
    ],
)
def test_set_refuses_what_it_does_not_understand_and_changes_nothing(
    run: Run, data: Path, fields: list[str], expected: str
) -> None:
    done = run("set", "Laptops", *fields)
    assert done.code == 2
    assert expected in done.err
    assert done.err.count("\n") == 1
    assert deal(data, "Laptops").amount == 50_000


def test_orders_are_not_set_or_added(run: Run, data: Path) -> None:
    with Workspace.open(data).change("x") as change:
        change.merge_orders("2026-01", {"01ARZ3NDEKTSV4RRFFQ69G5FAV": {"customer": "甲"}})
    assert "imported" in run("set", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "customer=x").err
    assert "imported" in run("add", "orders", "customer=x").err


def test_a_conflict_says_which_field_and_writes_nothing(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = deal(data, "Laptops")
    with Workspace.open(data).change("theirs") as change:
        change.set(seen, stage="design")
    monkeypatch.setattr("kamtui.cli.set.find", lambda *_: seen)
    done = run("set", "Laptops", "stage=need")
    assert done.code == 5
    assert "Laptops: Buying stage was changed to design by someone else" in done.err
    assert deal(data, "Laptops").stage == "design"


def test_another_writer_is_named_as_the_reason(run: Run, data: Path) -> None:
    from kamtui.store.files.locks import Locks

    card = next((data / "accounts").glob("h/harbour*.json")).relative_to(data).as_posix()
    with Locks(data / ".kamtui" / "locks").exclusive([card]):
        done = run("set", "Laptops", "stage=need")
    assert done.code == 5
    assert "nothing was changed" in done.err


def test_a_damaged_card_is_not_written(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = deal(data, "Laptops")
    monkeypatch.setattr("kamtui.cli.set.find", lambda *_: seen)
    card = next((data / "accounts").glob("h/harbour*.json"))
    # The file breaks between the moment it was read and the moment it is written.
    monkeypatch.setattr("kamtui.cli.set.patch_from", lambda *_: card.write_text("{") and {"stage": "need"})
    done = run("set", "Laptops", "stage=need")
    assert done.code == 3
    assert f"{card.relative_to(data)}:1" in done.err
    assert card.read_text() == "{"


def test_a_full_disk_is_told_from_the_rest(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "card.json")

    monkeypatch.setattr("kamtui.cli.set.patch_from", full)
    done = run("set", "Laptops", "stage=need")
    assert done.code == 6
    assert "card.json: No space left on device" in done.err


def test_add_prints_the_new_id_and_finds_its_account_by_name(run: Run, data: Path) -> None:
    done = run("add", "contacts", "account=华北", "name=张工", "attitude=支持", "reports_to=王")
    assert done.code == 0, done.err
    people = Workspace.open(data).records(Contact)
    added = people[done.out.strip()]
    assert (added.name, added.attitude.value, people[added.reports_to].name) == ("张工", 1, "王经理")
    record = json.loads(run("add", "task", "title=打电话", "due=+7", "account=harbour", "--json").out)
    assert record["account_name"] == "Harbour Bank"
    assert record["due"] == str(today() + dt.timedelta(days=7))
    assert record["id"] in Workspace.open(data).records(Task)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["accounts", "tier=A"], "Name may not be empty"),
        (["contacts", "name=x", "account=nobody"], "account: “nobody” was not found"),
        (["account", "name=x", "slug=y"], ""),
        (["widgets", "name=x"], "“widgets” is no kind of record"),
        (["contacts"], "arguments are missing: FIELD=VALUE"),
    ],
)
def test_add_refuses_what_is_not_a_whole_record(run: Run, data: Path, arguments: list[str], expected: str) -> None:
    done = run("add", *arguments)
    if expected:
        assert done.code == 2
        assert expected in done.err
    else:
        slug = Workspace.open(data).records(Account)[done.out.strip()].slug
        assert slug.startswith("x-")


def test_a_folder_that_everyone_can_write_is_left_alone_and_the_reason_is_told(run: Run, data: Path) -> None:
    data.chmod(0o777)
    done = run("set", "Laptops", "amount=7")
    assert done.code == 6
    assert "chmod o-w" in done.err
    assert "粘滞位" not in done.err
    data.chmod(0o1770)
    assert "粘滞位" in run("undo", "--lang", "zh").err
    assert deal(data, "Laptops").amount == 50_000


def test_undo_and_redo_say_what_they_did(run: Run, data: Path) -> None:
    run("set", "Laptops", "amount=7")
    assert run("undo").out == "Taken back: Change Laptops: Amount\n"
    assert deal(data, "Laptops").amount == 50_000
    assert run("redo").out == "Done again: Change Laptops: Amount\n"
    assert deal(data, "Laptops").amount == 700
    done = run("redo")
    assert (done.code, done.out, done.err) == (0, "", "There is nothing to do again.\n")


def test_undo_names_what_someone_else_has_changed_since(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("set", "Laptops", "amount=7")
    monkeypatch.setattr("kamtui.store.files.journal.user", lambda: "someone")
    monkeypatch.setattr("kamtui.store.change.user", lambda: "someone")
    with Workspace.open(data).change("theirs") as change:
        change.set(deal(data, "Laptops"), amount=900)
    monkeypatch.undo()
    monkeypatch.setenv("KAMTUI_DATA", str(data))
    done = run("undo")
    assert "Laptops: Amount was changed by someone since" in done.err
    assert "stays ¥9; yours would be ¥500" in done.err
    assert deal(data, "Laptops").amount == 900
    assert run("undo", "--mine").out == "Taken back: Change Laptops: Amount\n"
    assert deal(data, "Laptops").amount == 50_000
    assert run("undo").code == 0
    assert deal(data, "Laptops").amount == 900


def test_undo_and_redo_take_several_steps_at_once(run: Run, data: Path) -> None:
    for amount in (7, 8, 9):
        run("set", "Laptops", f"amount={amount}")
    assert run("undo", "2").out.count("Taken back") == 2
    assert deal(data, "Laptops").amount == 700
    assert run("redo", "5").out.count("Done again") == 2
    assert deal(data, "Laptops").amount == 900


def test_init_makes_a_workspace_once_and_prints_three_commands(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new one"
    done = run("init", folder, "--name", "华东", "--currency", "usd", "--method", "five_step")
    assert done.code == 0
    commands = [line.strip().split("  #")[0].strip() for line in done.out.splitlines()[1:]]
    assert commands == [
        f"kamtui --data '{folder}' import FILE.xlsx",
        f"kamtui --data '{folder}' add accounts name=Acme",
        f"kamtui --data '{folder}'",
    ]
    workspace = Workspace.open(folder)
    assert (workspace.config.name, workspace.config.currency, workspace.method.id) == ("华东", "USD", "five_step")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    again = run("init", folder, "--name", "other")
    assert again.code == 0
    assert "nothing was changed" in again.err
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "arguments are missing: DIR"),
        (["x", "--currency", "gold"], "three letters"),
        (["x", "--method", "none"], "--method cannot be “none”; choose one of"),
        (["file"], "is a file"),
    ],
)
def test_init_refuses_what_cannot_be(run: Run, arguments: list[str], expected: str) -> None:
    Path("file").write_text("")
    done = run("init", *arguments)
    assert done.code == 2
    assert expected in done.err
    assert not Path("x").exists()
