"""Title, publication, period, contact, announced parts: what a report says of itself, in many wordings."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass

from tests.generator.words import AgencyTruth

NUMBERS = {4: "四", 5: "五", 6: "六", 7: "七", 8: "八"}

# role → titles as printed (formats.md, "Sections since 2019")
SECTION_TITLES: dict[str, tuple[str, ...]] = {
    "overview": ("总体情况", "总体情况", "总体情况", "概述", "工作概况", "基本情况", "总体工作情况"),
    "disclosure": (
        "主动公开政府信息情况",
        "主动公开政府信息情况",
        "行政机关主动公开政府信息的情况",
        "主动公开情况",
    ),
    "requests": (
        "收到和处理政府信息公开申请情况",
        "收到和处理政府信息公开申请情况",
        "行政机关收到和处理政府信息公开申请情况",
    ),
    "disputes": (
        "政府信息公开行政复议、行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "行政复议、行政诉讼情况",
        "复议、诉讼情况",
    ),
    "problems": (
        "存在的主要问题及改进情况",
        "存在的主要问题及改进情况",
        "存在的问题和改进措施",
        "主要问题及下一步打算",
    ),
    "other_matters": ("其他需要报告的事项", "其他需要报告的事项", "其它需要报告的事项"),
}
ROLES = tuple(SECTION_TITLES)
DATE_LABELS = ("发布时间", "发布日期", "日期", "时间", "发表日期", "成文日期")


@dataclass(frozen=True, slots=True)
class Publication:
    day: datetime.date
    time: str | None

    @property
    def truth(self) -> str:
        if self.time is None:
            return self.day.isoformat()
        full = self.time if self.time.count(":") == 2 else f"{self.time}:00"
        return f"{self.day.isoformat()}T{full}+08:00"

    def printed(self, rng: random.Random) -> str:
        day = self.day
        if self.time is not None:
            return f"{day.isoformat()} {self.time}"
        return rng.choice(
            (
                day.isoformat(),
                f"{day.year}年{day.month}月{day.day}日",
                f"{day.year}年{day.month:02d}月{day.day:02d}日",
                f"{day.year}/{day.month}/{day.day}",
                f"[{day.isoformat()}]",
            )
        )


def some_publication(rng: random.Random, year: int, agency: AgencyTruth, late: bool) -> Publication:
    """In January of the next year (a government's own report: until March), or clearly after the deadline."""
    if late:
        day = datetime.date(year + 1, rng.randint(4, 11), rng.randint(1, 28))
    else:
        day = datetime.date(year + 1, rng.randint(1, 3) if agency.consolidated else 1, rng.randint(4, 28))
    time = None
    if rng.random() < 0.5:
        time = f"{rng.randint(8, 18):02d}:{rng.randint(0, 59):02d}" + (
            f":{rng.randint(0, 59):02d}" if rng.random() < 0.4 else ""
        )
    return Publication(day, time)


def some_title(rng: random.Random, agency: AgencyTruth, year: int) -> tuple[str, bool]:
    """(title, whether it names the agency)."""
    kind = rng.choice(
        (
            "政府信息公开工作年度报告",
            "政府信息公开工作年度报告",
            "政府信息公开年度报告",
            "政府信息公开年报",
            "政府信息公开工作报告",
        )
    )
    shape = rng.random()
    when = f"{year}{rng.choice(('年', '年', '年度'))}"
    if shape < 0.65:
        return f"{agency.name}{when}{kind}", True
    if shape < 0.85:
        return f"{year}年{agency.name}{kind}", True
    return f"{when}{kind}", False


def period_sentence(rng: random.Random, year: int, fault: str | None) -> tuple[str, tuple[str, str] | None]:
    """(words, period they mean). A damaged period still means the year; a wrong one means what it says."""
    good = (f"{year}-01-01", f"{year}-12-31")
    if fault == "period.repaired":
        damaged = (
            f"{year}11日至{year}1231日",
            f"{year}年1月1日至{str(year)[:2]}{year}年12月31日",
            f"{year}年1月1日至{year}1231日",
        )
        return f"本报告所列数据的统计期限自{rng.choice(damaged)}。", good
    if fault == "period.wrong":
        shown, meant = rng.choice(
            (
                (f"{year}年1月1日起至{year}年12月30日止", (f"{year}-01-01", f"{year}-12-30")),
                (f"{year}年1月1日至{year + 1}年12月31日", (f"{year}-01-01", f"{year + 1}-12-31")),
                (f"{year - 1}年1月1日至{year - 1}年12月31日", (f"{year - 1}-01-01", f"{year - 1}-12-31")),
            )
        )
        return f"本报告所列数据的统计期限自{shown}。", meant
    opening = rng.choice(("所列数据的统计期限自", "本报告中所列数据的统计期限为", "统计期限从", "报告数据统计时间为"))
    begin = f"{year}年1月1日{rng.choice(('', '起', '起'))}"
    end = rng.choice(("", f"{year}年")) + "12月31日"
    joint = rng.choice(("至", "至", "到", "—", "-"))
    return f"{opening}{begin}{joint}{end}{rng.choice(('', '止'))}。", good


def announcement(rng: random.Random, titles: list[str], said_number: int | None = None) -> str:
    """The report's own list of its parts."""
    number = said_number or len(titles)
    said = rng.choice((NUMBERS[number], str(number)))
    listing = "、".join(titles)
    return rng.choice(
        (
            f"本报告由{listing}{said}部分组成。",
            f"本报告由{listing}等{said}个部分组成。",
            f"全文包括{listing}{said}个部分。",
        )
    )


@dataclass(frozen=True, slots=True)
class ContactTruth:
    sentence: str
    phone: str


def some_contact(rng: random.Random, agency: AgencyTruth) -> ContactTruth:
    phone = rng.choice(
        (
            f"0{rng.randint(310, 998)}-{rng.randint(2_000_000, 8_999_999)}",
            f"05{rng.randint(10, 99)}-{rng.randint(20_000_000, 89_999_999)}",
        )
    )
    fields = [f"地址：{agency.seat}{rng.choice(('人民路', '建设街', '解放路'))}{rng.randint(1, 300)}号"]
    fields += [f"邮编：{rng.randint(210_000, 680_000)}"] if rng.random() < 0.7 else []
    fields += [f"{rng.choice(('电话', '联系电话'))}：{phone}"]
    fields += [f"电子邮箱：bgs{rng.randint(1, 99)}@example.gov.cn"] if rng.random() < 0.4 else []
    rng.shuffle(fields)
    separator = rng.choice(("，", "；", "，"))
    office = rng.choice(("办公室", "党政综合办公室", "政务公开办公室"))
    return ContactTruth(f"如对本报告有疑问，请与{agency.name}{office}联系（{separator.join(fields)}）。", phone)


def basis_sentence(rng: random.Random, agency: AgencyTruth, year: int, names_agency: bool) -> str:
    """What the preface opens with: law, notice, and who publishes (perhaps the only place that says so)."""
    law = "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）"
    notice = rng.choice(
        (
            "",
            "和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）",
            f"以及《省人民政府办公厅关于做好{year}年政府信息公开工作年度报告编制和公布工作的通知》"
            f"（川府公开办函〔{year + 1}〕4号）",
            "（国务院令第711号）",
        )
    )
    if names_agency:
        return f"{law}{notice}要求，由{agency.name}编制{year}年度政府信息公开工作年度报告。"
    end = rng.choice((f"要求，现公布{year}年度政府信息公开工作年度报告。", f"要求，结合{year}年工作实际，编制本报告。"))
    return law + notice + end
