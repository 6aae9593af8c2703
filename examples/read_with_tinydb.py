"""Read a card with plain TinyDB, without kamtui: `python examples/read_with_tinydb.py CARD.json`.

A card is an ordinary TinyDB file. The one thing to say is that its ids are text, not numbers.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table


class TextIds(Table):
    """TinyDB's table, with ids such as 01M82V7M00XAHH8Q7GPA30FJJW."""

    document_id_class: Any = str


def main(card: Path) -> None:
    """Print the account's name and the people there, those with most influence first."""
    TinyDB.table_class = TextIds
    with TinyDB(card, access_mode="r", encoding="utf-8") as database:
        for account in database.table("accounts"):
            print(account["name"])
        people = database.table("contacts").all()
        for person in sorted(people, key=lambda person: -person.get("influence", {}).get("value", 0)):
            print(f"  {person['name']}  {person.get('title', '')}  [{person.doc_id}]")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
