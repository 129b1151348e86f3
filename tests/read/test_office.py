"""Old formats through LibreOffice: the real program where it is installed, and one that misbehaves."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from extract.errors import DocumentRejectedError
from extract.read.documents import read_content
from extract.read.limits import default_limits
from tests.read.making import ROWS, TEXT, docx_bytes

PARAGRAPHS = TEXT.splitlines()
TABLE = "\n".join("\t".join(row) for row in ROWS)
NAMES = ("a.doc", "a.rtf", "a.odt")
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One document in the old formats, as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(docx_bytes(PARAGRAPHS, ROWS))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for name in NAMES:
        command = ["soffice", profile, "--headless", "--convert-to", name[2:], "--outdir", folder, folder / "a.docx"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: (folder / name).read_bytes() for name in NAMES}


@needs_libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_old_formats(documents: dict[str, bytes], name: str) -> None:
    content, _ = read_content(documents[name], name, default_limits())
    assert content.text.strip() == "\n".join([*PARAGRAPHS, "", TABLE])


@needs_libreoffice
def test_two_conversions_at_once(documents: dict[str, bytes]) -> None:
    with ThreadPoolExecutor(2) as pool:
        read = list(pool.map(lambda name: read_content(documents[name], name, default_limits())[0].text, NAMES[:2] * 2))
    assert len(set(read)) == 1


@needs_libreoffice
@pytest.mark.parametrize("data", [b"{\\rtf1 \\bin99999999", b"{\\rtf1" + b"{" * 5000], ids=["cut", "deep"])
def test_broken_document(data: bytes) -> None:
    with pytest.raises(DocumentRejectedError) as raised:
        read_content(data, "a.rtf", default_limits())
    assert raised.value.reason in ("damaged", "empty")


@needs_libreoffice
def test_nothing_is_fetched(documents: dict[str, bytes], tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        secret = tmp_path / "secret.txt"
        secret.write_text("内部文件", encoding="utf-8")
        links = (
            '<text:p><draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image '
            f'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" xlink:href="http://127.0.0.1:{server.server_port}/a.png"/>'
            '</draw:frame></text:p><text:section text:name="S"><text:section-source xlink:type="simple" '
            f'xlink:href="{secret.as_uri()}"/><text:p>节选</text:p></text:section></office:text>'
        )
        content, _ = read_content(_with_links(documents["a.odt"], links), "a.odt", default_limits())
        server.shutdown()
    assert PARAGRAPHS[0] in content.text
    assert "内部文件" not in content.text
    assert asked == []


def _with_links(document: bytes, links: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as package, zipfile.ZipFile(buffer, "w") as changed:
        for info in package.infolist():
            data = package.read(info)
            if info.filename == "content.xml":
                data = data.replace(b"</office:text>", links.encode())
            changed.writestr(info, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("sleep 300 & echo $! > {pid}; wait", "too_large"),
        ("exit 1", "damaged"),
        ("exit 0", "damaged"),
        ("kill -SEGV $$", "damaged"),
        ("for last; do :; done; cp $last $(dirname $last)/document.docx", "damaged"),
    ],
    ids=["hangs", "fails", "writes_nothing", "crashes", "writes_nonsense"],
)
def test_program_that_misbehaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, reason: str) -> None:
    program, pid = tmp_path / "soffice", tmp_path / "pid"
    program.write_text(f"#!/bin/sh\n{script.format(pid=pid)}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    started = time.monotonic()
    with pytest.raises(DocumentRejectedError) as raised:
        read_content(b"{\\rtf1 text}", "a.rtf", replace(default_limits(), office_seconds=2))
    assert raised.value.reason == reason
    assert time.monotonic() - started < 30
    if pid.exists():
        # What the program started was ended with it.
        status = Path(f"/proc/{pid.read_text(encoding='utf-8').strip()}/stat")
        assert not status.exists() or status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] in "ZX"


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DocumentRejectedError) as raised:
        read_content(b"{\\rtf1 text}", "a.rtf", default_limits())
    assert raised.value.reason == "needs_libreoffice"
