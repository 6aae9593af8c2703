"""The people of a map as rows for a file: all that the team shares, or what a customer or a partner may see."""

from __future__ import annotations

from kamtui.store import fields
from kamtui.store.people.circles import Mapped
from kamtui.store.people.told import roles_text
from kamtui.store.records import Contact
from kamtui.store.workspace import Workspace

PUBLIC = ("name", "title", "department", "level", "function", "reports_to")
"""What a redacted copy holds: who is who, without what we think, know or plan."""
SHARED = (
    "roles", "attitude", "influence", "closeness", "coach", "layer", "hot_button", "mobile", "phone", "email", "wechat",
)  # fmt: skip
"""What a copy for the team holds besides."""


def exported(workspace: Workspace, found: Mapped, *, redacted: bool) -> tuple[list[str], list[list[str]]]:
    """Column names and a row for each person, in the language in use.

    Nothing of the private folder is in either copy. The redacted one has no ratings, roles, coaches, rivals, hot
    buttons, numbers, notes or birthdays.
    """
    names = PUBLIC if redacted else (*PUBLIC, *SHARED)
    head = [fields.label(Contact, name) for name in names]
    rows = []
    for person in sorted(found.circle.people, key=lambda each: (each.name, each.id)):
        row = []
        for name in names:
            if name == "roles":
                row.append(roles_text(workspace, found.circle.roles(person)))
            else:
                row.append(fields.cell(workspace, person, fields.field_of(Contact, name)))
        rows.append(row)
    return head, rows
