from __future__ import annotations

import pytest

from extract.errors import DocumentRejectedError
from extract.read.encodings import decode

SENTENCE = "上半年，海州市规模以上工业增加值同比增长6.5%，新增发明专利320件。\n"
TRADITIONAL = "這個國家的電子產業於今年上半年發展得很快，公司業務增長。"


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        (SENTENCE, "utf-8", "utf-8"),
        (SENTENCE, "utf-8-sig", "utf-8-sig"),
        (SENTENCE, "utf-16", "utf-16"),
        (SENTENCE, "utf-16-le", "utf-16-le"),
        (SENTENCE, "utf-16-be", "utf-16-be"),
        (SENTENCE, "utf-32", "utf-32"),
        (SENTENCE, "gb18030", "gb18030"),
        (SENTENCE, "gbk", "gb18030"),
        (SENTENCE * 2000, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        ("plain ASCII 2025\r\n", "ascii", "utf-8"),
        ("国投公司\r\n", "utf-8", "utf-8"),
        ("东海市", "utf-8", "utf-8"),
    ],
)
def test_decodes(text: str, codec: str, named: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.damaged) == (text, named, 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\n \t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("\u3000\n".encode(), "empty"),
        (bytes(4096), "binary"),
        (b"text" + bytes(10), "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "binary"),
        ("한국의 전자 산업은 올해 상반기에 성장했다. 회사 매출이 늘었다.".encode("euc-kr"), "unknown_encoding"),
        ("日本の電子産業は今年上半期に成長した。".encode("shift_jis"), "unknown_encoding"),
        ("Größe überall für Öl, naïve façades".encode("latin-1"), "unknown_encoding"),
        (bytes(range(128, 256)) * 8, "unknown_encoding"),
    ],
)
def test_rejects(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentRejectedError) as raised:
        decode(data)
    assert raised.value.reason == reason


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_file_cut_in_mid_character(codec: str) -> None:
    decoded = decode((SENTENCE * 50 + "海").encode(codec)[:-1])
    assert decoded.text.startswith(SENTENCE)
    assert decoded.damaged == 1
    assert decoded.encoding == codec


def test_surrogates_never_come_out() -> None:
    decoded = decode((SENTENCE * 40).encode("utf-16") + b"\x00\xd8")
    assert decoded.text.encode("utf-8")
