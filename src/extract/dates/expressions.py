"""From tokens to expressions: pieces that stand together, the two sides of a range, and what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.dates.patterns import DASH, GAP, scanner
from extract.dates.pieces import CLOSED, LEVEL, Piece, Token
from extract.dates.reading import read_pieces

_BETWEEN_PIECES = re.compile(r"[ \u3000\xa0]?的?")
_BETWEEN_SIDES = re.compile(rf"{GAP}(?:日?(?:起|开始)?(?:至|到)|{DASH}){GAP}")
_EDGE = re.compile(r"(?:期)?(?:初|末|底)(?![步级中期始衷创夏冬春秋次审选见心端梢尾层部线座盘蕴气板色数稿价])")
_DURING = re.compile("(?:黄金周|小长假|长假|假期|假日)?(?:期间)?")

Chain = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A time as written: one chain of pieces, or two for a range; offsets are of the pieces alone."""

    start: int
    end: int
    chain: Chain
    until: Chain = ()

    @property
    def head(self) -> Piece:
        """The first piece."""
        return self.chain[0].piece

    @property
    def last(self) -> Piece:
        """The last piece of the last chain."""
        return (self.until or self.chain)[-1].piece


def scan(text: str) -> Iterator[Token]:
    """All pieces of a text in order, titles among them (they hide what stands in them)."""
    for match in scanner().finditer(text):
        start = match.start()
        for piece, low, high in read_pieces(match.lastgroup or "", match.group()):
            yield Token(piece, start + low, start + high)


def find_expressions(text: str) -> Iterator[Expression]:
    """Expressions in order of appearance; they do not overlap."""
    tokens = list(scan(text))
    index, count = 0, len(tokens)
    while index < count:
        if tokens[index].piece.kind == "title":
            index += 1
            continue
        chain, index = _chain(text, tokens, index)
        until: Chain = ()
        if _joins_seasons(chain, tokens, index):
            # 去冬今春, 今冬明春
            until, index = _chain(text, tokens, index)
            yield Expression(chain[0].start, until[-1].end, chain, until)
            continue
        gap = _BETWEEN_SIDES.match(text, chain[-1].end)
        if gap and index < count and tokens[index].start == gap.end() and tokens[index].piece.kind != "title":
            until, index = _chain(text, tokens, index)
        yield Expression(chain[0].start, (until or chain)[-1].end, chain, until)


def _joins_seasons(chain: Chain, tokens: list[Token], index: int) -> bool:
    return (
        chain[-1].piece.kind == "relative_season"
        and index < len(tokens)
        and tokens[index].piece.kind == "relative_season"
        and tokens[index].start == chain[-1].end
    )


def _chain(text: str, tokens: list[Token], index: int) -> tuple[Chain, int]:
    """The chain that starts at a token, and the index behind it."""
    chain = [_whole(text, tokens[index])]
    index += 1
    while chain[-1].piece.kind not in CLOSED and index < len(tokens):
        gap = _BETWEEN_PIECES.match(text, chain[-1].end)
        follower = tokens[index]
        if (
            gap is None
            or follower.start not in (gap.end(), chain[-1].end)
            or not _continues(chain[-1].piece, follower.piece)
        ):
            break
        chain.append(_whole(text, follower))
        index += 1
    edge = _EDGE.match(text, chain[-1].end)
    if edge and chain[-1].piece.kind in _HAS_EDGES:
        low = 0 if edge.group().endswith("初") else 1
        chain.append(Token(Piece("edge", low, low), edge.start(), edge.end()))
    return tuple(chain), index


_HAS_EDGES = frozenset({
    "plan", "year", "relative_year", "quarter", "relative_quarter", "month", "relative_month", "ten_days", "half",
})  # fmt: skip


def _whole(text: str, token: Token) -> Token:
    """A holiday with the words that stretch it to its days off (「国庆假期」, 「春节期间」)."""
    if token.piece.kind != "holiday":
        return token
    match = _DURING.match(text, token.end)
    if match is None or not match.group():
        return token
    return Token(replace(token.piece, low=1), token.start, match.end())


def _continues(piece: Piece, follower: Piece) -> bool:
    if follower.kind not in LEVEL or piece.kind not in LEVEL:
        return False
    if follower.kind == "first_years":
        return piece.kind == "plan"
    if follower.kind in ("year", "relative_year", "relative_quarter", "relative_season", "relative_day", "plan"):
        return False
    if follower.kind == "relative_month":
        return piece.kind == "relative_year" and follower.low == 0
    if follower.kind in ("day", "ten_days", "first_days", "edge_of_month"):
        return piece.kind in ("month", "relative_month")
    if piece.kind == "plan":
        return False
    if follower.kind == "nth_week":
        return piece.kind in ("year", "relative_year", "month", "relative_month")
    return LEVEL[piece.kind] < LEVEL[follower.kind] and (
        piece.kind in ("year", "relative_year") or follower.kind == "edge_of_year"
    )
