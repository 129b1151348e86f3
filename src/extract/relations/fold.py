"""Folds a sentence: every mention becomes one symbol, so that a rule reads as the shape of a sentence.

「工业和信息化部副部长熊继军表示」 folds to 「◆副部长●表示」 (here with ◆ for the organisation and ● for the person;
the real symbols are private-use characters that no text holds).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.records import Mention, OrganisationMention, Sentence
from extract.relations.pieces import ORG, TITLE, Participant, Piece, make_piece
from extract.relations.refer import find_announcer, find_funded, find_references
from extract.view import DocumentView

# Newspapers are no documents. A title of three characters or fewer (「《规划》」) stands for a longer one named before.
_TITLE = re.compile(r"《[^《》\n]{4,80}(?<!日报|晚报|时报|周刊|杂志|早报)》")

#: What stands between a name and its short form in brackets: 「星途科技有限公司（“星途”）」.
_OPENS_SHORT = re.compile('[（(][“"‘「]?')
_CLOSES_SHORT = re.compile('[”"’」]?[）)]')
#: A headline in 【】 is a sentence of its own.
_BARRIERS = str.maketrans("【】", "。。")


@dataclass(frozen=True, slots=True)
class FoldedSentence:
    """A sentence with its mentions folded to symbols.

    ``offsets[i]`` is the offset in the document of the folded character ``i`` (one more entry for the end);
    ``participants`` maps the index of a symbol to what it stands for. ``announcer`` is the firm whose notice the line
    is, ``funded`` the one whose capital or round of funding it tells of. A short form that stands in brackets behind
    its name is folded into it.
    """

    text: str
    offsets: Sequence[int]
    participants: dict[int, Participant]
    announcer: Participant | None = None
    funded: Participant | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's span of a folded stretch."""
        return self.offsets[start], self.offsets[end]


def fold_sentences(view: DocumentView) -> Iterator[FoldedSentence]:
    """The sentences of ``view`` that name an organisation or a document title, folded, in order."""
    pieces = sorted(_pieces(view), key=lambda piece: (piece.start, -piece.end))
    position = 0
    recent: list[OrganisationMention] = []
    announcer: OrganisationMention | None = None
    funded: Participant | None = None
    line = 0
    for sentence in view.sentences:
        if "\n" in view.text[line : sentence.start]:
            announcer = funded = None
        line = sentence.start
        inside: list[Piece] = []
        while position < len(pieces) and pieces[position].start < sentence.end:
            piece = pieces[position]
            # A mention inside a title belongs to the title.
            if piece.start >= sentence.start and (not inside or inside[-1].end <= piece.start):
                inside.append(piece)
            position += 1
        told = find_announcer(sentence, inside)
        # A sentence that opens with another firm's announcement is another notice.
        announcer = told if told and (announcer is None or told.start <= sentence.start + 1) else announcer
        references = find_references(sentence, inside, recent, announcer, funded)
        inside = sorted([*inside, *references], key=lambda piece: piece.start)
        recent += [p.participant.mention for p in inside if isinstance(p.participant.mention, OrganisationMention)]
        if any(piece.symbol in (ORG, TITLE) for piece in inside):
            folded = _fold(sentence, inside)
            funded = find_funded(folded.text, folded.participants) or funded
            teller = None if announcer is None else Participant("org", announcer.text, announcer)
            yield replace(folded, announcer=teller, funded=funded)


def _pieces(view: DocumentView) -> Iterator[Piece]:
    named: Iterable[tuple[str, Sequence[Mention]]] = (
        ("org", view.organisations),
        ("region", view.regions),
        ("person", view.persons),
        ("date", view.dates),
        ("quantity", view.quantities),
    )
    for kind, mentions in named:
        for mention in mentions:
            yield make_piece(kind, mention.start, mention.end, mention.text, mention)
    for match in _TITLE.finditer(view.text):
        yield make_piece("title", match.start(), match.end(), match.group(), None)


def _fold(sentence: Sentence, pieces: Sequence[Piece]) -> FoldedSentence:
    text: list[str] = []
    offsets: list[int] = []
    participants: dict[int, Participant] = {}
    position = sentence.start
    for index, piece in enumerate(pieces):
        if piece.start < position or piece.end > sentence.end:
            continue
        text += sentence.text[position - sentence.start : piece.start - sentence.start]
        offsets += range(position, piece.start)
        participants[len(text)] = piece.participant
        text.append(piece.symbol)
        offsets.append(piece.start)
        position = piece.end
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        closed = None if following is None else _short_form(sentence, piece, following)
        if closed is not None:
            position = closed
    text += sentence.text[position - sentence.start :]
    offsets += range(position, sentence.end)
    offsets.append(sentence.end)
    folded = "".join(text).translate(_BARRIERS)
    return FoldedSentence(folded, offsets, participants)


def _short_form(sentence: Sentence, name: Piece, short: Piece) -> int | None:
    """Where the bracket behind an organisation's name ends, if it holds a shorter name and nothing else."""
    if name.symbol != ORG or short.symbol != ORG or len(short.participant.text) >= len(name.participant.text):
        return None
    text, shift = sentence.text, sentence.start
    opened = _OPENS_SHORT.match(text, name.end - shift)
    closed = _CLOSES_SHORT.match(text, short.end - shift)
    if opened is None or closed is None or opened.end() + shift != short.start:
        return None
    return closed.end() + shift
