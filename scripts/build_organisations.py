"""Build lexicons/organisations/{names,common_words}.csv from public lists and labelled or unlabelled text.

    python scripts/build_organisations.py --lists LISTS --labels SENTENCES.jsonl --texts TEXTS --words WORDS.iob2

Sources, and what is taken over from each (facts: names, what kind of body, which name is whose):

- ``well_known.csv`` beside the output: written for this project from general knowledge;
- LISTS/government/central_gov_bodies.csv: central bodies after the reform of 2023, with their short names;
- LISTS/companies/central_soe.csv: lists of SASAC and of the Ministry of Finance (gdvzz/logd 86282f4);
- LISTS/companies/top_companies_2025.csv: Fortune China and Global 500, ACFIC and ISC lists (same repository);
- TEXTS/finance_news*.xz: short names of listed companies, each proved by the stock code in brackets after it;
- SENTENCES: names of bodies that annotators marked, with their type; also how often each string is *not* a name,
  which decides its trust;
- ``mined_names.csv`` beside the output: names that unlabelled text uses again and again (mine_organisations.py);
- WORDS: words of UD Chinese GSDSimp (CC BY-SA 4.0) that are no part of a name.

No sentence of any source is kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.organisations.lexicon import KnownName, organisation_type, read_rows, read_suffixes
from extract.records import OrganisationType

OUTPUT = Path(__file__).resolve().parents[1] / "src" / "extract" / "lexicons" / "organisations"
LEGAL = re.compile(r"(?:[（(]集团[）)])?(?:股份|控股)?(?:有限责任公司|有限公司)$|(?:[（(]集团[）)])?公司$")
FOREIGN_NAME = re.compile(r"[（(].*$")
CODE = re.compile(
    r"(?P<edge>^|[，。、；：！？\s“”（）()])?(?P<name>[*A-Za-z一-鿿]{2,8})[（(](?P<code>[0368]\d{5})(?:\.\w\w)?[)）]",
    re.M,
)
NOT_NAMES = re.compile(
    r"^(?:证券代码|股票代码|公司|代码|市场消息|原标题)|(?:公告|公司|股票|代码|转债|ETF|指数|LOF|基金)$"
)
SURE, LIKELY, CONTEXT = "sure", "likely", "context"


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence with (start, end, label) spans."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def read_labels(path: Path) -> list[LabelledSentence]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [LabelledSentence(row["text"], tuple((s, e, label) for s, e, label in row["entities"])) for row in rows]


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def kind_by_suffix(name: str, default: OrganisationType) -> OrganisationType:
    """Return the type that a name's longest suffix tells, or ``default``."""
    suffixes = read_suffixes()
    for start in range(1, len(name)):
        suffix = suffixes.get(name[start:])
        if suffix is not None and suffix.group in {"full", "trade"}:
            if suffix.type == "company" and re.search("银行|保险|证券|基金|信托|人寿", name):
                return "finance"
            return suffix.type
    return default


def listed_forms(name: str, places: frozenset[str], common: frozenset[str]) -> list[str]:
    """Return the shorter forms that a company's official name is used in (三一集团有限公司: 三一集团)."""
    bare = LEGAL.sub("", name)
    forms = [bare] if len(bare) >= 4 or (bare != name and len(bare) == 3) else []
    for size in (2, 3):
        brand = bare[size:].removeprefix("省").removeprefix("市")
        if bare[:size] in places and len(brand) >= 4 and brand[:2] not in common:
            forms.append(brand)
    return [form for form in forms if form != name and len(form) >= 3]


