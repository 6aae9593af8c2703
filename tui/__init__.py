"""kamtui: a keyboard-driven workbench for key account selling in a terminal.

This package root imports nothing, so that `kamtui.store` stays headless.
"""

__version__ = "0.1.0"
