"""A bare Textual app with one Static: the least that a Textual program can take to start."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """Says that it is there."""

    def compose(self) -> ComposeResult:
        """Only a text."""
        yield Static("ready")


if __name__ == "__main__":
    BareApp().run()
