from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from extract.errors import ManifestError
from extract.read import read_manifest


@pytest.mark.parametrize(
    "text",
    [
        "source,published_on,publisher,title\na.txt,2025-08-29,海州市情报所,快递\n",
        "\ufeffsource,published_on,publisher,title\r\na.txt,2025-08-29,海州市情报所,快递\r\n\r\n",
        "title,publisher,source,published_on\n快递,海州市情报所,./a.txt,2025-08-29\n",
        'source,published_on,publisher,title\n"a.txt", 2025-08-29 ,海州市情报所,"快递"',
    ],
)
def test_reads(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8", newline="")
    (row,) = read_manifest(tmp_path).values()
    assert (row.source, row.published_on) == ("a.txt", dt.date(2025, 8, 29))
    assert (row.publisher, row.title) == ("海州市情报所", "快递")


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("source,published_on\na.txt,2025-13-01\n", ":2:", "no date"),
        ("source,published_on\na.txt,29/08/2025\n", ":2:", "no date"),
        ("source,published_on\na.txt,\nb.txt,yesterday\n", ":3:", "no date"),
        ("source,date\na.txt,2025-01-01\n", ":1:", "unknown column 'date'"),
        ("published_on\n2025-01-01\n", ":1:", "no column 'source'"),
        ("source,source\na,b\n", ":1:", "named twice"),
        ("source\na.txt\na.txt\n", ":3:", "line 2 already"),
        ("source\na.txt\n./a.txt\n", ":3:", "line 2 already"),
        ("source,title\na.txt,一,二\n", ":2:", "3 cells"),
        ("source,title\na.txt\n", ":2:", "1 cells"),
        ("source\n../secret.txt\n", ":2:", "below the folder"),
        ("source\n/etc/passwd\n", ":2:", "below the folder"),
        ('source,title\n,"无名"\n', ":2:", "below the folder"),
        ('source,title\na.txt,"open\n', ":2", "CSV"),
    ],
)
def test_refuses(tmp_path: Path, text: str, where: str, what: str) -> None:
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as raised:
        read_manifest(tmp_path)
    assert f"manifest.csv{where}" in str(raised.value)
    assert what in str(raised.value)


def test_no_manifest(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}


def test_binary_manifest(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_bytes(bytes(100))
    with pytest.raises(ManifestError, match=r"manifest\.csv"):
        read_manifest(tmp_path)
