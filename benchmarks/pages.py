"""The pages that are read: one of the size and kind that portals publish, and a set of every form and markup.

The large one is made here: 360 navigation links, prose pasted from Word (every run of characters in a span and a font
of its own), the full table of requests. The set comes from the generator of the tests, whose seeds never change.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.generator import LAYOUTS, encodings_of, generate

ROWS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
)
# What stands left of the rows of part three, over how many of them.
GROUPS = {
    4: ("（三）不予公开", 8),
    12: ("（四）无法提供", 3),
    15: ("（五）不予处理", 5),
    20: ("（六）其他处理", 3),
}
PROCESSED = range(2, 24)
# A number each row, chosen so that everything adds up: seven columns, the last their sum.
COUNTS = {0: 6, 1: 1, 2: 3, 3: 1, 12: 1, 23: 5, 24: 2}

PROSE = (
    "2023年，我局主动公开政府信息1286条，其中：通过门户网站公开742条，通过微信公众号发布389条，通过微博发布155条。",
    "全年收到政府信息公开申请36件，上年结转6件，答复办结30件，结转下年度继续办理12件。",
    "编发政府公报12期，召开新闻发布会4场，发布政策解读材料57篇，回应公众关注热点218次，组织业务培训3期126人次。",
    "我局认真贯彻落实《中华人民共和国政府信息公开条例》（国务院令第711号），坚持以公开为常态、不公开为例外，不断完善工作机制。",
)
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
BRIEF = {
    HEADINGS[1]: "2023年，我局制发行政规范性文件2件，现行有效11件。",
    HEADINGS[3]: "2023年，我局未发生因政府信息公开引起的行政复议、行政诉讼。",
    HEADINGS[5]: "2023年，我局未收取信息处理费。",
}
RUN = 9  # characters a span


def word(text: str) -> str:
    """A paragraph as Word pastes it."""
    style = "font-size:16.0pt;font-family:仿宋_GB2312;color:black"
    spans = (
        f'<span style="{style}"><font face="仿宋_GB2312">{text[at : at + RUN]}</font></span>'
        for at in range(0, len(text), RUN)
    )
    return f'<p class="MsoNormal" style="text-indent:32.0pt;line-height:28.0pt">{"".join(spans)}</p>\n'


def cell(text: str, span: str = "") -> str:
    style = "border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt"
    return f'<td{span} style="{style}"><p align="center"><span style="font-family:宋体">{text}</span></p></td>'


def requests_table() -> str:
    columns = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    lines = [
        cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", ' rowspan="3" colspan="3"')
        + cell("申请人情况", ' colspan="7"'),
        cell("自然人", ' rowspan="2"') + cell("法人或其他组织", ' colspan="5"') + cell("总计", ' rowspan="2"'),
        "".join(cell(column) for column in columns),
    ]
    for number, label in enumerate(ROWS):
        before = cell("三、本年度办理结果", f' rowspan="{len(PROCESSED)}"') if number == PROCESSED.start else ""
        if number in GROUPS:
            group, height = GROUPS[number]
            before += cell(group, f' rowspan="{height}"')
        grouped = any(start <= number < start + height for start, (_, height) in GROUPS.items())
        span = "" if grouped else ' colspan="2"' if number in PROCESSED else ' colspan="3"'
        count = COUNTS.get(number, 0)
        counts = "".join(cell(str(value)) for value in (count, 0, 0, 0, 0, 0, count))
        lines.append(before + cell(label, span) + counts)
    return f'<table class="MsoNormalTable">{"".join(f"<tr>{line}</tr>" for line in lines)}</table>'


def make_page(size: int = 111_000) -> bytes:
    """A page of about `size` bytes of UTF-8."""
    navigation = "".join(
        f'<li><a href="/zwgk/col{number}/index.html" target="_blank">政务公开栏目{number}</a></li>'
        for number in range(360)
    )
    title = "清岚县水利局2023年政府信息公开工作年度报告"
    top = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2024-01-18 09:30"></head>'
        f'<body><ul class="nav">{navigation}</ul><h1>{title}</h1><div id="zoom"><div class="TRS_Editor">'
    )
    bottom = '</div></div><div class="footer">主办：清岚县人民政府办公室</div></body></html>'
    table = requests_table()
    sections = {heading: word(BRIEF[heading]) if heading in BRIEF else "" for heading in HEADINGS}

    def page() -> bytes:
        body = "".join(
            word(heading) + prose + (table if heading == HEADINGS[2] else "") for heading, prose in sections.items()
        )
        return (top + body + bottom).encode()

    number = 0
    while len(page()) < size:
        heading = HEADINGS[0] if number < len(PROSE) else HEADINGS[(0, 4)[number % 2]]
        sections[heading] += word(PROSE[number] if number < len(PROSE) else PROSE[-1])
        number += 1
    return page()


@dataclass(frozen=True, slots=True)
class Sample:
    """name: as the table of results has it. html: whether peers that know HTML alone can read it."""

    name: str
    content: bytes
    media_type: str

    @property
    def html(self) -> bool:
        return self.media_type == "text/html"


def samples() -> list[Sample]:
    """The large page, then one of each layout the generator knows; the forms change from one to the next."""
    made = [
        Sample(layout, report.content, report.media_type)
        for seed, layout in enumerate(LAYOUTS)
        for report in (generate(seed, layout=layout, encoding="utf-8" if "utf-8" in encodings_of(layout) else None),)
    ]
    return [Sample("word page 111 KB", make_page(), "text/html"), *made]


def distinct_pages(count: int) -> list[bytes]:
    """Large pages of as many agencies, so that none is taken for a copy of another."""
    page = make_page()
    return [
        page.replace("清岚县水利局".encode(), f"清岚县第{number}水利站".encode()).replace(
            b"1286", str(1000 + number).encode()
        )
        for number in range(count)
    ]
