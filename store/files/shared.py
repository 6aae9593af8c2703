"""What lies beside the cards: the catalog that the whole team shares, and the targets."""

import msgspec

from kamtui.store.files.cards import typed, undecided
from kamtui.store.files.codec import Document
from kamtui.store.files.findings import Finding
from kamtui.store.files.layout import CATALOG, TARGETS, Stamp
from kamtui.store.records import CompanyTotal, Competitor, Ignored, ListView, Product, Salesperson, Target


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


class Targets(msgspec.Struct, frozen=True):
    """What is to be reached, and the company's totals."""

    stamp: Stamp = (0, 0, 0)
    targets: tuple[Target, ...] = ()
    company_totals: tuple[CompanyTotal, ...] = ()
    findings: tuple[Finding, ...] = ()


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
