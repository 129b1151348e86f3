"""Give a gold folder's documents in the formats that raw folders hold, and compare the scores.

    python scripts/convert_gold.py GOLD --scorer SCORE.py --work build/formats [--formats gb18030 docx html pdf]

GOLD holds NAME.txt, NAME.gold.jsonl and manifest.csv. Each format gets a folder with the converted documents and one
with the gold annotations moved to the offsets of what the reader extracts; each is extracted with `extract run` and
scored. Two-column PDF takes LibreOffice. The table printed has one line a measure and one column a format.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import html
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from extract.read import read_document, scan

NAVIGATION = ["首页", "要闻", "产业", "数据", "专题", "视频", "关于我们", "登录"]
ADVERTS = ["限时优惠：会员年费五折", "下载客户端，看更多精彩内容", "扫一扫，关注官方微信"]
RELATED = ["相关阅读：十大品牌榜单揭晓", "热门：春季旅游攻略", "图集：美丽乡村行"]


def to_gb18030(text: str, path: Path) -> Path:
    target = path.with_suffix(".txt")
    target.write_bytes(text.encode("gb18030"))
    return target


def to_html(text: str, path: Path) -> Path:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    items = "".join(f'<li><a href="/{number}">{name}</a></li>' for number, name in enumerate(NAVIGATION))
    paragraphs = [f"<p>{html.escape(line)}</p>" for line in lines]
    paragraphs.insert(len(paragraphs) // 2, f'<div class="ad-banner"><a href="/ad">{ADVERTS[0]}</a></div>')
    related = "".join(f'<li><a href="/r{number}">{name}</a></li>' for number, name in enumerate(RELATED))
    target = path.with_suffix(".html")
    target.write_text(
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>产业新闻</title>'
        "<script>var page = {count: 12};</script><style>p {margin: 0}</style></head><body>"
        f'<nav class="menu"><ul>{items}</ul></nav><div class="sidebar"><p>{ADVERTS[1]}</p></div>'
        f"<article><div class='content'>{''.join(paragraphs)}</div></article>"
        f'<aside class="related"><ul>{related}</ul></aside>'
        f"<footer><p>{ADVERTS[2]}</p><p>版权所有 未经许可不得转载</p></footer></body></html>",
        encoding="utf-8",
    )
    return target


def to_docx(text: str, path: Path, *, columns: int = 1) -> Path:
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = "WenQuanYi Zen Hei"
    style.font.size = Pt(10)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "WenQuanYi Zen Hei")
    for line in text.split("\n"):
        if line.strip():
            document.add_paragraph(line.strip())
    if columns > 1:
        section = document.sections[0]._sectPr
        placed = section.find(qn("w:cols"))
        placed = placed if placed is not None else section.makeelement(qn("w:cols"), {})
        placed.set(qn("w:num"), str(columns))
        placed.set(qn("w:space"), "425")
        if placed.getparent() is None:
            section.append(placed)
        document.sections[0].header.paragraphs[0].text = "产业观察 内部资料"
    target = path.with_suffix(".docx")
    document.save(str(target))
    return target


def to_pdf(text: str, path: Path) -> Path:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = to_docx(text, folder / path.name, columns=2)
        command = [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=180)
        target = path.with_suffix(".pdf")
        shutil.copy(source.with_suffix(".pdf"), target)
    return target


CONVERTERS: dict[str, Callable[[str, Path], Path]] = {
    "gb18030": to_gb18030,
    "docx": to_docx,
    "html": to_html,
    "pdf": to_pdf,
}


def moved_gold(gold: str, text: str, extracted: str) -> str:
    """Gold lines with offsets into ``extracted``; what the reader lost keeps a span beyond the end of the text."""
    before = [offset for offset, character in enumerate(text) if not character.isspace()]
    after = [offset for offset, character in enumerate(extracted) if not character.isspace()]
    matcher = difflib.SequenceMatcher(
        None, [text[offset] for offset in before], [extracted[offset] for offset in after], autojunk=False
    )
    place: dict[int, int] = {}
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            place[before[block.a + step]] = after[block.b + step]
    lost = len(extracted) + 1_000

    def span(start: int, end: int) -> list[int]:
        if start in place and end - 1 in place:
            return [place[start], place[end - 1] + 1]
        return [lost + start, lost + end]

    lines = []
    for line in gold.splitlines():
        sentence = json.loads(line)
        for kind in ("orgs", "regions", "times", "quantities"):
            for item in sentence.get(kind, []):
                item[-1] = span(*item[-1])
        inside = [at for at in range(sentence["start"], sentence["start"] + len(sentence["text"])) if at in place]
        sentence["start"] = place[inside[0]] if inside else lost
        lines.append(json.dumps(sentence, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def convert(gold: Path, work: Path, name: str) -> None:
    """Write ``work/NAME`` (documents and manifest) and ``work/NAME.gold`` (annotations)."""
    documents, annotations = work / name, work / f"{name}.gold"
    for folder in (documents, annotations):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    made = {}
    for path in sorted(gold.glob("*.txt")):
        made[path.name] = CONVERTERS[name](path.read_text(encoding="utf-8"), documents / path.stem).name
    with (gold / "manifest.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    with (documents / "manifest.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, "source": made[row["source"]]} for row in rows if row["source"] in made)
    extracted = {Path(found.source).stem: read_document(found).text for found in scan(documents)}
    for path in sorted(gold.glob("*.gold.jsonl")):
        stem = path.name.removesuffix(".gold.jsonl")
        text = (gold / f"{stem}.txt").read_text(encoding="utf-8")
        moved = moved_gold(path.read_text(encoding="utf-8"), text, extracted[stem])
        (annotations / path.name).write_text(moved, encoding="utf-8")


def score(documents: Path, annotations: Path, out: Path, scorer: Path) -> dict[str, float]:
    """Extract a folder and score its tables."""
    shutil.rmtree(out, ignore_errors=True)
    run = "import sys; from extract.cli import main; sys.argv[0] = 'extract'; main()"
    subprocess.run([sys.executable, "-c", run, "run", "--input", str(documents), "--out", str(out)], check=True)
    tables = out.with_suffix(".scored")
    shutil.rmtree(tables, ignore_errors=True)
    shutil.copytree(out, tables, ignore=shutil.ignore_patterns("*.duckdb"))
    # The scorer joins documents by NAME.txt.
    table = pd.read_parquet(tables / "documents.parquet")
    table["source"] = [f"{Path(source).stem}.txt" for source in table["source"]]
    table.to_parquet(tables / "documents.parquet")
    result = out.with_suffix(".json")
    command = [sys.executable, str(scorer), "--out", str(tables), "--gold", str(annotations), "--json", str(result)]
    subprocess.run(command, check=True, capture_output=True)
    measures: dict[str, float] = json.loads(result.read_text(encoding="utf-8"))["f1"]
    return measures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, help="score.py; without it the documents are only converted")
    parser.add_argument("--work", type=Path, required=True, help="an empty folder to work in")
    parser.add_argument("--formats", nargs="+", choices=sorted(CONVERTERS), default=sorted(CONVERTERS))
    args = parser.parse_args()
    scores: dict[str, dict[str, float]] = {}
    if args.scorer:
        scores["text"] = score(args.gold, args.gold, args.work / "out-text", args.scorer)
    for name in args.formats:
        convert(args.gold, args.work, name)
        if args.scorer:
            folder = args.work / name
            scores[name] = score(folder, args.work / f"{name}.gold", args.work / f"out-{name}", args.scorer)
    if scores:
        print(pd.DataFrame(scores).round(3).to_string())


if __name__ == "__main__":
    main()
