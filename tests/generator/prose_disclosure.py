"""Sentences on what was made public: verb first, channel first, totals with breakdowns in every shape."""

from __future__ import annotations

from tests.generator.numerals import some_count, split_total
from tests.generator.words import CATEGORIES, OTHER_VERBS, QUOTED, SUBJECTS
from tests.generator.writer import Writer, pattern

TOTAL = ("proactive.total",)
UNITS = ("条", "条", "条", "条次", "件", "篇", "份", "期", "项", "次")


def subject_total(w: Writer, unit: str, value: int | None = None) -> tuple[int, int]:
    """“全年主动公开政府信息87条”: (index of the figure, its value)."""
    value = some_count(w.rng) + 20 if value is None else value
    w.put(w.year())
    w.choose(f"{w.facts.agency.self_reference}", "", "共", "累计", "")
    w.choose(*SUBJECTS).choose("", "", "共", "共计", "总计", "数量为")
    w.count(value, unit, indicator="proactive.total")
    return w.last, value


def categories(w: Writer, count: int) -> list[str]:
    return w.rng.sample(CATEGORIES, count)


def listed_parts(
    w: Writer, names: list[str], values: list[int], unit: str, total: int | None, *, verb: str = ""
) -> None:
    """“A类12条，B类3条；C类4条”: separators mix within one list."""
    separators = w.rng.choice((("、",), ("，",), ("；",), ("，", "、", "；"), (";",), (",",)))
    for position, (name, value) in enumerate(zip(names, values, strict=True)):
        if position:
            w.choose(*separators)
        w.put(name + verb).count(value, unit, part_of=total)


@pattern("disclosure", 2, claims=TOTAL)
def verb_first(w: Writer) -> None:
    subject_total(w, w.rng.choice(UNITS))
    w.put("。")


@pattern("disclosure", 2)
def other_verb(w: Writer) -> None:
    w.put(w.year()).choose(*OTHER_VERBS).choose("", "共").count(some_count(w.rng), w.rng.choice(UNITS)).put("。")


@pattern("disclosure", 2)
def approximate_total(w: Writer) -> None:
    unit = w.rng.choice(UNITS)
    w.put(w.year()).choose(*OTHER_VERBS, "发布各类信息", "公开各类工作信息").approximate(unit).put("。")


@pattern("disclosure", 1.5, claims=TOTAL)
def approximate_proactive(w: Writer) -> None:
    w.put(w.year()).choose("主动公开政府信息", "共主动公开政府信息").approximate("条", indicator="proactive.total").put(
        "。"
    )


@pattern("disclosure", claims=TOTAL)
def quantity_is(w: Writer) -> None:
    """Subject, 数量为, number; the measure word is left out at the paragraph's end."""
    w.put(f"{w.facts.body_year}年主动公开政府信息数量为").count(
        some_count(w.rng), None, style="arabic", indicator=TOTAL[0]
    )
    w.put("。")


@pattern("disclosure", claims=TOTAL)
def comma_before_number(w: Writer) -> None:
    w.put(w.year()).put("主动公开政府信息，共").count(some_count(w.rng), "条", indicator=TOTAL[0]).put("。")


@pattern("disclosure", 3, claims=TOTAL)
def breakdown(w: Writer) -> None:
    """其中 and its kin, adding up. The opener may begin a new sentence."""
    unit = w.rng.choice(("条", "条", "条次", "件", "篇"))
    parts = w.rng.randint(2, 6)
    total, value = subject_total(w, unit)
    openers = (
        "，其中",
        "，其中：",
        "。其中，",
        "。其中：",
        "：其中",
        "；其中，",
        "，包括",
        "，主要包括",
        "，包括：",
        "，涉及",
        "，含",
        "：",
        ",其中:",
    )
    if w.facts.wrong_breakdown:  # 主要包括 does not claim to name all parts
        openers = tuple(opener for opener in openers if "主要" not in opener)
    opener = w.rng.choice(openers)
    w.variant = opener.strip("，。；：,:") or "colon"
    w.put(opener)
    values = split_total(w.rng, value, parts)
    if w.facts.wrong_breakdown:
        values[-1] += w.rng.choice((1, 2, 9))
    listed_parts(w, categories(w, parts), values, unit, total)
    w.put("。")


