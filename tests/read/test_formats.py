"""Every format gives its text, in reading order, without what is not text."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from extract.layout import lay_out
from extract.read import SourceDocument, read_document, scan
from tests.read.making import ROWS, TEXT, docx_bytes, pdf_bytes, zipped

PAGE = """<!DOCTYPE html><html lang="zh"><head><meta charset="{charset}"><title>海州专利增长_海州新闻网</title>
<meta property="og:title" content="海州专利增长"><meta property="og:site_name" content="海州新闻网">
<meta property="article:published_time" content="2025-08-29T10:00:00+08:00">
<script>document.write("脚本不是正文");</script></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/news">要闻</a></li></ul></nav>
<article><h1>海州专利增长</h1><p>海州市上半年新增专利320件，同比增长6.5%，其中发明专利占比超过四成。</p>
<p>全市技术合同成交额达到12亿元，居全省第3位。记者了解到，下半年还将新建两个中试基地。</p>
<table><tr><th>指标</th><th>数值</th></tr><tr><td>新增专利</td><td>320</td></tr></table></article>
<aside>相关阅读：十大品牌榜单</aside><footer>版权所有 广告热线 010-00000000</footer></body></html>"""


def read(folder: Path, name: str, data: bytes) -> SourceDocument:
    (folder / name).write_bytes(data)
    (source_file,) = scan(folder)
    return read_document(source_file)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_html(tmp_path: Path, charset: str) -> None:
    document = read(tmp_path, "a.html", PAGE.format(charset=charset).encode(charset))
    for kept in ("海州市上半年新增专利320件", "居全省第3位", "320"):
        assert kept in document.text
    for dropped in ("脚本", "首页", "品牌榜单", "广告热线"):
        assert dropped not in document.text
    assert (document.title, document.publisher) == ("海州专利增长", "海州新闻网")
    assert (str(document.published_on), document.published_on_basis) == ("2025-08-29", "text")
    assert document.media_type == "text/html"


def test_docx(tmp_path: Path) -> None:
    document = read(tmp_path, "a.docx", docx_bytes(TEXT.splitlines(), ROWS, title="海州专利"))
    assert document.text.startswith(TEXT)
    assert "内部资料" not in document.text
    assert document.title == "海州专利"
    layout = lay_out(document.text)
    (table,) = layout.tables
    assert [[cell.text for cell in row] for row in table.rows] == [list(row) for row in ROWS]
    assert all(layout.text[cell.start : cell.end] == cell.text for row in table.rows for cell in row)


def test_html_set_in_tables(tmp_path: Path) -> None:
    # Old pages are one table; its cells are no cells of a table, the table of figures inside is one.
    paragraphs = [f"　　{TEXT.splitlines()[number % 2]}" for number in range(8)]
    figures = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    page = (
        "<html><head><meta charset='utf-8'><title>海州专利增长</title></head><body><table><tr>"
        f"<td><a href='/'>首页</a></td><td>{'<br>'.join(paragraphs)}<table>{figures}</table></td></tr></table>"
    )
    text = read(tmp_path, "a.html", page.encode()).text
    assert "\n".join(paragraph.strip() for paragraph in paragraphs) in text
    assert "| 工业总产值 | 462.3 | 7.9 |" in text


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


START, TWO = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{_run(text)}</w:p></w:tc>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            f"<w:p>{_run('产量')}<w:ins>{_run('增长')}</w:ins><w:del>{_run('下降')}</w:del>{_run('8%。')}</w:p>",
            "产量增长8%。",
        ),
        (f"<w:sdt><w:sdtContent><w:p>{_run('产量增长。')}</w:p></w:sdtContent></w:sdt>", "产量增长。"),
        (f"<w:p><w:hyperlink>{_run('海州市')}</w:hyperlink>{_run('增长。')}</w:p>", "海州市增长。"),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>", "甲\t乙\n丙"),
        (
            f"<w:p>{_run('正文。')}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{_run('框中。')}</w:p>"
            f"</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>{_run('框中。')}</w:p></w:txbxContent>"
            "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
            "正文。\n框中。",
        ),
        (
            f"<w:tbl><w:tr>{_cell('工业', START)}{_cell('利润')}{_cell('3')}</w:tr>"
            f"<w:tr>{_cell('', '<w:vMerge/>')}{_cell('税收')}{_cell('2')}</w:tr></w:tbl>",
            "\n工业\t利润\t3\n\t税收\t2\n",
        ),
        (
            f"<w:tbl><w:tr>{_cell('指标')}{_cell('2024年', TWO)}{_cell('单位')}</w:tr></w:tbl>",
            "\n指标\t2024年\t\t单位\n",
        ),
        (
            f"<w:tbl><w:tr><w:tc><w:p>{_run('海' * 150)}</w:p><w:p>{_run('州' * 150)}</w:p></w:tc></w:tr></w:tbl>",
            f"\n{'海' * 150}\n{'州' * 150}\n",
        ),
    ],
)
def test_docx_parts(tmp_path: Path, body: str, text: str) -> None:
    document = f"<w:document {WORD} {COMPATIBLE}><w:body>{body}</w:body></w:document>"
    with zipfile.ZipFile(io.BytesIO(docx_bytes([]))) as package:
        members = {name: package.read(name) for name in package.namelist()}
    assert read(tmp_path, "a.docx", zipped({**members, "word/document.xml": document.encode()})).text == text


def test_pdf_line_written_in_parts(tmp_path: Path) -> None:
    # A second font's marks and digits come after the rest of their line, the closing mark before the opening one.
    pieces = [(50.0, 600.0, 12.0, "海州建设_造船之城_，产能_万吨。"), (206.0, 599.0, 12.0, "九")]
    pieces += [(158.0, 599.0, 12.0, "”"), (98.0, 599.0, 12.0, "“"), (50.0, 580.0, 12.0, "下一行。")]
    assert read(tmp_path, "a.pdf", pdf_bytes([pieces])).text == "海州建设“造船之城”，产能九万吨。\n下一行。"


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        # (lines of cells, left edges 50, 170 and 290; each Chinese character is 12 points wide)
        (
            [
                *[
                    ("指标名称", "实际完成总", "比上年增长"),
                    ("", "量（亿元）", "（%）"),
                    ("规模以上工业企业", "450.2", "7.3"),
                ],
                *[("增加值", "", ""), ("社会消费品零售业", "420.1", "-6.9"), ("总额", "", ""), ("出口", "3", "1")],
            ],
            [
                *[("指标名称", "实际完成总量（亿元）", "比上年增长（%）"), ("规模以上工业企业增加值", "450.2", "7.3")],
                *[("社会消费品零售业总额", "420.1", "-6.9"), ("出口", "3", "1")],
            ],
        ),
        # Values in the middle of a row of three lines.
        (
            [
                ("指标", "总量", "增长"),
                ("规模以上工业企业", "", ""),
                ("增加值（按可比价", "450.2", "7.3"),
                ("计算）", "", ""),
            ],
            [("指标", "总量", "增长"), ("规模以上工业企业增加值（按可比价计算）", "450.2", "7.3")],
        ),
        # A line across the table is no rest of the row above it.
        (
            [("指标", "总量", "增长"), ("社会消费品零售额", "4", "7"), ("二、外贸", "", ""), ("出口", "3", "1")],
            [("指标", "总量", "增长"), ("社会消费品零售额", "4", "7"), ("二、外贸",), ("出口", "3", "1")],
        ),
    ],
)
def test_pdf_cells_of_several_lines(tmp_path: Path, lines: list[tuple[str, ...]], rows: list[tuple[str, ...]]) -> None:
    pieces = [
        (50.0 + 120 * column, 700.0 - 15 * number, 12.0, text)
        for number, line in enumerate(lines)
        for column, text in enumerate(line)
        if text
    ]
    text = read(tmp_path, "a.pdf", pdf_bytes([pieces])).text
    assert text.split("\n") == ["\t".join(row) for row in rows]


def test_pdf_short_titles_head_their_columns(tmp_path: Path) -> None:
    columns = [
        [f"{article}文第{place}栏第{line}行写满一栏" for line in "一二三四"] for article in "甲乙" for place in "一二三"
    ]
    pieces = [(300.0 - 24, 720.0, 24.0, "甲题"), (300.0 - 24, 560.0, 24.0, "乙题"), (300.0 - 18, 540.0, 12.0, "乙作者")]
    for number, column in enumerate(columns):
        left, top = 40.0 + 185 * (number % 3), 690.0 if number < 3 else 510.0
        # The last column of an article is shorter.
        pieces += [(left, top - 15 * row, 12.0, text) for row, text in enumerate(column[: 4 - (number % 3 == 2)])]
    text = read(tmp_path, "a.pdf", pdf_bytes([pieces])).text.replace("\n", "")
    first, second = (
        "".join("".join(column[: 4 - (n == 2)]) for n, column in enumerate(columns[at : at + 3])) for at in (0, 3)
    )
    assert text == f"甲题{first}乙题乙作者{second}"


def test_pdf_tables_keep_their_columns(tmp_path: Path) -> None:
    rows = [("指标", "2024年", "", "2023年"), ("", "总量", "增速（%）", "总量"), ("工业增加值", "45.2", "", "42.1")]
    rows += [("投资", "—", "-3.1", "6"), ("出口", "1.5", "4.0", "1.4")]
    # Heads stand in the middle of the columns they span, numbers at the right of theirs.
    lefts = [(50, 210, 0, 390), (0, 180, 270, 370), (50, 190, 0, 380), (50, 196, 285, 398), (50, 193, 291, 383)]
    pieces = [
        (float(left), 700.0 - 18 * number, 12.0, text)
        for number, (row, places) in enumerate(zip(rows, lefts, strict=True))
        for text, left in zip(row, places, strict=True)
        if text
    ]
    text = read(tmp_path, "a.pdf", pdf_bytes([[(50.0, 740.0, 12.0, "表1　主要指标，单位：亿元"), *pieces]])).text
    assert text.split("\n")[2:] == ["\t".join(row).rstrip("\t") for row in rows]


def test_pdf_reads_column_by_column(tmp_path: Path) -> None:
    left = [
        "左栏第一行说的是海州市工业增长情况，",
        "左栏第二行接着说，全市新增专利三百",
        "二十件，同比增长百分之六点五以上。",
    ]
    right = [
        "右栏第一行说的是海州市农业生产情况，",
        "右栏第二行接着说，全市粮食产量稳步",
        "提高，农民收入增长百分之五点三以上。",
    ]
    page = [(200.0, 700.0, 18.0, "海州专利增长"), (40.0, 780.0, 9.0, "海州日报")]
    for number in range(3):
        page += [(50.0, 650 - 15 * number, 12.0, left[number]), (320.0, 650 - 15 * number, 12.0, right[number])]
    page.append((290.0, 20.0, 9.0, "1"))
    document = read(
        tmp_path,
        "a.pdf",
        pdf_bytes([page, [(40.0, 780.0, 9.0, "海州日报"), (50.0, 600.0, 12.0, "第二页的正文在这里。")]]),
    )
    lines = [line for line in document.text.split("\n") if line]
    assert lines == ["海州专利增长", "".join(left), "".join(right), "第二页的正文在这里。"]
    assert document.media_type == "application/pdf"


def test_markdown(tmp_path: Path) -> None:
    text = (
        "# 海州专利增长\n\n全市上半年新增专利320件，同比增长6.5%。\n\n| 指标 | 数值 |\n| --- | --- |\n| 专利 | 320 |\n"
    )
    document = read(tmp_path, "a.md", text.encode())
    assert (document.text, document.media_type) == (text, "text/markdown")
    layout = lay_out(document.text)
    assert layout.text.startswith("海州专利增长\n")
    assert [[cell.text for cell in row] for row in layout.tables[0].rows] == [["指标", "数值"], ["专利", "320"]]


def test_zip(tmp_path: Path) -> None:
    members = {
        "甲.txt": TEXT.encode("gb18030"),
        "sub/乙.docx": docx_bytes(["正文第一段。"]),
        "__MACOSX/._a": b"x",
        ".hidden": b"x",
    }
    (tmp_path / "周报.zip").write_bytes(zipped(members))
    found = scan(tmp_path)
    assert [source_file.source for source_file in found] == ["周报.zip!/sub/乙.docx", "周报.zip!/甲.txt"]
    assert [read_document(source_file).text.strip() for source_file in found] == ["正文第一段。", TEXT.strip()]


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_feed(tmp_path: Path, suffix: str) -> None:
    rows = [
        {
            "title": "专利增长",
            "text": "全市新增专利320件。",
            "published_on": "2025-08-29",
            "url": "http://example.org/1",
        },
        {"title": "", "text": "无题的短讯，产量增长8%。", "published_on": "", "url": ""},
    ]
    if suffix == "jsonl":
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"
    else:
        text = "title,text,published_on,url\n" + "".join(",".join(row.values()) + "\n" for row in rows)
    (tmp_path / f"feed.{suffix}").write_text(text, encoding="utf-8")
    first, second = (read_document(source_file) for source_file in scan(tmp_path))
    assert first.text == "专利增长\n全市新增专利320件。"
    assert (str(first.published_on), first.published_on_basis) == ("2025-08-29", "text")
    assert (second.text, second.published_on) == ("无题的短讯，产量增长8%。", None)
    assert first.sha256 != second.sha256


def test_content_outweighs_the_name(tmp_path: Path) -> None:
    document = read(tmp_path, "a.docx", pdf_bytes([[(50.0, 600.0, 12.0, "这是一份改了名字的文件。")]]))
    assert (document.text, document.media_type) == ("这是一份改了名字的文件。", "application/pdf")


def test_unseen_characters_do_not_cut_names(tmp_path: Path) -> None:
    document = read(tmp_path, "a.docx", docx_bytes(["海\u200b州\u202e市新\u00ad增专利。"]))
    assert document.text == "海州市新增专利。"
