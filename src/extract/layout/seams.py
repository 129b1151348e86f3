"""What speaks for two lines being the halves of one sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from extract.layout.kinds import closes_early, ends_sentence, is_numbered, leaves_open
from extract.layout.lexicon import cohesive_pairs, layout_words
from extract.layout.lines import Line

_HAN = re.compile(r"[\u3400-\u9fff]")
# A word is looked for so far on both sides of a break.
_NEAR = 8_000
# So many characters on either side of a break, found together elsewhere, leave no doubt; so many that end a
# sentence elsewhere end one here.
_QUOTED = 4
_ENDING = 8
# A line without a comma that is no longer than this may well be complete.
_SHORT = 24
# A line with a comma from this length on is hardly a heading.
_LONG = 28
# A numbered line that is no longer than this may be a heading as a whole.
_NUMBERED = 46
# 「量。全县…」: no paragraph begins with a sentence of so few characters.
_SCRAP = re.compile(r"[\u3400-\u9fff]{1,3}[。；]")
# The last whole item of an enumeration that breaks off, and the first of one that goes on.
_ITEM_BEFORE = re.compile(r"、(?P<item>[^、，。；：]{4,30})、[^、，。；：]{1,12}$")
_ITEM_AFTER = re.compile(r"(?P<item>[^、，。；：]{4,30})、")


class Seams:
    """Tells how well the lines of one text fit together.

    Args:
        text: the source text, whose own words tell whether two halves make one word.
        lines: its lines; all numbers below are indices into them.
    """

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self._text = text
        self._lines = lines
        self._quoted: dict[int, frozenset[str]] = {}

    def goes_on(self, last: int, number: int, *, sure: bool, begun: bool) -> bool:
        """Whether line ``number``, the next line of text, continues line ``last``, which ends in mid-sentence.

        ``sure`` asks for proof, as other matter stands between; ``begun``: ``last`` is a continuation itself.
        """
        words = layout_words()
        before, after = self._lines[last].text, self._lines[number].text
        if after.startswith(words.never_starts):
            return True
        if is_numbered(after) or (before[-1] not in "，、" and self._opens_with_adverb(number)):
            return False
        if before.endswith(words.open_ends) or leaves_open(before):
            return True
        if before[-1].isdigit() and (after[0].isdigit() or after[0] in "年月日时万亿多余个项家"):
            return True
        if self.makes_word(last, number) or self.cuts_word(last, number):
            return True
        if self._is_quoted_whole(last):
            return False
        sure = sure or (not begun and len(before) < _SHORT and not set(before) & set("，、。；："))
        # 「二、坚持创新驱动，强化协同」: a numbered line without a full stop is a heading, however many commas it has.
        sure = sure or (not begun and is_numbered(before) and len(before) < _NUMBERED and not set(before) & set("。；"))
        if sure or after.startswith(words.paragraph_starts):
            return False
        if self._lines[number].indent >= 2 and self._lines[last].indent == 0:
            return False
        return bool(_HAN.match(before[-1]) or before[-1].isalnum() or before[-1] in "”）)》%％’")

    def breaks_off(self, last: int, number: int) -> bool:
        """Whether line ``last``, which looks like a heading, is the first half of a sentence that ``number`` ends."""
        words = layout_words()
        before, after = self._lines[last].text, self._lines[number].text
        if self.begins_plainly(number):
            return False
        if is_numbered(before) and not before.endswith(words.open_ends):
            return self.makes_word(last, number) and self.binds(last, number)
        return (
            self.binds(last, number)
            or self.cuts_word(last, number)
            or _SCRAP.match(after) is not None
            # 「副厅长、总工程师｜王一，…」: a post waits for its holder.
            or ("、" in before and before.endswith(words.posts) and after[0] in words.surnames)
            or (
                "，" in before
                and (len(before) >= _LONG or before.endswith(words.open_ends))
                and not self._is_quoted_whole(last)
            )
        )

    def proves(self, last: int, number: int) -> bool:
        """Whether the two halves fit so well that they belong together wherever they stand."""
        return (
            self.stand_elsewhere(last, number)
            or self.binds(last, number)
            or self.cuts_word(last, number)
            # 「（以下简称｜“云溪重工”）」: a bracket opens above and closes below.
            or (leaves_open(self._lines[last].text) and closes_early(self._lines[number].text))
        )

    def begins_plainly(self, number: int) -> bool:
        """Whether a line begins a sentence, whatever stood before it."""
        text = self._lines[number].text
        return is_numbered(text) or text.startswith(layout_words().paragraph_starts)

    def makes_word(self, last: int, number: int) -> bool:
        """Whether the characters on both sides of the break stand together elsewhere in the text."""
        line, after = self._lines[last], self._lines[number].text
        pair = line.text[-1] + after[0]
        if not pair.isalnum() or pair.isascii():
            return False
        near = self._near(last)
        # Two characters meet by chance; three hardly do, nor two again and again.
        pieces = (line.text[-2:] + after[:1], pair + after[1:2])
        return any(len(piece) == 3 and piece in near for piece in pieces) or near.count(pair) >= 2

    def binds(self, last: int, number: int) -> bool:
        """Whether the two characters at the break stand together more often than either with its neighbour.

        「首次发｜现该蛋白」: the text has 发现 more often than 次发 and 现该. 「产业发展｜中国」 is not bound: 发展 is
        a word already.
        """
        before, after = self._lines[last].text, self._lines[number].text
        pair = before[-1] + after[0]
        if not (_HAN.match(pair[0]) and _HAN.match(pair[1])):
            return False
        counts = self._pairs
        return counts[pair] >= 2 and counts[pair] > counts[before[-2:]] and counts[pair] > counts[after[:2]]

    def cuts_word(self, last: int, number: int) -> bool:
        """Whether a word of the language is cut at the break: 「股价持续上｜升，订单大增」.

        The characters on both sides keep together, and neither does with its other neighbour.
        """
        before, after = self._lines[last].text, self._lines[number].text
        pairs = cohesive_pairs()
        return before[-1] + after[0] in pairs and before[-2:] not in pairs and after[:2] not in pairs

    def stand_elsewhere(self, last: int, number: int) -> bool:
        """Whether the text nearby has the end of the one and the beginning of the other in one piece."""
        return self._lines[number].text[:_QUOTED] in self._quoted_after(last)

    def is_open(self, last: int) -> bool:
        """Whether a line ends within a sentence, be it after a clause: 「…的产业布局；」."""
        text = self._lines[last].text
        return (text[-1] in "；;" or not ends_sentence(text)) and not self._is_quoted_whole(last)

    def enumerate_alike(self, last: int, number: int) -> bool:
        """Whether an enumeration that breaks off goes on with things of one kind: 「…展览会、2025船舶｜装备大会、」."""
        before = _ITEM_BEFORE.search(self._lines[last].text[-60:])
        after = _ITEM_AFTER.match(self._lines[number].text)
        return before is not None and after is not None and before["item"][-2:] == after["item"][-2:]

    def _opens_with_adverb(self, number: int) -> bool:
        """「日前，」, 「据悉，」."""
        head, comma, _ = self._lines[number].text[:8].partition("，")
        return bool(comma) and head in layout_words().connectives

    def _is_quoted_whole(self, last: int) -> bool:
        """Whether the end of the line ends a sentence elsewhere: a caption or a quotation in large print."""
        return self._lines[last].text[-_ENDING:] + "。" in self._near(last)

    def _quoted_after(self, last: int) -> frozenset[str]:
        """What follows the end of line ``last`` where the text nearby has it a second time."""
        if last not in self._quoted:
            end = self._lines[last].text[-_QUOTED:]
            near = self._near(last)
            places = [match.end() for match in re.finditer(re.escape(end), near)] if len(end) == _QUOTED else []
            self._quoted[last] = frozenset(near[place : place + _QUOTED] for place in places)
        return self._quoted[last]

    def _near(self, number: int) -> str:
        line = self._lines[number]
        return self._text[max(0, line.start - _NEAR) : line.end + _NEAR]

    @cached_property
    def _pairs(self) -> Counter[str]:
        return Counter(first + second for first, second in pairwise(self._text))