@pattern("disclosure", 1.5, claims=(*TOTAL, "channels"))
def breakdown_by_channel(w: Writer) -> None:
    parts = w.rng.randint(2, 4)
    total, value = subject_total(w, "条")
    w.choose("，其中", "。其中，", "，其中：")
    verb = w.rng.choice(("公开", "发布", "", "公开信息", "发布信息"))
    for position, ((name, indicator), count) in enumerate(
        zip(w.channels(parts), split_total(w.rng, value, parts), strict=True)
    ):
        w.put("，" if position else "")
        w.put(w.rng.choice(("", "", "通过")) + name + verb).count(count, "条", indicator=indicator, part_of=total)
    w.put("。")


@pattern("disclosure", 1, claims=TOTAL)
def breakdown_bracketed(w: Writer) -> None:
    total, value = subject_total(w, "条")
    open_, close = w.rng.choice((("（", "）"), ("(", ")"), ("（其中", "）")))
    w.put(open_)
    listed_parts(w, categories(w, 3), split_total(w.rng, value, 3), "条", total)
    w.put(close + "。")


@pattern("disclosure", 1, claims=TOTAL)
def breakdown_quoted(w: Writer) -> None:
    total, value = subject_total(w, "条")
    w.put("，其中")
    names = [f"“{name}”" for name in w.rng.sample(QUOTED, 3)]
    listed_parts(w, names, split_total(w.rng, value, 3), "条", total)
    w.put("。")


@pattern("disclosure", 1.5, claims=TOTAL)
def breakdown_nested(w: Writer) -> None:
    """The second level stands in brackets after its part, or follows 含."""
    total, value = subject_total(w, "条", w.rng.randint(40, 900))
    parts = split_total(w.rng, value, 3)
    big = max(range(3), key=parts.__getitem__)
    names = categories(w, 3)
    w.put("，其中")
    for position, (name, count) in enumerate(zip(names, parts, strict=True)):
        w.put("，" if position else "").put(name).count(count, "条", part_of=total)
        if position == big:
            parent = w.last
            first, second = split_total(w.rng, count, 2)
            kind = w.rng.choice(("（含新制定", "（其中新制定", "(含新制定"))
            w.put(kind).count(first, "条", part_of=parent).put("，修改").count(second, "条", part_of=parent)
            w.put(")" if kind.startswith("(") else "）")
    w.put("。")


@pattern("disclosure", 1, claims=(*TOTAL, "channels"))
def two_totals(w: Writer) -> None:
    """Two totals follow each other, the second one with its own breakdown."""
    unit = "条"
    w.put(w.year()).put("政府网站公开").count(some_count(w.rng), unit, indicator="proactive.website")
    value = some_count(w.rng) + 20
    w.choose("；", "，").put("目录公开").count(value, unit)
    total = w.last
    w.put("，其中")
    listed_parts(w, categories(w, 3), split_total(w.rng, value, 3), unit, total)
    w.put("。")


@pattern("disclosure", 1, claims=TOTAL)
def respectively(w: Writer) -> None:
    total, value = subject_total(w, "条")
    parts = w.rng.randint(2, 4)
    names = categories(w, parts)
    w.choose("，其中", "，").put("、".join(names[:-1]) + w.rng.choice(("和", "、", "及")) + names[-1])
    w.choose("分别为", "分别")
    for position, count in enumerate(split_total(w.rng, value, parts)):
        w.put("、" if position else "").count(count, "条", part_of=total)
    w.put("。")


@pattern("disclosure", 1, claims=("channels",))
def respectively_by_channel(w: Writer) -> None:
    """Two channels share figures; there is no total."""
    w.put(w.year()).put("通过政府网站、微信公众号分别公开信息").count(
        some_count(w.rng), "条", indicator="proactive.website"
    )
    w.choose("、", "和").count(some_count(w.rng), "条", indicator="proactive.wechat").put("。")


