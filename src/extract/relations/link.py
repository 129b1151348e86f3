"""Applies the relation rules to every sentence of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from functools import cache
from importlib.resources import files

from extract.records import Relation
from extract.relations.fold import FoldedSentence, fold_sentences
from extract.relations.pieces import Participant
from extract.relations.plain import plain_confidence, plain_reading
from extract.relations.rules import RelationRule, relation_rules
from extract.view import DocumentView

_SUBJECT_KINDS = {"org": "org", "region": "region", "person": "person"}
_OBJECT_KINDS = {"org": "org", "region": "region", "title": "document"}
# 「副总裁、数据存储产品线总裁」 are two posts, 「党组书记兼局长」 is one held with another.
_POST_SEPARATOR = "、"
#: The stretches of a folded sentence that a match closes to later rules.
_Claim = tuple[tuple[int, int], ...]
#: What is told of an owner that is only named before what it owns.
_OF_OWNERS = ("subsidiary_of", "holds_post", "alias", "located_in")
#: What tells when a post was held, and is no part of it.
_FORMER = re.compile(r"^(?:原|前|时任|现任)(?=.{2})")


def link_relations(view: DocumentView) -> list[Relation]:
    """The relations that ``view`` states, in order of appearance, in its offsets.

    Rules are tried in order; what one rule has matched is closed to later rules of the same predicate.
    """
    relations: list[Relation] = []
    for sentence in fold_sentences(view):
        plain, owners = plain_reading(sentence) or (None, frozenset())
        told = _told(sentence, owners)
        stated = {_key(relation) for relation in told}
        # What the whole sentence states is not told again by its bare reading.
        again = [
            replace(relation, confidence=round(relation.confidence * plain_confidence(), 3))
            for relation in ([] if plain is None else _told(plain))
            if _key(relation) not in stated
        ]
        relations += [*told, *again]
    return sorted(relations, key=lambda relation: (relation.start, relation.end, relation.predicate))


def _told(sentence: FoldedSentence, owners: Set[int] = frozenset()) -> list[Relation]:
    """What the rules read in one sentence, each link once.

    ``owners`` are the organisations that only tell whose another one is: they take no part in what that one does.
    """
    acting = {index: participant for index, participant in sentence.participants.items() if index not in owners}
    without_owners = replace(sentence, participants=acting)
    matched: dict[str, list[_Claim]] = {}
    told: dict[tuple[str, str, str, str], Relation] = {}
    for rule in relation_rules():
        earlier = matched.setdefault(rule.predicate, [])
        for match in rule.pattern.finditer(sentence.text):
            claim = _claimed(rule, match)
            if not any(_overlap(claim, other) for other in earlier):
                by_itself = rule.predicate in _OF_OWNERS
                found = list(_relations(rule, match, sentence if by_itself else without_owners))
                for relation in found:
                    told.setdefault(_key(relation), relation)
                if found:
                    earlier.append(claim)
    return list(told.values())


def _key(relation: Relation) -> tuple[str, str, str, str]:
    ends = relation.subject, relation.object
    # Who cooperates with whom holds both ways.
    first, second = sorted(ends) if relation.predicate == "cooperates_with" else ends
    return first, relation.predicate, second, relation.detail


def _claimed(rule: RelationRule, match: re.Match[str]) -> _Claim:
    """The stretches that a match closes to later rules: all of it, or what lists and chains name one by one.

    That is the person and the body of a post, the child of a parent, or who pays into a round of funding.
    """
    groups = rule.pattern.groupindex
    if "subject" in groups:
        if rule.predicate == "holds_post":
            return (match.span("subject"), match.span("object"))
        if rule.predicate == "subsidiary_of" or "object" not in groups:
            return (match.span("subject"),)
    return (match.span(),)


def _overlap(claim: _Claim, other: _Claim) -> bool:
    """Whether two matches claim the same: each stretch overlaps its fellow."""
    return all(low < end and start < high for (low, high), (start, end) in zip(claim, other, strict=False))


def _relations(rule: RelationRule, match: re.Match[str], sentence: FoldedSentence) -> Iterator[Relation]:
    groups = [match.span(group) for group in rule.pattern.groupindex if match.start(group) >= 0]
    low = min(match.start(), *(low for low, _ in groups))
    start, end = sentence.span(low, max(match.end(), *(high for _, high in groups)))
    for subject, object_ in _pairs(rule, match, sentence):
        for detail in _details(rule, match):
            if subject.text != object_.text or rule.predicate == "alias":
                yield Relation(
                    start=start,
                    end=end,
                    subject=subject.text,
                    subject_kind=_SUBJECT_KINDS[subject.kind],  # type: ignore[arg-type]  # patterns name these kinds only
                    predicate=rule.predicate,
                    object=object_.text,
                    object_kind=_OBJECT_KINDS[object_.kind],  # type: ignore[arg-type]  # likewise
                    detail=detail,
                    rule=rule.id,
                    confidence=rule.confidence,
                )


def _pairs(
    rule: RelationRule, match: re.Match[str], sentence: FoldedSentence
) -> Iterator[tuple[Participant, Participant]]:
    groups = rule.pattern.groupindex
    if "members" in groups:
        members = list(_participants(match, "members", sentence))
        yield from ((members[0], other) for other in members[1:])
        return
    subjects = list(_participants(match, "subject", sentence)) if "subject" in groups else _leading_person(sentence)
    if match.groupdict().get("short"):
        yield from ((subject, Participant("org", match["short"], None)) for subject in subjects)
        return
    if "object" in groups:
        objects = list(_participants(match, "object", sentence))
    else:
        told = sentence.funded if rule.predicate == "invests_in" else sentence.announcer
        objects = [told] if told is not None else []
    yield from ((subject, object_) for subject in subjects for object_ in objects)


def _leading_person(sentence: FoldedSentence) -> list[Participant]:
    """The person whom a life is told of: the sentence opens with the name and a comma."""
    first = sentence.participants.get(0)
    alone = sum(participant.kind == "person" for participant in sentence.participants.values()) == 1
    return [first] if first is not None and first.kind == "person" and alone and sentence.text[1:2] == "，" else []


def _participants(match: re.Match[str], group: str, sentence: FoldedSentence) -> Iterator[Participant]:
    for index in range(*match.span(group)):
        participant = sentence.participants.get(index)
        if participant and participant.kind in ("org", "region", "person", "title"):
            yield participant


def _details(rule: RelationRule, match: re.Match[str]) -> list[str]:
    """The posts that are written, or one empty detail; no post at all where what is written is none."""
    if rule.predicate != "holds_post":
        return [""]
    posts = [_FORMER.sub("", post) for post in match["detail"].split(_POST_SEPARATOR)]
    return [post for post in posts if post.endswith(_post_heads()) and not post.endswith(_not_posts())]


@cache
def _post_heads() -> tuple[str, ...]:
    return _words("post_heads.txt")


@cache
def _not_posts() -> tuple[str, ...]:
    return _words("not_posts.txt")


def _words(name: str) -> tuple[str, ...]:
    lines = files("extract").joinpath("lexicons/relations", name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
