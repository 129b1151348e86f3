"""Sentences and words: ``split_sentences`` and the spaCy pipeline around pkuseg."""

from extract.segment.segmenter import Segmenter
from extract.segment.sentences import split_sentences

__all__ = ["Segmenter", "split_sentences"]
