"""Sentences on requests, disputes, fees, and statements of none. Their numbers agree with the tables."""

from __future__ import annotations

from tests.generator.numerals import split_total
from tests.generator.writer import Writer, pattern

RECEIVED = "requests.received"
REVIEW, LITIGATION = "disputes.review.total", "disputes.litigation.total"
WAYS = (
    (("网络申请", "网上申请", "通过网络提交"), "requests.received.online"),
    (("信函申请", "信函"), "requests.received.letter"),
    (("当面申请", "现场申请"), "requests.received.in_person"),
    (("传真申请",), "requests.received.fax"),
)
APPLICATION = ("政府信息公开申请", "依申请公开申请", "公民、法人和其他组织政府信息公开申请", "信息公开申请")


@pattern("requests", 3)
def received(w: Writer) -> None:
    w.put(w.year()).choose("共收到", "收到", "受理", "新收", "接到", "共受理").choose(*APPLICATION)
    w.count(w.facts.received, w.rng.choice(("件", "件", "份", "宗", "条", "件次")), indicator=RECEIVED).put("。")


@pattern("requests", 1.5)
def received_number_first(w: Writer) -> None:
    """The number stands before the noun."""
    w.put(w.year()).choose("共收到", "收到").count(
        w.facts.received, w.rng.choice(("件", "份")), indicator=RECEIVED, style="arabic"
    )
    w.choose(*APPLICATION).put("。")


@pattern("requests", 1)
def number_of_requests(w: Writer) -> None:
    w.put("收到政府信息公开申请数量为").count(w.facts.received, "件", indicator=RECEIVED, style="arabic").put("。")


@pattern("requests", 2)
def received_and_processed(w: Writer) -> None:
    w.put(w.year()).put("收到政府信息公开申请").count(w.facts.received, "件", indicator=RECEIVED)
    w.put("，上年结转").count(w.facts.carried_in, "件", indicator="requests.carried_in")
    w.choose("，办结", "，已办结", "，答复").count(w.facts.processed, "件")
    w.put("，结转下年").choose("", "度继续办理").count(w.facts.carried_out, "件", indicator="requests.carried_out").put(
        "。"
    )


@pattern("requests", 1.5)
def received_by_way(w: Writer) -> None:
    value = w.facts.received
    if value < 4:
        return received(w)
    parts = w.rng.randint(2, 4)
    w.put("收到政府信息公开申请").count(value, "件", indicator=RECEIVED)
    total = w.last
    w.choose("，其中", "。其中，", "，其中：")
    ways = w.rng.sample(WAYS, parts)
    for position, ((names, indicator), count) in enumerate(zip(ways, split_total(w.rng, value, parts), strict=True)):
        w.put(w.rng.choice("，、；") if position else "").choose(*names).count(
            count, "件", indicator=indicator, part_of=total
        )
    return w.put("。") and None


@pattern("requests", 1.5)
def outcomes(w: Writer) -> None:
    """All outcomes that are not nought, so that they add up to what was processed."""
    counts = {name: count for name, count in w.facts.outcomes.items() if count}
    if len(counts) < 2 or sum(counts.values()) != w.facts.processed:
        return received(w)
    w.choose("办结申请", "共办结政府信息公开申请", "答复申请").count(w.facts.processed, "件")
    total = w.last
    w.choose("，其中", "。其中，", "，其中：")
    for position, (name, count) in enumerate(counts.items()):
        w.put("，" if position else "").put(name).count(count, "件", part_of=total)
    return w.put("。") and None


@pattern("requests", 1)
def closed_on_time(w: Writer) -> None:
    if not w.facts.received:
        return received(w)
    w.put("收到申请").count(w.facts.received, "件", style="arabic")
    w.choose("，按时办结率", "，答复率", "，按时答复率").choose("", "为", "达").percent(100)
    return w.put("。") and None


@pattern("requests.none", 3)
def none_received(w: Writer) -> None:
    w.put(w.year()).choose(w.facts.agency.self_reference, "", "")
    w.choose("未收到", "没有收到", "没有接到", "尚未收到", "未接到", "未接收到")
    w.choose(*APPLICATION, "任何政府信息公开申请", "公民提出的政府信息公开申请").none(RECEIVED).put("。")


@pattern("requests.none", 1)
def no_request_at_all(w: Writer) -> None:
    w.choose("无政府信息公开申请", "暂无政府信息公开申请", "暂无依申请公开情况", "无依申请公开信息").none(RECEIVED).put(
        "。"
    )


