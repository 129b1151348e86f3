"""Words: a spaCy pipeline around pkuseg, and documents whose words never cut a mention."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from extract.errors import ModelError
from extract.model_paths import model_folder
from extract.records import (
    DateMention,
    Mention,
    OrganisationMention,
    PersonMention,
    Quantity,
    RegionMention,
    Sentence,
    Span,
)
from extract.segment.sentences import split_sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from extract.segment.vectorised_pkuseg import VectorisedPkuseg

_GROUPS: tuple[tuple[type[Mention], str], ...] = (
    (Quantity, "quantities"),
    (DateMention, "dates"),
    (RegionMention, "regions"),
    (OrganisationMention, "organisations"),
    (PersonMention, "persons"),
)
# A numeral, a Latin word, or both in one (5G, C919, 8.1%) is one word whatever the model thinks.
_LATIN_RUN = re.compile(r"[A-Za-z0-9]+(?:[.,][0-9]+)*[%％‰]?")


class Segmenter:
    """Cuts texts into words with the project's pkuseg model, inside a spaCy pipeline.

    Args:
        model: the folder of a pkuseg model with its ``user_dict.txt``; by default the one that ships. It is read
            on first use and shared by all segmenters of the process.

    Raises:
        ModelError: on first use, if the folder holds no model.

    Example:
        >>> text = "云州市产值增长8.1%。"
        >>> doc = Segmenter().doc(text, split_sentences(text), [])
        >>> doc.text == text
        True
    """

    def __init__(self, model: Path | None = None) -> None:
        self._model = model

    @cached_property
    def nlp(self) -> Language:
        """The pipeline: spaCy's Chinese tokenizer with pkuseg, and sentence starts. Built on first use."""
        return _load_pipeline(self._model or model_folder("segmentation"))

    def words(self, text: str) -> list[str]:
        """The words of ``text`` in order, without its white space."""
        cuts = sorted({0, len(text), *self._cuts(text)})
        return [word for start, end in pairwise(cuts) if (word := text[start:end].strip())]

    def doc(self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Doc:
        """A spaCy document over ``text`` whose words never cut a mention.

        Args:
            text: a text; ``doc.text`` equals it, white space included.
            sentences: its sentences, in order; each starts one in the document.
            mentions: what was found in it, sorted by start, in offsets of ``text``. Each becomes one word.
                Where two overlap, the words between the first start and the last end become one.

        Returns:
            The document, with the mentions as span groups ``quantities``, ``dates``, ``regions``,
            ``organisations``, ``persons`` (``mentions`` for any other kind).
        """
        vocabulary = self.nlp.vocab
        from spacy.tokens import Doc

        merged = _join_overlapping(mentions)
        cuts = _keep_whole(self._cuts(text), merged)
        cuts |= {edge for sentence in sentences for edge in (sentence.start, sentence.end)}
        cuts = _keep_whole(cuts, merged) | {edge for span in merged for edge in (span.start, span.end)}
        words, spaces, starts = _words_and_spaces(text, sorted(cuts | {0, len(text)}))
        sentence_starts = {sentence.start for sentence in sentences}
        doc = Doc(
            vocabulary,
            words=words,
            spaces=spaces,
            sent_starts=[index == 0 or start in sentence_starts for index, start in enumerate(starts)],
        )
        _add_span_groups(doc, mentions, starts)
        return doc

    def _cuts(self, text: str) -> set[int]:
        """Offsets at which words start or end, by the model alone."""
        cuts: set[int] = set()
        position = 0
        for word in _pkuseg(self.nlp).cut(text):
            position = text.index(word, position)
            cuts.add(position)
            position += len(word)
            cuts.add(position)
        for run in _LATIN_RUN.finditer(text):
            if run.end() - run.start() > 1:
                cuts.difference_update(range(run.start() + 1, run.end()))
        return cuts


def _join_overlapping(mentions: Sequence[Mention]) -> list[Span]:
    joined: list[Span] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, mention.end)):
        if joined and mention.start < joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, mention.end))
        elif mention.start < mention.end:
            joined.append(Span(start=mention.start, end=mention.end))
    return joined


def _keep_whole(cuts: set[int], spans: Iterable[Span]) -> set[int]:
    inside = {offset for span in spans for offset in range(span.start + 1, span.end)}
    return cuts - inside


def _words_and_spaces(text: str, cuts: Sequence[int]) -> tuple[list[str], list[bool], list[int]]:
    """Words between cuts as spaCy wants them: a single space belongs to the word before it."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        if piece.startswith(" ") and words and not spaces[-1] and not words[-1].isspace() and piece.isspace():
            spaces[-1] = True
            piece, start = piece[1:], start + 1
        if piece:
            words.append(piece)
            spaces.append(False)
            starts.append(start)
    return words, spaces, starts


def _add_span_groups(doc: Doc, mentions: Sequence[Mention], starts: Sequence[int]) -> None:
    from spacy.tokens import Span as SpacySpan

    groups: dict[str, list[SpacySpan]] = defaultdict(list)
    for mention in mentions:
        if mention.start < mention.end:
            first = bisect_right(starts, mention.start) - 1
            last = bisect_right(starts, mention.end - 1)
            groups[_group_of(mention)].append(SpacySpan(doc, first, last, label=mention.rule))
    for _, name in _GROUPS:
        doc.spans[name] = groups.pop(name, [])
    for name, spans in groups.items():
        doc.spans[name] = spans


def _group_of(mention: Mention) -> str:
    return next((name for kind, name in _GROUPS if isinstance(mention, kind)), "mentions")


def _mark_sentences(doc: Doc) -> Doc:
    """The pipeline's component: sentence starts where :func:`split_sentences` puts them."""
    starts = {sentence.start for sentence in split_sentences(doc.text)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


def _pkuseg(nlp: Language) -> VectorisedPkuseg:
    tokenizer: Any = nlp.tokenizer
    return cast("VectorisedPkuseg", tokenizer.pkuseg_seg)


def _import_spacy() -> None:
    """Import spaCy without torch, which it loads if it finds it (2 s, 200 MB) and which words do not need.

    Torch is only hidden while spaCy is imported; whoever needs it can import it before or after.
    """
    if "torch" in sys.modules or "spacy" in sys.modules:
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # documented: an import of it then fails
    try:
        import_module("spacy")
    finally:
        del sys.modules["torch"]


@cache
def _load_pipeline(model: Path) -> Language:
    _import_spacy()
    import spacy
    from spacy.language import Language

    from extract.segment.vectorised_pkuseg import VectorisedPkuseg

    user_dictionary = model / "user_dict.txt"
    for needed in (model / "features.msgpack", model / "weights.npz", user_dictionary):
        if not needed.is_file():
            raise ModelError(f"{needed} is missing; make it with `python -m pipelines.train_segmentation`")
    Language.component("extract_sentences", func=_mark_sentences)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    tokenizer: Any = nlp.tokenizer
    tokenizer.initialize(pkuseg_model=str(model), pkuseg_user_dict=str(user_dictionary))
    tokenizer.pkuseg_seg = VectorisedPkuseg(tokenizer.pkuseg_seg)
    nlp.add_pipe("extract_sentences")
    return nlp
