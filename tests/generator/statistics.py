"""The annexed 政府信息公开情况统计表 of 2014 (国办发〔2014〕32号) and the provincial form before it, in many shapes."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.generator.forms import CellPrinting
from tests.generator.grid import Grid, GridCell
from tests.generator.numerals import split_total
from tests.generator.truth import CellTruth, KeptFigure


@dataclass(frozen=True, slots=True)
class Indicator:
    """ordinal: as printed before the label; unit None: the row only heads others; key None: a local indicator."""

    ordinal: str
    label: str
    unit: str | None
    key: str | None = None
    part_of: str | None = None


def _head(ordinal: str, label: str) -> Indicator:
    return Indicator(ordinal, label, None)


REFUSED = "requests.answered.refused"
ROWS = (
    _head("一、", "主动公开情况"),
    Indicator("（一）", "主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "proactive.total"),
    Indicator("", "其中：主动公开规范性文件数", "条", "proactive.normative_documents", "proactive.total"),
    Indicator("", "制发规范性文件总数", "件", "normative_documents.issued"),
    _head("（二）", "通过不同渠道和方式公开政府信息的情况"),
    Indicator("1.", "政府公报公开政府信息数", "条", "proactive.gazette"),
    Indicator("2.", "政府网站公开政府信息数", "条", "proactive.website"),
    Indicator("3.", "政务微博公开政府信息数", "条", "proactive.weibo"),
    Indicator("4.", "政务微信公开政府信息数", "条", "proactive.wechat"),
    Indicator("5.", "其他方式公开政府信息数", "条", "proactive.other_channels"),
    _head("二、", "回应解读情况"),
    Indicator("（一）", "回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "response.total"),
    _head("（二）", "通过不同渠道和方式回应解读的情况"),
    Indicator("1.", "参加或举办新闻发布会总次数", "次", "response.press_conferences"),
    Indicator("", "其中：主要负责同志参加新闻发布会次数", "次", "response.press_conferences_by_head"),
    Indicator("2.", "政府网站在线访谈次数", "次", "response.online_interviews"),
    Indicator("", "其中：主要负责同志参加政府网站在线访谈次数", "次", "response.online_interviews_by_head"),
    Indicator("3.", "政策解读稿件发布数", "篇", "response.policy_explainers"),
    Indicator("4.", "微博微信回应事件数", "次", "response.social_media"),
    Indicator("5.", "其他方式回应事件数", "次", "response.other"),
    _head("三、", "依申请公开情况"),
    Indicator("（一）", "收到申请数", "件", "requests.received"),
    Indicator("1.", "当面申请数", "件", "requests.received.in_person", "requests.received"),
    Indicator("2.", "传真申请数", "件", "requests.received.fax", "requests.received"),
    Indicator("3.", "网络申请数", "件", "requests.received.online", "requests.received"),
    Indicator("4.", "信函申请数", "件", "requests.received.letter", "requests.received"),
    Indicator("（二）", "申请办结数", "件", "requests.closed"),
    Indicator("1.", "按时办结数", "件", "requests.closed.on_time", "requests.closed"),
    Indicator("2.", "延期办结数", "件", "requests.closed.extended", "requests.closed"),
    Indicator("（三）", "申请答复数", "件", "requests.answered"),
    Indicator("1.", "属于已主动公开范围数", "件", "requests.answered.already_public", "requests.answered"),
    Indicator("2.", "同意公开答复数", "件", "requests.answered.granted", "requests.answered"),
    Indicator("3.", "同意部分公开答复数", "件", "requests.answered.partly_granted", "requests.answered"),
    Indicator("4.", "不同意公开答复数", "件", REFUSED, "requests.answered"),
    Indicator("", "其中：涉及国家秘密", "件", f"{REFUSED}.state_secret", REFUSED),
    Indicator("", "涉及商业秘密", "件", f"{REFUSED}.trade_secret", REFUSED),
    Indicator("", "涉及个人隐私", "件", f"{REFUSED}.privacy", REFUSED),
    Indicator("", "危及国家安全、公共安全、经济安全和社会稳定", "件", f"{REFUSED}.security_and_stability", REFUSED),
    Indicator("", "不是《条例》所指政府信息", "件", f"{REFUSED}.not_government_information", REFUSED),
    Indicator("", "法律法规规定的其他情形", "件", f"{REFUSED}.other_law", REFUSED),
    Indicator("5.", "不属于本行政机关公开数", "件", "requests.answered.not_this_agency", "requests.answered"),
    Indicator("6.", "申请信息不存在数", "件", "requests.answered.does_not_exist", "requests.answered"),
    Indicator("7.", "告知作出更改补充数", "件", "requests.answered.asked_to_amend", "requests.answered"),
    Indicator("8.", "告知通过其他途径办理数", "件", "requests.answered.other_route", "requests.answered"),
    Indicator("四、", "行政复议数量", "件", "disputes.review.total"),
    Indicator("（一）", "维持具体行政行为数", "件", "disputes.review.upheld", "disputes.review.total"),
    Indicator("（二）", "被依法纠错数", "件", "disputes.review.corrected", "disputes.review.total"),
    Indicator("（三）", "其他情形数", "件", "disputes.review.other", "disputes.review.total"),
    Indicator("五、", "行政诉讼数量", "件", "disputes.litigation.total"),
    Indicator(
        "（一）",
        "维持具体行政行为或者驳回原告诉讼请求数",
        "件",
        "disputes.litigation.upheld",
        "disputes.litigation.total",
    ),
    Indicator("（二）", "被依法纠错数", "件", "disputes.litigation.corrected", "disputes.litigation.total"),
    Indicator("（三）", "其他情形数", "件", "disputes.litigation.other", "disputes.litigation.total"),
    Indicator("六、", "举报投诉数量", "件", "complaints.total"),
    Indicator("七、", "依申请公开信息收取的费用", "万元", "requests.fees"),
    _head("八、", "机构建设和保障经费情况"),
    Indicator("（一）", "政府信息公开工作专门机构数", "个", "staffing.offices"),
    Indicator("（二）", "设置政府信息公开查阅点数", "个", "staffing.reading_points"),
    Indicator("（三）", "从事政府信息公开工作人员数", "人", "staffing.people"),
    Indicator(
        "1.", "专职人员数（不包括政府公报及政府网站工作人员数）", "人", "staffing.people.full_time", "staffing.people"
    ),
    Indicator("2.", "兼职人员数", "人", "staffing.people.part_time", "staffing.people"),
    Indicator(
        "（四）",
        "政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        "万元",
        "staffing.budget",
    ),
    _head("九、", "政府信息公开会议和培训情况"),
    Indicator("（一）", "召开政府信息公开工作会议或专题会议数", "次", "meetings.total"),
    Indicator("（二）", "举办各类培训班数", "次", "training.courses"),
    Indicator("（三）", "接受培训人员数", "人次", "training.people"),
)
# Indicators that a province adds; no catalogue has them.
LOCAL = (
    Indicator("", "依申请公开信息目录数", "条"),
    Indicator("", "咨询电话接听数", "次"),
    Indicator("", "网站专栏页面访问量", "次"),
    Indicator("", "现场接待人数", "人次"),
)
# The form of some provinces before 2014, with codes and two columns of numbers.
EARLY_ROWS = (
    Indicator("", "主动公开信息数", "条", "proactive.total"),
    Indicator("", "其中：全文电子化的主动公开信息数", "条"),
    Indicator("", "提供服务类信息数", "条"),
    Indicator("", "网站专栏页面访问量", "人次"),
    Indicator("", "现场接待人数", "人次"),
    Indicator("", "咨询电话接听数", "人次"),
    Indicator("", "依申请公开信息目录数", "条"),
    Indicator("", "申请总数", "条", "requests.received"),
    Indicator("", "其中：1.当面申请数", "条", "requests.received.in_person"),
    Indicator("", "2.传真申请数", "条", "requests.received.fax"),
    Indicator("", "3.电子邮件申请数", "条"),
    Indicator("", "4.网上申请数", "条", "requests.received.online"),
    Indicator("", "5.信函申请数", "条", "requests.received.letter"),
    Indicator("", "对申请的答复总数", "条", "requests.answered"),
    Indicator("", "其中：1.同意公开答复数", "条", "requests.answered.granted"),
    Indicator("", "2.同意部分公开答复数", "条", "requests.answered.partly_granted"),
    Indicator("", "3.否决公开答复总数", "条", REFUSED),
    Indicator("", "行政复议数", "件", "disputes.review.total"),
    Indicator("", "行政诉讼数", "件", "disputes.litigation.total"),
)
# The sums the form promises: total and parts (formats.md).
SUMS = tuple(
    (total, tuple(row.key for row in ROWS if row.part_of == total and row.key))
    for total in (
        "requests.received",
        "requests.closed",
        "requests.answered",
        REFUSED,
        "disputes.review.total",
        "disputes.litigation.total",
        "staffing.people",
    )
)
SHAPES = ("three", "three", "four", "split", "two", "codes")
Numbers = dict[str, int | float]


def statistics_numbers(rng: random.Random, busy: float) -> Numbers:
    """A number for each indicator; totals are drawn first and their parts divide them."""
    numbers: Numbers = {}
    for row in ROWS:
        if row.key is None or row.key in numbers:
            continue
        if row.unit == "万元":
            numbers[row.key] = round(rng.uniform(0.1, 90), 2) if rng.random() < busy / 2 else 0
        else:
            numbers[row.key] = rng.randint(1, 3_000 if row.unit in {"条", "人次"} else 40) if rng.random() < busy else 0
    numbers["proactive.normative_documents"] = rng.randint(0, int(numbers["proactive.total"]))
    for head in ("press_conferences", "online_interviews"):
        numbers[f"response.{head}_by_head"] = rng.randint(0, int(numbers[f"response.{head}"]))
    for total, parts in SUMS:
        whole = int(numbers[total])
        chosen = rng.sample(parts, min(len(parts), whole, rng.randint(1, len(parts))))
        numbers.update(dict.fromkeys(parts, 0))
        if chosen:
            numbers.update(zip(chosen, split_total(rng, whole, len(chosen)), strict=True))
    return numbers


def broken_statistics(numbers: Numbers, printed: set[str]) -> bool:
    """Whether a sum whose terms are all printed does not hold."""
    return any(
        numbers[total] != sum(numbers[part] for part in parts)
        for total, parts in SUMS
        if total in printed and printed.issuperset(parts)
    )


def statistics_grid(rng: random.Random, numbers: Numbers, printing: CellPrinting, shape: str, gaps: float) -> Grid:
    """gaps: how likely the table lacks some rows and has local ones."""
    grid = Grid("statistics")
    if shape == "codes":
        return _early(rng, numbers, printing, grid)
    rows = list(ROWS)
    if rng.random() < gaps:
        for gone in rng.sample([row for row in rows if row.key and row.key.startswith(("response", "training"))], 2):
            rows.remove(gone)
    if rng.random() < gaps:
        rows += rng.sample(LOCAL, rng.randint(1, 3))
    heads = {
        "three": ("统计指标", "单位", "统计数"),
        "four": ("序号", "统计指标", "单位", "统计数"),
        "split": ("", "统计指标", "单位", "统计数"),
        "two": ("统计指标", "统计数"),
    }[shape]
    grid.rows.append([GridCell(head, header=True) for head in heads if head])
    if shape == "split":
        grid.rows[-1][0] = GridCell("统计指标", colspan=2, header=True)
    unit_of_heads = rng.choice(("——", "----", "——"))
    for number, row in enumerate(rows, start=1):
        grid.rows.append(_row(rng, grid, row, numbers, printing, shape, str(number), unit_of_heads))
    return grid


def _row(
    rng: random.Random,
    grid: Grid,
    row: Indicator,
    numbers: Numbers,
    printing: CellPrinting,
    shape: str,
    number: str,
    no_unit: str,
) -> list[GridCell]:
    label = printing.label(rng, row.label)
    if shape == "split" and row.ordinal:
        cells = [GridCell(row.ordinal), GridCell(label)]
    elif shape == "split":
        cells = [GridCell(label, colspan=2)]
    elif shape == "two" and row.unit:
        cells = [GridCell(f"{row.ordinal}{label}（{'单位：' if len(row.unit) > 1 else ''}{row.unit}）")]
    else:
        cells = [GridCell(row.ordinal + label)]
    if shape == "four":
        cells.insert(0, GridCell(number))
    if row.unit is None:
        return [*cells, GridCell(no_unit)] if shape != "two" else cells
    if shape != "two":
        cells.append(GridCell(row.unit))
    if row.key is None:
        value = rng.randint(1, 900)
        grid.kept.append(KeptFigure(label, value, row.unit))
        return [*cells, GridCell(str(value), key=("local", None))]
    printed = printing.number(rng, numbers[row.key], row.unit)
    dimension = "total" if row.key == "requests.received" else None
    return [*cells, grid.value((row.key, dimension), printed)]


def _early(rng: random.Random, numbers: Numbers, printing: CellPrinting, grid: Grid) -> Grid:
    """代码 / 本期实际 / 本年累计: the year's number is the last; the period's has no indicator."""
    grid.rows.append([GridCell(head, header=True) for head in ("指标名称", "计量单位", "代码", "本期实际", "本年累计")])
    for code, row in enumerate(EARLY_ROWS, start=1):
        year = int(numbers.get(row.key, 0)) if row.key else rng.randint(0, 400)
        period = rng.randint(0, year)
        cells = [GridCell(row.label), GridCell(row.unit or ""), GridCell(f"{code:02d}")]
        grid.kept.append(KeptFigure(row.label, period, row.unit))
        cells.append(GridCell(str(period), key=("period", None)))
        if row.key is None:
            grid.kept.append(KeptFigure(row.label, year, row.unit))
            cells.append(GridCell(str(year), key=("local", None)))
        else:
            dimension = "total" if row.key == "requests.received" else None
            cells.append(grid.value((row.key, dimension), (str(year), CellTruth(year, None, row.unit))))
        grid.rows.append(cells)
    return grid


def home_made_grid(rng: random.Random, printing: CellPrinting) -> Grid:
    """A table of the agency's own: 本年度 beside 历年累计, which is a stock."""
    grid = Grid("home_made")
    with_units = rng.random() < 0.5
    year, stock = rng.choice((("本年度", "历年累计"), ("2012年", "累计"), ("本年新增", "累计总数")))
    heads = [rng.choice(("项目", "指标", "类别")), *(["单位"] if with_units else []), year, stock]
    grid.rows.append([GridCell(head, header=True) for head in heads])
    names = rng.sample(
        ("机构职能类", "政策法规类", "规划计划类", "业务工作类", "人事任免类", "其他类"), rng.randint(3, 5)
    )
    for name in names:
        new, total = rng.randint(0, 60), rng.randint(60, 900)
        unit = "条" if with_units else None
        grid.kept += [KeptFigure(name, new, unit), KeptFigure(name, total, unit, cumulative=True)]
        values = [GridCell(str(new), key=("local", None)), GridCell(str(total), key=("local", None))]
        grid.rows.append([GridCell(name), *([GridCell("条")] if with_units else []), *values])
    return grid
