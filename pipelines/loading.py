"""Loading large libraries and models quickly."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Load without the garbage collector, which would go over the hundred thousands of new objects again and again.

    What is there in the end stays for good: the collector leaves it alone from then on, and so does not touch, and in
    forked processes copy, its memory.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
