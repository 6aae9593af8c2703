"""A text of headings, tables, lines and boxes, as Markdown that diffs well or as one HTML page."""

from __future__ import annotations

from html import escape

import msgspec

from kamtui.store.text.cells import fit, width
from kamtui.store.text.safe import clean
from kamtui.store.text.words import language

_LONGEST = 400


class Heading(msgspec.Struct, frozen=True):
    """A heading of the minutes."""

    text: str
    level: int = 2


class Grid(msgspec.Struct, frozen=True):
    """A table of the minutes."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    """Columns of numbers."""


class Lines(msgspec.Struct, frozen=True):
    """Lines of text, each a paragraph of its own or an item."""

    items: tuple[str, ...]
    bullet: str = ""


class Box(msgspec.Struct, frozen=True):
    """An action with its box; the id lets ticks be read back."""

    done: bool
    text: str
    id: str


Part = Heading | Grid | Lines | Box


class Paper(msgspec.Struct, frozen=True):
    """What a text says, before it is Markdown or HTML."""

    front: dict[str, str]
    parts: tuple[Part, ...]

    def markdown(self) -> str:
        """The text of the Markdown file."""
        lines = ["---", *(f"{key}: {_quoted(text)}" for key, text in self.front.items() if text), "---", ""]
        for place, part in enumerate(self.parts):
            lines += _markdown(part)
            following = self.parts[place + 1] if place + 1 < len(self.parts) else None
            if not (isinstance(part, Box) and isinstance(following, Box)):
                lines.append("")
        return "\n".join(lines).rstrip() + "\n"

    def html(self) -> str:
        """The text of the HTML file: one page without anything from outside."""
        body = "\n".join(_html(part) for part in self.parts)
        title = next((part.text for part in self.parts if isinstance(part, Heading)), "")
        tongue = "zh-CN" if language() == "zh" else "en"
        return (
            f'<!doctype html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
            f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
        )


def _markdown(part: Part) -> list[str]:
    match part:
        case Heading():
            return [f"{'#' * part.level} {_plain(part.text)}"]
        case Lines():
            return [f"{part.bullet}{_plain(item)}" for item in part.items]
        case Box():
            return [f"- [{'x' if part.done else ' '}] {_plain(part.text)} <!-- {part.id} -->"]
    return _table(part)


def _table(grid: Grid) -> list[str]:
    rows = [tuple(_plain(cell).replace("|", "\\|") for cell in row) for row in (grid.head, *grid.rows)]
    widths = [max(3, *(width(row[place]) for row in rows)) for place in range(len(grid.head))]
    sides = ["right" if place in grid.right else "left" for place in range(len(widths))]
    drawn = [
        "| " + " | ".join(fit(cell, cells, side) for cell, cells, side in zip(row, widths, sides, strict=True)) + " |"
        for row in rows
    ]
    rule = (
        "|"
        + "|".join(
            "-" * (cells + 1) + (":" if side == "right" else "-") for cells, side in zip(widths, sides, strict=True)
        )
        + "|"
    )
    return [drawn[0], rule, *drawn[1:]]


def _plain(text: str) -> str:
    """Text in one line that no Markdown reader takes for a comment or a tag."""
    return clean(text, _LONGEST).replace("<", "&lt;")


def _quoted(text: str) -> str:
    """A value of the front matter, quoted where YAML would read more into it."""
    plain = clean(text, _LONGEST)
    return (
        plain
        if plain.replace("-", "").replace("/", "").isalnum() and plain.isascii()
        else f'"{plain.replace(chr(92), "").replace(chr(34), "")}"'
    )


def _html(part: Part) -> str:
    match part:
        case Heading():
            return f"<h{part.level}>{_shown(part.text)}</h{part.level}>"
        case Lines():
            tag = "li" if part.bullet else "p"
            inner = "".join(f"<{tag}>{_shown(item)}</{tag}>" for item in part.items)
            return f"<ul>{inner}</ul>" if part.bullet else inner
        case Box():
            return f'<p><input type="checkbox" disabled{" checked" if part.done else ""}> {_shown(part.text)}</p>'
    head = "".join(f"<th>{_shown(cell)}</th>" for cell in part.head)
    rows = "".join(
        "<tr>" + "".join(
            f'<td{" class=n" if place in part.right else ""}>{_shown(cell)}</td>' for place, cell in enumerate(row)
        ) + "</tr>\n" for row in part.rows
    )  # fmt: skip
    return f"<table>\n<tr>{head}</tr>\n{rows}</table>"


def _shown(text: str) -> str:
    return escape(clean(text, _LONGEST))


_STYLE = (
    'body{font-family:"Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;max-width:60em;margin:2em auto}'
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;text-align:left}.n{text-align:right}"
    "@media print{body{margin:0}}"
)
