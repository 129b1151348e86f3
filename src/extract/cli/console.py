"""Where commands print for people."""

from __future__ import annotations

from rich.console import Console

# Wide enough that a file or a pipe gets whole rows, where no screen sets a width.
_WIDTH_OF_A_PIPE = 200


def wide_console() -> Console:
    """Standard output: as wide as the screen and in colour, or wide and plain where it is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=_WIDTH_OF_A_PIPE)
