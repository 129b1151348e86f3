"""Files of every format, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

TEXT = "海州市上半年新增专利320件，同比增长6.5%。\n全市技术合同成交额达到12亿元。\n"
ROWS = (("指标", "2025年", "增长（%）"), ("工业总产值", "462.3", "7.9"), ("新材料", "74.8", "-2.5"))


def zipped(members: dict[str, bytes], *, encrypted: bool = False, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    packed = buffer.getvalue()
    if encrypted:
        # The flag that a member is encrypted, in the local and in the central header.
        packed = packed.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00")
        packed = packed.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    return packed


def docx_bytes(paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = (), title: str = "") -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = title
    document.sections[0].header.paragraphs[0].text = "内部资料"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_bytes(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, encrypted: bool = False) -> bytes:
    """A PDF of ``(left, bottom, size, text)`` pieces on pages of 600 by 800 points; ``_`` leaves a gap of one size."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 [500] 2 95 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        b"/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
    )
    objects.append(font)
    kids = []
    for pieces in pages:
        stream = b"\n".join(
            b"BT /F1 %g Tf 1 0 0 1 %g %g Tm [<%s>] TJ ET"
            % (
                size,
                left,
                bottom,
                b"> -1000 <".join(part.encode("utf-16-be").hex().encode() for part in text.split("_")),
            )
            for left, bottom, size, text in pieces
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _pdf_file(
        objects,
        b" /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (b"28" * 32, b"3f" * 32)
        if encrypted
        else b"",
    )


def pdf_with_forms(contents: bytes, filters: bytes = b"", forms: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page with these contents, on which ``/X`` draws the first form and in each form the next one."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        font,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] %s /Contents 5 0 R >>" % (resources % 6),
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(contents), filters, contents),
    ]
    for number, form in enumerate(forms, 7):
        kind = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] " + resources % number
        objects.append(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (kind, len(form), form))
    return _pdf_file(objects, b"")


def _pdf_file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    file = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    ids = b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    return (
        file
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R %s%s >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, ids, trailer, len(file))
    )
