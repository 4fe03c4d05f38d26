"""A scheduler and its workers as processes of their own on loopback, and archives for them to read."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from extractors import PageHints
from scraper.archive import ArchiveWriter
from scraper.archive.remarks import ReadAs
from scraper.archive.writer import digest
from scraper.fetch.exchange import Exchange

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
REPORT = """<html><head><title>{title}</title></head><body><h1>{title}</h1><div id="zoom">
<p>现公布2020年政府信息公开工作年度报告。</p><p>一、总体情况</p><p>全年主动公开政府信息{count}条。</p>
<p>二、主动公开政府信息情况</p><p>通过政府网站公开政府信息12条。</p>
<p>三、收到和处理政府信息公开申请情况</p><p>2020年未收到政府信息公开申请。</p>
<p>四、政府信息公开行政复议、行政诉讼情况</p><p>没有因政府信息公开提起的行政复议、行政诉讼。</p>
<p>五、存在的主要问题及改进情况</p><p>公开的意识不够强。</p><p>六、其他需要报告的事项</p><p>无。</p></div></body></html>"""


def title(number: int) -> str:
    return f"某某县第{number}水利站2020年政府信息公开工作年度报告"


def page(number: int, count: int = 87) -> bytes:
    return REPORT.format(title=title(number), count=count).encode()


class Fleet:
    """Use it in a `with`."""

    def __init__(self, workers: int = 2, threads: int = 1, ttl: str = "5s") -> None:
        self._ttl = ttl
        self._port = free_port()
        self._threads = threads
        self.address = f"tcp://127.0.0.1:{self._port}"
        self.scheduler = self._scheduler()
        self.workers = [self._worker() for _ in range(workers)]
        self._left: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in [*self.workers, *self._left, self.scheduler]:
            process.kill()
            process.wait(10)

    def wait_for_workers(self) -> None:
        from distributed import Client  # noqa: PLC0415 - tests that need none of it run without

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=60)

    def kill_worker(self) -> None:
        self.workers[0].kill()
        self.workers.pop(0).wait(10)

    def freeze_worker(self) -> None:
        """It stays, and does nothing: a straggler."""
        self.workers[0].send_signal(signal.SIGSTOP)

    def restart_scheduler(self) -> None:
        """Its workers end by themselves; a service manager starts others."""
        self.scheduler.kill()
        self.scheduler.wait(10)
        self.scheduler = self._scheduler()
        self._left += self.workers
        self.workers = [self._worker() for _ in self.workers]

    def _scheduler(self) -> subprocess.Popen[bytes]:
        command = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard"]
        process = self._start(*command)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port), 1):
                return process
            time.sleep(0.1)
        raise RuntimeError("the scheduler does not start")

    def _worker(self) -> subprocess.Popen[bytes]:
        options = ["--nthreads", str(self._threads), "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        return self._start("distributed.cli.dask_worker", self.address, *options)

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        # A worker that is killed is missed at once, not after the minutes that a network may be away.
        environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": self._ttl}
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def write_archives(folder: Path, archives: int, pages: int) -> list[Path]:
    """As many runs, each with pages of its own and, from the second on, two it shares with the one before: one as it
    was, one changed."""
    for run in range(archives):
        started = START + timedelta(days=run)
        with ArchiveWriter(folder, started) as writer:
            for number in range(run * pages, (run + 1) * pages):
                add(writer, number, page(number), started)
            if run:
                add(writer, (run - 1) * pages, page((run - 1) * pages), started)
                add(writer, (run - 1) * pages + 1, page((run - 1) * pages + 1, count=88), started)
    return sorted(folder.glob("*.warc.gz"))


def add(writer: ArchiveWriter, number: int, body: bytes, at: datetime) -> None:
    url = f"http://h.cn/{number}.html"
    kept = writer.add(_exchange(url, body, at), digest(body))
    writer.remark(ReadAs.of(url, "h", kept.ref, PageHints()), url, at)


def _exchange(url: str, body: bytes, at: datetime) -> Exchange:
    return Exchange(
        url=url,
        at=at,
        method="GET",
        target="/",
        request_fields=((b"Host", b"h.cn"),),
        request_body=b"",
        status=200,
        reason="OK",
        protocol="HTTP/1.1",
        fields=((b"Content-Type", b"text/html; charset=utf-8"),),
        body=body,
        ip="192.0.2.1",
    )
