"""Output folders of any size: made-up counties with reports over the years, as `gongkai run` would leave them.

`python -m tests.dataset.synthetic FOLDER REPORTS` writes one, to look at exports and the audit at scale.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.catalogue import indicators, rules
from scraper.output import write_records

YEARS = range(2018, 2025)
PLACES = ("青", "云", "清", "白", "石", "临", "东", "南", "长", "平")
ENDS = ("岚", "陵", "溪", "河", "山", "桥", "湖", "川")
OFFICES = (
    "教育局",
    "水利局",
    "财政局",
    "公安局",
    "民政局",
    "交通运输局",
    "卫生健康局",
    "市场监督管理局",
    "档案馆",
    "审计局",
)
TOWNS = ("石桥镇", "白沙乡", "东湖街道办事处", "龙泉镇", "南坪镇", "柳林乡", "新安镇", "双河镇")
APPLICANTS = (
    *("natural_person", "business", "research", "public_interest", "legal_service", "other_organisation"),
    "total",
)
CHANNELS = {"website": "政府网站", "wechat": "政务微信", "weibo": "政务微博"}


def agencies() -> Iterator[dict[str, Any]]:
    """City by city: its government, its counties' governments, their offices and towns. Without end."""
    for number in range(10_000):
        city = f"{PLACES[number % 10]}{ENDS[number // 10 % 8]}市"
        code = 320000 + number * 100 % 9900 + 100
        yield _agency(f"{city}人民政府", "government", "city", code, city, None)
        for rank in range(1, 7):
            county = f"{PLACES[(number + rank) % 10]}{ENDS[(number + rank * 3) % 8]}{'县区'[rank % 2]}"
            yield _agency(f"{county}人民政府", "government", "county", code + rank, city, county)
            for office in OFFICES:
                yield _agency(county + office, "department", "county", code + rank, city, county)
            for town in TOWNS:
                yield _agency(f"{county}{town}", "government", "town", code + rank, city, county, town)


def _agency(
    name: str, kind: str, level: str, code: int, city: str, county: str | None, town: str | None = None
) -> dict[str, Any]:
    division = {"code": str(code), "province": "江南省", "city": city, "county": county, "town": town}
    return {"name": name, "kind": kind, "level": level, "division": division}


class _Page:
    """Text and figures of one report, sentence by sentence."""

    def __init__(self, heading: str) -> None:
        self.text = heading + "\n"
        self.figures: list[dict[str, Any]] = []

    def state(self, indicator: str, label: str, value: float, unit: str, **more: Any) -> int:
        quote = f"{label}{value}{unit}"
        start = len(self.text) + 3
        self.text += f"本年度{quote}，比上年有所变化。\n"
        self.figures.append(
            {
                "indicator": indicator,
                "dimension": None,
                "label": label,
                "value": value,
                "unit": unit,
                "precision": "exact",
                "basis": "prose",
                "channel": None,
                "cumulative": False,
                "part_of": None,
                "section": "overview",
                "quote": quote,
                "start": start,
                "end": start + len(quote),
                "mark": None,
                **more,
            }
        )
        return len(self.figures) - 1


def report(agency: dict[str, Any], year: int, chance: random.Random, *, lean: bool) -> dict[str, Any]:
    page = _Page(f"{agency['name']}{year}年政府信息公开工作年度报告")
    page.state(
        "proactive.total",
        "主动公开政府信息",
        chance.randint(50, 3000),
        "条",
        precision="about" if chance.random() < 0.1 else "exact",
    )
    for channel, label in CHANNELS.items():
        page.state(f"proactive.{channel}", f"通过{label}公开", chance.randint(10, 900), "条", channel=channel)
    # A government's report takes in those of the bodies below it.
    scale = {"city": 200, "county": 20}.get(agency["level"], 1) if agency["kind"] == "government" else 1
    _requests(page, chance, scale=scale, lean=lean)
    for group in ("review", "litigation.direct", "litigation.after_review"):
        parts = {part: chance.choice((0, 0, 0, 1, 2)) * scale for part in ("upheld", "corrected", "other", "pending")}
        for part, value in {**parts, "total": sum(parts.values())}.items():
            page.state(f"disputes.{group}.{part}", part, value, "件", basis="table", section="disputes")
    url = f"https://www.{agency['division']['code']}.example/{agency['name']}/{year}.html"
    month, day = chance.choice(((1, chance.randint(5, 31)), (1, chance.randint(5, 31)), (3, chance.randint(1, 31))))
    record = {
        "schema_version": "1.0",
        "id": hashlib.sha256(url.encode()).hexdigest()[:16],
        "source": {
            "url": url,
            "final_url": None,
            "portal": f"p{agency['division']['code']}",
            "retrieved_at": f"{year + 1}-04-01T02:00:00+08:00",
            "media_type": "text/html",
            "encoding": "utf-8",
            "sha256": hashlib.sha256(page.text.encode()).hexdigest(),
            "archive": {"file": f"archive/{year}.warc.gz", "offset": chance.randint(0, 10**9)},
        },
        "title": f"{agency['name']}{year}年政府信息公开工作年度报告",
        "agency": agency,
        "year": year,
        "published": f"{year + 1}-{month:02}-{day:02}",
        "period": {"start": f"{year}-01-01", "end": f"{year}-12-31"},
        "form": "2019" if year < 2021 else "2021",
        "contact": None,
        "announced_sections": [],
        "outline": [],
        "sections": {},
        "figures": page.figures,
        "findings": [],
        "text": page.text,
        "extractor": {"name": "gongkai", "version": "0.0"},
    }
    record["findings"] = _findings(record, chance)
    return record


