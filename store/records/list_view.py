"""The saved view: how a list is to be looked at, under a name."""

from kamtui.store.records.base import Record


class ListView(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A filter, an order and columns for the list of one kind; kept in the catalog for the whole team."""

    table = "views"

    name: str
    kind: str = ""
    """The table of the records that it lists."""
    filter: str = ""
    """As it is typed into the filter line."""
    sort: str = ""
    """The key of a column; empty is the order in which people look through such a list."""
    reverse: bool = False
    columns: tuple[str, ...] = ()
    """Keys of the columns from left to right; none are those that the list shows anyway."""
