"""What the flow of a run knows and its tasks share, as long as they run in the flow's own process.

A task on a Dask worker finds nothing here: its batch is counted by the flow when it is done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from pipelines.options import Progress, RunOptions

if TYPE_CHECKING:
    from pipelines.batch import Batch

OnProgress = Callable[[Progress], None]


class Meter:
    """Counts documents from all threads, and tells them when the run has failed already.

    Args:
        n_total: documents to extract.
        on_progress: called with every advance.
        is_remote: whether the tasks run elsewhere and cannot count for themselves.
    """

    def __init__(self, n_total: int, on_progress: OnProgress | None, *, is_remote: bool) -> None:
        self.stopped = False
        self._n_total = n_total
        self._n_done = 0
        self._on_progress = on_progress
        self._is_remote = is_remote
        self._lock = threading.Lock()

    def advance(self, n_documents: int) -> None:
        """Count documents that a task has done."""
        with self._lock:
            self._n_done += n_documents
            if self._on_progress is not None:
                self._on_progress(Progress(n_done=self._n_done, n_total=self._n_total))

    def batch_done(self, batch: Batch) -> None:
        """Count a whole batch, unless its task has counted it."""
        if self._is_remote:
            self.advance(len(batch.documents))


_meter: ContextVar[Meter | None] = ContextVar("meter", default=None)
_given: ContextVar[tuple[RunOptions, OnProgress | None] | None] = ContextVar("given", default=None)


@contextmanager
def given_options(options: RunOptions, on_progress: OnProgress | None) -> Iterator[None]:
    """Have the flow called inside the block use ``options``, which may hold what flow parameters cannot."""
    token = _given.set((options, on_progress))
    try:
        yield
    finally:
        _given.reset(token)


def current_options(otherwise: RunOptions) -> tuple[RunOptions, OnProgress | None]:
    """What :func:`given_options` gave, or ``otherwise``."""
    return _given.get() or (otherwise, None)


@contextmanager
def extracting(meter: Meter) -> Iterator[None]:
    """Have the tasks submitted inside the block know the meter."""
    token = _meter.set(meter)
    try:
        yield
    finally:
        _meter.reset(token)


def current_meter() -> Meter | None:
    """What :func:`extracting` set, or ``None`` outside the process of the flow."""
    return _meter.get()
