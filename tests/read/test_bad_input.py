"""Files that cannot be read: each is rejected with its reason code, and nothing hangs or crashes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import DocumentRejectedError
from extract.read import read_document, scan
from extract.read.limits import default_limits
from tests.read.making import TEXT, docx_bytes, pdf_bytes, pdf_with_forms, zipped

PDF = pdf_bytes([[(50.0, 600.0, 12.0, "这是一份完整的文件，写满了文字。")]])
DOCX = docx_bytes(["正文第一段。"])
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SMALL = replace(
    default_limits(), max_bytes=1_000_000, max_members=5, max_archive_bytes=3_000_000, max_pages=2, office_seconds=20,
    pdf_seconds=60, pdf_megabytes=600,
)  # fmt: skip
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "海州">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def _jsonl(*rows: object) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


CASES: list[tuple[str, bytes | Callable[[], bytes], str]] = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \r\n\t\n", "empty"),
    ("mark_only.txt", b"\xef\xbb\xbf", "empty"),
    ("ideographic_spaces.txt", "\u3000\u3000\n".encode(), "empty"),
    ("zeros.txt", bytes(5000), "binary"),
    ("controls.txt", bytes(range(1, 32)) * 50, "binary"),
    ("text_with_zeros.txt", b"report\0\0\0\0 2025", "binary"),
    ("noise.txt", bytes((index * 97 + index // 7 * 31) % 251 + 4 for index in range(4000)), "unknown_encoding"),
    ("korean.txt", "한국의 전자 산업은 올해 상반기에 성장했다".encode("euc-kr"), "unknown_encoding"),
    ("latin.txt", "Größe überall für Öl und façade".encode("latin-1"), "unknown_encoding"),
    ("long_line.txt", lambda: "长".encode() * 350_000, "too_large"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "unsupported_format"),
    ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "unsupported_format"),
    ("program.txt", b"\x7fELF" + bytes(50), "unsupported_format"),
    ("packed.gz", b"\x1f\x8b\x08" + bytes(50), "unsupported_format"),
    ("packed.rar", b"Rar!\x1a\x07" + bytes(50), "unsupported_format"),
    ("sheet.xlsx", lambda: zipped({"xl/workbook.xml": b"<x/>"}), "unsupported_format"),
    ("book.epub", lambda: zipped({"mimetype": b"application/epub+zip"}), "unsupported_format"),
    ("script.py", b"print('x')", "unsupported_format"),
    ("data.json", b'{"text": "x"}', "unsupported_format"),
    ("text.pdf", TEXT.encode(), "damaged"),
    ("cut.pdf", PDF[:60], "damaged"),
    ("head_only.pdf", b"%PDF-1.7\n", "damaged"),
    ("noise.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged"),
    ("locked.pdf", lambda: pdf_bytes([[(50.0, 600.0, 12.0, "加密文件")]], encrypted=True), "encrypted"),
    ("scan.pdf", lambda: pdf_bytes([[]]), "no_text_layer"),
    ("stamp.pdf", lambda: pdf_bytes([[(50.0, 600.0, 12.0, "印章")]]), "no_text_layer"),
    ("many_pages.pdf", lambda: pdf_bytes([[(50.0, 600.0, 12.0, "一页")]] * 3), "too_large"),
    ("unpacks_twice.pdf", lambda: _unpacking_pdf(1_200), "damaged"),
    ("forms_in_forms.pdf", lambda: pdf_with_forms(b"/X Do", b"", [b"/X Do " * 12] * 9), "damaged|too_large"),
    ("text.docx", TEXT.encode(), "damaged"),
    ("cut.docx", DOCX[: len(DOCX) // 2], "damaged"),
    ("no_parts.docx", lambda: zipped({"word/document.xml": b"<w/>"}), "damaged"),
    ("broken_xml.docx", lambda: _docx_with(b"<w:document"), "damaged"),
    ("entities.docx", lambda: _docx_with((ENTITIES + "]><x>&i;</x>").encode()), "damaged"),
    ("no_text.docx", lambda: docx_bytes(["  "]), "empty"),
    ("bomb.docx", lambda: _docx_with(b" " * 4_000_000), "zip_bomb"),
    ("locked.docx", OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("noise.doc", OLE + bytes(range(256)) * 8, "damaged|needs_libreoffice"),
    ("empty.html", b"<html><body></body></html>", "empty"),
    ("scripts_only.html", "<html><script>var x = '海州';</script></html>".encode(), "empty"),
    (
        "noscript_only.html",
        "<html><body><noscript>请启用脚本后再访问本页面。</noscript></body></html>".encode(),
        "empty",
    ),
    ("navigation_only.html", b"<html><nav><a href='/'>1</a></nav></html>", "empty"),
    ("tags.html", b"<html>" + b"<b>" * 60_000, "empty|too_large|damaged"),
    ("zeros.html", bytes(500), "binary"),
    ("noise.zip", b"PK\x03\x04" + bytes(range(256)), "damaged"),
    ("cut.zip", lambda: zipped({"a.txt": TEXT.encode()})[:-30], "damaged"),
    ("text.zip", TEXT.encode(), "damaged"),
    ("bomb.zip", lambda: zipped({"a.txt": bytes(2_500_000)}), "zip_bomb"),
    ("heavy.zip", lambda: zipped({f"{n}.txt": b"ab" * 900_000 for n in range(2)}, compression=0), "zip_bomb"),
    ("crowd.zip", lambda: zipped({f"{n}.txt": b"x" for n in range(6)}), "too_many_members"),
    ("escape.zip", lambda: zipped({"../../outside.txt": TEXT.encode()}), "escapes_archive"),
    ("absolute.zip", lambda: zipped({"/etc/outside.txt": TEXT.encode()}), "escapes_archive"),
    ("drive.zip", lambda: zipped({"C:\\outside.txt": TEXT.encode()}), "escapes_archive"),
    ("locked.zip", lambda: zipped({"a.txt": TEXT.encode()}, encrypted=True), "encrypted"),
    ("nested.zip", lambda: zipped({"b.zip": zipped({"a.txt": TEXT.encode()})}), "nested_archive"),
    ("feed_inside.zip", lambda: zipped({"b.csv": b"text\nx\n"}), "nested_archive"),
    ("empty_member.zip", lambda: zipped({"a.txt": b""}), "empty"),
    (
        "large_member.zip",
        lambda: zipped({"a.txt": bytes(n % 251 for n in range(1_100_000))}, compression=0),
        "too_large",
    ),
    ("no_text_column.csv", b"title,url\na,b\n", "not_a_feed"),
    ("short_row.csv", b"title,text\na\n", "bad_row"),
    ("bad_date.csv", b"text,published_on\nabc,29.8.2025\n", "bad_row"),
    ("header_only.csv", b"title,text\n", "empty"),
    ("crowd.csv", b"text\n" + b"abc\n" * 6, "too_many_members"),
    ("no_objects.jsonl", b"not json\n", "bad_row"),
    ("list.jsonl", b"[1, 2]\n", "bad_row"),
    ("no_text.jsonl", _jsonl({"title": "a"}), "not_a_feed"),
    ("number.jsonl", _jsonl({"text": 5}), "bad_row"),
    ("blank.jsonl", _jsonl({"text": " "}), "empty"),
    ("deep.jsonl", b'{"text": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "bad_row"),
]


def _docx_with(document: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(DOCX)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    return zipped({**members, "word/document.xml": document})


def _docx_table(properties: str) -> bytes:
    cell = f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>320件</w:t></w:r></w:p></w:tc>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:document {space}><w:body><w:tbl><w:tr>{cell}</w:tr></w:tbl></w:body></w:document>"
    return _docx_with(body.encode())


def _unpacking_pdf(mebibytes: int) -> bytes:
    """Spaces, packed twice: a few kilobytes of so many MiB."""
    packer = zlib.compressobj(1)
    once = b"".join(packer.compress(bytes([32]) * (1 << 20)) for _ in range(mebibytes)) + packer.flush()
    return pdf_with_forms(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]")


@pytest.mark.parametrize(("name", "data", "reasons"), CASES, ids=[name for name, _, _ in CASES])
def test_is_rejected_with_its_reason(
    tmp_path: Path, name: str, data: bytes | Callable[[], bytes], reasons: str
) -> None:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data())
    found = scan(tmp_path, SMALL)
    assert found
    for source_file in found:
        with pytest.raises(DocumentRejectedError) as raised:
            read_document(source_file, SMALL)
        assert raised.value.reason in reasons.split("|")
        assert raised.value.message


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("marks.txt", "海州市\u202e新增专利\u200f320件。".encode(), "320件"),
        ("controls.txt", "海州市\x07新增专利320件。".encode(), "320件"),
        ("surrogate.jsonl", b'{"text": "\\ud83d \\u4e13\\u5229320"}', "320"),
        ("scripts.html", "<p>海州市新增专利320件，同比增长6.5%。</p><script>alert('海州')</script>".encode(), "320件"),
        (
            "entities.html",
            (ENTITIES + "]><html><body><p>海州市新增专利320件，同比增长。&i;</p></body></html>").encode(),
            "320件",
        ),
        (
            "remote.html",
            "<p>海州市新增专利320件，同比增长。</p><iframe src='http://127.0.0.1:9/x'></iframe>".encode(),
            "320件",
        ),
        ("cut.txt", ("海州市新增专利320件。" * 60).encode()[:-1], "320件"),
        ("span.docx", lambda: _docx_table('<w:gridSpan w:val="200000000"/>'), "320件"),
    ],
)
def test_odd_input_that_can_be_read(tmp_path: Path, name: str, data: bytes | Callable[[], bytes], kept: str) -> None:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data())
    (source_file,) = scan(tmp_path)
    document = read_document(source_file)
    assert kept in document.text
    assert document.text.encode("utf-8")
    assert "alert" not in document.text


def test_one_bad_file_leaves_the_others_readable(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    bad, good = scan(tmp_path)
    with pytest.raises(DocumentRejectedError):
        read_document(bad)
    assert read_document(good).text == TEXT
