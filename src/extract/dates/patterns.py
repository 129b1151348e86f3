"""The one compiled scanner: every way a piece of a time expression is written, as small named patterns.

All repetitions are bounded and no two neighbours match the same character, so that a scan is linear.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from extract.dates.lexicon import eras, holidays, time_words

GAP = r"[ \u3000\xa0]?"
ARABIC = "[0-9０-９]"
HAN_DIGIT = "[〇零○一二三四五六七八九]"
HAN_NUMBER = "[一二三四五六七八九十两〇零廿]{1,3}"
DASH = r"(?:[-‐‑–—－−~～─]{1,2})"
#: 1—10月, 1至10月, 1到10月
RANGE = rf"(?:{GAP}(?:{DASH}|至|到){GAP})"
#: 二、三季度, 2023和2024年
JOIN = rf"(?:{RANGE}|{GAP}[、和及]{GAP})"
NOT_ARABIC = "(?<![0-9０-９.．])"
NOT_HAN = "(?<![〇零○一二两三四五六七八九十百千万亿第每几数多])"

YEAR_4 = rf"(?:1[0-9]|20|21|１[０-９]|２[０１]){ARABIC}{{2}}"
#: 2025, 2023、2024, 2021—23, 2025—2027
YEARS = rf"{YEAR_4}(?:{JOIN}(?:{YEAR_4}|{ARABIC}{{2}}(?!{ARABIC}))){{0,4}}"
HAN_YEAR = (
    rf"(?:[一二]{HAN_DIGIT}{{3}}"
    r"|[两二一]千(?:[零〇][一二三四五六七八九]|[零〇]?[一二三四五六七八九]?十[一二三四五六七八九]?)?)"
)
SMALLS = rf"{ARABIC}{{1,2}}(?:{JOIN}{ARABIC}{{1,2}}){{0,4}}"
HAN_MONTH = "(?:十[一二]?|[一二三四五六七八九元])"
HAN_DAY = "(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
#: an ordinal of a quarter
FOURTH = "第?[一二三四1-4１-４]"
#: a day from the tenth on, written without 日: only before a stop, so that 「三月十佳」 is none
HAN_TEN = "(?:二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)"
ENDS = r"(?=[，。、；：）)！？\s]|$)"
HAN_CENTURY = "(?:二?十[一二三四五六七八九]?)"
PART_OF_CENTURY = "(?:[初末](?![期叶]))?"
#: the tens of a decade
TENS = rf"(?:{ARABIC}[0０]|[一二三四五六七八九](?:、?[一二三四五六七八九])?十)"

#: 周 in 周期, 周年, 周边 … is no week.
NO_WEEK = "(?![期年岁边身围知刊])"
WEEKDAY = "[一二三四五六日天](?![均福人本元年线报期刊次])"

#: What may stand behind the two digits of a short year (「23年一季度」): a part of that year.
PART_OF_YEAR = (
    rf"(?:{ARABIC}{{1,2}}{GAP}月(?!内)|{HAN_MONTH}月|[Qq][1-4]|第?[一二三四]季|[上下]半年|年?[底末](?!层)"
    rf"|第(?:{ARABIC}{{1,2}}|[一二三四五])个?[周星礼]|首[月季]"
    rf"|[前头](?:{ARABIC}{{1,2}}|[一两二三四五六七八九十]{{1,2}})个?[月季])"
)

#: What may stand behind four digits without 年: nothing else makes them a year.
PART_OF_BARE_YEAR = rf"{GAP}(?:[QqHh][1-4](?![0-9A-Za-z])|[上下]半年|第?[一二三四]季度)"

PATTERNS: dict[str, tuple[str, ...]] = {
    # 2025-06-30, 2025/6/30, 2025.06.30
    "numeric_day": (
        r"(?<![0-9.\-/A-Za-z])(?:1[5-9]|20|21)[0-9]{2}(?P<separator>[-/.])"
        r"(?:1[0-2]|0?[1-9])(?P=separator)(?:3[01]|[12][0-9]|0?[1-9])(?![0-9.\-/%])",
        # 13.5.2015
        r"(?<![0-9.\-/A-Za-z])(?:3[01]|[12][0-9]|0?[1-9])\.(?:1[0-2]|0?[1-9])\.(?:19|20)[0-9]{2}(?![0-9.\-/%])",
    ),
    # 2025.06: two digits of month, and nothing behind that could be counted
    "numeric_month": (
        r"(?<![0-9.\-/A-Za-z])(?:19|20)[0-9]{2}[/.](?:0[1-9]|1[0-2])(?=[\s，。、；：）)】\]—–~～至到-]|$)",
        r"(?<=[-—–~～至到])(?:19|20)[0-9]{2}[/.](?:0[1-9]|1[0-2])(?=[\s，。、；：）)】\]]|$)",
    ),
    "decade": (
        rf"{NOT_ARABIC}(?:1[0-9]|20){ARABIC}0{GAP}年代",  # 2020年代
        rf"{NOT_ARABIC}{ARABIC}{{1,2}}{GAP}世纪{GAP}{TENS}{GAP}年代",  # 20世纪90年代
        rf"{NOT_HAN}{HAN_CENTURY}世纪{TENS}年代",  # 二十世纪九十年代
        rf"(?:上个?|本)世纪{TENS}{GAP}年代",  # 上世纪90年代
        rf"{NOT_ARABIC}[1-9]0{GAP}年代",  # 90年代
        rf"{NOT_HAN}[二三四五六七八九](?:、?[三四五六七八九])?十年代",  # 九十年代, 七八十年代
    ),
    "century": (
        rf"{NOT_ARABIC}{ARABIC}{{1,2}}(?:{RANGE}{ARABIC}{{1,2}})?{GAP}世纪{PART_OF_CENTURY}",  # 19世纪
        rf"{NOT_HAN}{HAN_CENTURY}世纪{PART_OF_CENTURY}",  # 十九世纪初
        rf"(?:上个?|本)世纪{PART_OF_CENTURY}",  # 上世纪末
    ),
    "elapsed": (rf"{NOT_ARABIC}(?:{NOT_HAN}{HAN_NUMBER}|{ARABIC}{{1,2}}){GAP}年(?:以)?来(?!自)",),  # 三年来
    "rolling": (
        # 近三年, 过去五年, 未来五年, 最近三个月
        rf"(?:最近|近|过去|未来|今后|(?<!提)前)的?{GAP}(?:{ARABIC}{{1,2}}|{HAN_NUMBER}|半){GAP}(?:年|个{GAP}月|天|个?周{NO_WEEK}|个年)"
        r"(?:以来|来|间|度)?",
    ),
    "numbered_parts": (
        # 前10月, 前三季度, 头两个月, 前三年
        rf"(?:(?<!提)前|头){GAP}(?:{ARABIC}{{1,2}}|十一|[一二两三四五六七八九十]){GAP}个?{GAP}(?:月(?:份)?|季度?|年)",
        rf"(?<=月)[前头](?:{ARABIC}{{1,2}}|[一二两三四五六七八九十])天",  # 本月前两天
        rf"(?<=月)[前头][一两二三1-3]周{NO_WEEK}",  # 10月前三周
    ),
    "plan": (
        r"[“\"「‘][一二三四五六七八九十]{1,2}五[”\"」’](?:时期|期间)?(?:期?末(?!期))?",  # “十四五”时期
        r"(?<![一二三四五六七八九十第百零〇])十[一二三四五六七八]五(?:时期|期间)?(?:期?末(?!期))?",  # 十四五
    ),
    "year": (
        rf"{NOT_ARABIC}{YEARS}{GAP}年(?:年度(?=[业报]|净利|实现|营)|度)?",  # 2025年度, 2023、2024年, 2021年年度业绩
        rf"(?<![0-9A-Za-z.])(?:19|20)[0-9]{{2}}(?={PART_OF_BARE_YEAR})",  # 2024Q3, 2024上半年
        rf"(?<![〇零○一二三四五六七八九十百千万亿第几数]){HAN_YEAR}(?:{JOIN}{HAN_YEAR})?{GAP}年度?",  # 二〇二五年
        rf"{NOT_ARABIC}{ARABIC}{{2}}{GAP}年(?={PART_OF_YEAR})",  # 22年3月
        rf"{NOT_HAN}(?:[〇零][〇零一二三四五六七八九]|[五六七八九][零〇])年",  # 零八年
        rf"{NOT_ARABIC}0[0-9]{GAP}年",  # 07年: no duration is written so
    ),
    "lunar_day": (
        rf"(?:农历|阴历)?(?:{HAN_MONTH}|正|腊|冬)月初[一二三四五六七八九十]",  # 正月初五
        r"(?:农历|阴历)?[正腊冬]月(?:三十|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)",  # 腊月二十三
        rf"(?:农历|阴历){HAN_MONTH}月{HAN_DAY}",  # 农历八月十五
        r"大?年初[一二三四五六七八九十]",  # 大年初一
        r"大年三十",
        rf"(?<!年)(?<![0-9])(?:{HAN_MONTH})月{HAN_TEN}{ENDS}",  # 八月十五
        rf"(?:农历|阴历)(?:{YEARS}|{HAN_YEAR})年{HAN_MONTH}月(?:{HAN_DAY})?",  # 农历二〇二一年六月
    ),
    "month": (
        rf"(?<![0-9０-９.．第每])(?<![0-9０-９][:：]){SMALLS}{GAP}月(?:份|度)?",  # 1月, 10月份, 1—10月
        rf"{NOT_HAN}{HAN_MONTH}(?:{JOIN}{HAN_MONTH}){{0,3}}月(?:份|度)?",  # 十一月
    ),
    "day": (
        rf"(?<![0-9０-９.．第每]){SMALLS}{GAP}[日号]",  # 22日, 22—24日
        rf"{NOT_HAN}{HAN_DAY}(?:{JOIN}{HAN_DAY}){{0,3}}[日号]",  # 二十二日
        rf"(?<=月){HAN_TEN}{ENDS}",  # 二〇〇四年八月十五
    ),
    "quarter": (
        rf"(?<![0-9０-９.．个每]){FOURTH}(?:{JOIN}{FOURTH}){{0,3}}{GAP}季(?:度|(?=末))",  # 一季度, 二、三季度
        r"(?<![0-9A-Za-z])[Qq][1-4](?:季度|(?=[营净业收销毛末]))",  # Q1季度
        r"(?<=[年度0-9])[Qq][1-4](?![0-9A-Za-z])",  # 2024年Q3
    ),
    "half": (r"(?<=[年度0-9])[Hh][12](?![0-9A-Za-z])",),  # 2025年H1
    "season": (r"(?<=年)[春夏秋冬](?=[，。、；和至到起以及）—-])",),  # 1998年春
    "nth_week": (rf"第(?:{ARABIC}{{1,2}}|[一二三四五]){GAP}个?(?:周|星期|礼拜)(?!期|岁|边|年)",),  # 第二周
    "week": (
        r"(?:上上|下下|上|下|本|这)一?[个個]?(?:[周週]末|(?:[周週]|星期|礼拜)"
        rf"(?:[一二三四五六日天](?![个家次度])|{NO_WEEK}))",  # 上周五, 本周, 下周末
    ),
    "weekday": (
        rf"(?<![上下本这一两二三四五六七八九十几每黄商西东])周{WEEKDAY}",  # 周五
        rf"(?<![个上下本这色])(?:星期|礼拜){WEEKDAY}",  # 星期五
    ),
    "same_period": (r"同期",),
}


#: Where two kinds can match, the first here wins.
ORDER = (
    "title", "holiday", "numeric_day", "numeric_month", "lunar_day", "decade", "century", "elapsed",
    "era", "numbered_parts", "rolling", "plan", "week", "year", "quarter", "half", "season",
    "nth_week", "month", "day", "word",
    "weekday", "same_period",
)  # fmt: skip

#: A scan tries its patterns only at these characters and at the first ones of the lexicons' words.
STARTS = frozenset(
    "'’Hh"
    "0123456789０１２３４５６７８９〇零○一二两三四五六七八九十元廿"
    '《“"「‘Qq最近过未今前头第同农阴大正腊冬年上下本这当周星礼'
)


def _worded(words: Iterable[tuple[str, str, tuple[str, ...]]]) -> str:
    """An alternation of words, the longer first, each with what may not stand next to it."""
    alternatives = []
    for word, not_after, not_before in sorted(words, key=lambda entry: (-len(entry[0]), entry[0])):
        before = f"(?<![{re.escape(not_after)}])" if not_after else ""
        after = f"(?!{'|'.join(re.escape(text) for text in not_before)})" if not_before else ""
        alternatives.append(before + re.escape(word) + after)
    return "|".join(alternatives)


@functools.cache
def scanner() -> re.Pattern[str]:
    """The scanner; the name of the group that matched is the kind of piece (``word`` and ``holiday`` by lexicon)."""
    words = time_words()
    days = holidays()
    groups = {
        # What stands in a title is no date; depth two, since titles quote titles.
        "title": r"《[^《》\n]{0,120}(?:《[^《》\n]{0,60}》[^《》\n]{0,60}){0,3}》",
        **{kind: "|".join(f"(?:{pattern})" for pattern in patterns) for kind, patterns in PATTERNS.items()},
        "era": "(?:" + "|".join(eras()) + ")(?:元|[一二三四五六七八九十]{1,3})年",  # 康熙三年
        "holiday": _worded((day.name, day.not_after, day.not_before) for day in days.values()),
        "word": _worded((word.word, word.not_after, word.not_before) for word in words.values()),
    }
    starts = STARTS.union(name[0] for name in (*words, *days, *eras()))
    body = "|".join(f"(?P<{kind}>{groups[kind]})" for kind in ORDER)
    return re.compile(f"(?=[{re.escape(''.join(sorted(starts)))}])(?:{body})")
