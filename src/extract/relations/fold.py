"""Folds a sentence: every mention becomes one symbol, so that a rule reads as the shape of a sentence.

「工业和信息化部副部长熊继军表示」 folds to 「◆副部长●表示」 (here with ◆ for the organisation and ● for the person;
the real symbols are private-use characters that no text holds).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.records import Mention, OrganisationMention, Sentence, Span
from extract.view import DocumentView

ORG, REGION, PERSON, TITLE, DATE, QUANTITY = (chr(0xE000 + index) for index in range(6))
SYMBOLS = {"org": ORG, "region": REGION, "person": PERSON, "title": TITLE, "date": DATE, "quantity": QUANTITY}

# Newspapers are no documents. A title of three characters or fewer (「《规划》」) stands for a longer one named before; it is no document itself.
_TITLE = re.compile(r"《[^《》\n]{4,80}(?<!日报|晚报|时报|周刊|杂志|早报)》")

# 「该公司」 and the like mean the last organisation named; which types each word can stand for.
_REFERENCES = {
    "公司": ("company", "finance"),
    "该公司": ("company", "finance"),
    "后者": ("company", "finance"),
    "该企业": ("company", "finance"),
    "该集团": ("company", "finance"),
    "该校": ("university",),
    "该院": ("research", "hospital", "university"),
    "该所": ("research",),
    "该研究院": ("research",),
    "该研究所": ("research",),
    "该实验室": ("research",),
    "该中心": ("research", "other"),
    "该机构": ("research", "finance", "international", "association", "company"),
    "该组织": ("international", "association"),
    "该行": ("finance",),
    "该银行": ("finance",),
    "该基金": ("finance",),
    "该部": ("government",),
    "该局": ("government",),
    "该协会": ("association",),
    "该学会": ("association",),
    "该联盟": ("association",),
}
# A firm's notice says 「公司」 of itself where it acts, owns or names its officers; elsewhere the word means any firm.
_SELF = (
    "(?:(?<![\u4e00-\u9fff])|(?<=[于对使由]))公司(?=拟|将|与|和|已|及|全资|控股|参股|下属|旗下|子公司|出资|投资|持股|持有|董事|监事|总经理|副总|总裁|首席|财务"
    "|实际控制人|成立于|创立于|创办于|注册于|法定代表人|注册资本|(?:昨日|今日|近日|日前)(?:公告|披露|宣布))"
)
#: At the head of a clause of a notice it is the firm's own, whatever it does.
_SELF_AT_HEAD = re.compile(
    "(?<=[，：。；])公司(?![债法制章股类名的]|治理|子公司)"
    "|(?<=[，：。；])公司(?=的(?:参股|控股|全资|子公司|股东|控股股东))"
    "|(?<=[意前后据经致定为是及、占中])公司(?=附属公司|持有|仍|股份|总股本|所持|以|拟|将|与|和|控股股东|全资|控股|旗下|下属|子公司|董事|总经理|副总)"
)
#: What shareholders hold of the firm whose notice it is.
_OWN_SHARES = re.compile("(?<=[的持有])公司(?=[0-9.]{1,6}%|股份|股票|股权)")
#: Who tells something is not whom it is about: 「某查询平台股权穿透显示，该公司…」.
_TELLS = re.compile(r"[^，。]{0,10}显示[，：]")
#: An exchange or a supervisor named in a notice is not the firm that the notice goes on about.
_WATCHES = re.compile("交所$|交易所|证监会|证监局|央行|人民银行|银保监")
_ANNOUNCES = re.compile(r"(?:[（(][^（）()]{1,24}[）)]){0,2}(?:[^，。：；]{0,10}(?:公告|披露|公布|宣布)|：)")
#: 「星途科技完成B轮融资」: whose round of funding is told; later clauses name who paid.
_FUNDED = re.compile(
    r"[^。；！？\ue000]{0,16}(?:完成|获得?|获投|宣布)[^。；！？\ue000]{0,20}(?:融资|投资)"
    r"|[^。；！？\ue000]{0,24}(?:注册资本|增资扩股|控股股东|大股东|工商变更|(?:正式|宣布|揭牌|已)?成立(?=[，。于])|发起方|发起人)"
)
#: 「基金由…共同发起」: a noun at the head of a clause means the last organisation whose name ends with it.
_HEADED = re.compile(
    "(?:(?<=[，。；：])|^)(?:该[\u4e00-\u9fff]{1,4}(?=公司)|[该此])?((?<=[\u4e00-\u9fff])公司|基金|集团|联盟|协会|学会|研究院|研究所|实验室|创新中心|中心|委员会|银行|平台|合资公司)"
    "(?=由|将由|拟由|目前由|是由|总部|总规模|注册|位于|坐落|落户|成立于)"
)
_REFERENCE = re.compile("|".join([*(word for word in _REFERENCES if word != "公司"), _SELF]))
#: What stands between a name and its short form in brackets: 「星途科技有限公司（“星途”）」.
_OPENS_SHORT = re.compile('[（(][“"‘「]?')
_CLOSES_SHORT = re.compile('[”"’」]?[）)]')
#: A headline in 【】 is a sentence of its own.
_BARRIERS = str.maketrans("【】", "。。")


@dataclass(frozen=True, slots=True)
class Participant:
    """One end of a relation as the sentence has it: what stands there, and the mention that it means."""

    kind: str
    text: str
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class FoldedSentence:
    """A sentence with its mentions folded to symbols.

    ``offsets[i]`` is the offset in the document of the folded character ``i`` (one more entry for the end);
    ``participants`` maps the index of a symbol to what it stands for. ``announcer`` is the firm whose notice the line
    is, ``funded`` the one whose round of funding it tells of. A short form that stands in brackets behind its name is
    folded into it.
    """

    text: str
    offsets: Sequence[int]
    participants: dict[int, Participant]
    announcer: Participant | None = None
    funded: Participant | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's span of a folded stretch."""
        return self.offsets[start], self.offsets[end]


