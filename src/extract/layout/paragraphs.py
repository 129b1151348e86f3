"""Lines to paragraphs: a sentence that the page broke is put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.layout.kinds import ends_sentence, is_numbered, leaves_open
from extract.layout.lexicon import layout_words
from extract.layout.lines import Line, usual_width
from extract.records import PassageKind

_HAN = re.compile(r"[\u3400-\u9fff]")
# A sentence is looked for across at most so many lines of other matter (captions, an abstract, a page's foot).
_MAX_BETWEEN = 16
# Margins are ragged by this much: no line begins with a full stop, and words of Latin letters stay whole.
_RAGGED = 6
# A line without a comma that is no longer than this may well be complete.
_SHORT = 24
_MAX_CAPTION = 30
_MIN_MIDDLE = 12
# A word is looked for so far on both sides of a break.
_NEAR = 8_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that read as one, by their numbers; ``between`` are the lines that stood inside and are set aside."""

    kind: PassageKind
    lines: tuple[int, ...]
    between: tuple[int, ...] = ()


class Joiner:
    """Joins the lines of one text.

    Args:
        text: the source text, whose own words tell whether two halves make one word.
        lines: its lines; ``kinds`` says what each is, ``flows`` whether the margin broke it (:func:`flowing_lines`).
        fixed: the lines that nothing may be joined to or across (titles, tables).
    """

    def __init__(
        self,
        text: str,
        lines: Sequence[Line],
        kinds: Sequence[PassageKind],
        flows: Sequence[bool],
        fixed: frozenset[int],
    ) -> None:
        self._text = text
        self._lines = lines
        self._kinds = kinds
        self._flows = flows
        self._fixed = fixed

    def paragraphs(self) -> list[Paragraph]:
        """All lines, as paragraphs in order of their first line."""
        paragraphs = []
        taken: set[int] = set()
        for number, kind in enumerate(self._kinds):
            if number in taken:
                continue
            joined, between = ([number], []) if kind != "body" else self._follow(number)
            taken.update(joined, between)
            paragraphs.append(Paragraph(kind, tuple(joined), tuple(between)))
        return paragraphs

    def _follow(self, first: int) -> tuple[list[int], list[int]]:
        joined, between = [first], list[int]()
        while True:
            found = self._continuation(joined[-1], begun=len(joined) > 1)
            if found is None:
                return joined, between
            between += range(joined[-1] + 1, found)
            joined.append(found)

    def _continuation(self, last: int, *, begun: bool) -> int | None:
        """The line that goes on with the sentence that line ``last`` leaves open."""
        line = self._lines[last]
        if last + 1 >= len(self._lines) or last in self._fixed:
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
                return number if self._goes_on(last, number, sure=weak_between, begun=begun) else None
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
        if not followed and not (ends_sentence(text) and self._makes_word(self._lines[last], number, strictly=False)):
            return False
        return self._goes_on(last, number, sure=False, begun=True)

    def _goes_on(self, last: int, number: int, *, sure: bool, begun: bool) -> bool:
        """Whether line ``number`` continues line ``last``, which ends in mid-sentence.

        ``sure`` asks for proof, as other matter stands between; ``begun``: ``last`` is a continuation itself.
        """
        words = layout_words()
        before, after = self._lines[last].text, self._lines[number].text
        if after.startswith(words.never_starts):
            return True
        if is_numbered(after):
            return False
        if before.endswith(words.open_ends) or leaves_open(before):
            return True
        if before[-1].isdigit() and (after[0].isdigit() or after[0] in "年月日时万亿多余个项家"):
            return True
        if self._makes_word(self._lines[last], number, strictly=False):
            return True
        sure = sure or (not begun and len(before) < _SHORT and not set(before) & set("，、。；："))
        if sure or after.startswith(words.paragraph_starts):
            return False
        if self._lines[number].indent >= 2 and self._lines[last].indent == 0:
            return False
        return bool(_HAN.match(before[-1]) or before[-1].isalnum() or before[-1] in "”）)》%％’")

    def _makes_word(self, line: Line, number: int, *, strictly: bool = True) -> bool:
        """Whether the characters on both sides of the break stand together elsewhere in the text."""
        after = self._lines[number].text
        pair = line.text[-1] + after[0]
        if not pair.isalnum() or pair.isascii():
            return False
        near = self._text[max(0, line.start - _NEAR) : line.end + _NEAR]
        # Two characters meet by chance; three hardly do, nor two again and again.
        if any(len(piece) == 3 and piece in near for piece in (line.text[-2:] + after[:1], pair + after[1:2])):
            return True
        return not strictly and near.count(pair) >= 2


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
