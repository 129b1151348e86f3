"""Where commands print for people."""

from __future__ import annotations

from rich.console import Console

# Wide enough that a file or a pipe gets whole rows, where no screen sets a width.
_WIDTH_OF_A_PIPE = 200


def wide_console() -> Console:
    """Standard output: as wide as the screen and in colour, or wide and plain where it is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=_WIDTH_OF_A_PIPE)


def plain_number(value: float) -> str:
    """The number with its thousands apart and no exponent: 4,380,000,000,000 can be read and copied, 4.38e+12 cannot.

    >>> plain_number(4.38e12), plain_number(0.3333)
    ('4,380,000,000,000', '0.3333')
    """
    return f"{value:,.0f}" if float(value).is_integer() and abs(value) < 1e15 else f"{value:,.12g}"
