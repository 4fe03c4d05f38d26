"""Commands over a scheduler and workers that are processes of their own: same output, whatever dies meanwhile."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from fleet import Fleet, free_port, page, title, write_archives

from scraper.samples import Site, html

pytest.importorskip("distributed")

from scraper.cli import main
from scraper.cluster.crew import Crew
from scraper.cluster.extract import Told, to_storage

pytestmark = pytest.mark.timeout(300)

GONGKAI = str(Path(sys.executable).with_name("gongkai"))


def gongkai(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([GONGKAI, *map(str, arguments)], capture_output=True, check=False, timeout=200)


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)


def when(holds: Callable[[], bool], do: Callable[[], None]) -> threading.Thread:
    """Do something as soon as it holds."""

    def watch() -> None:
        wait_for(holds)
        do()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def written(folder: Path) -> bytes:
    return b"".join(gzip.decompress(file.read_bytes()) for file in sorted(folder.glob("*.jsonl.gz")))


def test_archives_give_what_one_machine_gives(tmp_path: Path) -> None:
    write_archives(tmp_path / "archive", archives=4, pages=6)
    alone = gongkai("extract", tmp_path / "archive")
    figures = gongkai("extract", "--figures", tmp_path / "archive")
    assert alone.returncode == 0
    with Fleet() as fleet:
        apart = gongkai("extract", "--scheduler", fleet.address, tmp_path / "archive")
        assert apart.stdout == alone.stdout, apart.stderr.decode()
        apart = gongkai("extract", "--figures", "--scheduler", fleet.address, tmp_path / "archive")
        assert apart.stdout == figures.stdout
        # To a folder, which is a data set once its manifest is there, and can be written again.
        for _ in range(2):
            told = gongkai("extract", "--scheduler", fleet.address, "--into", tmp_path / "into", tmp_path / "archive")
            assert told.returncode == 0, told.stderr.decode()
            assert written(tmp_path / "into") == alone.stdout
            assert not (tmp_path / "into" / ".parts").exists()
    manifest = json.loads((tmp_path / "into" / "manifest.json").read_text("utf-8"))
    assert manifest["lines"] == alone.stdout.count(b"\n") == 24
    assert len(manifest["archives"]) == 4


@pytest.mark.slow
def test_a_damaged_archive_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    first, second = write_archives(tmp_path / "archive", archives=2, pages=2)
    content = bytearray(second.read_bytes())
    content[len(content) // 2] ^= 0xFF
    second.write_bytes(content)
    with Fleet(workers=1) as fleet:
        told = gongkai("extract", "--scheduler", fleet.address, first, second)
    assert told.returncode == 1
    assert second.name in told.stderr.decode()
    assert told.stdout.count(b"\n") >= 2


@pytest.mark.slow
def test_a_worker_that_dies_costs_nothing(tmp_path: Path) -> None:
    write_archives(tmp_path / "archive", archives=8, pages=40)
    alone = gongkai("extract", "--jobs", 2, tmp_path / "archive")
    with Fleet() as fleet:
        parts = tmp_path / "into" / ".parts"
        killing = when(lambda: len(list(parts.glob("*.json"))) >= 2, fleet.kill_worker)
        told = gongkai("extract", "--scheduler", fleet.address, "--into", tmp_path / "into", tmp_path / "archive")
        killing.join()
    assert told.returncode == 0, told.stderr.decode()
    assert written(tmp_path / "into") == alone.stdout


@pytest.mark.slow
def test_a_scheduler_that_is_started_again_goes_on(tmp_path: Path) -> None:
    write_archives(tmp_path / "archive", archives=8, pages=40)
    alone = gongkai("extract", "--jobs", 2, tmp_path / "archive")
    with Fleet() as fleet:
        parts = tmp_path / "into" / ".parts"
        restarting = when(lambda: len(list(parts.glob("*.json"))) >= 2, fleet.restart_scheduler)
        told = gongkai("extract", "--scheduler", fleet.address, "--into", tmp_path / "into", tmp_path / "archive")
        restarting.join()
    assert told.returncode == 0, told.stderr.decode()
    assert "gone" in told.stderr.decode()
    assert written(tmp_path / "into") == alone.stdout


@pytest.mark.slow
def test_a_straggler_is_overtaken(tmp_path: Path) -> None:
    """One worker of two is frozen with an archive in its hands, and nobody takes it for dead."""
    archives = [str(path) for path in write_archives(tmp_path / "archive", archives=8, pages=20)]
    said: list[str] = []
    with Fleet(ttl="300s") as fleet, Crew(fleet.address, said.append, slow=2.0) as crew:
        wait_for(lambda: crew.threads == 2)
        into = str(tmp_path / "into")
        freezing = when(lambda: any("read" in line for line in said), fleet.freeze_worker)
        to_storage(crew, archives, into, Told(), said.append, figures=False)
        freezing.join()
    assert any("begun a second time" in line for line in said)
    assert written(tmp_path / "into") == gongkai("extract", tmp_path / "archive").stdout


@pytest.mark.slow
def test_archives_in_object_storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("moto")
    fsspec = pytest.importorskip("fsspec")
    write_archives(tmp_path / "archive", archives=3, pages=3)
    alone = gongkai("extract", tmp_path / "archive")
    with object_storage(monkeypatch) as storage, Fleet() as fleet:
        filesystem = fsspec.filesystem("s3", endpoint_url=storage)
        filesystem.mkdir("reports")
        filesystem.put(str(tmp_path / "archive") + "/", "reports/archive/", recursive=True)
        apart = gongkai("extract", "--scheduler", fleet.address, "s3://reports/archive/*.warc.gz")
        assert apart.stdout == alone.stdout, apart.stderr.decode()
        told = gongkai("extract", "--scheduler", fleet.address, "--into", "s3://reports/set", "s3://reports/archive")
        assert told.returncode == 0, told.stderr.decode()
        filesystem.invalidate_cache()
        files = sorted(name for name in filesystem.ls("reports/set", detail=False) if name.endswith(".gz"))
        assert b"".join(gzip.decompress(filesystem.cat_file(name)) for name in files) == alone.stdout


@contextmanager
def object_storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An S3 of its own, which this process and those it starts find by the environment."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: _answers(port))
        yield address
    finally:
        process.kill()
        process.wait(10)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


# crawls


@contextmanager
def portals(count: int, pages: int) -> Iterator[list[Site]]:
    with ExitStack() as stack:
        sites = [stack.enter_context(Site()) for _ in range(count)]
        for site in sites:
            for number in range(pages):
                site.pages[f"/{number}.html"] = html(page(number).decode())
            links = "".join(f'<li><a href="/{number}.html">{title(number)}</a></li>' for number in range(pages))
            site.pages["/"] = html(f"<html><body><ul>{links}</ul></body></html>")
        yield sites


def configure(path: Path, sites: list[Site], pace: float) -> Path:
    entries = "".join(f'[[portal]]\nname = "p{n}"\ncolumns = ["{site.base}/"]\n' for n, site in enumerate(sites))
    path.write_text(f'contact = "tests@example.org"\n[fetch]\npace = {pace}\nretries = 0\n{entries}', "utf-8")
    return path


def records(folder: Path) -> list[object]:
    found = [json.loads(line) for line in (folder / "reports.jsonl").read_text("utf-8").splitlines()]
    for record in found:
        record["source"] |= {"retrieved_at": "", "archive": ""}
    return found


def keeps_pace(site: Site, pace: float) -> bool:
    times = sorted(hit.at for hit in site.hits)
    return site.busiest == 1 and all(later - earlier >= pace for earlier, later in pairwise(times))


def test_a_run_gives_what_one_machine_gives_and_keeps_the_pace(tmp_path: Path) -> None:
    with portals(5, 4) as sites, Fleet(threads=4) as fleet:
        config = configure(tmp_path / "portals.toml", sites, pace=0.2)
        apart = gongkai("run", "--config", config, "--output", tmp_path / "apart", "--scheduler", fleet.address)
        assert apart.returncode == 0, apart.stderr.decode()
        assert all(keeps_pace(site, 0.2) for site in sites)
        alone = gongkai("run", "--config", config, "--output", tmp_path / "alone")
        assert alone.returncode == 0
        assert records(tmp_path / "apart") == records(tmp_path / "alone")
        assert len(records(tmp_path / "apart")) == 20
        # What was fetched on a worker is known here: the next run has nothing to do.
        again = gongkai("run", "--config", config, "--output", tmp_path / "apart", "--scheduler", fleet.address)
        assert again.returncode == 0
    last = json.loads((tmp_path / "apart" / "runs.jsonl").read_text("utf-8").splitlines()[-1])
    assert sum(one["not_due"] + one["unchanged"] for one in last["portals"]) == 20


@pytest.mark.slow
def test_a_host_whose_worker_dies_is_crawled_by_another(tmp_path: Path) -> None:
    with portals(4, 6) as sites, Fleet(threads=2) as fleet:
        config = configure(tmp_path / "portals.toml", sites, pace=0.3)
        killing = when(lambda: sum(len(site.hits) for site in sites) > 8, fleet.kill_worker)
        apart = gongkai("run", "--config", config, "--output", tmp_path / "apart", "--scheduler", fleet.address)
        killing.join()
        assert apart.returncode == 0, apart.stderr.decode()
        assert all(keeps_pace(site, 0.3) for site in sites)
        gongkai("run", "--config", config, "--output", tmp_path / "alone")
    assert records(tmp_path / "apart") == records(tmp_path / "alone")


@pytest.mark.slow
def test_a_run_whose_scheduler_is_started_again_goes_on(tmp_path: Path) -> None:
    """The workers of the old one stop asking before those of the new one begin."""
    with portals(4, 6) as sites, Fleet(threads=2) as fleet:
        config = configure(tmp_path / "portals.toml", sites, pace=0.6)
        restarting = when(lambda: sum(len(site.hits) for site in sites) > 8, fleet.restart_scheduler)
        apart = gongkai("run", "--config", config, "--output", tmp_path / "apart", "--scheduler", fleet.address)
        restarting.join()
        assert apart.returncode == 0, apart.stderr.decode()
        assert "gone" in apart.stderr.decode()
        assert all(keeps_pace(site, 0.6) for site in sites)
        gongkai("run", "--config", config, "--output", tmp_path / "alone")
    assert records(tmp_path / "apart") == records(tmp_path / "alone")


@pytest.mark.slow
def test_workers_stop_asking_when_their_run_is_killed(tmp_path: Path) -> None:
    """Otherwise the next run would crawl the same hosts beside them."""
    with portals(2, 12) as sites, Fleet(threads=2) as fleet:
        config = configure(tmp_path / "portals.toml", sites, pace=0.6)
        command = [GONGKAI, "run", "--config", config, "--output", tmp_path / "out", "--scheduler", fleet.address]
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: sum(len(site.hits) for site in sites) > 8)
        run.kill()
        run.wait(10)
        time.sleep(1.5)
        asked = [len(site.hits) for site in sites]
        assert max(asked) < 12
        again = gongkai(*command[1:])
        assert again.returncode == 0, again.stderr.decode()
        assert len(records(tmp_path / "out")) == 24
        assert all(keeps_pace(site, 0.6) for site in sites)


@pytest.mark.slow
def test_a_run_that_is_interrupted_keeps_what_its_workers_have(tmp_path: Path) -> None:
    with portals(2, 12) as sites, Fleet(threads=2) as fleet:
        config = configure(tmp_path / "portals.toml", sites, pace=0.4)
        command = [GONGKAI, "run", "--config", config, "--output", tmp_path / "out", "--scheduler", fleet.address]
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        wait_for(lambda: sum(len(site.hits) for site in sites) > 8)
        run.terminate()
        said = run.communicate(timeout=60)[1].decode()
        asked = sum(len(site.hits) for site in sites)
        assert "interrupted" in said
        time.sleep(2)
        assert sum(len(site.hits) for site in sites) == asked, "workers went on"
        again = gongkai("run", "--config", config, "--output", tmp_path / "out", "--scheduler", fleet.address)
        assert again.returncode == 0, again.stderr.decode()
        assert len(records(tmp_path / "out")) == 24
        assert sum(len(site.hits) for site in sites) < asked + 2 * 12, "what was fetched was fetched again"


# when there is nobody


@pytest.mark.slow
def test_no_scheduler_is_said_plainly(tmp_path: Path) -> None:
    write_archives(tmp_path / "archive", archives=1, pages=1)
    told = gongkai("extract", "--scheduler", f"tcp://127.0.0.1:{free_port()}", tmp_path / "archive")
    assert told.returncode == 3
    assert "no scheduler answers" in told.stderr.decode()


def test_other_files_than_archives_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>", "utf-8")
    told = gongkai("extract", "--scheduler", "tcp://127.0.0.1:1", tmp_path)
    assert told.returncode == 2
    assert "--jobs" in told.stderr.decode()


@pytest.mark.parametrize("other", [["--dry-run"], ["--jobs", "2"]])
def test_what_workers_cannot_do_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], other: list[str]
) -> None:
    config = configure(tmp_path / "portals.toml", [], pace=1)
    assert main(["run", "--config", str(config), "--scheduler", "tcp://127.0.0.1:1", *other]) == 2
    assert other[0] in capsys.readouterr().err
