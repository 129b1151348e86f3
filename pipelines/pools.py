"""The worker pools of this process; each is started once and shared by all tasks that run here."""

from __future__ import annotations

import atexit
import os
import threading
from dataclasses import dataclass

from extract.settings import Settings
from pipelines.options import MakeExtractor, RunOptions
from pipelines.workers import WorkerPool


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolOptions:
    """What tells one pool from another.

    Args:
        size: how many batches are extracted at a time.
        settings: how documents are extracted.
        make_extractor: makes the extractor in the worker processes.
        document_timeout: seconds after which a document is given up.
        version: the extraction's version, so that changed rules or models are never served by an old pool.
    """

    size: int
    settings: Settings
    make_extractor: MakeExtractor
    document_timeout: float
    version: str


_pools: dict[PoolOptions, WorkerPool] = {}
_lock = threading.Lock()


def pool_options(options: RunOptions, version: str) -> PoolOptions:
    """The pool that a run with ``options`` uses."""
    return PoolOptions(
        size=options.workers or os.cpu_count() or 1,
        settings=options.settings,
        make_extractor=options.make_extractor,
        document_timeout=options.document_timeout,
        version=version,
    )


def shared_pool(options: PoolOptions) -> WorkerPool:
    """The pool of this process for ``options``; it has begun to load the models."""
    with _lock:
        if options not in _pools:
            _pools[options] = WorkerPool(
                options.size,
                options.settings,
                options.make_extractor,
                document_timeout=options.document_timeout,
            )
            atexit.register(_pools[options].close)
        pool = _pools[options]
    pool.start()
    return pool


def close_pools() -> None:
    """End all worker processes of this process."""
    with _lock:
        for pool in _pools.values():
            pool.close()
        _pools.clear()
