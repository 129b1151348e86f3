"""Places that a trained model is sure of and that grammar and lists alone do not settle.

A model reads what words around a name say. It is believed where what it proposes is also written as places are: a
listed name that is a common word elsewhere (「长宁」), a village or isle with its rank, a transcribed name, a character
or two that stand for places (「对美」, 「秘中」). What the lists find inside a longer word and the model does not see
is dropped (「世界上高铁」 holds no 「上高」).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.records import EntityCandidate, RegionMention
from extract.regions.lexicon import ZONE_PREFIX, RegionLexicon
from extract.regions.settlements import NO_STEM, TRANSCRIBING, is_settlement, settlement

LABEL, PERSON = "REGION", "PERSON"
SURE_OF_PERSON = 0.6
# How sure the model has to be, for each way of writing.
SURE_OF_RANKED, SURE_OF_LISTED, SURE_OF_TRANSCRIBED, SURE_OF_SHORTHAND = 0.85, 0.9, 0.9, 0.85
# What the document writes elsewhere in a way that makes the model sure counts from here.
SEEN_AGAIN = 0.6
_RANKED = re.compile(r"[\u4e00-\u9fff·]{2,8}(?:村|社区|乡|镇|街道|嘎查|群岛|岛|州|县)")
_TRANSCRIBED = re.compile(rf"[{TRANSCRIBING}]{{3,9}}(?:地区)?")
_WORD_BEFORE = frozenset("在于至到赴自从和与及对由往抵驻入进访离经过是为的了向标")
# Characters that stand for a country even where the text does not write it out.
_WELL_KNOWN = {"美": "US", "俄": "RU", "华": "CN", "欧": ZONE_PREFIX + "欧洲"}
_NEVER_ALONE = "中新南西"


def proposed_places(
    text: str, proposed: Sequence[EntityCandidate], taken: Sequence[RegionMention], lexicon: RegionLexicon
) -> list[RegionMention]:
    """Places of the model that no place found covers.

    Args:
        text: the text that all offsets index.
        proposed: what the model proposes, of any kind.
        taken: the places found, in order.
        lexicon: the region lexicon.
    """
    ends = [place.end for place in taken]
    surest: dict[str, float] = {}
    for entity in proposed:
        if entity.label == LABEL:
            surest[entity.text] = max(entity.confidence, surest.get(entity.text, 0.0))
    found = []
    for entity in proposed:
        if entity.label != LABEL or entity.confidence < SEEN_AGAIN:
            continue
        at = bisect_left(ends, entity.start + 1)
        if at == len(taken) or taken[at].start >= entity.end:
            mention = _read(entity, surest[entity.text], taken, lexicon)
            if mention is not None:
                found.append(replace(mention, confidence=round(entity.confidence, 3)))
    return found


def without_cut_words(
    text: str, places: Sequence[RegionMention], proposed: Sequence[EntityCandidate], lexicon: RegionLexicon
) -> list[RegionMention]:
    """The places without short names of counties that only run over two words or lie in a person's name.

    Args:
        text: the text that all offsets index.
        places: the places found, in order.
        proposed: what the model proposes, of any kind; the model has read the whole text.
        lexicon: the region lexicon.
    """
    seen, persons = bytearray(len(text)), bytearray(len(text))
    for entity in proposed:
        marks = persons if entity.label == PERSON and entity.confidence >= SURE_OF_PERSON else seen
        marks[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    kept: list[RegionMention] = []
    last_end = -1
    for place in places:
        before = text[place.start - 1 : place.start]
        inside_word = (
            _is_small(place, lexicon)
            and "\u4e00" <= before <= "\u9fff"
            and "\u4e00" <= text[place.end : place.end + 1] <= "\u9fff"
            and before not in _WORD_BEFORE
            and place.start != last_end
        )
        in_person = _is_small(place, lexicon) and all(persons[place.start : place.end])
        if not in_person and (not inside_word or any(seen[place.start : place.end])):
            kept.append(place)
            last_end = place.end
    return kept


def _is_small(place: RegionMention, lexicon: RegionLexicon) -> bool:
    region = lexicon.region(place.region_id)
    return place.rule == "region.place" or (
        place.rule == "region.short" and region is not None and region.level == "county"
    )


def _read(
    entity: EntityCandidate, sure: float, taken: Sequence[RegionMention], lexicon: RegionLexicon
) -> RegionMention | None:
    """The place as its way of writing shows it, or ``None``; ``sure``: how sure the model is where it is surest."""
    name = entity.text
    if len(name) <= 2 and (meant := _shorthand(name, taken, lexicon)) and sure >= SURE_OF_SHORTHAND:
        rule = "region.joined" if len(name) == 2 else "region.abbreviation.model"
        return replace(settlement(entity.start, name, rule), region_id=meant, code=_code(meant))
    form = lexicon.forms.get(name)
    if form is not None and form.mode == "guarded" and entity.confidence >= SURE_OF_LISTED:
        meant = form.region_ids[0]
        return replace(settlement(entity.start, name, "region.short"), region_id=meant, code=_code(meant))
    towns = lexicon.towns.get(name + "镇", ())
    if towns and form is None and sure >= SURE_OF_LISTED and len(name) > 1:
        town = settlement(entity.start, name, "region.town")
        return replace(town, region_id=towns[0]) if len(towns) == 1 else town
    ranked = sure >= SURE_OF_RANKED and _RANKED.fullmatch(name) and NO_STEM.search(name[:-1]) is None
    transcribed = sure >= SURE_OF_TRANSCRIBED and _TRANSCRIBED.fullmatch(name)
    if (ranked or transcribed) and is_settlement(name, lexicon):
        return settlement(entity.start, name, "region.model")
    return None


def _shorthand(name: str, taken: Sequence[RegionMention], lexicon: RegionLexicon) -> str:
    """The id of the place that one character or two stand for, or an empty string."""
    if not all(char in lexicon.abbreviations for char in name) or len(set(name)) < len(name):
        return ""
    if len(name) == 2:
        return ZONE_PREFIX + name
    if name in _NEVER_ALONE:
        return ""
    written = Counter(
        place.code for place in taken if place.code and place.text.startswith(name) and len(place.text) > 1
    )
    if written:
        return written.most_common(1)[0][0]
    meant = lexicon.abbreviations[name]
    return _WELL_KNOWN.get(name, meant if meant.isdigit() else "")


def _code(region_id: str) -> str:
    return "" if region_id.startswith(ZONE_PREFIX) else region_id