@pattern("disclosure", 1.5, claims=TOTAL)
def not_exhaustive(w: Writer) -> None:
    """等 closes the list: the parts need not add up."""
    value = w.rng.randint(60, 2_000)
    total, _ = subject_total(w, "条", value)
    w.choose("，其中", "。其中，", "，包括")
    listed_parts(w, categories(w, 3), split_total(w.rng, value - w.rng.randint(3, 30), 3), "条", total)
    w.choose("等", "等等", "等信息", "等方面内容").put("。")


@pattern("disclosure", 1, claims=TOTAL)
def single_part(w: Writer) -> None:
    """One part named after 其中 is an example, not a sum."""
    value = w.rng.randint(30, 2_000)
    total, _ = subject_total(w, "条", value)
    w.put("，其中").put(categories(w, 1)[0]).count(w.rng.randint(1, value // 2), "条", part_of=total).put("。")


@pattern("disclosure", 1.2, claims=(*TOTAL, "channels"))
def parts_before_total(w: Writer) -> None:
    first, second = w.channels(2)
    values = [some_count(w.rng), some_count(w.rng)]
    w.put(w.year())
    indices = []
    for (name, indicator), value in zip((first, second), values, strict=True):
        w.put("，" if indices else "").put(name + "公开信息").count(value, "条", indicator=indicator, style="arabic")
        indices.append(w.last)
    w.choose("，共计公开政府信息", "，合计公开政府信息", "，共计").count(sum(values), "条", style="arabic")
    for index in indices:
        w.part_of(index, w.last)
    w.put("。")


@pattern("disclosure", 1, claims=TOTAL)
def mixed_measure_words(w: Writer) -> None:
    total, value = subject_total(w, "条")
    first, second, third = split_total(w.rng, value, 3)
    names = categories(w, 3)
    w.put("，其中").put(names[0]).count(first, "条", part_of=total).put("，")
    w.put(names[1]).count(second, "篇", part_of=total).put("，").put(names[2]).count(third, "件", part_of=total).put(
        "。"
    )


@pattern("disclosure", 1, claims=TOTAL)
def one_by_one(w: Writer) -> None:
    total, value = subject_total(w, "条")
    ordinals = ("一是", "二是", "三是")
    w.choose("。其中，", "，其中：", "：")
    for position, count in enumerate(split_total(w.rng, value, 3)):
        w.put("；" if position else "").put(ordinals[position] + categories(w, 1)[0]).count(count, "条", part_of=total)
    w.put("。")


@pattern("disclosure", 1.2)
def several_nouns(w: Writer) -> None:
    names = categories(w, w.rng.randint(2, 4))
    w.choose("发布", "公开", "累计发布").put("、".join(names)).choose("等信息", "等内容", "等各类信息")
    w.choose("共", "", "共计").count(some_count(w.rng), "条").put("。")


@pattern("disclosure", 1)
def kinds_and_items(w: Writer) -> None:
    w.choose("公开各类信息", "涵盖信息").count(w.rng.randint(2, 20), "类", style="arabic")
    w.count(some_count(w.rng), "条", style="arabic").put("。")


@pattern("disclosure", 1, own_paragraph=True)
def bare_list(w: Writer) -> None:
    """Noun, number, measure word, and no verb at all."""
    names = categories(w, w.rng.randint(2, 4))
    unit = w.rng.choice(("条", "件", "篇"))
    listed_parts(w, names, [some_count(w.rng) for _ in names], unit, None)
    w.put("。")


@pattern("channels", 2, claims=("channels",))
def channel_verb(w: Writer) -> None:
    name, indicator = w.channel()
    w.choose("通过", "利用", "在", "依托").put(name).choose(
        "公开信息", "发布信息", "发布政务信息", "公开", "发布各类信息", "推送信息"
    )
    w.choose("", "", "共", "累计").count(some_count(w.rng), w.rng.choice(UNITS), indicator=indicator).put("。")


@pattern("channels", 2, claims=("channels",))
def channel_publishes(w: Writer) -> None:
    name, indicator = w.channel()
    w.put(name).choose("公开", "发布", "更新", "推送", "公开信息", "发布信息")
    w.count(some_count(w.rng), w.rng.choice(UNITS), indicator=indicator).put("。")


@pattern("channels", 1.5, claims=("channels",), own_paragraph=True)
def channel_bare(w: Writer) -> None:
    for position, (name, indicator) in enumerate(w.channels(3)):
        w.put("，" if position else "").put(name).count(some_count(w.rng), "条", indicator=indicator)
    w.put("。")


@pattern("channels", 1.5, claims=("channels",))
def channel_approximate(w: Writer) -> None:
    name, indicator = w.channel()
    w.choose("通过", "利用", "依托").put(name).choose("发布信息", "公开信息").approximate(
        "条", indicator=indicator
    ).put("。")


@pattern("channels", 1, claims=("channels",))
def channel_list(w: Writer) -> None:
    """Several channels in one sentence, no total."""
    w.put(w.year())
    for position, (name, indicator) in enumerate(w.channels(w.rng.randint(2, 4))):
        w.put("，" if position else "").put("通过" + name + "发布信息").count(
            some_count(w.rng), "条", indicator=indicator
        )
    w.put("。")


@pattern("channels", 1, claims=("channels", "shares"))
def channel_shares(w: Writer) -> None:
    """Parts with their percentages, which follow from the numbers unless a slip is planted."""
    value = w.rng.choice((50, 80, 200, 400, 1000, 333, 1234))
    parts = split_total(w.rng, value, 2)
    w.put("公开各类信息").count(value, "条", style="arabic")
    total = w.last
    w.put("，其中，")
    digits = w.rng.choice((0, 1, 2))
    for position, ((name, indicator), count) in enumerate(zip(w.channels(2), parts, strict=True)):
        share = round(100 * count / value, digits)
        if w.facts.wrong_percentage and not position:
            share = round(share + 13 if share < 80 else share - 13, digits)
        w.put("；" if position else "").put(name + "公开").count(
            count, "条", indicator=indicator, part_of=total, style="arabic"
        )
        w.choose("，占", "，占比", "，占总数的").percent(share)
    w.put("。")


@pattern("reach", 1)
def reads(w: Writer) -> None:
    w.choose("网站访问量", "栏目点击量", "文章阅读量", "网页浏览量").choose("", "为", "共")
    w.count(w.rng.choice((some_count(w.rng) * 10, w.rng.randint(11, 99) * 1000)), w.rng.choice(("次", "人次"))).put(
        "。"
    )


@pattern("reach", 1)
def reads_reach(w: Writer) -> None:
    w.choose("阅读量", "总点击量", "总浏览量").approximate("次").put("。")


@pattern("reach", 1)
def followers(w: Writer) -> None:
    w.choose("微信公众号粉丝", "官方微博粉丝数", "关注人数").choose("", "共", "为").count(
        some_count(w.rng), w.rng.choice(("人", "名"))
    ).put("。")


@pattern("stock", 1)
def since_founding(w: Writer) -> None:
    """A stock: cumulative, not the year's own."""
    w.choose("历年累计主动公开政府信息", "自开通以来累计发布信息", "自《条例》施行以来，累计公开政府信息")
    w.count(some_count(w.rng) + 1_000, "条", cumulative=True).put("。")


@pattern("stock", 1)
def as_of_year_end(w: Writer) -> None:
    """截至 the year's last day is the year's own count."""
    w.put(f"截至{w.facts.body_year}年12月31日，共编发信息").count(some_count(w.rng), "条").put("。")


@pattern("change", 1)
def more_than_last_year(w: Writer) -> None:
    w.put("发布信息").count(some_count(w.rng) + 200, "条", style="arabic").choose(
        "，比去年增加", "，较上年增加", "，比上年减少"
    )
    w.change(w.rng.randint(2, 90), "条").put("。")


@pattern("change", 1)
def grew_by_percent(w: Writer) -> None:
    w.put("编发信息").count(some_count(w.rng), "条", style="arabic").choose(
        "，同比增长", "，较上年下降", "，同比增加", "，比去年增长"
    )
    w.percent(round(w.rng.uniform(1, 90), w.rng.choice((0, 1, 2)))).put("。")
