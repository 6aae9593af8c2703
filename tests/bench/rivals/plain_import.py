"""An import into plain TinyDB: all rows of a CSV into one file, in one call.

Usage: plain_import.py FILE.csv[.gz] TARGET.json
"""

from __future__ import annotations

import csv
import gzip
import sys

from tinydb import TinyDB

if __name__ == "__main__":
    source, target = sys.argv[1:]
    opened = gzip.open if source.endswith(".gz") else open
    with opened(source, "rt", encoding="utf-8", newline="") as file, TinyDB(target) as database:
        database.table("orders").insert_multiple(csv.DictReader(file))
