"""How a workspace is set up: `kamtui.yaml` and the method, kept ready in a cache.

Reading YAML takes longer than everything else at start, so the result is kept in `.kamtui/cache` together
with the versions of the files that it was read from. The cache can be deleted at any time.
"""

from pathlib import Path

import msgspec

from kamtui import __version__
from kamtui.store.files import atomic, caches
from kamtui.store.files.findings import Finding
from kamtui.store.files.formats import FORMAT
from kamtui.store.files.layout import CONFIG, Stamp, stamp_of
from kamtui.store.method.model import Method
from kamtui.store.method.node import SourceError
from kamtui.store.text import words
from kamtui.store.text.words import word


class Config(msgspec.Struct, frozen=True):
    """What `kamtui.yaml` says."""

    format: int = FORMAT
    name: str = ""
    currency: str = "CNY"
    fiscal_year_start: int = 1
    """Month, 1 … 12."""
    method: str = "default"
    """Name of a method that kamtui ships; `method/*.yaml` changes it."""
    auto_commit: bool = False
    """Whether the workspace is committed when kamtui ends."""
    sensitive_purpose: str = ""
    """Why sensitive topics of the personal card are kept; without a purpose they are off (A4.25)."""


class Setup(msgspec.Struct, frozen=True):
    """Everything that is decided before any record is read."""

    config: Config
    method: Method
    findings: tuple[Finding, ...]


class _Cached(msgspec.Struct, frozen=True):
    version: str
    language: str
    stamps: dict[str, Stamp]
    setup: Setup


def load(root: Path) -> Setup:
    """The set-up of the workspace at `root`; what is wrong in it is in `findings`, and a default serves."""
    language = words.language()
    stamps = {str(path.relative_to(root)): stamp_of(path.stat()) for path in _sources(root)}
    cache = root / ".kamtui" / "cache" / "setup.mp"
    cached = caches.read(cache, _Cached)
    if cached and (cached.version, cached.language, cached.stamps) == (__version__, language, stamps):
        return cached.setup
    setup = _read(root)
    caches.write(cache, _Cached(__version__, language, stamps, setup))
    return setup


def format_of(root: Path) -> int:
    """The format that `kamtui.yaml` names; that of this version where it cannot be read."""
    from kamtui.store.method.node import SourceError

    try:
        return _config(root / CONFIG).format
    except (SourceError, OSError):
        return FORMAT


def write_new(root: Path, config: Config) -> None:
    """Make the folder of a new workspace; files that are there already are left as they are."""
    import json

    atomic.make_folder(root)
    lines = [
        word("config.head"),
        f"format: {FORMAT}",
        f"name: {json.dumps(config.name, ensure_ascii=False)}",
        word("config.currency"),
        f"currency: {config.currency}",
        word("config.fiscal_year_start"),
        f"fiscal_year_start: {config.fiscal_year_start}",
        word("config.method"),
        f"method: {config.method}",
    ]
    files = {
        CONFIG: "\n".join(lines) + "\n",
        ".gitattributes": "*.json -merge\n",
        ".gitignore": ".kamtui/\n.*.tmp\n.*.lock\nprivate/\n",
        ".stignore": ".kamtui\n.*.tmp\n",
    }
    for name, text in files.items():
        if not (root / name).exists():
            atomic.write(root / name, text.encode())


def _sources(root: Path) -> list[Path]:
    return [path for path in (root / CONFIG, *sorted((root / "method").glob("*.yaml"))) if path.is_file()]


def _read(root: Path) -> Setup:
    from kamtui.store.method.loader import load as load_method
    from kamtui.store.method.loader import templates

    findings: list[Finding] = []
    config = Config()
    try:
        config = _config(root / CONFIG)
    except (SourceError, OSError) as error:
        findings.append(_finding("config", CONFIG, error))
    found = sorted((root / "method").glob("*.yaml"))
    overrides = [path for path in found if not path.is_symlink()]
    findings += [Finding("link", f"method/{path.name}") for path in found if path.is_symlink()]
    try:
        method, errors = load_method(config.method, overrides)
    except ValueError as error:
        findings.append(Finding("config", CONFIG, found=str(error), expected=", ".join(templates())))
        method, errors = load_method("default", overrides)
    findings += [_finding("method", f"method/{Path(wrong.file).name}", wrong) for wrong in errors]
    if config.format > FORMAT:
        findings.append(Finding("format", CONFIG, found=str(config.format), expected=str(FORMAT)))
    return Setup(config, method, tuple(findings))


def _config(path: Path) -> Config:
    from kamtui.store.method.yaml_source import read

    if not path.is_file():
        return Config()
    node = read(path, CONFIG)
    if node.value is None:
        return Config()
    newest = node.get("format")
    said: dict[str, object] = {"format": newest.whole(low=0)} if newest else {}
    if said.get("format", FORMAT) == FORMAT:
        node.unknown_keys(Config.__struct_fields__)
    for name in ("name", "currency", "method", "sensitive_purpose"):
        if value := node.get(name):
            said[name] = value.text()
    if month := node.get("fiscal_year_start"):
        said["fiscal_year_start"] = month.whole(1, 12)
    if commits := node.get("auto_commit"):
        said["auto_commit"] = commits.truth()
    return msgspec.convert(said, Config)


def _finding(code: str, file: str, error: SourceError | OSError) -> Finding:
    if isinstance(error, OSError):
        return Finding("unreadable", file, found=str(error.strerror))
    return Finding(code, file, error.line, found=error.found, expected=f"{error.expected} {error.hint}".rstrip())
