"""Bytes to text, with the encoding named and a wrong guess refused."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extract.errors import DocumentRejectedError

_COMMON_PATH = Path(__file__).parent.parent / "lexicons" / "read" / "common_characters.txt"
# Longer marks first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "big5")
# A sample tells the encoding; a whole book would only tell it again.
_SAMPLE = 20_000
# In running Chinese text well over a third of the characters are common ones; in lists of names some 15 %.
_COMMON_SHARE = 0.08
_HAN_SHARE = 0.2
# A few damaged bytes (a file cut off in mid-character) do not make a file unreadable.
_DAMAGED_PER_MILLE = 2


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text, and the Python codec that decoded it (``bytes.decode(encoding)`` gives ``text`` again).

    ``damaged`` counts the undecodable places that U+FFFD stands for; with any, decode with ``errors="replace"``.
    """

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes) -> DecodedText:
    """The text of a file that holds nothing but text.

    A byte-order mark decides; then UTF-8; then UTF-16, GB18030 and Big5 where the result reads like Chinese.

    Raises:
        DocumentRejectedError: ``empty`` (no character but white space), ``binary`` (no text at all) or
            ``unknown_encoding``.

    >>> decode("唐山市新增专利32件。".encode("gb18030")).encoding
    'gb18030'
    """
    decoded = _decode(data)
    if not decoded.text.strip(" \t\r\n\v\f\u3000\ufeff\0"):
        reason = "binary" if "\0" in decoded.text else "empty"
        raise DocumentRejectedError(reason, "the file holds no text")
    if _is_binary(decoded.text):
        raise DocumentRejectedError("binary", "the file holds binary data, not text")
    return decoded


def _decode(data: bytes) -> DecodedText:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding) or _lenient(data, encoding) or _refuse()
    decoded = _strict(data, "utf-8")
    if decoded is not None and "\0" not in decoded.text:
        return decoded
    for encoding in ("utf-16-le", "utf-16-be"):
        if len(data) % 2 == 0 and _reads_like_chinese(_start(data, encoding)):
            decoded_wide = _strict(data, encoding)
            if decoded_wide is not None:
                return decoded_wide
    if decoded is not None or b"\0" in data[:_SAMPLE]:
        raise DocumentRejectedError("binary", "the file holds zero bytes, so it is not text")
    # Bytes of one legacy encoding often decode in the other as well, to characters nobody writes.
    for encoding in sorted(_LEGACY, key=lambda name: -_chinese_share(_start(data, name))):
        if _reads_like_chinese(_start(data, encoding)):
            decoded_legacy = _strict(data, encoding)
            if decoded_legacy is not None:
                return decoded_legacy
    for encoding in ("utf-8", *_LEGACY):
        damaged = _lenient(data, encoding)
        if damaged is not None and _reads_like_chinese(damaged.text[:_SAMPLE]):
            return damaged
    return _refuse()


def _refuse() -> DecodedText:
    raise DocumentRejectedError(
        "unknown_encoding", "the file is neither UTF-8, UTF-16, GB18030 nor Big5; save it as UTF-8"
    )


def _strict(data: bytes, encoding: str) -> DecodedText | None:
    try:
        return DecodedText(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, encoding: str) -> DecodedText | None:
    """Decoded with U+FFFD for damage, where there is little of it."""
    text = data.decode(encoding, errors="replace")
    damaged = text.count("\ufffd")
    # A short text may have lost its very last character.
    if damaged > max(1, len(text) * _DAMAGED_PER_MILLE // 1000):
        return None
    return DecodedText(text, encoding, damaged)


def _start(data: bytes, encoding: str) -> str:
    """The decoded beginning, or nothing where it cannot be decoded; a character cut by the sample does not count."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(data[:_SAMPLE])
    except UnicodeDecodeError:
        return ""


def _reads_like_chinese(text: str) -> bool:
    """Whether common characters stand among the Chinese ones as often as in real text."""
    return _chinese_share(text) >= _COMMON_SHARE


def _chinese_share(text: str) -> float:
    """The share of common characters among the Chinese ones; 0 for a text that is hardly Chinese at all."""
    visible = [character for character in text if not character.isspace()]
    han = [character for character in visible if "\u3400" <= character <= "\u9fff"]
    private = sum("\ue000" <= character <= "\uf8ff" for character in visible)
    if not han or len(han) < _HAN_SHARE * len(visible) or private > len(han) // 50 or "\0" in text:
        return 0.0
    common = _common_characters()
    return sum(character in common for character in han) / len(han)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = sum(character < " " and character not in "\t\r\n\v\f\x1b\x1a" for character in sample)
    return controls > max(8, len(sample) // 20) or "\0" in sample


@cache
def _common_characters() -> frozenset[str]:
    lines = _COMMON_PATH.read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line.strip() for line in lines if not line.startswith("#")))
