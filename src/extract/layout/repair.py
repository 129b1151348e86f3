"""From a source text to its layout: what each line is, which lines read as one, where articles begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.layout.articles import ArticleStart, article_starts
from extract.layout.cohesion import restated
from extract.layout.contents import Contents, find_contents
from extract.layout.flashes import holds_flashes
from extract.layout.kinds import column_name, ends_sentence, is_numbered, is_titlelike, leaves_open, line_kind
from extract.layout.lines import Line, split_lines
from extract.layout.offsets import OffsetMap, ReadingTextBuilder
from extract.layout.paragraphs import Joiner, Paragraph, flowing_lines
from extract.layout.tables import find_tables
from extract.layout.titles import TitleFinder
from extract.records import Article, Cell, Passage, PassageKind, Table

# Spaces that a page's setting left between Chinese characters and numbers or letters, or between every character.
_SET_SPACE = re.compile(
    r"(?<=[\u3400-\u9fff，。、；：！？）》”])[ \u00a0\u2009\u202f](?=[0-9A-Za-z])(?<![讯电] )|"
    r"(?<=[0-9A-Za-z%％℃])[ \u00a0\u2009\u202f](?=[\u3400-\u9fff，。、；：！？（《“])|"
    r"(?<=[，。、；：！？）》])[ \u00a0](?=[\u3400-\u9fff“《（])"
)
_SPACED_OUT = re.compile(r"(?<![\u3400-\u9fff])[\u3400-\u9fff](?: [\u3400-\u9fff]){3,}")
_SPEAKER = re.compile(r"(?P<name>[《\u3400-\u9fff·》]{1,14})[:：]\s?\S")
# 「002　科创纵横」, 「科创纵横 · 12」
_PAGE = re.compile(r"^\d{1,4}[\s\u3000·|]+|[\s\u3000·|]+\d{1,4}$")
_MAX_LONG_TITLE = 80
# A news item's first paragraph says half of its title again; the second half of a broken sentence does not.
_RESTATED = 0.45
_MARKDOWN = re.compile(r"#{1,6}\s+|>\s?|[-*+]\s+(?=\S)")
_REPEATED = 3
_MIN_SPEAKER_LINES = 3
# What a line that the margin broke may look like and cannot be.
_NOT_IN_A_FLOW: frozenset[PassageKind] = frozenset(("heading", "caption", "byline"))
_SPACE_FREE: frozenset[PassageKind] = frozenset(("table", "contents", "foreign", "furniture"))


@dataclass(frozen=True, slots=True)
class Layout:
    """A text as it reads, and where each character of that stands in the source.

    Args:
        text: the reading text: sentences that the page broke are put together, one paragraph a line.
        passages: what each paragraph is, in offsets of ``text``, one after another.
        articles: the articles, in offsets of ``text``; what stands above the first belongs to none.
        tables: the tables, in offsets of ``text``.
        set_aside: what stood in the middle of a sentence (a caption, an abstract, a page's foot) and is not in
            ``text``, in offsets of the *source*.
        offsets: maps ``text`` to the source.
    """

    text: str
    passages: tuple[Passage, ...]
    articles: tuple[Article, ...]
    tables: tuple[Table, ...]
    set_aside: tuple[Passage, ...]
    offsets: OffsetMap

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open source span of a half-open span of :attr:`text`; see :meth:`OffsetMap.source_span`.

        Raises:
            ValueError: the span does not lie in :attr:`text`.
        """
        return self.offsets.source_span(start, end)

    def source_spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """All source spans of a span of :attr:`text`, in reading order; see :meth:`OffsetMap.source_spans`.

        Raises:
            ValueError: the span does not lie in :attr:`text`.
        """
        return self.offsets.source_spans(start, end)


def lay_out(text: str) -> Layout:
    """The layout of ``text``.

    >>> layout = lay_out("专利申请大增。全市新增专\\n\\n利32件，增长5%。")
    >>> layout.text
    '专利申请大增。全市新增专利32件，增长5%。'
    >>> layout.source_span(9, 13)
    (9, 15)
    """
    lines = split_lines(text)
    flows = flowing_lines(lines)
    kinds, columns, contents, tables = _classify(text, lines, flows)
    titles = TitleFinder(lines, kinds, columns, contents).titles()
    starts = article_starts(lines, kinds, titles, flashes=holds_flashes(lines, kinds))
    for start in starts:
        if kinds[start.number] == "heading":
            kinds[start.number] = "title"
    fixed = frozenset(columns) | contents.numbers | {start.number for start in starts if kinds[start.number] == "title"}
    fixed |= {number for numbers, _ in tables for number in numbers}
    paragraphs = Joiner(text, lines, kinds, flows, fixed).paragraphs()
    return _build(text, lines, paragraphs, starts, [table for _, table in tables], kinds)


def _classify(
    text: str, lines: Sequence[Line], flows: Sequence[bool]
) -> tuple[list[PassageKind], dict[int, str], Contents, list[tuple[range, Table]]]:
    kinds = [line_kind(line) for line in lines]
    contents = find_contents(lines)
    tables = [(numbers, table) for numbers, table in find_tables(lines, text) if not contents.numbers & set(numbers)]
    columns: dict[int, str] = {}
    repeated = _running_heads(line for number, line in enumerate(lines) if number not in contents.numbers)
    speakers = _speakers(lines)
    for number, line in enumerate(lines):
        if len(line.text) > 60:
            continue
        name = column_name(line.text)
        if name:
            columns[number], kinds[number] = name, "heading"
        elif (flows[number] or (number and flows[number - 1])) and kinds[number] in _NOT_IN_A_FLOW:
            kinds[number] = "body"
        elif _PAGE.sub("", line.text) in repeated and kinds[number] in ("heading", "body"):
            kinds[number] = "furniture"
        elif kinds[number] == "heading" and (speaker := _SPEAKER.match(line.text)) and speaker["name"] in speakers:
            kinds[number] = "body"
    for number in _restated_titles(lines, kinds, flows):
        kinds[number] = "heading"
    for number in contents.numbers:
        kinds[number] = "contents"
        columns.pop(number, None)
    for numbers, _ in tables:
        for number in numbers:
            kinds[number] = "table"
            columns.pop(number, None)
    return kinds, columns, contents, tables


def _running_heads(lines: Iterable[Line]) -> frozenset[str]:
    """Short lines that come back on page after page, but for the page's number before or after them."""
    seen: Counter[str] = Counter()
    numbered: set[str] = set()
    for line in lines:
        if 4 <= len(line.text) <= 40:
            text = _PAGE.sub("", line.text)
            seen[text] += 1
            if text != line.text:
                numbered.add(text)
    return frozenset(
        text
        for text, times in seen.items()
        if times >= (2 if text in numbered else _REPEATED) and text and is_titlelike(text) and not is_numbered(text)
    )


def _restated_titles(lines: Sequence[Line], kinds: Sequence[PassageKind], flows: Sequence[bool]) -> list[int]:
    """Lines too long for a title, or ending like a caption, whose words the paragraph below says again."""
    found = []
    for number in range(len(lines) - 1):
        text = lines[number].text
        if (
            kinds[number] in ("body", "caption")
            and kinds[number + 1] == "body"
            and 12 <= len(text) <= _MAX_LONG_TITLE
            and not (flows[number] or (number and flows[number - 1]))
            and len(lines[number + 1].text) > len(text)
            and not set(text) & set("。；")
            and text[-1] not in "，、：—"
            and not leaves_open(text)
            and not ends_sentence(text)
            and restated(text, lines[number + 1].text) >= _RESTATED
        ):
            found.append(number)
    return found


def _speakers(lines: Sequence[Line]) -> frozenset[str]:
    """Who speaks in an interview: names before a colon at the head of several lines."""
    seen = Counter(match["name"] for line in lines if (match := _SPEAKER.match(line.text[:20])))
    return frozenset(name for name, times in seen.items() if times >= _MIN_SPEAKER_LINES)


def _build(
    text: str,
    lines: Sequence[Line],
    paragraphs: Sequence[Paragraph],
    starts: Sequence[ArticleStart],
    tables: Sequence[Table],
    kinds: Sequence[PassageKind],
) -> Layout:
    builder = ReadingTextBuilder(text)
    passages, aside = [], []
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    for paragraph in paragraphs:
        begin = builder.length
        begins[paragraph.lines[0]] = begin
        for position, number in enumerate(paragraph.lines):
            if position:
                _bridge(builder, lines[paragraph.lines[position - 1]], lines[number])
            if number in paragraph.jumps:
                builder.jump()
            _add_line(builder, lines[number], paragraph.kind)
        passages.append(Passage(start=begin, end=builder.length, kind=paragraph.kind))
        _end_line(builder, [lines[number] for number in paragraph.lines], moved=bool(paragraph.jumps))
        ends.update(dict.fromkeys(paragraph.lines, builder.length))
        for number in paragraph.between:
            kind = "caption" if kinds[number] == "heading" else kinds[number]
            aside.append(Passage(start=lines[number].start, end=lines[number].end, kind=kind))
    reading, offsets = builder.finish()
    return Layout(
        text=reading,
        passages=tuple(passages),
        articles=_articles(starts, begins, ends, len(reading)),
        tables=tuple(_moved(table, offsets) for table in tables),
        set_aside=tuple(aside),
        offsets=offsets,
    )


def _end_line(builder: ReadingTextBuilder, paragraph: Sequence[Line], *, moved: bool) -> None:
    """Add the line end of the paragraph's last line, or of one above where the text's last line was moved up here."""
    last = paragraph[-1]
    if last.stop == last.end and moved:
        last = paragraph[-2]
        builder.jump()
    if last.stop > last.end:
        builder.add_as(last.stop - 1, "\n")
    if moved:
        builder.jump()


def _bridge(builder: ReadingTextBuilder, before: Line, after: Line) -> None:
    """Two words of letters keep a space between them; Chinese needs none."""
    if before.text[-1].isascii() and after.text[0].isascii() and before.text[-1].isalpha() and after.text[0].isalpha():
        builder.add_as(before.stop - 1, " ")


def _add_line(builder: ReadingTextBuilder, line: Line, kind: PassageKind) -> None:
    """Add a line without the spaces that its setting put between characters."""
    position = 0
    text = line.text
    marked = _MARKDOWN.match(text) if kind in ("title", "heading") else None
    if marked and marked.end() < len(text):
        position = marked.end()
    if kind not in _SPACE_FREE and (" " in text or "\u00a0" in text or "\u2009" in text or "\u202f" in text):
        skips = [match.start() for match in _SET_SPACE.finditer(text)]
        for match in _SPACED_OUT.finditer(text):
            skips += range(match.start() + 1, match.end(), 2)
        for skip in sorted(set(skips)):
            builder.add(line.start + position, line.start + skip)
            position = skip + 1
    builder.add(line.start + position, line.end)


def _articles(
    starts: Sequence[ArticleStart], begins: dict[int, int], ends: dict[int, int], length: int
) -> tuple[Article, ...]:
    """The articles, each up to the next or to the end of its last line; ``begins`` and ``ends`` are by line."""
    placed = [(begins[start.number], start) for start in starts if start.number in begins]
    following = [begin for begin, _ in placed[1:]] + [length]
    articles = []
    for (begin, start), next_begin in zip(placed, following, strict=False):
        end = next_begin if start.last is None else min(next_begin, ends.get(start.last, next_begin))
        if begin < end:
            articles.append(
                Article(start=begin, end=end, title=start.title, byline=start.byline, published_on=start.published_on)
            )
    return tuple(articles)


def _moved(table: Table, offsets: OffsetMap) -> Table:
    """A table with its offsets in the reading text; a table's lines are never broken or set aside."""
    rows = tuple(tuple(_moved_cell(cell, offsets) for cell in row) for row in table.rows)
    return replace(
        table, start=offsets.reading_offset(table.start), end=offsets.reading_offset(table.end - 1) + 1, rows=rows
    )


def _moved_cell(cell: Cell, offsets: OffsetMap) -> Cell:
    start = offsets.reading_offset(cell.start)
    return replace(cell, start=start, end=start + len(cell.text))
