"""Real git between two clones: whatever both sides did, both end with the same files and every value is somewhere."""

from __future__ import annotations

import random
from pathlib import Path

from copies import git, put, tree, two_copies
from torture.scale import cases, dice, family
from torture.test_random_merges import kept

from kamtui.store.files.codec import Document, encode_card
from kamtui.store.files.loader import parse
from kamtui.store.sync import finish_pending

MERGES = cases(50)
CARDS = tuple(f"accounts/{letter}/{letter}-card.json" for letter in "abc")
FIELDS = ("phone", "title", "note", "email")


def read(root: Path, name: str) -> Document:
    """A card as it stands; without records where it is gone."""
    path = root / name
    return parse(path.read_bytes(), name) if path.exists() else {}


def edit(root: Path, who: str, second: int, throw: random.Random) -> None:
    """Some changes by one person: fields, new and removed records, a card that goes or comes back."""
    for name in throw.sample(CARDS, throw.randrange(1, 4)):
        document = read(root, name)
        contacts = document.setdefault("contacts", {})
        for _ in range(throw.randrange(1, 4)):
            key = f"01K9{throw.randrange(4):022}"
            if key in contacts and throw.random() < 0.2:
                del contacts[key]
                continue
            field, said = throw.choice(FIELDS), f"{who} {second} {throw.randrange(1000)}"
            stamps = {"updated": f"2026-11-02T08:{second // 60:02}:{second % 60:02}Z", "updated_by": who}
            contacts[key] = {"name": key, **contacts.get(key, {}), field: said, **stamps}
        if throw.random() < 0.1 or not contacts:
            (root / name).unlink(missing_ok=True)
        else:
            put(root, name, document)


def commit(root: Path) -> dict[str, Document]:
    """Commit everything; what the cards say."""
    git(root, "add", "-A")
    git(root, "commit", "-qm", "work", "--allow-empty")
    return {name: read(root, name) for name in CARDS}


def test_of_fifty_real_merges_none_loses_a_value(folder: Path) -> None:
    with family("real git merges") as count:
        here, there = two_copies(folder)
        git(here, "remote", "set-url", "origin", str(there))
        git(there, "remote", "set-url", "origin", str(here))
        for number in range(MERGES):
            throw = dice(number)
            base = {name: read(here, name) for name in CARDS}
            edit(here, "li", 2 * number + throw.randrange(2), throw)
            edit(there, "wu", 2 * number + throw.randrange(2), throw)
            ours, theirs = commit(here), commit(there)
            git(here, "pull", "-q", "--no-rebase", "--no-edit", "origin", "HEAD", right=(0, 1))
            report = finish_pending(here)
            assert report is None or report.unresolved == ()
            git(there, "pull", "-q", "--ff-only", "origin", "HEAD")
            assert tree(here) == tree(there), number
            for name in CARDS:
                merged = read(here, name)
                assert not merged or (here / name).read_bytes() == encode_card(merged)
                was = kept(base[name])
                assert not ((kept(ours[name]) | kept(theirs[name])) - was) - kept(merged), (number, name)
            count.cases += 1
        assert git(here, "status", "--porcelain") == ""
