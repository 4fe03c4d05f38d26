"""portals.toml: what it may say, and what a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import ConfigError
from scraper.portals import families, load_config, parse_config

GOOD = """\
contact = "data@example.org"

[fetch]
pace = 1.5

[[portal]]
name = "qinglan"
columns = ["https://www.example.gov.cn/ndbg/", "http://www.example.gov.cn/zn/"]
family = "trs"
agency = "清岚县人民政府"
pace = 5
body = ["#mine"]

[[portal]]
name = "yunling"
columns = ["http://open.example.gov.cn/"]

[[portal.paging]]
kind = "counted"
pattern = 'pages=(?P<count>\\d+)'
page = "list_{n}.{ext}"
"""


def test_a_good_one(tmp_path: Path) -> None:
    path = tmp_path / "portals.toml"
    path.write_text(GOOD, "utf-8")
    config = load_config(path)
    qinglan, yunling = config.portal
    assert (config.contact, config.fetch.pace, config.fetch.retries) == ("data@example.org", 1.5, 3)
    assert (qinglan.name, qinglan.scope, qinglan.pace) == ("qinglan", "www.example.gov.cn", 5)
    assert yunling.family is None


def test_an_entry_overrides_its_family_field_by_field() -> None:
    qinglan, yunling = parse_config(GOOD, "portals.toml").portal
    trs = families()["trs"]
    assert qinglan.rules(trs).body == ("#mine",)
    assert qinglan.rules(trs).paging == trs.paging
    assert len(yunling.rules(trs).paging) == 1
    assert yunling.rules(trs).body == trs.body


PORTAL = '[[portal]]\nname = "a"\ncolumns = ["http://h.cn/"]\n'
CONTACT = 'contact = "me@example.org"\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (CONTACT + '[[portal]]\nname = "a"\ncolums = ["http://h.cn/"]\n', 4, ["“a”", "colums", "“columns”"]),
        (CONTACT + "[fetch]\npaec = 1\n" + PORTAL, 3, ["fetch.paec", "“pace”"]),
        (CONTACT + "[fetch]\npace = -1\n" + PORTAL, 3, ["fetch.pace"]),
        (CONTACT + '[fetch]\npace = "fast"\n' + PORTAL, 3, ["fetch.pace", "number"]),
        ('contakt = "me@example.org"\n' + PORTAL, 1, ["“contact”"]),
        (PORTAL, None, ["contact", "missing"]),
        (CONTACT, None, ["portal", "missing"]),
        (CONTACT + '[[portal]]\nname = "a"\n', 2, ["“a”", "columns", "missing"]),
        (CONTACT + '[[portal]]\ncolumns = ["http://h.cn/"]\n', 2, ["portal number 1", "name", "missing"]),
        (CONTACT + PORTAL.replace("http:", "htp:"), 4, ["columns", "http"]),
        (CONTACT + PORTAL.replace('cn/"', 'cn/", "http://i.cn/"'), 4, ["h.cn, i.cn", "entry for each"]),
        (CONTACT + PORTAL + 'family = "trx"\n', 5, ["trx", "known are", "generic, ", "trs"]),
        (CONTACT + PORTAL + 'links = ["a[["]\n', 5, ["a[[", "CSS selector"]),
        (CONTACT + PORTAL + 'report = "("\n', 5, ["regular expression"]),
        (CONTACT + PORTAL + PORTAL, 2, ["two portals", "“a”"]),
        (CONTACT + PORTAL + '[[portal.paging]]\nkind = "links"\nword = []\n', 7, ["word", "“words”"]),
        (
            CONTACT
            + PORTAL
            + '[[portal]]\nname = "b"\ncolumns = ["http://i.cn/"]\n[[portal.paging]]\nkind = "links"\n'
            + '[[portal.paging]]\nkind = "counted"\npattern = "x"\n',
            12,
            ["“b”", "paging.1.pattern", "count"],
        ),
        (
            CONTACT + PORTAL + '[[portal.paging]]\nkind = "counted"\npattern = "(?P<count>1)"\npage = "{page}"\n',
            8,
            ["{page}", "{name}"],
        ),
        (CONTACT + "[[portal]\n", None, ["not TOML", "line 2"]),
    ],
)
def test_a_wrong_one_is_told_where_and_what(text: str, line: int | None, words: list[str]) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(text, "portals.toml")
    message = str(caught.value)
    assert message.startswith(f"portals.toml:{line}: " if line else "portals.toml: "), message
    for word in words:
        assert word in message, message


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_config(tmp_path / "portals.toml")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "portals.toml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(path)
