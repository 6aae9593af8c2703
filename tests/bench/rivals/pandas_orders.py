"""Read every order file with pandas and group the sales by account: the usual way in a notebook."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Group the sales of the order files in the folder that is named."""
    pandas = import_module("pandas")
    frames = []
    for path in sorted(Path(sys.argv[1]).glob("*.json")):
        tables = pandas.read_json(path, typ="series")
        frames.append(pandas.DataFrame(list(tables["orders"].values()), columns=["account", "amount_e4"]))
    print(pandas.concat(frames).groupby("account")["amount_e4"].sum().sum())


if __name__ == "__main__":
    main()
