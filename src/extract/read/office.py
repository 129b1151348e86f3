"""Old formats, read with LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from extract.errors import DocumentRejectedError
from extract.read.content import Content
from extract.read.docx import read_docx
from extract.read.formats import DOC, ODT, RTF
from extract.read.limits import ReadLimits
from extract.read.process import ProgramFailedError, run_bounded

_SUFFIXES = {DOC: ".doc", RTF: ".rtf", ODT: ".odt"}
# Settings of LibreOffice: a document's macros do not run, and the pictures and pages it links to are not fetched.
# What slipped through would go to a proxy that is not there.
_SETTINGS = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "org.openoffice.Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetNoProxy": "",
    },
}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = """<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>"""


def read_office(data: bytes, media_type: str, limits: ReadLimits) -> Content:
    """The text of a .doc, .rtf or .odt document, converted to .docx by LibreOffice.

    Raises:
        DocumentRejectedError: ``needs_libreoffice`` where it is not installed, ``too_large`` where it takes too long,
            ``damaged``, or as :func:`extract.read.docx.read_docx` says.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        message = "reading .doc, .rtf and .odt takes LibreOffice, which is not installed; install it or save as .docx"
        raise DocumentRejectedError("needs_libreoffice", message)
    with tempfile.TemporaryDirectory(prefix="extract-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document{_SUFFIXES[media_type]}"
        source.write_bytes(data)
        # A profile of its own: nothing of the user's is read or changed, and two conversions do not meet.
        profile = folder / "profile"
        _write_settings(profile)
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "docx", "--outdir", str(folder), str(source),
        ]  # fmt: skip
        try:
            run_bounded(command, seconds=limits.office_seconds)
            converted = folder / "document.docx"
            if converted.stat().st_size > limits.max_bytes:
                raise DocumentRejectedError("too_large", f"as .docx it is larger than {limits.max_bytes:,} bytes")
            data = converted.read_bytes()
        except ProgramFailedError as error:
            if error.timed_out:
                message = f"LibreOffice did not finish within {limits.office_seconds} s; save the document as .docx"
                raise DocumentRejectedError("too_large", message) from error
            raise DocumentRejectedError("damaged", f"LibreOffice cannot open the document ({error})") from error
        except OSError as error:
            raise DocumentRejectedError("damaged", "LibreOffice cannot open the document") from error
    return read_docx(data, limits)


def _write_settings(profile: Path) -> None:
    items = [
        _ITEM.format(path=path, name=name, value=value)
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    ]
    (profile / "user").mkdir(parents=True)
    written = _PROFILE.format(items="\n".join(items))
    (profile / "user" / "registrymodifications.xcu").write_text(written, encoding="utf-8")
