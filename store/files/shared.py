"""What lies beside the cards: the catalog that the whole team shares, and the targets."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from kamtui.store.files.cards import typed, undecided
from kamtui.store.files.codec import Document
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.layout import CATALOG, TARGETS, Stamp, stamp_of
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.records import CompanyTotal, Competitor, Ignored, ListView, Product, Salesperson, Segment, Target


class Catalog(msgspec.Struct, frozen=True):
    """What the whole team shares."""

    stamp: Stamp = (0, 0, 0)
    competitors: tuple[Competitor, ...] = ()
    products: tuple[Product, ...] = ()
    salespeople: tuple[Salesperson, ...] = ()
    undecided: tuple[str, ...] = ()
    """Ids of the records in which a merge has left something to decide."""
    views: tuple[ListView, ...] = ()
    findings: tuple[Finding, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    segments: tuple[Segment, ...] = ()


class Targets(msgspec.Struct, frozen=True):
    """What is to be reached, and the company's totals."""

    stamp: Stamp = (0, 0, 0)
    targets: tuple[Target, ...] = ()
    company_totals: tuple[CompanyTotal, ...] = ()
    findings: tuple[Finding, ...] = ()


Shared = TypeVar("Shared", Catalog, Targets)


def reread(root: Path, name: str, known: Shared, read: Callable[[Document, Stamp, bytes], Shared]) -> Shared | None:
    """What the file holds now, with what is wrong with it as its only finding; None while it is as it was known."""
    kind, path = type(known), root / name
    try:
        stamp = stamp_of(path.lstat())
    except FileNotFoundError:
        return kind() if known != kind() else None
    if stamp == known.stamp:
        return None
    try:
        data = read_bytes(path, name) or b""
        return read(parse(data, name), stamp, data)
    except DamagedFileError as error:
        return kind(stamp, findings=(error.finding,))
    except OSError as error:
        return kind(stamp, findings=(Finding("unreadable", name, found=str(error.strerror)),))


def read_catalog(document: Document, stamp: Stamp, data: bytes) -> Catalog:
    """The catalog in `document`; `data` is looked into for the lines of findings."""
    findings: list[Finding] = []
    return Catalog(
        stamp,
        typed(document, Competitor, CATALOG, data, findings),
        typed(document, Product, CATALOG, data, findings),
        typed(document, Salesperson, CATALOG, data, findings),
        undecided(document),
        typed(document, ListView, CATALOG, data, findings),
        ignored=typed(document, Ignored, CATALOG, data, findings),
        segments=typed(document, Segment, CATALOG, data, findings),
        findings=tuple(findings),
    )


def read_targets(document: Document, stamp: Stamp, data: bytes) -> Targets:
    """The targets in `document`, as `read_catalog`."""
    findings: list[Finding] = []
    return Targets(
        stamp,
        typed(document, Target, TARGETS, data, findings),
        typed(document, CompanyTotal, TARGETS, data, findings),
        tuple(findings),
    )