def public_lists(
    lists: Path, places: frozenset[str], common: frozenset[str]
) -> Iterator[tuple[str, OrganisationType, str]]:
    """Yield (name, type, full name) of every body that the public lists name."""
    for _, (name, kind, shorts) in read_rows("well_known.csv", ("name", "type", "short_names")):
        checked = organisation_type(kind, where=f"well_known.csv: {name}")
        yield name, checked, name
        for short in filter(None, shorts.split(";")):
            yield short, checked, name
    for row in read_csv(lists / "government" / "central_gov_bodies.csv"):
        name = row["name"]
        kind = kind_by_suffix(name, "government")
        if kind not in {"media", "research", "finance"}:
            kind = "government"
        for form in [name, *filter(None, row["aliases"].split(";"))]:
            yield form, kind, name
    for row in [
        *read_csv(lists / "companies" / "central_soe.csv"),
        *read_csv(lists / "companies" / "top_companies_2025.csv"),
    ]:
        name = FOREIGN_NAME.sub("", row["name"]) if row["list"].startswith("Fortune Global") else row["name"]
        if len(name) < 3 or not re.fullmatch(r"[\w（）()·\-&]+", name):
            continue
        kind = "finance" if re.search("银行|保险|证券|基金|信托|人寿|金融", name) else "company"
        yield name, kind, name
        for form in listed_forms(name, places, common):
            yield form, kind, name


