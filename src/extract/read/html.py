"""Web pages: the article without navigation, advertisements and scripts."""

from __future__ import annotations

import datetime as dt
import re

from extract.errors import DocumentRejectedError
from extract.read.content import Content, cleaned, require_text
from extract.read.encodings import DecodedText, decode
from extract.read.html_tables import replace_tables

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
# A page of more tags was made to break parsers, or holds what no reader would scroll through.
_MAX_TAGS = 100_000
_MIN_TEXT = 10
# The latest date a page may give itself; without it the library would ask the clock.
_LATEST = "2100-01-01"


def read_html(data: bytes) -> Content:
    """The main text of a page, one paragraph a line; tables as rows of cells between ``|``.

    Nothing is fetched: scripts, frames, styles and images are not followed.

    Raises:
        DocumentRejectedError: ``empty``, ``binary``, ``unknown_encoding``, ``too_large`` (a tag bomb) or ``damaged``.
    """
    import trafilatura
    from lxml.etree import LxmlError

    decoded = _decode(data)
    page = _without_entities(cleaned(_DECLARATION.sub("", decoded.text, count=1)))
    if page.count("<") > _MAX_TAGS:
        raise DocumentRejectedError("too_large", "the page has more tags than a page for readers")
    require_text(page)
    try:
        tree = trafilatura.load_html(page)
        if tree is None:
            raise DocumentRejectedError("empty", "the page holds no article")
        # What is for browsers without scripts is no article.
        for element in list(tree.iter("noscript")):
            element.drop_tree()
        replace_tables(tree)
        found = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": _LATEST},
        )
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError) as error:
        raise DocumentRejectedError("damaged", f"the page cannot be parsed ({type(error).__name__})") from error
    if found is None or isinstance(found, dict) or not found.text:
        raise DocumentRejectedError("empty", "the page holds no article")
    text = cleaned(found.text)
    if sum(character.isalnum() for character in text) < _MIN_TEXT:
        raise DocumentRejectedError("empty", "the page holds no article")
    title = cleaned(found.title or "").strip()
    if title and title not in text[: len(title) + 200]:
        text = f"{title}\n{text}"
    return Content(
        text=text,
        encoding=decoded.encoding,
        title=title,
        publisher=cleaned(found.sitename or "").strip(),
        published_on=_date(found.date),
    )


def _decode(data: bytes) -> DecodedText:
    """By the page's own declaration where that works, else as any text."""
    declared = _CHARSET.search(data[:4096])
    if declared:
        name = declared.group(1).decode("ascii").lower()
        try:
            return DecodedText(data.decode(_CHINESE.get(name, name)), _CHINESE.get(name, name))
        except (LookupError, UnicodeError):
            pass
    return decode(data)


def _without_entities(page: str) -> str:
    """The page without entities that it declares itself; no page for readers needs any."""
    start = page[:2_000].upper().find("<!DOCTYPE")
    opened = page.find("[", start, page.find(">", start)) if start >= 0 else -1
    closed = page.find("]>", opened) if opened >= 0 else -1
    return page[:opened] + page[closed + 1 :] if closed >= 0 else page


def _date(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None
