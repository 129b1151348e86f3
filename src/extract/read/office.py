"""Old formats, read with LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from extract.errors import DocumentRejectedError
from extract.read.content import Content
from extract.read.docx import read_docx
from extract.read.formats import DOC, ODT, RTF
from extract.read.limits import ReadLimits

_SUFFIXES = {DOC: ".doc", RTF: ".rtf", ODT: ".odt"}


def read_office(data: bytes, media_type: str, limits: ReadLimits) -> Content:
    """The text of a .doc, .rtf or .odt document, converted to .docx by LibreOffice.

    Raises:
        DocumentRejectedError: ``needs_libreoffice`` where it is not installed, ``damaged``, or as
            :func:`extract.read.docx.read_docx` says.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        message = "reading .doc, .rtf and .odt takes LibreOffice, which is not installed; install it or save as .docx"
        raise DocumentRejectedError("needs_libreoffice", message)
    with tempfile.TemporaryDirectory(prefix="extract-") as name:
        folder = Path(name)
        source = folder / f"document{_SUFFIXES[media_type]}"
        source.write_bytes(data)
        command = [
            program,
            # A profile of its own: nothing of the user's is read or changed, and two runs do not meet.
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "docx", "--outdir", str(folder), str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=limits.office_seconds)
            converted = (folder / "document.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise DocumentRejectedError(
                "damaged", f"LibreOffice did not finish in {limits.office_seconds} s"
            ) from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise DocumentRejectedError("damaged", "LibreOffice cannot open the document") from error
    return read_docx(converted, limits)
