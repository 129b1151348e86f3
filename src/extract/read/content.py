"""What a reader of one format hands back."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extract.errors import DocumentRejectedError

# Controls, zero-width and direction marks, and noncharacters: no reader sees them, and they would cut names in two.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The text of a file, and what its own metadata say.

    ``encoding`` is the codec for formats that are text, ``""`` for others.
    """

    text: str
    encoding: str = ""
    title: str = ""
    publisher: str = ""
    published_on: dt.date | None = None


def cleaned(text: str) -> str:
    """Extracted text without unseen characters, with ``\\n`` for every line end and no lone surrogates.

    >>> cleaned("云\\u200b溪\\r\\n市")
    '云溪\\n市'
    """
    text = _LINE_END.sub("\n", text)
    text = _UNSEEN.sub("", text)
    return _SURROGATE.sub("\ufffd", text).replace("\u00a0", " ")


def require_text(text: str, reason: str = "empty", message: str = "the file holds no text") -> str:
    """``text``, unless there is nothing in it to read.

    Raises:
        DocumentRejectedError: with ``reason``.
    """
    if not any(character.isalnum() for character in text):
        raise DocumentRejectedError(reason, message)
    return text