@pattern("requests.none", 1)
def zero_requests(w: Writer) -> None:
    w.put(w.year()).choose("政府信息公开申请为零", "收到的政府信息公开申请为零", "实现依申请公开零申请").none(
        RECEIVED
    ).put("。")


@pattern("requests.none", 1.5)
def nought_received(w: Writer) -> None:
    received(w)


@pattern("requests.none", 1)
def not_a_single_request(w: Writer) -> None:
    w.choose("没有收到一件政府信息公开申请", "未收到一件政府信息公开申请").none(RECEIVED, (None, "件")).put("。")


@pattern("disputes", 2)
def review_and_litigation(w: Writer) -> None:
    unit = w.rng.choice(("件", "件", "起"))
    w.put(w.year()).choose("因政府信息公开引发的行政复议", "发生行政复议", "政府信息公开行政复议案件", "行政复议")
    w.count(w.facts.review, unit, indicator=REVIEW, style="arabic").choose("，行政诉讼", "、行政诉讼", "；行政诉讼")
    w.count(w.facts.litigation, unit, indicator=LITIGATION, style="arabic").put("。")


@pattern("disputes", 1)
def review_litigation_short(w: Writer) -> None:
    w.choose("涉及政府信息公开的复议", "被提起复议").count(w.facts.review, "件", indicator=REVIEW, style="arabic")
    w.choose("、诉讼", "，诉讼").count(w.facts.litigation, "件", indicator=LITIGATION, style="arabic").put("。")


@pattern("disputes.review_only", 1)
def review_but_no_litigation(w: Writer) -> None:
    w.put("收到行政复议").count(w.facts.review, "件", indicator=REVIEW, style="arabic")
    w.choose("，未发生行政诉讼", "，无行政诉讼", "，没有行政诉讼").none(LITIGATION).put("。")


@pattern("disputes.none", 2)
def neither(w: Writer) -> None:
    """One statement negates two things at once."""
    w.put(w.year()).choose(
        "没有因政府信息公开提起行政复议和行政诉讼的情况",
        "未发生因政府信息公开申请行政复议、提起行政诉讼的情况",
        "未发生政府信息公开行政复议和行政诉讼",
        "无行政复议、行政诉讼",
        "未产生行政复议、行政诉讼案件",
        "没有发生因政府信息公开被申请行政复议、提起行政诉讼的案件",
        "无因政府信息公开引起的行政复议和行政诉讼情况",
    )
    w.none(REVIEW).none(LITIGATION).put("。")


@pattern("disputes.none", 1)
def neither_not_one(w: Writer) -> None:
    w.choose("没有一起行政复议和行政诉讼", "行政复议、行政诉讼无一例").none(REVIEW, (None, "起", "例"))
    w.none(LITIGATION, (None, "起", "例")).put("。")


@pattern("disputes.none", 1)
def four_noughts(w: Writer) -> None:
    w.choose(
        "没有因政府信息公开引起的举报、投诉、行政复议或行政诉讼",
        "未收到针对政府信息公开的举报、投诉、行政复议或行政诉讼",
    )
    w.none().none().none(REVIEW).none(LITIGATION).put("。")


@pattern("disputes.none", 1.5)
def nought_disputes(w: Writer) -> None:
    review_and_litigation(w)


@pattern("disputes.none", 1)
def neither_in_turn(w: Writer) -> None:
    w.choose("未发生行政复议", "无行政复议案件", "没有行政复议").none(REVIEW)
    w.choose("，未发生行政诉讼", "；无行政诉讼案件", "，也没有行政诉讼").none(LITIGATION).put("。")


@pattern("fees", 3)
def no_fee_charged(w: Writer) -> None:
    w.put(w.year()).choose("未收取信息处理费", "没有收取信息处理费", "未收取任何费用", "未收取政府信息公开信息处理费用")
    w.none("requests.fees").put("。")


@pattern("fees", 1)
def fee_of_nought(w: Writer) -> None:
    w.put(w.year()).put("收取信息处理费").count(0, w.rng.choice(("元", "万元")), style="arabic").put("。")


@pattern("fees", 1)
def fee_charged(w: Writer) -> None:
    w.put(w.year()).put("共收取信息处理费").count(w.rng.randint(10, 9_000), "元", style="arabic").put("。")


@pattern("fees", 2)
def just_none(w: Writer) -> None:
    """A section whose whole answer is 无: what it denies is not said, so it may be read or left."""
    w.choose("无。", "无其他需要报告的事项。", "暂无其他需要报告的事项。").none("requests.fees", optional=True)
