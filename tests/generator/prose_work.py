"""Sentences on meetings, training, documents, replies; and sentences whose numbers count nothing."""

from __future__ import annotations

from tests.generator.numerals import split_total
from tests.generator.words import LOOKALIKES, MEASURES, PROBLEMS
from tests.generator.writer import Writer, pattern


@pattern("work", 1)
def meetings(w: Writer) -> None:
    w.choose("召开政务公开工作会议", "召开专题会议", "召开工作推进会议").count(w.rng.randint(2, 20), "次").put("。")


@pattern("work", 1)
def training(w: Writer) -> None:
    w.choose("举办培训班", "开展业务培训", "组织专题培训").count(w.rng.randint(2, 15), w.rng.choice(("期", "场", "次")))
    w.choose("，培训人员", "，参训", "，培训").count(w.rng.randint(20, 900), "人次").put("。")


@pattern("work", 1)
def inspections(w: Writer) -> None:
    w.choose("开展检查", "开展督查", "组织专项检查").count(w.rng.randint(2, 12), "次").choose(
        "，整改问题", "，发现问题"
    )
    w.count(w.rng.randint(2, 60), "个").put("。")


@pattern("work", 1)
def explainers(w: Writer) -> None:
    w.choose("发布政策解读", "发布解读材料", "制作解读文章").count(
        w.rng.randint(2, 90), w.rng.choice(("篇", "件", "条"))
    ).put("。")


@pattern("work", 1)
def replies(w: Writer) -> None:
    w.choose("回应群众关切", "办理群众留言", "答复群众咨询", "回复网民留言").count(
        w.rng.randint(2, 900), w.rng.choice(("件", "条", "次"))
    ).put("。")


@pattern("work", 1)
def replies_with_parts(w: Writer) -> None:
    """Nouns before a colon, and the list adds up."""
    value = w.rng.randint(10, 500)
    first, second = split_total(w.rng, value, 2)
    w.put("办理群众来信").count(value, "件", style="arabic")
    total = w.last
    w.put("，其中咨询类").count(first, "件", part_of=total, style="arabic").put("、建议类")
    w.count(second, "件", part_of=total, style="arabic").put("。")


@pattern("work", 1)
def rules_written(w: Writer) -> None:
    w.choose("修订完善工作制度", "建立健全相关制度").count(w.rng.randint(2, 20), w.rng.choice(("项", "个"))).put("。")


@pattern("work", 1)
def books(w: Writer) -> None:
    w.choose("编印宣传手册", "发放宣传资料", "印发办事指南").choose("", "共").approximate(
        w.rng.choice(("份", "册"))
    ).put("。")


@pattern("work", 1)
def two_meetings(w: Writer) -> None:
    w.put("召开新闻发布会").count(w.rng.randint(2, 30), "场").put("，开展在线访谈").count(
        w.rng.randint(2, 30), "期"
    ).put("。")


@pattern("work", 1)
def proposals(w: Writer) -> None:
    """Two counts that abut, each with its own measure word."""
    w.put("办理人大代表建议").count(w.rng.randint(2, 90), "件").put("、政协委员提案").count(
        w.rng.randint(2, 90), "件"
    ).put("。")


@pattern("work", 0.7)
def money(w: Writer) -> None:
    amount = round(w.rng.uniform(1, 400), 2)
    w.put("安排专项经费").count(amount, "万元", style="arabic").put("。")


@pattern("lookalike", 1)
def no_count(w: Writer) -> None:
    w.variant = "words"
    w.put(w.rng.choice(LOOKALIKES).format(year=w.facts.body_year))


@pattern("problem", 1)
def shortcoming(w: Writer) -> None:
    w.put(w.rng.choice(PROBLEMS))


@pattern("measure", 1)
def remedy(w: Writer) -> None:
    w.put(w.rng.choice(MEASURES))
