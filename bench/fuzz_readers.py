"""Feed broken files to every reader and see that each is read or rejected, without a crash or a hang.

    python bench/fuzz_readers.py [--seconds 600] [--seed 1] [--only pdf docx]

What goes through LibreOffice (``rtf``, ``odt``) takes seconds a file and is read only where ``--only`` names it.

Files of every format are made, then cut, spliced, overwritten and flipped at random; a file may take at most ten
seconds. Exit status 1 and the seed of the case tell of a failure. Each file is read in this process, so that a crash
of a library ends the run.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import logging
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extract.errors import DocumentRejectedError
from extract.layout import lay_out
from extract.read.archive import list_members, read_member
from extract.read.documents import read_content
from extract.read.feeds import parse_feed
from extract.read.limits import default_limits
from tests.read.making import ROWS, TEXT, docx_bytes, pdf_bytes, zipped

CASE_SECONDS = 10
PAGE = f"<!DOCTYPE html><html><head><title>页面</title></head><body><article><p>{TEXT * 4}</p></article></body></html>"
FEED = "title,text,published_on\n" + "\n".join(f"标题{n},正文第{n}条，产量增长{n}%。,2025-08-0{n}" for n in range(1, 9))


_SLOW = ("rtf", "odt")
_SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
_ODT = (
    f'<office:document-content {_SPACES} office:version="1.2"><office:body><office:text>'
    f"<text:p>{TEXT * 3}</text:p></office:text></office:body></office:document-content>"
)
_ODT_TYPE = "application/vnd.oasis.opendocument.text"
_MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<m:file-entry m:full-path="/" m:media-type="{_ODT_TYPE}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)


def _rtf(text: str) -> bytes:
    """``text`` as RTF, which writes characters beyond ASCII as signed numbers."""
    codes = "".join(f"\\u{ord(c) - 65536 * (ord(c) > 32767)}?" if ord(c) > 127 else c for c in text)
    return f"{{\\rtf1\\ansi {codes}}}".encode("ascii")


def _odt_parts() -> dict[str, bytes]:
    parts = {"mimetype": _ODT_TYPE, "content.xml": _ODT, "META-INF/manifest.xml": _MANIFEST}
    return {name: part.encode() for name, part in parts.items()}


def seeds() -> dict[str, tuple[str, bytes]]:
    """One whole file of each format, with a name."""
    whole = docx_bytes(TEXT.splitlines() * 3, ROWS)
    pieces = [(50.0 + 260 * (n % 2), 700.0 - 15 * (n // 2), 12.0, "海州市上半年新增专利三百二十件") for n in range(40)]
    return {
        "txt": ("a.txt", (TEXT * 20).encode()),
        "gb18030": ("a.txt", (TEXT * 20).encode("gb18030")),
        "utf-16": ("a.txt", (TEXT * 20).encode("utf-16")),
        "md": ("a.md", f"# 标题\n\n{TEXT}\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n".encode()),
        "html": ("a.html", PAGE.encode()),
        "docx": ("a.docx", whole),
        # Injuries to a packed file mostly break the packing; these get inside.
        "docx-xml": ("xml.docx", unpacked(whole)["word/document.xml"]),
        "pdf": ("a.pdf", pdf_bytes([pieces, pieces])),
        "zip": ("a.zip", zipped({"a.txt": TEXT.encode(), "b.html": PAGE.encode()})),
        "csv": ("a.csv", FEED.encode()),
        "rtf": ("a.rtf", _rtf(TEXT * 3)),
        # Its content is not packed, so that injuries get inside.
        "odt": ("a.odt", zipped(_odt_parts(), compression=zipfile.ZIP_STORED)),
        "jsonl": ("a.jsonl", b"\n".join(b'{"title": "a", "text": "\\u6d77\\u5dde %d"}' % n for n in range(9))),
    }


def unpacked(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def broken(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """``data`` with one to six injuries."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        length = min(chance.choice((1, 2, 4, 16, 256, 4096)), len(data) - at)
        match chance.randrange(8):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + chance.randbytes(length) + data[at + length :]
            case 2:
                data = data[:at] + chance.randbytes(chance.randint(1, 64)) + data[at:]
            case 3:
                data = data[:at] + data[at + length :]
            case 4:
                data = data[: at + length] + data[at:]
            case 5:
                other = chance.choice(others)
                data = data[:at] + other[chance.randrange(len(other)) :]
            case 6 if data:
                place = chance.randrange(len(data))
                data = data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
            case _:
                data = (
                    data[:at]
                    + chance.choice((b"\0" * 64, b"<" * 64, b"(" * 64, b"\xff\xfe", b"\n" * 64, b"9" * 64))
                    + data[at:]
                )
    return data


