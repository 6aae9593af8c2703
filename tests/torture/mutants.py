"""Each defence taken away, one at a time: the tests that have to fail then, and how the source is broken for it."""

from __future__ import annotations

from typing import NamedTuple

POWER = "tests/torture/test_power_loss.py::test_after_a_power_cut_old_or_new_is_there_and_what_was_acknowledged_stays"
FAULTS = "tests/torture/test_fault_points.py::test_whatever_call_fails_old_or_new_is_there_and_never_a_mix"
PAIRS = "tests/torture/test_record_conflicts.py::test_of_two_people_who_change_one_record_neither_loses_anything"


class Mutant(NamedTuple):
    """One defence less."""

    name: str
    file: str
    """Below the package `kamtui`."""
    swaps: tuple[tuple[str, str], ...]
    """What stands in the source, and what is put in its place."""
    caught_by: str
    """The test that has to fail."""


MUTANTS = (
    Mutant(
        "no lock",
        "store/files/locks.py",
        (("        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)\n", ""),),
        "tests/store/files/test_sharing.py::test_locks_may_be_nested_and_are_free_afterwards",
    ),
    Mutant(
        "lock on the data file",
        "store/files/locks.py",
        (
            (
                "        with self._hold({zlib.crc32(name.encode()) % STRIPES for name in names}, wait):\n"
                "            yield\n",
                "        from kamtui.store.files import atomic\n\n"
                "        with ExitStack() as held:\n"
                "            for name in sorted(set(names)):\n"
                "                path = self.folder.parent.parent / name\n"
                "                atomic.make_folder(path.parent)\n"
                "                held.enter_context(lock(path, wait))\n"
                "            yield\n",
            ),
            ("        os.pwrite(descriptor", "        bytes(descriptor"),
            (
                "        _acquire(descriptor, wait)\n",
                "        _acquire(descriptor, wait)\n        os.fstat(descriptor).st_size or path.unlink()\n",
            ),
        ),
        "tests/torture/test_writers.py::test_four_writers_lose_no_change_and_two_readers_never_stumble",
    ),
    Mutant(
        "no flush of the file",
        "store/files/atomic.py",
        (("                if durable:\n                    os.fsync(descriptor)\n", ""),),
        f"{POWER}[one field]",
    ),
    Mutant(
        "no flush of the folder",
        "store/files/atomic.py",
        (('renames and removals in `folder` survive a power cut."""\n', 'nothing sure."""\n    return\n'),),
        f"{POWER}[one field]",
    ),
    Mutant(
        "written in place",
        "store/files/atomic.py",
        (
            ('path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")', "path"),
            ("os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW", "os.O_CREAT | os.O_TRUNC"),
            ("        self.temporary.replace(self.path)\n", ""),
            ("        if self._waits:\n            self.temporary.unlink(missing_ok=True)\n", "        return\n"),
        ),
        f"{FAULTS}[one field]",
    ),
    Mutant(
        "no filter before the terminal",
        "looks.py",
        (("return [*filters, _CLEAN]", "return filters"),),
        "tests/torture/test_promises.py::test_the_last_filter_of_the_app_is_the_one_that_lets_no_text_act",
    ),
    Mutant(
        "a filter that lets everything through",
        "line_filter.py",
        (("        if all(is_clean(text)", "        if True or all(is_clean(text)"),),
        "tests/terminal/test_line_filter.py::test_styles_stay_and_links_go",
    ),
    Mutant(
        "keys may stand twice",
        "store/files/loader.py",
        (("    if len(table) != len(pairs):", "    if False:"),),
        "tests/store/files/test_file_findings.py::"
        "test_a_file_that_cannot_be_used_is_named_with_line_and_reason[a key twice]",
    ),
    Mutant(
        "temporary files may lie there already and be links",
        "store/files/atomic.py",
        (("os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW", "os.O_CREAT"),),
        "tests/torture/test_promises.py::"
        "test_what_someone_has_planted_under_the_name_of_a_temporary_file_is_not_written",
    ),
    Mutant(
        "links are followed",
        "store/files/loader.py",
        (("os.O_RDONLY | os.O_NOFOLLOW", "os.O_RDONLY"),),
        "tests/store/files/test_file_findings.py::test_a_symbolic_link_is_not_followed",
    ),
    Mutant(
        "old values are not compared",
        "store/applying.py",
        (("combined(getattr(record, name), value, now)", "value"),),
        f"{PAIRS}[Task]",
    ),
    Mutant(
        "no base for a merge of copies",
        "store/sync/absorb.py",
        (("        return parse(base, name, encoder_of(name)) if base else {}\n", "        return {}\n"),),
        "tests/store/test_absorb.py::test_a_conflict_copy_is_merged_with_what_the_journal_remembers_as_base",
    ),
    Mutant(
        "half a step is not put back",
        "store/files/unfinished.py",
        (("in sorted(waiting.iterdir()) if waiting.is_dir() else []:", "in []:"),),
        f"{POWER}[two cards]",
    ),
    Mutant(
        "the mark of a step may come back",
        "store/files/unfinished.py",
        (
            (
                "    path.unlink(missing_ok=True)\n    atomic.sync_folder(path.parent)\n",
                "    path.unlink(missing_ok=True)\n",
            ),
        ),
        f"{POWER}[two cards]",
    ),
    Mutant(
        "ours wins",
        "store/files/merge.py",
        (("loser, winner = sorted(sides, key=lambda side: side[:-1])", "winner, loser = sides"),),
        "tests/store/files/test_merge.py",
    ),
    Mutant(
        "a moved person comes back twice",
        "store/files/reverting.py",
        (("        staying = [one for one in kept if", "        staying = [one for one in [] if"),),
        "tests/torture/test_promises.py::"
        "test_a_person_who_was_moved_and_changed_since_is_in_one_card_after_undo_and_redo",
    ),
    Mutant(
        "Python tells of a crash itself",
        "__main__.py",
        (("            return _crashed(error)\n", "            raise\n"),),
        "tests/torture/test_canaries.py",
    ),
)
"""The twelve of the plan, some in two forms, and what these tests have found."""
