"""The wheel holds each file of the source in its place, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest
from source_tree import FLOORS, ROOT

SHIPPED = {".py", ".tcss", ".yaml", ".bin", ".json", ".typed"}


@pytest.fixture
def wheel(tmp_path: Path) -> set[str]:
    """The names in a wheel that is built from a copy of the source, without its metadata."""
    missing = [name for name in ("build", "setuptools") if find_spec(name) is None]
    if missing:
        pytest.skip(
            f"building a wheel takes {' and '.join(missing)}; `make test` installs the extra `dev`, which has them"
        )
    copy = tmp_path / "source"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "MANIFEST.in"):
        shutil.copy(ROOT / name, copy)
    for floor in (*FLOORS, "docs/man"):
        shutil.copytree(ROOT / floor, copy / floor, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(copy)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = tmp_path.glob("*.whl")
    return {name for name in ZipFile(path).namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_every_file_of_the_source(wheel: set[str]) -> None:
    written = {
        f"{package.replace('.', '/')}/{path.relative_to(ROOT / floor).as_posix()}"
        for floor, package in FLOORS.items()
        for path in (ROOT / floor).rglob("*")
        if path.suffix in SHIPPED
    }
    pages = {f"share/man/man{path.suffix[1:]}/{path.name}" for path in (ROOT / "docs/man").iterdir()}
    assert {name.partition(".data/data/")[2] for name in wheel if ".data/data/" in name} == pages
    wheel = {name for name in wheel if ".data/data/" not in name}
    assert sorted(written - wheel) == [], "left out of the wheel: is the package named in pyproject.toml?"
    assert sorted(wheel - written) == [], "in the wheel, but not in the source"