@dataclass(frozen=True, slots=True)
class _Piece(Span):
    symbol: str
    participant: Participant


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
        inside: list[_Piece] = []
        while position < len(pieces) and pieces[position].start < sentence.end:
            piece = pieces[position]
            # A mention inside a title belongs to the title.
            if piece.start >= sentence.start and (not inside or inside[-1].end <= piece.start):
                inside.append(piece)
            position += 1
        told = _announcer(sentence, inside)
        # A sentence that opens with another firm's announcement is another notice.
        announcer = told if told and (announcer is None or told.start <= sentence.start + 1) else announcer
        inside = sorted([*inside, *_references(sentence, inside, recent, announcer, funded)], key=lambda piece: piece.start)
        recent += [p.participant.mention for p in inside if isinstance(p.participant.mention, OrganisationMention)]
        if any(piece.symbol in (ORG, TITLE) for piece in inside):
            folded = _fold(sentence, inside)
            funded = _funded(folded) or funded
            teller = None if announcer is None else Participant("org", announcer.text, announcer)
            yield replace(folded, announcer=teller, funded=funded)


def _pieces(view: DocumentView) -> Iterator[_Piece]:
    named: Iterable[tuple[str, Sequence[Mention]]] = (
        ("org", view.organisations),
        ("region", view.regions),
        ("person", view.persons),
        ("date", view.dates),
        ("quantity", view.quantities),
    )
    for kind, mentions in named:
        for mention in mentions:
            yield _piece(kind, mention.start, mention.end, mention.text, mention)
    for match in _TITLE.finditer(view.text):
        yield _piece("title", match.start(), match.end(), match.group(), None)


def _piece(kind: str, start: int, end: int, text: str, mention: Mention | None) -> _Piece:
    return _Piece(start=start, end=end, symbol=SYMBOLS[kind], participant=Participant(kind, text, mention))


