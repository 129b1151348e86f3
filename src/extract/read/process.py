"""Runs another program within bounds, so that a file made to break it cannot break this one."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress


class ProgramFailedError(Exception):
    """A program that could not be started, ended with an error, or was ended; ``timed_out`` tells the last."""

    def __init__(self, message: str, *, timed_out: bool = False) -> None:
        super().__init__(message)
        self.timed_out = timed_out


def run_bounded(
    command: Sequence[str], *, seconds: float, data: bytes = b"", environment: Mapping[str, str] | None = None
) -> bytes:
    """What ``command`` writes, given ``data`` to read; it and all that it started are ended after ``seconds``.

    Raises:
        ProgramFailedError: it did not end in time, or not well.
    """
    try:
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            # LibreOffice starts programs of its own; as one group they can be ended together.
            start_new_session=True,
        ) as process:
            try:
                written, _ = process.communicate(data, timeout=seconds)
            except subprocess.TimeoutExpired as error:
                raise ProgramFailedError(f"it did not end within {seconds:g} s", timed_out=True) from error
            finally:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
    except OSError as error:
        raise ProgramFailedError(f"it cannot be run ({error.strerror})") from error
    if process.returncode != 0:
        raise ProgramFailedError(f"it ended with status {process.returncode}")
    return written
