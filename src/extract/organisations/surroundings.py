"""What stands around a stretch that only rules or only the model propose, and speaks for it being a name.

Either alone is believed less than both together. What the text itself confirms is believed as much: a
name after the word for its kind (服务商某某), a place with a known firm or a known body with its branch, a source in
brackets at a line's end, a name in a list of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from extract.organisations.combine import CONNECTORS, UNCONFIRMED, UNSEEN
from extract.organisations.grammar import ACCEPTED, Candidate
from extract.organisations.lexicon import Lexicon, Suffix, branch_words, read_rows, read_words
from extract.records import EntityCandidate, OrganisationMention, RegionMention

# Log-odds that each kind of confirmation gives back; together never more than what the model's word alone cost.
AFTER_ITS_KIND = 1.5
BEFORE_CUE = 1.25
WITH_SUFFIX = 1.25
IN_LIST = 1.25
# A place and a few characters: what a firm calls its body there (上海某某).
AFTER_PLACE, MAX_AFTER_PLACE = 0.5, 4
IN_PARTS = 2.25
IN_BRACKETS = 2.25
# A neighbour in a list counts from this score on.
SURE = 0.5
CHINESE_CODE, COUNTRY_CODE = 6, 2
_PASSES = 3
# What stands between the word for its kind and what it does: sure enough to stand without the model's word.
INTRODUCED, INTRODUCED_SCORE = "introduced", 1.0
_NO_NAME = frozenset("的了在以向将还正和与及于就都也被把从由未并已均股各该其一三四五六七八九十两百千万亿")
_PUBLIC = frozenset({"government", "university", "research", "hospital", "association", "international"})
# 「该校材料学院」: a department of a body that is named elsewhere; nobody would look for it by that name.
_OWN = ("该校", "该院", "该所", "我校", "我院", "我台", "本校", "本院")
_RUNS_ON = frozenset("域块间划")
_FORMER = frozenset("原前旗")
_OPENING = frozenset("（(")
_PARTS = {"company": "regional", "association": "organ"}
_QUOTED = re.compile(r"“(?P<name>[\u4e00-\u9fffA-Za-z\d—·（）]{8,32})”")
_SOURCE = re.compile(r"(?<=[。！？”])[ 　]?[（(](?P<name>[\u4e00-\u9fffA-Za-z\d]{3,10})[）)](?=\s*(?:\n|\Z))")
MIN_QUOTED_CORE, MIN_QUOTED_SUFFIX = 3, 4
MARKED_SCORE = 0.5
_LINE_END = re.compile(r"[）)]\s*(?:\n|\Z)")


def confirm(
    text: str,
    candidates: Sequence[Candidate],
    proposed: Sequence[EntityCandidate],
    regions: Sequence[RegionMention],
    lexicon: Lexicon,
) -> list[Candidate]:
    """Return the candidates, those that only rules or only the model propose with what their surroundings add.

    No more is given back than :func:`extract.organisations.combine.combine` took. For a candidate of the rules, which
    have read the words around it already, only a list counts.

    Args:
        text: the reading text.
        candidates: of rules and model, on one scale.
        proposed: what the model proposes.
        regions: the places of the text.
        lexicon: known names and cues.
    """
    if not proposed:
        return list(candidates)
    places = {region.start: region.end for region in regions if len(region.code) == CHINESE_CODE}
    countries = {region.start: region.end for region in regions if len(region.code) == COUNTRY_CODE}
    seen = {(entity.start, entity.end) for entity in proposed}
    covered = bytearray(len(text))
    for start, end in seen:
        covered[start:end] = b"\1" * (end - start)
    doubted = {
        (candidate.start, candidate.end): candidate
        for candidate in candidates
        if candidate.kind == "model" or (candidate.known is None and not any(covered[candidate.start : candidate.end]))
    }
    most = {span: UNCONFIRMED if candidate.kind == "model" else UNSEEN for span, candidate in doubted.items()}
    given = {
        span: _standing(text, candidate, places, countries, lexicon) if candidate.kind == "model" else 0.0
        for span, candidate in doubted.items()
    }
    scores = {(candidate.start, candidate.end): candidate.score for candidate in candidates}
    weighed = {span: scores[span] + min(most[span], bonus) for span, bonus in given.items()}
    sure = {span for span, score in {**scores, **weighed}.items() if score >= SURE}
    for _ in range(_PASSES):
        listed = {span for span in given if span not in sure and _has_neighbour(text, span, sure)}
        for span in listed:
            weighed[span] = scores[span] + min(most[span], given[span] + IN_LIST)
        raised = {span for span in listed if weighed[span] > ACCEPTED}
        if not raised:
            break
        sure |= raised
    return [
        replace(candidate, score=weighed[span])
        if doubted.get(span := (candidate.start, candidate.end)) is candidate
        else candidate
        for candidate in candidates
    ]


def introduced(text: str, lexicon: Lexicon) -> list[Candidate]:
    """Names without any ending that stand between the word for their kind and what such a body does.

    「软件服务商某某公布」: neither the lexicon nor a suffix tells 某某, its two neighbours do.
    """
    found: list[Candidate] = []
    for match in _introduction().finditer(text):
        name = match["name"]
        if (
            name not in lexicon.names
            and not _NO_NAME.intersection(name)
            and not any(name[at : at + size] in lexicon.common for size in (2, 3) for at in (0, len(name) - size))
            and not any(name[at : at + 2] in lexicon.verbs for at in range(len(name) - 1))
        ):
            found.append(Candidate(match.start("name"), match.end("name"), INTRODUCED, None, None, INTRODUCED_SCORE))
    return found


def marked(text: str, lexicon: Lexicon) -> list[Candidate]:
    """Names that marks tell from the text around them: an institute in quotation marks, a source in brackets.

    「“某某与某某国家重点实验室”」 is one name whatever words are in it, and so is 「（某某网）」 at a line's end.
    """
    found = []
    for match in _QUOTED.finditer(text):
        name = match["name"]
        ends = (lexicon.suffixes.get(name[at:]) for at in range(MIN_QUOTED_CORE, len(name) - MIN_QUOTED_SUFFIX + 1))
        suffix = next((suffix for suffix in ends if suffix is not None), None)
        if suffix is not None and suffix.group == "full" and suffix.type == "research":
            found.append(Candidate(*match.span("name"), "full" + suffix.type, suffix, None, MARKED_SCORE))
    for match in _SOURCE.finditer(text):
        ending = next((word for word in _words("source_end") if match["name"].endswith(word)), "")
        if ending and match["name"] != ending:
            suffix = Suffix(ending, "media", "full")
            found.append(Candidate(*match.span("name"), "full" + suffix.type, suffix, None, MARKED_SCORE))
    return found


def extend_parts(text: str, mentions: Sequence[OrganisationMention], lexicon: Lexicon) -> list[OrganisationMention]:
    """Take in what is written right after a body as a part of it.

    A firm's part of the world (英特尔中国区), an association's organ (某某学会监事会), a university's school (某某大学
    脑与认知科学学院), though the rules found only its end.
    """
    extended: list[OrganisationMention] = []
    reach = 0
    for number, mention in enumerate(mentions):
        if mention.end <= reach:
            continue
        group = _PARTS.get(mention.type)
        words = _words(group) if group else ()
        part = next((word for word in words if text.startswith(word, mention.end)), "")
        if mention.type == "university" and text.endswith("大学", mention.start, mention.end):
            part = _school(text, mention.end, lexicon)
        end = mention.end + len(part)
        free = all(
            other.start >= end or (other.end == end and other.rule.startswith("grammar:"))
            for other in mentions[number + 1 : number + 3]
        )
        if part and free and text[end : end + 1] not in _RUNS_ON:
            mention = replace(mention, end=end, text=text[mention.start : end])
            reach = end
        extended.append(mention)
    return extended


def _school(text: str, start: int, lexicon: Lexicon) -> str:
    """The school or department that begins at ``start``, right after its university, or an empty string."""
    match = _school_name().match(text, start)
    if match is None or any(match[0][at : at + 2] in lexicon.verbs for at in range(len(match[0]) - 1)):
        return ""
    return match[0]


def _standing(
    text: str, candidate: Candidate, places: Mapping[int, int], countries: Mapping[int, int], lexicon: Lexicon
) -> float:
    """What the words right before and after a candidate, and its own parts, speak for it."""
    start, end = candidate.start, candidate.end
    if text[start:end] in lexicon.suffixes:
        return 0.0  # 基金会: a common noun unless the model is sure by itself
    bonus = 0.0
    place_end = places.get(start, start)
    if start < place_end < end <= place_end + MAX_AFTER_PLACE:
        bonus += AFTER_PLACE
    if (
        _ends_as_bodies_do(text[start:end], lexicon) or _is_placed_firm(text[place_end:end], place_end > start, lexicon)
    ) and not text.endswith(_OWN, 0, start):
        bonus += WITH_SUFFIX
    if text.endswith(_words("kind"), 0, start) and not text.endswith(_words("kind"), start, end):
        bonus += AFTER_ITS_KIND
    if text.startswith(_cues(), end):
        bonus += BEFORE_CUE
    if _is_made_of_parts(text, start, end, places, countries, lexicon):
        bonus += IN_PARTS
    if (
        text[start - 1 : start] in _OPENING
        and _LINE_END.match(text, end)
        and text.endswith(_words("source_end"), start, end)
    ):
        bonus += IN_BRACKETS
    return bonus


def _ends_as_bodies_do(name: str, lexicon: Lexicon) -> bool:
    """Whether the name ends with a suffix that only public bodies have, and says more than a common noun before it."""
    for at in range(2, len(name) - 1):
        suffix = lexicon.suffixes.get(name[at:])
        if suffix is not None and suffix.group == "full":
            return suffix.type in _PUBLIC and name[:at] not in lexicon.common
    return False


def _is_placed_firm(name: str, placed: bool, lexicon: Lexicon) -> bool:
    """Whether a firm's name with its trade follows a place (益阳某某科技), or the name is a site's (某某网)."""
    if name.endswith(_words("site_end")):
        return not name.endswith(_words("no_site_end"))
    return placed and any(
        (suffix := lexicon.suffixes.get(name[at:])) is not None and suffix.group == "trade"
        for at in range(2, len(name) - 1)
    )


def _is_made_of_parts(
    text: str, start: int, end: int, places: Mapping[int, int], countries: Mapping[int, int], lexicon: Lexicon
) -> bool:
    """Whether the stretch is a place and a known firm (长沙惠科), or a known body and a branch, partner or country."""
    place_end = places.get(start)
    if place_end is not None and text[place_end:end] in lexicon.names:
        return True
    cut = max((at for at in range(start + 2, end - 1) if text[start:at] in lexicon.names), default=start)
    if cut == start or text[cut] in _FORMER:
        return False
    body, partner = lexicon.names[text[start:cut]], lexicon.names.get(text[cut:end])
    # 大众中国: what a firm has in a country
    if body.type == "company" and countries.get(cut) == end:
        return True
    return text.endswith(branch_words(), cut, end) or (partner is not None and body.type == partner.type == "company")


def _has_neighbour(text: str, span: tuple[int, int], sure: Iterable[tuple[int, int]]) -> bool:
    starts, ends = {start for start, _ in sure}, {end for _, end in sure}
    return any(
        (text.startswith(mark, span[1]) and span[1] + len(mark) in starts)
        or (text.endswith(mark, 0, span[0]) and span[0] - len(mark) in ends)
        for mark in CONNECTORS
    )


@cache
def _school_name() -> re.Pattern[str]:
    """A school's name: it does not begin with 与, and holds no particle, no other university and no people."""
    people = "|".join(word for word, group in read_words("not_names.csv").items() if group == "people")
    return re.compile(
        rf"(?![与和及])(?:(?![的在是由向将对为等]|大学|院士|博士|{people})[\u4e00-\u9fff]){{2,14}}?(?:学院|系(?![统列数]))"
    )


@cache
def _introduction() -> re.Pattern[str]:
    kinds, acts = ("|".join(map(re.escape, _words(group))) for group in ("kind", "act"))
    return re.compile(rf"(?:{kinds})(?P<name>[\u4e00-\u9fff]{{2,5}}?)(?={acts})")


@cache
def _words(group: str) -> tuple[str, ...]:
    return tuple(word for _, (word, kind) in read_rows("surroundings.csv", ("word", "group")) if kind == group)


@cache
def _cues() -> tuple[str, ...]:
    return tuple(word for word, group in read_words("cue_phrases.csv").items() if group != "colon")
