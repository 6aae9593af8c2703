"""Painting that asks a widget only for the lines that are painted."""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class LineCompositor(Compositor):
    """Textual's compositor, with a cost that grows with what changed and not with what is on the screen.

    For a change of two lines Textual has every widget whose parent is near hand over all its lines, and throws
    nearly all of them away.
    """

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield for each widget that is seen in `crop`, in front first, where its lines in there are, and the lines."""
        painted = crop or self.size.region
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if seen.overlaps(painted):
                top, bottom = max(seen.y, painted.y), min(seen.bottom, painted.bottom)
                part = Region(seen.x, top, seen.width, bottom - top)
                yield part, part, widget.render_lines(part.translate(-region.offset))
