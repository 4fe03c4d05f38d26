"""The sample server: content types as told, honest and soft 404s, validators, nothing beyond the folder."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from tiny_portal import lay_out

from scraper.sample_server import Site, serve


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
    assert Site.address_family.name == "AF_INET"
