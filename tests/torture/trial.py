"""One action again and again on fresh copies of a workspace, with something breaking, and a look at what is left."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path
from typing import Any

from torture.acts import ACTS, BACKUP, named, state, template
from torture.seam import Seam

from kamtui.store.files import atomic
from kamtui.store.files.ids import is_id
from kamtui.store.records import Contact
from kamtui.store.workspace import Workspace


class Trial:
    """An action, the workspace on which it is tried, and what is there before and after it went well."""

    def __init__(self, folder: Path, name: str) -> None:
        """Do it once without a fault, to know how many calls it makes and what comes of it."""
        self.act = ACTS[name]
        self.folder = folder
        self.root = folder / "w"
        if not (folder / "template").exists():
            workspace = template(folder / "template")
            self.act.prepare(workspace)
            workspace.close()
        workspace = self.fresh()
        self.old, self.old_findings = seen(workspace), findings(workspace)
        with Seam() as watched:
            self.act.do(workspace)
        self.calls = watched.names
        """The names of the calls that it makes, in their order."""
        done = Workspace.open(self.root)
        self.new, self.new_findings = seen(done), findings(done)

    def fresh(self) -> Workspace:
        """The template's copy, as it was."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.folder / "template", self.root)
        return Workspace.open(self.root)

    def check(self, where: str, *, go_on: bool, swept: bool = True) -> dict[str, Any]:
        """What is there afterwards: old or new, whole, without leftovers, and with `go_on` fit for the next change.

        With `swept` False the call that failed was to remove a temporary file, which may therefore still be there.
        """
        workspace = Workspace.open(self.root)
        found = seen(workspace)
        assert found in (self.old, self.new), where
        assert findings(workspace) in (self.old_findings, self.new_findings), where
        workspace.close()
        assert not swept or leftovers(self.root) == [], where
        if go_on:
            self.act.heal(workspace)
            with workspace.change("Go on") as change:
                change.set(named(workspace, "Bolt"), website="b.example")
                change.add(Contact(name="Next"))
            again = Workspace.open(self.root)
            assert named(again, "Bolt").website == "b.example", where
            assert again.undo(), where
            assert seen(again) == (self.new if self.heals else found), where
        return found

    @property
    def heals(self) -> bool:
        """Whether a person goes on by doing it again: what it had done until it was cut off stays."""
        return self.act.heal is self.act.do


def seen(workspace: Workspace) -> dict[str, Any]:
    """What a person sees, and whether there is a backup; one that is there can be read to its end."""
    backup = workspace.root / BACKUP
    if backup.exists():
        with tarfile.open(backup) as archive:
            assert "kamtui.yaml" in archive.getnames()
    return {**state(workspace), "backup": backup.exists()}


def findings(workspace: Workspace) -> list[str]:
    """What is wrong, in words."""
    return sorted(finding.text() for finding in workspace.findings if finding.code != "conflict_copy")


def leftovers(root: Path) -> list[Path]:
    """Temporary files that nobody removes any more; what a dead step has kept goes with it."""
    return [path for path in root.rglob("*") if atomic.is_temporary(path.name) and not is_id(path.parent.name)]