def listed_companies(texts: Path) -> Iterator[tuple[str, OrganisationType, str]]:
    """Yield the short names of listed companies: what stands before one stock code again and again."""
    by_code: dict[str, Counter[str]] = defaultdict(Counter)
    edges: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(texts.glob("finance_news*.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for match in CODE.finditer(stream.read()):
                name = match["name"]
                for start in range(len(name) - 1):
                    by_code[match["code"]][name[start:]] += 1
                if match["edge"] is not None:
                    edges[match["code"]][name] += 1
    for code, forms in sorted(by_code.items()):
        for name, at_edge in edges[code].items():
            if len(name) <= 6 and not NOT_NAMES.search(name) and (at_edge >= 2 or forms[name] > at_edge):
                if any(
                    other != name and name.endswith(other) and edges[code][other] > at_edge for other in edges[code]
                ):
                    continue
                yield name, ("finance" if re.search("银行|证券|保险|信托|期货|人寿$", name) else "company"), ""


def mined() -> Iterator[tuple[str, OrganisationType, str]]:
    """Yield the names of mined_names.csv, which mine_organisations.py made."""
    for line, (name, kind) in read_rows("mined_names.csv", ("word", "group")):
        yield name, organisation_type(kind, where=f"mined_names.csv:{line}"), ""


def is_bare(name: str, suffixes: frozenset[str]) -> bool:
    """Whether a name is nothing but suffixes (医药集团): a stretch of other names rather than one."""
    if name in suffixes:
        return len(name) > 3 or not name
    return any(name[:size] in suffixes and name[size:] in suffixes for size in range(2, len(name) - 1))


def annotated(sentences: Iterable[LabelledSentence]) -> Iterator[tuple[str, OrganisationType, str]]:
    """Yield the names that annotators marked, each with its most frequent type."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for start, end, label in sentence.spans:
            if label.startswith("ORG."):
                kinds[sentence.text[start:end]][label[4:]] += 1
    for name, counts in kinds.items():
        if len(name) >= 2 and not re.search(r"\s", name):
            yield name, organisation_type(counts.most_common(1)[0][0], where=name), ""


def is_quoted(text: str, offset: int) -> bool:
    """Whether an offset stands inside 《》, where the finder looks for nothing."""
    return text.rfind("《", 0, offset) > text.rfind("》", 0, offset)


def chosen_names() -> frozenset[str]:
    """Return the names that were put into well_known.csv by hand: they need no proof of their own."""
    found: set[str] = set()
    for _, (name, _, shorts) in read_rows("well_known.csv", ("name", "type", "short_names")):
        found.update((name, *filter(None, shorts.split(";"))))
    return frozenset(found)


def measured_trust(
    names: Iterable[str], sentences: Sequence[LabelledSentence], common: frozenset[str], places: frozenset[str]
) -> dict[str, str]:
    """Return each name's trust: how often, where it stands in a labelled sentence, it is an organisation there."""
    import ahocorasick

    chosen = chosen_names()
    automaton = ahocorasick.Automaton()
    wanted = set(names)
    for name in wanted:
        automaton.add_word(name, name)
    automaton.make_automaton()
    hits: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for sentence in sentences:
        organisations = [(s, e) for s, e, label in sentence.spans if label.startswith("ORG.")]
        for last, name in automaton.iter(sentence.text):
            start, end = last + 1 - len(name), last + 1
            if (start, end) in organisations:
                hits[name] += 1
            elif not any(s <= start and end <= e for s, e in organisations) and not is_quoted(sentence.text, start):
                misses[name] += 1
    trust = {}
    for name in wanted:
        seen = hits[name] + misses[name]
        if seen and hits[name] / seen < 0.4:
            trust[name] = CONTEXT
        elif (seen >= 3 and hits[name] / seen >= 0.9) or (name in chosen and len(name) >= 3 and not misses[name]):
            trust[name] = SURE
        elif name in common or name in places or (len(name) <= 2 and seen < 3 and (misses[name] or name not in chosen)):
            trust[name] = CONTEXT
        else:
            trust[name] = SURE if len(name) >= 5 and not misses[name] else LIKELY
    return trust


def build_names(
    sources: Iterable[tuple[str, OrganisationType, str]],
    sentences: Sequence[LabelledSentence],
    common: frozenset[str],
    places: frozenset[str],
) -> dict[str, KnownName]:
    """Merge the sources: the first to give a name a type or a full name decides."""
    merged: dict[str, tuple[OrganisationType, str]] = {}
    suffixes, chosen = frozenset(read_suffixes()), chosen_names()
    for name, kind, full in sources:
        if is_bare(name, suffixes) and name not in chosen and name != full:
            continue
        known = merged.get(name)
        if known is None:
            merged[name] = (kind, full)
        elif full and not known[1]:
            merged[name] = (known[0], full)
    for name, (_, full) in merged.items():
        if full in merged:
            merged[name] = (merged[full][0], full)
    trust = measured_trust(merged, sentences, common, places)
    return {name: KnownName(name, kind, full, trust[name]) for name, (kind, full) in sorted(merged.items())}


def common_words(path: Path, names: frozenset[str]) -> frozenset[str]:
    """Return the words of a segmented text, in IOB2 columns, that stand in no name there nor in ``names``."""
    words: set[str] = set()
    in_names: set[str] = set(names)
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 2 and re.fullmatch(r"[一-鿿]{2,4}", cells[1]):
            (words if cells[2] == "O" else in_names).add(cells[1])
    return frozenset(words - in_names)


def place_names(lists: Path) -> frozenset[str]:
    """Return names of provinces, cities, counties and countries, in full and short."""
    names = set()
    for file in ("provinces.csv", "cities.csv", "areas.csv"):
        for row in read_csv(lists / "divisions_2023" / file):
            names.update(
                (row["name"], re.sub("(?:省|市|县|区|壮族自治区|回族自治区|维吾尔自治区|自治区)$", "", row["name"]))
            )
    for row in read_csv(lists / "countries" / "countries.csv"):
        names.update((row["name_zh_hans"], row["short_zh_hans"]))
    return frozenset(names)


def write_names(names: dict[str, KnownName]) -> None:
    with (OUTPUT / "names.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["name", "type", "full_name", "trust"])
        writer.writerows([name.text, name.type, name.full, name.trust] for name in names.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    args = parser.parse_args()
    places = place_names(args.lists)
    common = common_words(args.words, chosen_names() | places)
    with (OUTPUT / "common_words.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write("word,group\n" + "".join(f"{word},ud\n" for word in sorted(common)))
    sentences = read_labels(args.labels)
    sources = [
        *public_lists(args.lists, places, common),
        *listed_companies(args.texts),
        *annotated(sentences),
        *mined(),
    ]
    names = build_names(sources, sentences, common, places)
    write_names(names)
    print(f"{len(names)} names, {len(common)} common words")


if __name__ == "__main__":
    main()
