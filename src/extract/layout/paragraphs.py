"""Lines to paragraphs: a sentence that the page broke is put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.columns import ColumnMatcher
from extract.layout.kinds import ends_sentence
from extract.layout.lines import Line, usual_width
from extract.layout.seams import Seams
from extract.records import PassageKind

# A sentence is looked for across at most so many lines of other matter (captions, an abstract, a page's foot).
_MAX_BETWEEN = 16
# Margins are ragged by this much: no line begins with a full stop, and words of Latin letters stay whole.
_RAGGED = 6
_MAX_CAPTION = 30
_MIN_MIDDLE = 12


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that read as one, by their numbers.

    ``between`` are the lines that stood inside and are set aside; ``jumps`` are those of ``lines`` that stand
    elsewhere in the source, so that other text lies between them and the line before.
    """

    kind: PassageKind
    lines: tuple[int, ...]
    between: tuple[int, ...] = ()
    jumps: frozenset[int] = frozenset()


class Joiner:
    """Joins the lines of one text.

    Args:
        text: the source text.
        lines: its lines; ``kinds`` says what each is, ``flows`` whether the margin broke it (:func:`flowing_lines`).
        fixed: the lines that nothing may be joined to (titles, columns, contents, tables).
    """

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        kinds: Sequence[PassageKind],
        flows: Sequence[bool],
        fixed: frozenset[int],
    ) -> None:
        self._lines = lines
        self._kinds = kinds
        self._flows = flows
        self._fixed = fixed
        self._seams = Seams(text, lines)

    def paragraphs(self) -> list[Paragraph]:
        """All lines, as paragraphs in order of their first line."""
        near = self._near_links()
        far = ColumnMatcher(self._seams, self._kinds, self._flows, self._fixed, near).links()
        moved = set(far.values())
        links = {tail: head for tail, head in near.items() if tail not in far and head not in moved} | far
        heads, taken = set(links.values()), set[int]()
        paragraphs = []
        for number, kind in enumerate(self._kinds):
            if number in heads or number in taken:
                continue
            joined, between = [number], list[int]()
            while joined[-1] in links:
                head = links[joined[-1]]
                if joined[-1] not in far:
                    between += range(joined[-1] + 1, head)
                joined.append(head)
            taken.update(between)
            jumps = frozenset(far[tail] for tail in joined if tail in far)
            kind = "body" if len(joined) > 1 else kind
            paragraphs.append(Paragraph(kind, tuple(joined), tuple(between), jumps))
        return paragraphs

    def _near_links(self) -> dict[int, int]:
        """For each line that breaks off, the line it goes on with, with nothing but other matter between."""
        links: dict[int, int] = {}
        heads, between = set[int](), set[int]()
        for number, kind in enumerate(self._kinds):
            if number in self._fixed or number in between:
                continue
            if kind == "body" or number in heads:
                head = self._continuation(number, begun=number in heads)
            else:
                head = self._second_half(number) if kind == "heading" else None
            if head is not None:
                links[number] = head
                heads.add(head)
                between.update(range(number + 1, head))
        return links

    def _continuation(self, last: int, *, begun: bool) -> int | None:
        """The line that goes on with the sentence that line ``last`` leaves open."""
        line = self._lines[last]
        if last + 1 >= len(self._lines):
            return None
        if self._flows[last]:
            return last + 1 if self._kinds[last + 1] == "body" and last + 1 not in self._fixed else None
        if ends_sentence(line.text):
            return None
        weak_between = False
        for number in range(last + 1, min(last + 1 + _MAX_BETWEEN, len(self._lines))):
            kind = self._kinds[number]
            if number in self._fixed or kind in ("table", "contents", "title"):
                return None
            if kind == "body":
                return number if self._seams.goes_on(last, number, sure=weak_between, begun=begun) else None
            if kind == "heading":
                if number == last + 1 and (line.text[-1] in "《“（(‘" or self._is_middle(last, number)):
                    return number
                # A heading between two halves is a caption that does not say so; it takes more to believe it.
                if len(self._lines[number].text) > _MAX_CAPTION:
                    return None
                weak_between = True
        return None

    def _is_middle(self, last: int, number: int) -> bool:
        """Whether a line that looks like a heading goes on with the sentence: it ends it, or text follows close."""
        text = self._lines[number].text
        followed = (
            number + 1 < len(self._lines)
            and self._lines[number + 1].gap == 0
            and self._kinds[number + 1] == "body"
            and (len(text) >= _MIN_MIDDLE or text[0].isdigit())
        )
        if not followed and not (ends_sentence(text) and self._seams.makes_word(last, number)):
            return False
        return self._seams.goes_on(last, number, sure=False, begun=True)

    def _second_half(self, number: int) -> int | None:
        """The text that goes on with a line that looks like a heading and is the first half of a sentence."""
        for below in range(number + 1, min(number + 1 + _MAX_BETWEEN, len(self._lines))):
            kind = self._kinds[below]
            if below in self._fixed or kind not in ("body", "caption", "foreign", "furniture"):
                return None
            if kind == "body":
                return below if self._seams.breaks_off(number, below) else None
        return None


def flowing_lines(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether the page's margin broke it, so that the next line goes on with it."""
    width = usual_width(lines)
    if not width:
        return [False] * len(lines)
    indents = sum(line.indent >= 2 for line in lines)
    marks_starts = 0 < indents < 0.7 * len(lines)
    flows = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        full = width - _RAGGED <= line.width <= width + _RAGGED
        flows.append(
            following is not None
            and full
            and following.gap == 0
            and not (marks_starts and following.indent >= 2 and line.indent < following.indent + 2)
            # Where a sentence ends at the margin nothing is broken, and a title may follow.
            and not (line.text[-1] not in "；;：:" and ends_sentence(line.text))
        )
    return flows
