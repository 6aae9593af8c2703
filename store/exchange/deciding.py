"""The spellings of rivals in files: which of them are one, and what a person has decided about those that may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from kamtui.store.exchange.fields import fields
from kamtui.store.exchange.mapping import ImportMap
from kamtui.store.exchange.report import Notes
from kamtui.store.exchange.sources import Source
from kamtui.store.records import Competitor
from kamtui.store.text.spellings import Known, Proposal, Spellings, spellings, tight
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

TABLE = Competitor.table


class Decided(msgspec.Struct, frozen=True):
    """What a person has said about spellings of rivals."""

    same: Mapping[str, str] = {}
    """By spelling the name that it stands for."""
    apart: Sequence[tuple[str, str]] = ()
    """Names that are two rivals however alike they look."""

    def about(self, proposal: Proposal) -> str:
        """`same` or `apart`, "" where nothing is decided about it."""
        if any(tight(each) == tight(proposal.spelling) for each in self.same):
            return "same"
        pair = {tight(proposal.spelling), tight(proposal.name)}
        return "apart" if any({tight(one), tight(other)} == pair for one, other in self.apart) else ""


Decide = Callable[[Spellings], Decided]
"""Asks a person, or looks up what was said beforehand; called before anything is written."""


def known_rivals(workspace: Workspace) -> list[Known]:
    """The rivals of the catalog as spellings are compared with them."""
    kept = (each for each in workspace.records(Competitor).values() if not each.archived)
    return [Known(each.name, each.aliases, each.distinct) for each in kept]


def rival_spellings(workspace: Workspace, sources: Iterable[Source], mapping: ImportMap) -> Spellings:
    """How the files spell rivals, beside those of the catalog; what the map has decided is not asked again."""
    told = {tight(alias) for alias in mapping.aliases.get(TABLE, {})}
    counts = Counter[str]()
    for source in sources:
        for target, cells in source.cells.items():
            if fields()[target].group != TABLE and target != f"{TABLE}.name":
                continue
            times = Counter(cells.codes)
            for code, value in enumerate(cells.values):
                for name in value if isinstance(value, tuple) else (value,):
                    if isinstance(name, str) and name and tight(name) not in told:
                        counts[name] += times[code]
    return spellings(known_rivals(workspace), counts)


def with_decided(mapping: ImportMap, decided: Decided, found: Spellings) -> ImportMap:
    """The map with what was decided, so that a saved one says it too; spellings as the files have them."""
    if not decided.same:
        return mapping
    meant = {tight(spelling): name for spelling, name in decided.same.items()}
    as_told = {each.spelling: meant[tight(each.spelling)] for each in found.proposals if tight(each.spelling) in meant}
    aliases = {**mapping.aliases, TABLE: {**mapping.aliases.get(TABLE, {}), **decided.same, **as_told}}
    return msgspec.structs.replace(mapping, aliases=aliases)


def tell(notes: Notes, found: Spellings, decided: Decided) -> None:
    """Note each spelling that is folded without a question, and each proposal with what was decided."""
    for spelling, name in found.folded:
        notes.add("folded", "", 1, (), spelling=spelling, name=name)
    for each in found.proposals:
        code = decided.about(each) or "proposed"
        why = word(f"exchange.why.{each.why}")
        notes.add(f"spelling-{code}", "", each.rows, (), spelling=each.spelling, name=each.name, why=why)