def _announcer(sentence: Sentence, inside: Sequence[_Piece]) -> OrganisationMention | None:
    """The firm that gives the notice which a line is: 「启明新材公告，公司…」."""
    for piece in inside:
        mention = piece.participant.mention
        if isinstance(mention, OrganisationMention) and mention.type in _REFERENCES["公司"]:
            return mention if _ANNOUNCES.match(sentence.text, piece.end - sentence.start) else None
    return None


def _funded(sentence: FoldedSentence) -> Participant | None:
    """The firm whose round of funding a sentence tells of."""
    for index, participant in sentence.participants.items():
        mention = participant.mention
        firm = isinstance(mention, OrganisationMention) and mention.type in ("company", "finance", "other", "research")
        if firm and _FUNDED.match(sentence.text, index + 1):
            return participant
    return None


def _references(
    sentence: Sentence,
    inside: Sequence[_Piece],
    recent: Sequence[OrganisationMention],
    announcer: OrganisationMention | None,
    funded: Participant | None,
) -> Iterator[_Piece]:
    """Pieces for 「该公司」 and the like, each standing for the nearest organisation before it that fits.

    A bare 「公司」 is the firm that gives the notice, if one does; a sentence that names no other before the word goes on
    about the firm whose capital was told of.
    """
    for match in _HEADED.finditer(sentence.text):
        start = sentence.start + match.start()
        named = [*recent[-8:], *(p.participant.mention for p in inside if p.end <= start)]
        for mention in reversed(named):
            if isinstance(mention, OrganisationMention) and match[1] in mention.text:
                yield _piece("org", start, sentence.start + match.end(), mention.text, mention)
                break
    own = [] if announcer is None else [*_SELF_AT_HEAD.finditer(sentence.text), *_OWN_SHARES.finditer(sentence.text)]
    found = {match.start(): match for match in (*_REFERENCE.finditer(sentence.text), *own)}
    for match in found.values():
        start = sentence.start + match.start()
        if match.group() == "公司" and announcer is not None and announcer.end <= start:
            yield _piece("org", start, start + len(match.group()), announcer.text, announcer)
            continue
        opens = not any(piece.end <= start and piece.symbol == ORG for piece in inside)
        if opens and match.group() in ("公司", "该公司", "该企业") and funded and funded.mention:
            yield _piece("org", start, start + len(match.group()), funded.text, funded.mention)
            continue
        # 「甲公司披露，乙公司已获得该公司5%股权」: who acts in the clause is another one, if any is named before it.
        clause = sentence.start + max(sentence.text.rfind(mark, 0, match.start()) for mark in "，；：。")
        told = [p for p in inside if p.end <= start and not _TELLS.match(sentence.text, p.end - sentence.start)]
        earlier = [p.participant.mention for p in [p for p in told if p.end <= clause] or told]
        for mention in reversed([*recent[-8:], *(m for m in earlier if isinstance(m, OrganisationMention))]):
            if mention.type in _REFERENCES[match.group()] and not _WATCHES.search(mention.text):
                yield _piece("org", start, start + len(match.group()), mention.text, mention)
                break


def _fold(sentence: Sentence, pieces: Sequence[_Piece]) -> FoldedSentence:
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


def _short_form(sentence: Sentence, name: _Piece, short: _Piece) -> int | None:
    """Where the bracket behind an organisation's name ends, if it holds a shorter name and nothing else."""
    if name.symbol != ORG or short.symbol != ORG or len(short.participant.text) >= len(name.participant.text):
        return None
    text, shift = sentence.text, sentence.start
    opened = _OPENS_SHORT.match(text, name.end - shift)
    closed = _CLOSES_SHORT.match(text, short.end - shift)
    if opened is None or closed is None or opened.end() + shift != short.start:
        return None
    return closed.end() + shift
