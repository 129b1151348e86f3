"""Reads a PDF in a process of its own, whose time and memory are bounded.

A few kilobytes of PDF can unpack to gigabytes, or draw one form inside another without end; and PDFium, where memory
runs out, ends the process it is in.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress

from extract.errors import DocumentRejectedError
from extract.read.content import Content
from extract.read.limits import ReadLimits
from extract.read.pdf import read_pdf
from extract.read.process import ProgramFailedError, run_bounded


def read_pdf_apart(data: bytes, limits: ReadLimits) -> Content:
    """As :func:`extract.read.pdf.read_pdf`, within ``pdf_seconds`` and ``pdf_megabytes``.

    Raises:
        DocumentRejectedError: as :func:`~extract.read.pdf.read_pdf` says; ``too_large`` also where it takes too long,
            ``damaged`` also where PDFium does not survive it.
    """
    command = [sys.executable, "-P", "-m", __name__, str(limits.max_pages), str(limits.pdf_megabytes)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        written = run_bounded(command, seconds=limits.pdf_seconds, data=data, environment=environment)
    except ProgramFailedError as error:
        if error.timed_out:
            message = f"the document could not be read within {limits.pdf_seconds} s; split it"
            raise DocumentRejectedError("too_large", message) from error
        message = f"reading the document takes more than {limits.pdf_megabytes} MiB or breaks PDFium; print it anew"
        raise DocumentRejectedError("damaged", message) from error
    reason, text, title = json.loads(written)
    if reason:
        raise DocumentRejectedError(reason, text)
    return Content(text=text, title=title)


def main() -> None:
    """Read the PDF on standard input and write reason, text (or message) and title as JSON."""
    max_pages, megabytes = int(sys.argv[1]), int(sys.argv[2])
    _bound_memory(megabytes << 20)
    try:
        content = read_pdf(sys.stdin.buffer.read(), max_pages)
        answer = ("", content.text, content.title)
    except DocumentRejectedError as error:
        answer = (error.reason, error.message, "")
    sys.stdout.write(json.dumps(answer))


def _bound_memory(size: int) -> None:
    # Only POSIX has the module, and not every system lets the bound be set; the time is bounded in any case.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