def read(name: str, data: bytes, folder: Path) -> list[str]:
    """The texts of one file; an archive is opened from ``folder``, as archives are."""
    limits = default_limits()
    if name.endswith(".zip"):
        path = folder / name
        path.write_bytes(data)
        members = [member for member, problem in list_members(path, limits) if not problem]
        return [read_content(read_member(path, member, limits), member, limits)[0].text for member in members]
    if name == "xml.docx":
        data = zipped({**unpacked(docx_bytes([])), "word/document.xml": data})
    if name.endswith((".csv", ".jsonl")):
        return [row.content().text for row in parse_feed(data, name, limits.max_members) if not row.problem]
    return [read_content(data, name, limits)[0].text]


def cases(seed: int, only: list[str]) -> Iterator[tuple[str, str, str, bytes]]:
    """Format, case id, file name and bytes, without end."""
    whole = {kind: made for kind, made in seeds().items() if (kind in only if only else kind not in _SLOW)}
    everything = [data for _, data in whole.values()]
    number = 0
    while True:
        for kind, (name, data) in whole.items():
            case = f"{seed}:{number}:{kind}"
            yield kind, case, name, broken(data, everything, random.Random(case))
        number += 1


def check(name: str, data: bytes, folder: Path) -> str:
    """What became of one file: ``read``, or the reason it was rejected for."""
    try:
        texts = read(name, data, folder)
    except DocumentRejectedError as error:
        return error.reason
    for text in texts:
        text.encode("utf-8")
        layout = lay_out(text)
        for passage in layout.passages:
            layout.source_spans(passage.start, passage.end)
    return "read"


def _too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"a file took more than {CASE_SECONDS} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    args = parser.parse_args()
    faulthandler.enable()
    signal.signal(signal.SIGALRM, _too_slow)
    # What the libraries say of broken files is of no interest here.
    logging.disable(logging.CRITICAL)
    outcomes: Counter[tuple[str, str]] = Counter()
    slowest = 0.0
    end = time.monotonic() + args.seconds
    with tempfile.TemporaryDirectory() as folder:
        for kind, case, name, data in cases(args.seed, args.only):
            started = time.monotonic()
            if started > end:
                break
            signal.alarm(CASE_SECONDS if kind not in _SLOW else default_limits().office_seconds + CASE_SECONDS)
            try:
                outcomes[kind, check(name, data, Path(folder))] += 1
            except Exception as error:  # noqa: BLE001 - whatever escapes a reader is what this looks for
                print(f"case {case}: {type(error).__name__}: {error}")
                outcomes[kind, f"ESCAPED {type(error).__name__}"] += 1
            finally:
                signal.alarm(0)
            slowest = max(slowest, time.monotonic() - started)
    for (kind, outcome), times in sorted(outcomes.items()):
        print(f"{kind:10}{outcome:24}{times:8}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    escaped = sum(times for (_, outcome), times in outcomes.items() if outcome.startswith("ESCAPED"))
    print(f"{sum(outcomes.values())} files, {escaped} escaped, slowest {slowest:.2f} s, peak memory {peak} MiB")
    return 1 if escaped else 0


if __name__ == "__main__":
    sys.exit(main())
