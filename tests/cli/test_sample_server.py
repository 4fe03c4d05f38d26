"""The sample server: content types as told, honest and soft 404s, validators, nothing beyond the folder."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import httpx
import pytest
from tiny_portal import lay_out

from scraper.samples import LOOPBACK, Site, Trouble, serve


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = lay_out(tmp_path / "site")
    (folder / "deep").mkdir()
    (folder / "deep" / "index.html").write_bytes(b"deep")
    (folder / "robots.txt").write_bytes(b"User-agent: *\n")
    (tmp_path / "secret.html").write_bytes(b"secret")
    return folder


def test_pages_and_content_types(site: Path) -> None:
    (site / "portal.toml").write_text('[content_type]\n".html" = "text/html; charset=gb2312"\n', "utf-8")
    (site / "x.doc").write_bytes(b"x")
    with serve({"site": site}) as bases:
        page = httpx.get(f"{bases['site']}/a.html")
        assert page.content == (site / "a.html").read_bytes()
        assert page.headers["content-type"] == "text/html; charset=gb2312"
        assert httpx.get(f"{bases['site']}/robots.txt").headers["content-type"] == "text/plain"
        assert httpx.get(f"{bases['site']}/x.doc").headers["content-type"] == "application/octet-stream"
        assert httpx.get(f"{bases['site']}/").content == (site / "index.html").read_bytes()


def test_a_folder_without_its_slash_is_a_redirect(site: Path) -> None:
    with serve({"site": site}) as bases:
        answer = httpx.get(f"{bases['site']}/deep")
        assert (answer.status_code, answer.headers["location"]) == (301, "/deep/")
        assert httpx.get(f"{bases['site']}/deep/").content == b"deep"


@pytest.mark.parametrize("path", ["/gone.html", "/portal.toml", "/../secret.html", "/%2e%2e/secret.html", "/%00"])
def test_what_is_not_there(path: str, site: Path) -> None:
    (site / "portal.toml").write_text("", "utf-8")
    with serve({"site": site}) as bases:
        assert httpx.get(bases["site"] + path).status_code == 404


def test_a_soft_404(site: Path) -> None:
    (site / "sorry.html").write_text("页面不存在", "utf-8")
    (site / "portal.toml").write_text('soft_404 = "sorry.html"\n', "utf-8")
    with serve({"site": site}) as bases:
        answer = httpx.get(f"{bases['site']}/gone.html")
        assert (answer.status_code, answer.content.decode()) == (200, "页面不存在")


def test_validators(site: Path) -> None:
    with serve({"site": site}) as bases:
        etag = httpx.get(f"{bases['site']}/a.html").headers["etag"]
        again = httpx.get(f"{bases['site']}/a.html", headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
        assert httpx.head(f"{bases['site']}/a.html").headers["etag"] == etag


def test_a_port_that_is_taken(site: Path) -> None:
    with serve({"site": site}) as first:
        taken = int(first["site"].rpartition(":")[2])
        with serve({"site": site}, [taken]) as second:
            assert second["site"] != first["site"]
            assert httpx.get(f"{second['site']}/").status_code == 200


def test_it_listens_on_this_machine_only(site: Path) -> None:
    with serve({"site": site}) as bases:
        assert bases["site"].startswith("http://127.0.0.1:")
        port = int(bases["site"].rpartition(":")[2])
        with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.2", port), 1):
            pass
    assert LOOPBACK == "127.0.0.1"


# pages that are no files


def test_a_page_by_its_query_and_its_form(site: Path) -> None:
    (site / "details").mkdir()
    (site / "details" / "206-4571.html").write_text("a report", "utf-8")
    (site / "page-2.xml").write_text("<record>2</record>", "utf-8")
    (site / "portal.toml").write_text(
        '[[route]]\npath = "/details.aspx"\nfile = "details/{dept}-{id}.html"\n'
        '[[route]]\npath = "/proxy.jsp"\nfields = {startrecord = "16", columnid = "29"}\nfile = "page-2.xml"\n',
        "utf-8",
    )
    with serve({"site": site}) as bases:
        assert httpx.get(f"{bases['site']}/details.aspx?id=4571&dept=206").text == "a report"
        assert httpx.get(f"{bases['site']}/details.aspx?id=4572&dept=206").status_code == 404
        assert httpx.get(f"{bases['site']}/details.aspx?id=../a&dept=206").status_code == 404
        proxy = f"{bases['site']}/proxy.jsp?startrecord=16"
        assert httpx.post(proxy, data={"columnid": "29"}).text == "<record>2</record>"
        assert httpx.post(proxy, data={"columnid": "30"}).status_code == 404


# misbehaviour


def trouble(site: Site, path: str = "/a.html", **how: Any) -> None:
    site.troubles.append(Trouble(path=path, **how))


def test_troubles(site: Path) -> None:
    page = (site / "a.html").read_bytes()
    with Site(site) as served, httpx.Client(timeout=0.5) as client:
        url = served.url("/a.html")
        trouble(served, kind="slow", times=1)
        with pytest.raises(httpx.ReadTimeout):
            client.get(url)
        trouble(served, kind="reset", after=1, times=1)
        with pytest.raises(httpx.ReadError):
            client.get(url)
        trouble(served, kind="busy", after=2, times=1, seconds=7)
        assert (client.get(url).status_code, served.hits[-1].path) == (429, "/a.html")
        trouble(served, kind="truncated", after=3, times=1)
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(url)
        trouble(served, kind="mislabelled", after=4, times=1, charset="big5")
        assert client.get(url).headers["content-type"] == "text/html; charset=big5"
        trouble(served, kind="loop", after=5, times=1)
        assert client.get(url).headers["location"] == "/a.html"
        trouble(served, kind="huge", after=6, times=1, bytes=300_000)
        assert len(client.get(url).content) == 300_000
        trouble(served, kind="challenge", after=7, times=1)
        assert b"__jsl_clearance" in client.get(url).content
        trouble(served, kind="broken", after=8, times=1)
        assert client.get(url).status_code == 500
        before = client.get(url)
        assert before.content == page
        trouble(served, kind="changed", after=10, old="31", new="32")
        after = client.get(url, headers={"If-None-Match": before.headers["etag"]})
        assert (after.status_code, after.text) == (200, page.decode().replace("31", "32"))


def test_troubles_of_a_folder(site: Path) -> None:
    (site / "portal.toml").write_text('[[trouble]]\npath = "/a.html"\nkind = "broken"\n', "utf-8")
    with serve({"site": site}) as bases:
        assert httpx.get(f"{bases['site']}/a.html").status_code == 500
        assert httpx.get(f"{bases['site']}/b.html").status_code == 200
