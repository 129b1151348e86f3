"""Worker processes that extract batches and that a bad document can end without ending the run."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from extract.errors import ExtractError
from extract.settings import Settings
from pipelines.options import MakeExtractor

if TYPE_CHECKING:
    from pipelines.batch import Batch, BatchResult

# Loading models on a busy machine; beyond it something is wrong.
_START_TIMEOUT = 300.0
# How often one batch may lose its worker before the batch is given up.
_MAX_DEATHS_WITHOUT_CULPRIT = 3
_REASONS = {
    "timeout": "extraction took longer than {timeout:g} s; split the document or raise EXTRACT_DOCUMENT_TIMEOUT",
    "worker_died": "the process that extracted it died (out of memory, or a crash in a library); "
    "split the document, then run `extract rejects retry`",
}


class WorkerError(ExtractError):
    """Worker processes that cannot be started or that keep dying."""


@dataclass(slots=True)
class _Worker:
    pid: int
    connection: Connection


class WorkerPool:
    """Processes that extract batches; they are forked from one that has the models loaded.

    Args:
        size: how many batches may be extracted at a time.
        settings: how documents are extracted.
        make_extractor: makes the extractor; a function of a module, so that another process can import it.
        document_timeout: seconds after which a document is given up; documents extracted together have this long
            together, and are then tried one by one.
    """

    def __init__(
        self, size: int, settings: Settings, make_extractor: MakeExtractor, *, document_timeout: float
    ) -> None:
        self.size = size
        self._loading = (settings, make_extractor)
        self._timeout = document_timeout
        self._lock = threading.Lock()
        self._host: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: set[int] = set()

    def start(self) -> None:
        """Begin to load the models in another process; returns at once."""
        with self._lock:
            if self._host is None or self._host.poll() is not None:
                self._start_host()

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            if self._control is not None:
                self._control.close()
            for pid in self._all:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._all.clear()
            if self._host is not None:
                self._host.kill()
                self._host.wait()
            self._host = self._control = None

    def extract(self, batch: Batch, on_done: Callable[[int], None]) -> BatchResult:
        """Extract ``batch`` in one of the processes; may be called from several threads at once.

        A document that hangs or ends its process is rejected (``timeout``, ``worker_died``) and the rest of the
        batch is extracted again.

        Args:
            batch: the documents.
            on_done: called with the number of documents done since the last call; negative where these are lost.

        Raises:
            StorageError: the part cannot be written.
            WorkerError: processes cannot be started, or die without a document to blame.
        """
        reported = 0
        deaths = 0

        def report(n_done: int) -> None:
            nonlocal reported
            # A second attempt begins anew; what the first one did is not reported again.
            if n_done > reported:
                on_done(n_done - reported)
                reported = n_done

        while True:
            worker = self._take()
            try:
                result = _Attempt(worker.connection, self._timeout).run(batch, report)
            except _WorkerLostError as lost:
                self._end(worker)
                if len(lost.sources) == 1:
                    message = _REASONS[lost.reason].format(timeout=self._timeout)
                    given_up = {**batch.given_up, lost.sources[0]: (lost.reason, message)}
                    batch = replace(batch, given_up=given_up)
                else:
                    deaths += 1
                    if deaths >= _MAX_DEATHS_WITHOUT_CULPRIT:
                        raise WorkerError("worker processes keep dying; is there enough memory?") from lost
                    batch = replace(batch, one_by_one=True)
                continue
            except BaseException:
                self._end(worker)
                raise
            self._idle.put(worker)
            if isinstance(result, ExtractError):
                on_done(-reported)
                raise result
            return result

    def _take(self) -> _Worker:
        with suppress(queue.Empty):
            return self._idle.get_nowait()
        ours, theirs = socket.socketpair()
        with self._lock:
            if self._host is None or self._host.poll() is not None:
                self._start_host()
            if self._control is None:
                raise WorkerError("the worker pool is closed")
            with theirs:
                socket.send_fds(self._control, [b"f"], [theirs.fileno()])
        connection = Connection(ours.detach())
        if not connection.poll(_START_TIMEOUT):
            raise WorkerError(f"no worker process within {_START_TIMEOUT:g} s; is the machine overloaded?")
        try:
            kind, content = connection.recv()
        except EOFError:
            raise WorkerError("the process that loads the models ended; its message stands above") from None
        if kind == "failed":
            raise content
        self._all.add(content)
        return _Worker(content, connection)

    def _start_host(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._host = subprocess.Popen(
                [sys.executable, "-m", "pipelines.worker_host", str(theirs.fileno())],
                stdin=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                env=_environment(),
            )
        self._control = ours
        stdin = self._host.stdin
        if stdin is not None:
            with suppress(BrokenPipeError), stdin:
                pickle.dump(self._loading, stdin)

    def _end(self, worker: _Worker) -> None:
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)
        worker.connection.close()
        self._all.discard(worker.pid)


class _WorkerLostError(Exception):
    """A worker that had to be ended or ended itself, and the documents it was working on."""

    def __init__(self, reason: str, sources: list[str]) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sources = sources


class _Attempt:
    """One try at a batch in one worker."""

    def __init__(self, connection: Connection, timeout: float) -> None:
        self._connection = connection
        self._timeout = timeout

    def run(self, batch: Batch, on_done: Callable[[int], None]) -> BatchResult | ExtractError:
        working_on: list[str] = []
        n_done = 0
        try:
            self._connection.send(batch)
            while True:
                if not self._connection.poll(self._timeout):
                    raise _WorkerLostError("timeout", working_on)
                kind, content = self._connection.recv()
                if kind == "start":
                    working_on = content
                elif kind == "done":
                    working_on = []
                    n_done += len(content)
                    on_done(n_done)
                else:
                    ended: BatchResult | ExtractError = content
                    return ended
        except (EOFError, ConnectionError):
            raise _WorkerLostError("worker_died", working_on) from None


def _environment() -> dict[str, str]:
    """One thread each: the processes share the processors, and OpenMP's threads do not survive a fork."""
    paths = [path for path in sys.path if path]
    return {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "PYTHONPATH": os.pathsep.join(paths),
    }
