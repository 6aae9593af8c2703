"""The list of what we do not know about the people on the map; Enter goes to where it is filled in."""

from __future__ import annotations

from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.people.acts import StakeholderActions
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.store.figures.unknowns import Unknown, unknowns
from kamtui.store.people.told import unknown_text
from kamtui.store.records import Contact
from kamtui.store.text.words import word

_FIELDS = {
    "attitude": "attitude", "influence": "influence", "source": "attitude", "faded": "attitude", "role": "roles",
    "hot_button": "hot_button", "hot_proof": "hot_button_proof", "level": "level", "function": "function",
}  # fmt: skip
"""By what is unknown the field of the contact that says it."""


class StakeholderGaps(StakeholderActions):
    """Shows what is not known of a map, what matters most now first."""

    def seek(self, gap: Unknown) -> None:
        """Put the cursor where something is not known: on a person or an empty seat."""
        raise NotImplementedError

    def action_unknown(self) -> None:
        """List what is not known; Enter puts the cursor on the person and opens the field, or on the empty seat."""
        found = self.shown_map
        gaps = {f"gap{at}": gap for at, gap in enumerate(unknowns(found.circle))}
        rows = [
            Row(key, (f"[{gap.worth}]", *unknown_text(self.workspace, found, gap))) for key, gap in gaps.items()
        ]  # fmt: skip
        columns = [
            Column("worth", word("people.unknown.worth"), 6),
            Column("who", word("fields.contacts.name"), 24, flexible=True),
            Column("what", word("people.unknown.what"), 20, flexible=True),
        ]

        def picked(key: str | None) -> None:
            gap = gaps.get(key or "")
            if gap is None:
                return
            self.seek(gap)
            if gap.person and not (gap.what == "role" and found.scope.deal):
                self.edit_record(Contact, gap.person, focus=_FIELDS[gap.what])

        title = word("people.unknown.title", n=len(rows))
        hint, empty = word("people.unknown.hint"), word("people.unknown.none")
        self.app.push_screen(PickDialog(title, columns, rows, hint=hint, empty=empty), picked)
