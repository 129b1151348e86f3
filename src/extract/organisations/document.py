"""What one place of a document tells about another: declared, repeated and inferred names, and the fullest form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.organisations.ends import is_whole, quoted_titles
from extract.organisations.grammar import cuts_word
from extract.organisations.lexicon import KnownName, Lexicon, branch_words
from extract.organisations.refusals import is_part
from extract.organisations.shortening import (
    find_declarations,
    find_initials,
    heads,
    infer_institute_forms,
    infer_short_forms,
)
from extract.records import OrganisationMention, RegionMention

REPEATED_FROM = 0.7
INFERRED_CONFIDENCE = 0.7
MIN_REPEATED = 3
# A branch's name of fewer characters (研究院, 财务部) is a common noun.
MIN_BRANCH = 5
SHORTENED = frozenset({"grammar:fullcompany", "grammar:groupcompany", "grammar:tail", "grammar:tradecompany"})
MIN_SHORTENED = 0.5


def add_document_knowledge(
    text: str, mentions: Sequence[OrganisationMention], lexicon: Lexicon, regions: Sequence[RegionMention]
) -> list[OrganisationMention]:
    """Return the mentions with those that only the rest of the document shows, each with its fullest name.

    Args:
        text: the document.
        mentions: what its sentences show by themselves, in order.
        lexicon: the known names and words.
        regions: the places of the text, also those inside names.
    """
    taken = _Taken(mentions, quoted_titles(text))
    shorts = {**_known_forms(mentions, lexicon), **_declared(text, mentions, lexicon)}
    for mention in mentions:
        if mention.confidence >= REPEATED_FROM and (
            len(mention.text) >= MIN_REPEATED or mention.rule == "grammar:introduced"
        ):
            known = lexicon.names.get(mention.text)
            if known is None or known.trust != "context":
                shorts.setdefault(mention.text, replace(mention, rule="repeated"))
    for short, owner in sorted(shorts.items(), key=lambda item: (-len(item[0]), item[0])):
        at = text.find(short)
        while at >= 0:
            end = at + len(short)
            if (
                is_whole(text, at, end)
                and not is_part(text, at, end)
                and (len(short) >= MIN_REPEATED or not cuts_word(text, at, end, lexicon))
            ):
                taken.add(replace(owner, start=at, end=end, text=short))
            at = text.find(short, at + len(short))
    for form in (*_inferred(text, mentions, lexicon, regions), *_branches_alone(text, mentions, lexicon)):
        taken.add(form)
    return _with_fullest_names(taken.in_order(), lexicon)


def _known_forms(mentions: Sequence[OrganisationMention], lexicon: Lexicon) -> dict[str, OrganisationMention]:
    """Return the other names that the lexicon has for the bodies that the document surely speaks of."""
    forms: dict[str, OrganisationMention] = {}
    for mention in mentions:
        known = lexicon.names.get(mention.text)
        if known is not None and known.full and mention.confidence >= REPEATED_FROM:
            for form in lexicon.forms.get(known.full, ()):
                forms.setdefault(form, replace(mention, rule="lexicon", confidence=INFERRED_CONFIDENCE))
    return forms


def _declared(text: str, mentions: Sequence[OrganisationMention], lexicon: Lexicon) -> dict[str, OrganisationMention]:
    by_end = {mention.end: mention for mention in mentions}
    initials = (find_initials(text, end, company=mention.type == "company") for end, mention in by_end.items())
    return {
        declared.text: replace(by_end[declared.name_end], rule="declared")
        for declared in (*find_declarations(text), *filter(None, initials))
        if declared.name_end in by_end
        and _is_of(declared.text, by_end[declared.name_end].text)
        and not any(declared.text in words for words in (lexicon.suffixes, lexicon.common, lexicon.generic))
    }


def _is_of(short: str, full: str) -> bool:
    """Whether a short name can be one of ``full``: it takes up a character of it, or is in letters."""
    return short.isascii() or not set(short).isdisjoint(full)


def _inferred(
    text: str, mentions: Sequence[OrganisationMention], lexicon: Lexicon, regions: Sequence[RegionMention]
) -> Iterator[OrganisationMention]:
    """Yield mentions of short forms: brands of companies, place-and-kind forms of institutes; longest names first."""
    place_names = frozenset(region.text for region in regions)
    starts = {region.start: region.text for region in regions}
    inside = {offset for region in regions for offset in range(region.start + 1, region.end)}
    by_name: dict[str, OrganisationMention] = {}
    for mention in mentions:
        by_name.setdefault(mention.text, mention)
    for name in sorted(by_name, key=lambda name: (-len(name), name)):
        mention = by_name[name]
        forms: list[tuple[int, int]] = []
        if mention.rule in SHORTENED and mention.type != "government" and mention.confidence >= MIN_SHORTENED:
            for core in heads(name, starts.get(mention.start, "")):
                forms += infer_short_forms(text, name, core, lexicon, place_names)
        elif mention.type == "research" and (parent := _parent(name, lexicon)):
            place = starts.get(mention.start + len(parent), "")
            forms += infer_institute_forms(text, name[len(parent) :], place)
        for start, end in forms:
            if start in inside or end in inside:
                continue
            yield replace(
                mention, start=start, end=end, text=text[start:end], rule="inferred", confidence=INFERRED_CONFIDENCE
            )


def _branches_alone(
    text: str, mentions: Sequence[OrganisationMention], lexicon: Lexicon
) -> Iterator[OrganisationMention]:
    """Yield branches that the document names with their body once, and elsewhere without it (材料与能源工程学院)."""
    by_branch: dict[str, OrganisationMention] = {}
    for mention in mentions:
        parent = _parent(mention.text, lexicon)
        branch = mention.text[len(parent) :]
        if (
            parent
            and len(branch) >= MIN_BRANCH
            and mention.confidence >= REPEATED_FROM
            and branch.endswith(branch_words())
        ):
            by_branch.setdefault(branch, mention)
    for branch, mention in by_branch.items():
        at = text.find(branch)
        while at >= 0:
            yield replace(
                mention, start=at, end=at + len(branch), text=branch, rule="inferred", confidence=INFERRED_CONFIDENCE
            )
            at = text.find(branch, at + len(branch))


def _parent(name: str, lexicon: Lexicon) -> str:
    """Return the longest known body that a name begins with (中国科学院…), or an empty string."""
    parents = [name[:size] for size in range(3, len(name) - 2) if name[:size] in lexicon.names]
    return max(parents, key=len, default="")


def _is_weaker(mention: OrganisationMention, longer: OrganisationMention) -> bool:
    """Whether a longer name that the document has elsewhere counts for more than this stretch of it."""
    if mention.rule == "model":
        return longer.rule != "inferred"
    return mention.rule.startswith("grammar:") and mention.confidence < REPEATED_FROM


class _Taken:
    """The mentions so far.

    A new one is taken in only where it overlaps none and stands outside 《》. One that was found before by itself
    learns its owner's name.
    """

    def __init__(self, mentions: Sequence[OrganisationMention], closed: Sequence[tuple[int, int]]) -> None:
        self._mentions = {(mention.start, mention.end): mention for mention in mentions}
        self._covered = {offset for mention in mentions for offset in range(mention.start, mention.end)}
        self._covered.update(offset for start, end in closed for offset in range(start, end))

    def add(self, mention: OrganisationMention) -> None:
        span = (mention.start, mention.end)
        found = self._mentions.get(span)
        if found is not None:
            if len(mention.name) > len(found.name):
                self._mentions[span] = replace(found, name=mention.name)
            return
        inside = [
            s
            for s, m in self._mentions.items()
            if mention.start <= s[0] and s[1] <= mention.end and _is_weaker(m, mention)
        ]
        for weak in inside:
            del self._mentions[weak]
            self._covered.difference_update(range(*weak))
        if self._covered.isdisjoint(range(*span)):
            self._mentions[span] = mention
            self._covered.update(range(*span))

    def in_order(self) -> list[OrganisationMention]:
        return [self._mentions[span] for span in sorted(self._mentions)]


def _with_fullest_names(mentions: Sequence[OrganisationMention], lexicon: Lexicon) -> list[OrganisationMention]:
    """Set every mention's ``name`` to the longest form that the document has of the same body."""
    fullest: dict[str, str] = {}
    bodies = [_body(mention, lexicon.names) for mention in mentions]
    for mention, body in zip(mentions, bodies, strict=True):
        if len(mention.name) > len(fullest.get(body, "")):
            fullest[body] = mention.name
    return [
        mention if mention.name == fullest[body] else replace(mention, name=fullest[body])
        for mention, body in zip(mentions, bodies, strict=True)
    ]


def _body(mention: OrganisationMention, names: Mapping[str, KnownName]) -> str:
    known = names.get(mention.name)
    return (known.full if known is not None else "") or mention.name
