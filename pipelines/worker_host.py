"""A process that loads the models once and forks worker processes that share them.

Started by :mod:`pipelines.workers`. It reads from standard input how to make the extractor, then waits on a socket:
each message brings the descriptor of one end of a connection, for which it forks a worker. It ends, and so do its
workers, as soon as the process that started it is gone, however that ended.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys
from multiprocessing.connection import Connection

from extract.errors import ExtractError
from extract.read import SourceDocument
from pipelines.batch import Batch, extract_to_part
from pipelines.loading import uncollected
from pipelines.options import DocumentExtractor

# Every stage on real words and units, so that all lexicons, rules and models are in memory before the first fork.
_WARM_UP = """2024年，四川省规上工业增加值同比增长6.7%，比全国高0.9个百分点，发电量达到3200亿千瓦时，居全国第三位。

力争到2027年，全市高新技术企业超过800家，其中智能装备企业占35%以上；今年一季度，成都蜀光科技有限公司（以下简称“蜀光科技”）
与四川大学签约，由董事长李明宣布投资12.5亿元建设3条生产线，预计年产电池5GWh、钢材20万吨。去年该公司营业收入约40亿元。
"""


def main() -> None:
    """Serve fork requests until the other end is closed."""
    # Ctrl-C reaches all processes of a terminal; the run ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    settings, make_extractor = pickle.load(sys.stdin.buffer)
    try:
        with uncollected():
            extractor = make_extractor(settings)
            _warm_up(extractor)
    except ExtractError as error:
        refuse(control, error)
        return
    # Workers that end are not waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            status = 1
            try:
                serve(Connection(descriptors[0]), extractor)
                status = 0
            finally:
                os._exit(status)
        os.close(descriptors[0])


def refuse(control: socket.socket, error: ExtractError) -> None:
    """Answer every request with why there can be no worker."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        Connection(descriptors[0]).send(("failed", error))


def _warm_up(extractor: DocumentExtractor) -> None:
    document = SourceDocument(
        source="warm-up",
        sha256="",
        text=_WARM_UP,
        title="",
        publisher="",
        published_on=None,
        published_on_basis="",
        media_type="text/plain",
        encoding="utf-8",
    )
    extractor.extract_batch([document])


def serve(connection: Connection, extractor: DocumentExtractor) -> None:
    """Extract the batches that come over ``connection`` until it is closed.

    Sent back are the process id first; then for each batch ``("start", sources)`` and ``("done", sources)`` as it
    goes, and at its end ``("result", BatchResult)`` or ``("error", ExtractError)``.
    """
    connection.send(("ready", os.getpid()))
    while True:
        try:
            batch: Batch = connection.recv()
        except EOFError:
            return
        try:
            result = extract_to_part(
                batch,
                extractor,
                on_start=lambda sources: connection.send(("start", sources)),
                on_done=lambda sources: connection.send(("done", sources)),
            )
            connection.send(("result", result))
        except ExtractError as error:
            connection.send(("error", error))


if __name__ == "__main__":
    main()
