"""The smallest portal there is: one list page, two reports, a dead link; and how to run commands on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

REPORT = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>
<h1>{title}</h1><p>发布时间：{year_after}-01-20 10:00</p><div id="zoom">
<p>本报告所列数据的统计期限自{year}年1月1日起至12月31日止。</p>
<p>一、总体情况</p><p>{year}年，我镇主动公开政府信息{count}条。</p>
<p>二、主动公开政府信息情况</p><p>通过门户网站公开{count}条。</p>
<p>三、收到和处理政府信息公开申请情况</p><p>我镇未收到政府信息公开申请。</p>
<p>四、政府信息公开行政复议、行政诉讼情况</p><p>未发生行政复议、行政诉讼。</p>
<p>五、存在的主要问题及改进情况</p><p>公开内容有待充实。</p>
<p>六、其他需要报告的事项</p><p>未收取信息处理费。</p>
</div></body></html>
"""
TITLES = {
    "a.html": ("清岚县石桥镇2020年政府信息公开工作年度报告", 2020, 31),
    "b.html": ("清岚县石桥镇2021年政府信息公开工作年度报告", 2021, 47),
}
DEAD = "清岚县石桥镇2019年政府信息公开工作年度报告"


def report_page(name: str) -> str:
    title, year, count = TITLES[name]
    return REPORT.format(title=title, year=year, year_after=year + 1, count=count)


def lay_out(folder: Path, *, dead_link: bool = False) -> Path:
    """The portal's pages in `folder`, which is made."""
    folder.mkdir(parents=True)
    links = [f'<li><a href="{name}">{TITLES[name][0]}</a></li>' for name in TITLES]
    if dead_link:
        links.append(f'<li><a href="gone.html">{DEAD}</a></li>')
    listing = f'<html><head><meta charset="utf-8"></head><body><ul>{"".join(links)}</ul></body></html>'
    (folder / "index.html").write_text(listing, "utf-8")
    for name in TITLES:
        (folder / name).write_text(report_page(name), "utf-8")
    return folder


def write_config(path: Path, bases: dict[str, str], pace: float = 0.0) -> Path:
    entries = "".join(f'[[portal]]\nname = "{name}"\ncolumns = ["{base}/"]\n' for name, base in bases.items())
    fetch = f"[fetch]\npace = {pace}\nretries = 0\n"
    path.write_text(f'contact = "tests@example.org"\n{fetch}{entries}', "utf-8")
    return path


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
