from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from extract.errors import DocumentRejectedError, ExtractError
from extract.read import SourceFile, hash_source, read_document, scan
from extract.read.limits import default_limits

TEXT = "海州市上半年新增专利320件。\r\n"


def test_scan_sorts_and_leaves_out_hidden_files(tmp_path: Path) -> None:
    for name in ("乙.txt", "甲.txt", ".hidden.txt", ".git/a.txt", "sub/丙.txt", "~$甲.docx", "x.gold.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [found.source for found in scan(tmp_path)] == ["sub/丙.txt", "乙.txt", "甲.txt"]


def test_scan_of_nothing(tmp_path: Path) -> None:
    assert scan(tmp_path) == []
    with pytest.raises(ExtractError, match="does not exist"):
        scan(tmp_path / "absent")


def test_document_is_what_file_and_manifest_say(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "manifest.csv").write_text(
        "source,published_on,publisher,title\na.txt,2025-08-29,海州市情报所,快递\n", encoding="utf-8"
    )
    (source_file,) = scan(tmp_path)
    document = read_document(source_file)
    assert (document.text, document.encoding) == (TEXT, "utf-8")
    assert document.sha256 == hash_source(source_file) == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (document.title, document.publisher) == ("快递", "海州市情报所")
    assert (document.published_on, document.published_on_basis) == (dt.date(2025, 8, 29), "manifest")


def test_manifest_finds_decomposed_names(tmp_path: Path) -> None:
    (tmp_path / "e\u0301.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("source,title\n\u00e9.txt,快递\n", encoding="utf-8")
    (source_file,) = scan(tmp_path)
    assert source_file.manifest is not None


@pytest.mark.parametrize(
    ("name", "text", "published_on", "basis"),
    [
        ("a-2025-08-29.txt", TEXT, "2025-08-29", "filename"),
        ("a-2025-08.txt", TEXT, "2025-08-31", "filename"),
        ("a-2025-08.txt", "2025年8月20日出版\n" + TEXT, "2025-08-20", "text"),
        ("a.txt", "2025年8月20日，" + TEXT, "2025-08-20", "text"),
        ("a.txt", TEXT, "None", ""),
    ],
)
def test_published_on(tmp_path: Path, name: str, text: str, published_on: str, basis: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    document = read_document(scan(tmp_path)[0])
    assert (str(document.published_on), document.published_on_basis) == (published_on, basis)


def _rejected(source_file: SourceFile) -> str:
    with pytest.raises(DocumentRejectedError) as raised:
        read_document(source_file)
    assert hash_source(source_file) == "" or raised.value.reason not in {"missing", "unreadable", "too_large"}
    return raised.value.reason


def test_manifest_naming_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("source\ngone.txt\n", encoding="utf-8")
    (source_file,) = scan(tmp_path)
    assert _rejected(source_file) == "missing"


def test_file_that_goes_away(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    (source_file,) = scan(tmp_path)
    path.unlink()
    assert _rejected(source_file) == "missing"


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert _rejected(scan(tmp_path)[0]) == "empty"


def test_too_large_is_refused_before_reading(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(default_limits().max_bytes + 1)
    assert _rejected(scan(tmp_path)[0]) == "too_large"


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "b").symlink_to(tmp_path)
    assert [_rejected(found) for found in scan(folder)] == ["outside_folder"]


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    assert _rejected(SourceFile(path=tmp_path, source="a.txt")) == "unreadable"
