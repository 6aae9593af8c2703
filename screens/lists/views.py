"""Saved views of a list: picking one, saving what is shown as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from kamtui.screens.lists.record_table import RecordTable
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.store.lists import personal
from kamtui.store.lists.columns import chosen
from kamtui.store.records import ListView as View
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from kamtui.store.fields.matching import Match


class ListViews(RecordTable):
    """The keys for views: those of the team lie in the workspace, one's own beside the journal."""

    async def show_view(self, view: View) -> None:
        """Show a list as a view says."""
        self.sort, self.reverse = view.sort, view.reverse
        self.columns = chosen(self.LISTED, view.columns)
        self.remember(sort=self.sort, reverse=self.reverse, columns=tuple(view.columns))
        await self.set_filter(view.filter)
        self.tell(word("lists.view.shown", name=clean(view.name, 60)))

    def action_views(self) -> None:
        """Pick a saved view."""
        from kamtui.screens.dialogs.pick import PickDialog
        from kamtui.store.lists.views import views_of

        among = views_of(self.workspace, self.LISTED)
        rows = [Row(str(place), _cells(view)) for place, view in enumerate(among)]
        columns = [
            Column("name", word("lists.view.name"), 20, flexible=True),
            Column("whose", word("lists.view.whose"), 8),
            Column("filter", word("lists.view.filter"), 24, flexible=True),
        ]
        dialog = PickDialog(
            word("lists.view.pick"), columns, rows, hint=word("lists.view.hint"), empty=word("lists.view.none")
        )

        async def picked(place: str | None) -> None:
            if place is not None:
                await self.show_view(among[int(place)])

        self.app.push_screen(dialog, picked)

    def action_save_view(self) -> None:
        """Ask for a name, and whether it is for the team; a view of that name is replaced."""
        from kamtui.screens.dialogs.form import FormDialog
        from kamtui.screens.dialogs.form_field import FormField

        def whose(text: str) -> bool:
            said = text.strip().casefold()
            for key, shared in (("lists.view.team", True), ("lists.view.own", False)):
                if said and word(key).casefold().startswith(said):
                    return shared
            raise ValueError(word("lists.view.whose_wrong", team=word("lists.view.team"), own=word("lists.view.own")))

        def named(text: str) -> str:
            if not text.strip():
                raise ValueError(word("lists.view.no_name"))
            return text.strip()

        fields = [
            FormField("name", word("lists.view.name"), "", named, str),
            FormField("whose", word("lists.view.whose"), word("lists.view.own"), whose,
                      lambda shared: word("lists.view.team" if shared else "lists.view.own"), complete=_whose),
        ]  # fmt: skip

        def keep(texts: dict[str, str] | None) -> None:
            if texts and texts.get("name", "").strip():
                self._keep_view(texts["name"].strip(), whose(texts.get("whose", word("lists.view.own"))))

        self.app.push_screen(FormDialog(word("lists.view.save"), fields), keep)

    def _keep_view(self, name: str, shared: bool) -> None:
        fields: dict[str, Any] = {
            "kind": self.LISTED.table,
            "filter": self.query_text.strip(),
            "sort": self.sort,
            "reverse": self.reverse,
            "columns": tuple(column.key for column in self.columns),
        }
        told = word("lists.view.saved", name=clean(name, 60))
        if shared:
            from kamtui.store.lists.views import views_of

            known = next((one for one in views_of(self.workspace, self.LISTED) if one.id and one.name == name), None)
            self.save(told, lambda change: _put(change, known, name, fields), lambda: self.tell(told))
            return
        kept = personal.read(self.workspace)
        others = [one for one in kept.views if (one.kind, one.name) != (self.LISTED.table, name)]
        views = (*others, View(name=name, **fields))
        self.workspace.prefer(personal.TOPIC, msgspec.structs.replace(kept, views=views))
        self.tell(told)


def _put(change: Any, known: View | None, name: str, fields: dict[str, Any]) -> None:
    """Change the view of that name, or add it."""
    if known:
        change.set(known, **fields)
    else:
        change.add(View(name=name, **fields))


def _whose(text: str) -> list[Match]:
    """The two who a view can be for, as far as the text begins them."""
    from kamtui.store.fields.matching import Match

    both = (word("lists.view.own"), word("lists.view.team"))
    return [Match(one, one, whole=True) for one in both if one.casefold().startswith(text.strip().casefold())]


def _cells(view: View) -> tuple[str, str, str]:
    whose = word("lists.view.team" if view.id else "lists.view.own")
    return clean(view.name, 60), whose, clean(view.filter, 80) or "-"
