"""A publishing system nobody has met is a TOML file beside the configuration: no Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.cli import main
from scraper.errors import ConfigError
from scraper.portals import families, load_config
from scraper.samples import Answer, Site, html

# Lists are strings of markup in a script, of which the rest is asked for by POST; articles say their title and date in
# places of their own.
FAMILY = """
name = "moonbase"
label = "a system of our own"
articles = '/piece/[0-9a-z]{8}$'
body = ["section.moon"]
title_at = ["b.headline"]
published_at = ["i.when"]
agency_at = ['meta[name="office"]']

[[signs]]
where = "markup"
pattern = 'MOONBASE\\.list'
says = "MOONBASE.list in a script"

[[records]]
pattern = 'row\\("(?P<markup>(?:[^"\\\\]|\\\\.){0,5000})"\\)'
escaped = true

[[values]]
name = "shelf"
where = "markup"
pattern = 'shelf:(?P<value>\\d{1,9})'

[[paging]]
kind = "offsets"
address = "/moon/rows"
total = 'of:(?P<value>\\d{1,6})'
size = 'each:(?P<value>\\d{1,4})'
group = 1
[paging.form]
shelf = "{shelf}"
from = "{start}"
to = "{end}"
"""

ARTICLE = """<html><head><meta name="office" content="清岚县水利局"></head><body><b class="headline">{title}</b>
<i class="when">{year}-02-03</i><div><p>导航：全部公开信息99999条</p></div><section class="moon">
<p>一、总体情况</p><p>全年主动公开政府信息{count}条。</p><p>二、主动公开政府信息情况</p><p>公开政府信息12条。</p>
<p>三、收到和处理政府信息公开申请情况</p><p>未收到政府信息公开申请。</p></section></body></html>"""


def title(year: int) -> str:
    return f"清岚县水利局{year}年政府信息公开工作年度报告"


def row(year: int) -> str:
    return f'row("<li><a href=\\"\\/piece\\/{year}abcd\\">{title(year)}<\\/a><em>{year + 1}-02-03<\\/em><\\/li>")'


def serve(site: Site) -> None:
    """A list of three reports, of which the page holds one and each request one more."""
    site.pages["/list"] = html(f"<script>MOONBASE.list({{shelf:77,of:3,each:1}});{row(2022)}</script>")
    rows = [html(row(2021)), html(row(2020))]
    site.pages["/moon/rows"] = lambda before: rows[min(before, 1)]
    for year in (2020, 2021, 2022):
        site.pages[f"/piece/{year}abcd"] = html(ARTICLE.format(title=title(year), year=year + 1, count=year - 1900))


def config(folder: Path, site: Site, families_at: str) -> Path:
    path = folder / "portals.toml"
    path.write_text(
        f'contact = "t@example.org"\nfamilies = {json.dumps([families_at])}\n[fetch]\npace = 0\nretries = 0\n'
        f'[[portal]]\nname = "moon"\ncolumns = ["{site.url("/list")}"]\n',
        "utf-8",
    )
    return path


@pytest.mark.parametrize("named", ["moonbase.toml", "mine"])
def test_a_family_is_one_file(named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / named if named.endswith(".toml") else tmp_path / named / "moonbase.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(FAMILY, "utf-8")
    with Site() as site:
        serve(site)
        code = main(["run", "--config", str(config(tmp_path, site, named)), "--output", str(tmp_path / "out")])
        posted = [hit.body for hit in site.hits if hit.method == "POST"]
    assert code == 0, capsys.readouterr().err
    assert posted == [b"shelf=77&from=2&to=2", b"shelf=77&from=3&to=3"]
    reports = [json.loads(line) for line in (tmp_path / "out/reports.jsonl").read_text("utf-8").splitlines()]
    assert sorted((report["year"], report["title"], report["published"]) for report in reports) == [
        (year, title(year), f"{year + 1}-02-03") for year in (2020, 2021, 2022)
    ]
    assert {report["agency"]["name"] for report in reports} == {"清岚县水利局"}
    # Read from the family's body, not from the page.
    assert {figure["value"] for report in reports for figure in report["figures"] if figure["value"]} == {
        *(120, 121, 122, 12)
    }


def test_one_of_the_name_of_ours_wins(tmp_path: Path) -> None:
    (tmp_path / "trs.toml").write_text('name = "trs"\nlabel = "another"\nbody = [".own"]\n', "utf-8")
    (tmp_path / "portals.toml").write_text(
        'contact = "t@example.org"\nfamilies = ["trs.toml"]\n[[portal]]\nname = "a"\ncolumns = ["http://h.cn/"]\n'
    )
    known = load_config(tmp_path / "portals.toml").known_families
    assert known["trs"].body == (".own",)
    assert families()["trs"].body != (".own",)
    assert set(known) == set(families())


@pytest.mark.parametrize(
    ("family", "words"),
    [
        (None, ["no such file", "beside the configuration"]),
        ("name =\nlabel", ["not TOML", "line 1"]),
        ('name = "mine"', ["label", "Field required"]),
        ('name = "other"\nlabel = "x"\n', ["calls itself “other”"]),
        ('name = "mine"\nlabel = "x"\nbodi = []\n', ["bodi"]),
        ('name = "mine"\nlabel = "x"\nbody = ["a[["]\n', ["body.0", "CSS selector"]),
        ('name = "mine"\nlabel = "x"\n[[records]]\npattern = "x"\n', ["records.0.pattern", "(?P<markup>…)"]),
        ('name = "mine"\nlabel = "x"\n[[json_lists]]\nurl = "{a.b}"\n', ["json_lists.0.url", "a name and nothing"]),
        (
            'name = "mine"\nlabel = "x"\n[[paging]]\nkind = "numbered"\naddress = "/api?p={n}&s={site}"\n',
            ["nothing in `values` is called site"],
        ),
    ],
)
def test_a_wrong_one_is_told(family: str | None, words: list[str], tmp_path: Path) -> None:
    if family is not None:
        (tmp_path / "mine.toml").write_text(family, "utf-8")
    (tmp_path / "portals.toml").write_text(
        'contact = "t@example.org"\nfamilies = ["mine.toml"]\n[[portal]]\nname = "a"\ncolumns = ["http://h.cn/"]\n'
    )
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "portals.toml")
    for word in ("mine.toml", *words):
        assert word in str(caught.value)


def test_a_portals_entry_overrides_any_field(tmp_path: Path) -> None:
    """The same system without a family: everything in the entry."""
    rules = FAMILY.split("[[signs]]", maxsplit=1)
    fields = "\n".join(line for line in rules[0].splitlines() if not line.startswith(("name", "label")))
    tables = "[[records]]" + FAMILY.split("[[records]]", maxsplit=1)[1]
    tables = tables.replace("[[", "[[portal.").replace("[paging.form]", "[portal.paging.form]")
    with Site() as site:
        serve(site)
        (tmp_path / "portals.toml").write_text(
            'contact = "t@example.org"\n[fetch]\npace = 0\nretries = 0\n'
            f'[[portal]]\nname = "moon"\nfamily = "generic"\ncolumns = ["{site.url("/list")}"]\n{fields}\n{tables}',
            "utf-8",
        )
        code = main(["run", "--config", str(tmp_path / "portals.toml"), "--output", str(tmp_path / "out")])
    assert code == 0
    assert len((tmp_path / "out/reports.jsonl").read_text("utf-8").splitlines()) == 3


def test_an_answer_that_is_no_list_does_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "moonbase.toml").write_text(FAMILY, "utf-8")
    with Site() as site:
        serve(site)
        site.pages["/moon/rows"] = Answer(b"\x00\xff" * 500)
        code = main(["run", "--config", str(config(tmp_path, site, "moonbase.toml")), "--output", str(tmp_path / "o")])
    assert code == 0
    assert len((tmp_path / "o/reports.jsonl").read_text("utf-8").splitlines()) == 1