def _requests(page: _Page, chance: random.Random, *, scale: int, lean: bool) -> None:
    rows = [key for key, one in indicators().items() if key.startswith("requests.") and "2021" in one.forms]
    busy = chance.choice((2, 10, 60)) * scale
    for key in rows:
        if key in ("requests.received", "requests.processed_total"):
            continue
        applicants = ("total",) if lean else APPLICANTS
        for applicant in applicants:
            value = chance.randint(0, busy) if chance.random() < 0.3 else scale - 1
            label = indicators()[key].zh
            page.state(key, label, value, "件", basis="table", section="requests", dimension=applicant)
    done = sum(
        figure["value"]
        for figure in page.figures
        if figure["dimension"] == "total" and figure["indicator"] not in ("requests.carried_in", "requests.carried_out")
    )
    carried = {
        key: next(
            f["value"]
            for f in page.figures
            if f["indicator"] == f"requests.carried_{key}" and f["dimension"] == "total"
        )
        for key in ("in", "out")
    }
    page.state("requests.processed_total", "总计", done, "件", basis="table", section="requests", dimension="total")
    received = max(0, done + carried["out"] - carried["in"])
    page.state("requests.received", "新收申请", received, "件", basis="table", section="requests", dimension="total")


def _findings(record: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    found = []
    for _ in range(chance.choice((0, 0, 1, 2))):
        rule = rules()[chance.choice(("requests.balance", "prose.table", "breakdown.total", "table.missing"))]
        index = chance.randrange(len(record["figures"]))
        found.append(
            {
                "rule": rule.id,
                "severity": rule.severity,
                "message": f"{rule.zh} {rule.en}",
                "expected": 12,
                "actual": 13,
                "figures": [index],
                "quote": None,
            }
        )
    deadline = f"{record['year'] + 1}-0{'3' if record['agency']['kind'] == 'government' else '1'}-31"
    if record["published"] > deadline:
        rule = rules()["published.late"]
        facts = {"actual": record["published"], "expected": deadline}
        message = f"{rule.zh.format(**facts)} {rule.en.format(**facts)}"
        found.append(
            {"rule": rule.id, "severity": rule.severity, "message": message, **facts, "figures": [], "quote": None}
        )
    return found


def records(count: int, *, seed: int = 1, lean: bool = True) -> Iterator[dict[str, Any]]:
    """`count` reports, now and then one missing, in no order."""
    chance = random.Random(seed)
    made = 0
    for agency in agencies():
        for year in YEARS:
            if made == count:
                return
            if chance.random() < 0.08:
                continue
            made += 1
            yield report(agency, year, chance, lean=lean)


def write_output(folder: Path, count: int, *, seed: int = 1, lean: bool = True) -> Path:
    """An output folder with `count` reports, sorted by id as the real ones are."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = {made["id"]: json.dumps(made, ensure_ascii=False) for made in records(count, seed=seed, lean=lean)}
    write_records((lines[key] for key in sorted(lines)), folder)
    return folder


if __name__ == "__main__":
    write_output(Path(sys.argv[1]), int(sys.argv[2]), lean="--full" not in sys.argv)
