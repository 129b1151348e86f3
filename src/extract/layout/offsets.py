"""From the reading text back to the source text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise


@dataclass(frozen=True)
class OffsetMap:
    """Which source character each character of the reading text is.

    The reading text is made of pieces of the source; a piece is as long in the one as in the other. The pieces stand
    in the source's order, but for the jumps: there the source has the text that follows somewhere else.

    Args:
        reading_starts: where each piece begins in the reading text, ascending from 0.
        source_starts: where it begins in the source.
        length: characters of the reading text.
        jumps: reading offsets, ascending, at which the source's order is left; between two of them it is kept.
    """

    reading_starts: Sequence[int]
    source_starts: Sequence[int]
    length: int
    jumps: Sequence[int] = ()

    def source_offset(self, offset: int) -> int:
        """The source offset of the reading text's character at ``offset``."""
        if not self.reading_starts:
            return 0
        piece = bisect_right(self.reading_starts, offset) - 1
        return self.source_starts[piece] + offset - self.reading_starts[piece]

    def reading_offset(self, offset: int) -> int:
        """Where the source's character at ``offset``, which must be in the reading text, stands there."""
        starts, readings = self._by_source
        piece = bisect_right(starts, offset) - 1
        return readings[piece] + offset - starts[piece]

    def source_spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The half-open source spans of a half-open reading span: one, and one more for each jump inside.

        What the source has between two pieces (a line break, a caption inside a sentence) lies inside the span.

        Raises:
            ValueError: the span does not lie in the reading text.
        """
        if not 0 <= start <= end <= self.length:
            raise ValueError(f"span {start}:{end} does not lie in a reading text of {self.length} characters")
        if start == end:
            position = self.source_offset(start) if start < self.length else self._source_end()
            return ((position, position),)
        inside = self.jumps[bisect_right(self.jumps, start) : bisect_left(self.jumps, end)]
        bounds = [start, *inside, end]
        return tuple((self.source_offset(first), self.source_offset(last - 1) + 1) for first, last in pairwise(bounds))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open source span of a half-open reading span; the longest of them where it runs across a jump.

        Raises:
            ValueError: the span does not lie in the reading text.
        """
        return max(self.source_spans(start, end), key=lambda span: span[1] - span[0])

    @cached_property
    def _by_source(self) -> tuple[list[int], list[int]]:
        """The pieces in the source's order: where they begin there, and in the reading text."""
        placed = sorted(zip(self.source_starts, self.reading_starts, strict=True))
        return [source for source, _ in placed], [reading for _, reading in placed]

    def _source_end(self) -> int:
        return self.source_offset(self.length - 1) + 1 if self.length else 0


class ReadingTextBuilder:
    """Collects pieces of a source text into a reading text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[str] = []
        self._reading_starts: list[int] = []
        self._source_starts: list[int] = []
        self._jumps: list[int] = []
        self.length = 0

    def add(self, start: int, end: int) -> None:
        """Append the source's characters from ``start`` to ``end``."""
        if start < end:
            self._place(start, self._source[start:end])

    def add_as(self, start: int, written: str) -> None:
        """Append ``written`` for as many characters of the source from ``start``: a line end is read as ``\\n``."""
        self._place(start, written)

    def jump(self) -> None:
        """Note that what is appended next stands elsewhere in the source."""
        if self.length and self._jumps[-1:] != [self.length]:
            self._jumps.append(self.length)

    def _place(self, start: int, written: str) -> None:
        last = len(self._source_starts) - 1
        if last < 0 or self._source_starts[last] + self.length - self._reading_starts[last] != start:
            self._reading_starts.append(self.length)
            self._source_starts.append(start)
        self._pieces.append(written)
        self.length += len(written)

    def finish(self) -> tuple[str, OffsetMap]:
        """The reading text and its map."""
        starts, sources = tuple(self._reading_starts), tuple(self._source_starts)
        return "".join(self._pieces), OffsetMap(starts, sources, self.length, tuple(self._jumps))
