"""Which short lines are the titles of articles, and which only head a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.layout.cohesion import cohesion_at
from extract.layout.contents import Contents, fold_title
from extract.layout.kinds import is_numbered, is_signed_day, is_source_tag
from extract.layout.lexicon import layout_words
from extract.layout.lines import Line
from extract.records import PassageKind

# What speaks for a title and against it; from _ENOUGH on, a line begins an article.
_BYLINE = 3.0
_DATELINE = 3.0
_COLUMN_ABOVE = 3.0
_IN_CONTENTS = 3.0
_NOT_IN_CONTENTS = -2.5
_TRANSLATED = 2.0
_AFTER_SOURCE_TAG = 2.0
_FIRST = 2.0
_EXTRA_GAP = 1.5
_NEW_TOPIC = 2.0
_PERHAPS_NEW_TOPIC = 1.0
_SAME_TOPIC = -1.5
_ENOUGH = 2.0
# The share of a title's character pairs that come back in its text: mostly half and more, of 「产业新闻」 a third.
_TAKEN_UP = 0.35
_MIN_TITLE = 6
_NOTE = re.compile(r"[\[［〔]\d+[\]］〕]$")
# Overlaps measured on newsletters and journals: articles that meet share less than a tenth of their character
# pairs, sections of one article mostly more.
_NO_OVERLAP = 0.085
_LITTLE_OVERLAP = 0.105
_SOME_OVERLAP = 0.113
_MUCH_OVERLAP = 0.13
# The less the texts share, the less the title itself must point down rather than up.
_NEW_TOPIC_AT = ((_NO_OVERLAP, 0.1), (_LITTLE_OVERLAP, 0.15), (_SOME_OVERLAP, 0.3))
_MIN_CONTENTS = 4
_PROSE_CHARS = 30
# So many lines of subtitle, translation, byline and lead may stand between a title and its text.
_MAX_HEAD_LINES = 8


@dataclass(frozen=True, slots=True)
class Title:
    """A line that begins an article."""

    number: int
    text: str


class TitleFinder:
    """Finds the titles among a text's lines.

    Args:
        lines: the lines; ``kinds`` and ``columns`` (line number to column name) say what each is.
        contents: the text's own table of contents, whose titles are believed first.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        kinds: Sequence[PassageKind],
        columns: dict[int, str],
        contents: Contents,
    ) -> None:
        self._lines = lines
        self._kinds = kinds
        self._columns = columns
        self._contents = contents
        self._contents_titles: dict[int, str] = {}

    def titles(self) -> list[Title]:
        """The titles in order; at most one for each stretch of prose."""
        best: dict[int, tuple[float, int]] = {}
        for number in self._candidates:
            prose = self._prose_below(number)
            if prose is None:
                continue
            score = self._score(number, prose)
            if score >= _ENOUGH and (prose not in best or score > best[prose][0]):
                best[prose] = (score, number)
        found = {number: self._title_text(number) for _, number in best.values()}
        for number, name in self._columns.items():
            # A column that goes straight into its text is an article itself.
            if number + 1 < len(self._lines) and self._is_prose(number + 1) and self._kinds[number + 1] == "body":
                found.setdefault(number, name)
        return [Title(number, text) for number, text in sorted(found.items())]

    @cached_property
    def _candidates(self) -> list[int]:
        return [
            number
            for number, kind in enumerate(self._kinds)
            if kind == "heading"
            and number not in self._columns
            and (not is_numbered(self._lines[number].text) or self._contents_title(number))
            and not is_signed_day(self._lines[number].text)
            and not self._lines[number].text.startswith(("—", "－", "（", "("))
        ]

    @cached_property
    def _bylines_are_usual(self) -> bool:
        return any(
            self._has_byline(number, prose)
            for number in self._candidates
            if (prose := self._prose_below(number)) is not None
        )

    @cached_property
    def _usual_gap(self) -> int:
        gaps = sorted(line.gap for line, kind in zip(self._lines, self._kinds, strict=True) if kind == "body")
        return gaps[len(gaps) // 2] if gaps else 0

    def _is_prose(self, number: int) -> bool:
        text = self._lines[number].text
        return self._kinds[number] == "body" and (len(text) >= _PROSE_CHARS or text.endswith("。"))

    def _prose_below(self, number: int) -> int | None:
        """The first line of text under a title, with nothing but the title's own lines between."""
        for below in range(number + 1, min(number + 1 + _MAX_HEAD_LINES, len(self._lines))):
            if self._is_prose(below):
                return below
            if self._kinds[below] in ("furniture", "contents", "table") or below in self._columns:
                return None
            if self._kinds[below] == "heading" and self._contents_title(below):
                return None
        return None

    def _score(self, number: int, prose: int) -> float:
        line = self._lines[number]
        score = 0.0
        if self._has_byline(number, prose):
            score += _BYLINE - 0.2 * (prose - number)
        if layout_words().dateline.match(self._lines[prose].text):
            score += _DATELINE
        if number - 1 in self._columns:
            score += _COLUMN_ABOVE
        if len(self._contents.titles) >= _MIN_CONTENTS:
            score += _IN_CONTENTS if self._contents_title(number) else _NOT_IN_CONTENTS
        if self._kinds[min(number + 1, len(self._lines) - 1)] == "foreign" and len(self._lines[number + 1].text) < 200:
            score += _TRANSLATED
        if number and is_source_tag(self._lines[number - 1].text):
            score += _AFTER_SOURCE_TAG
        if number == self._first_heading_with_text and self._is_taken_up(number):
            score += _FIRST
        if line.gap > self._usual_gap:
            score += _EXTRA_GAP
        # What the page itself says outweighs what the words suggest.
        return score if score >= _BYLINE - 1 else score + self._topic_score(number)

    @cached_property
    def _first_heading_with_text(self) -> int:
        with_text = (number for number in self._candidates if self._prose_below(number) is not None)
        first = next(with_text, -1)
        return first if not any(self._is_prose(number) for number in range(max(first, 0))) else -1

    def _is_taken_up(self, number: int) -> bool:
        """Whether the text below says the title's words again; the name of a site or a paper is not taken up."""
        text = _NOTE.sub("", self._lines[number].text)
        if text.endswith(layout_words().document_kinds):
            return True
        return len(text) >= _MIN_TITLE and cohesion_at(number, self._lines, self._kinds).below >= _TAKEN_UP

    def _topic_score(self, number: int) -> float:
        cohesion = cohesion_at(number, self._lines, self._kinds)
        if cohesion.overlap is None:
            return 0.0
        if cohesion.overlap >= _MUCH_OVERLAP or cohesion.above > cohesion.below:
            return _SAME_TOPIC
        if self._bylines_are_usual:
            return 0.0
        gain = cohesion.below - cohesion.above
        if any(cohesion.overlap <= overlap and gain >= least for overlap, least in _NEW_TOPIC_AT):
            return _NEW_TOPIC
        return _PERHAPS_NEW_TOPIC if cohesion.overlap <= _SOME_OVERLAP else 0.0

    def _has_byline(self, number: int, prose: int) -> bool:
        """Whether a byline stands before the text, or after a lead of one paragraph."""
        for below in range(number + 1, min(prose + 2, len(self._lines))):
            if self._kinds[below] == "byline" and not is_source_tag(self._lines[below].text):
                return True
            if below > prose:
                break
        return False

    def _contents_title(self, number: int) -> str:
        """The title as the contents have it; a page may set a column's name before it."""
        if number not in self._contents_titles:
            self._contents_titles[number] = self._look_up(number)
        return self._contents_titles[number]

    def _look_up(self, number: int) -> str:
        if not self._contents.titles:
            return ""
        folded = fold_title(self._lines[number].text)
        exact = self._contents.titles.get(folded)
        if exact:
            return exact
        for known, title in self._contents.titles.items():
            if len(known) >= 6 and len(folded) - len(known) <= 10 and folded.endswith(known):
                # 「1 纳米！…」 in a list of pages reads as page 1; the title's own line knows better.
                before = folded[: -len(known)]
                return self._lines[number].text if before.isdigit() else title
        return ""

    def _title_text(self, number: int) -> str:
        return self._contents_title(number) or self._lines[number].text
