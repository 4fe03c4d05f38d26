"""The day of publication: every label and every form of date."""

from __future__ import annotations

import pytest
from reading_masthead import Page

from extractors.masthead import read_masthead
from extractors.outline import read_outline
from extractors.readers import PageHints, read_document

TITLE = "石桥镇2020年政府信息公开工作年度报告"
LABELS = (
    "发布时间", "发布日期", "发表时间", "发表日期", "日期", "时间", "编稿时间", "发文日期", "发文时间", "成文日期",
    "成文时间", "生成日期", "生成时间", "公文生成日期", "公开日期", "公开时间", "印发日期", "更新时间", "更新日期",
    "发稿时间", "创建时间", "录入时间", "信息提供日期",
)  # fmt: skip


def published(text: str) -> str | None:
    document = read_document(text.encode(), PageHints())
    return read_masthead(document, read_outline(document), PageHints()).published


def text_page(line: str) -> str:
    return "\n".join([TITLE, line, "根据《条例》编制本报告，请予监督。", *Page().body])


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("colon", ["：", ":"])
def test_label(label: str, colon: str) -> None:
    assert published(text_page(f"{label}{colon}2021-01-21")) == "2021-01-21"


@pytest.mark.parametrize("label", ["发 布 时 间", "生成日期", "发布日期"])
def test_label_with_inner_spaces_or_its_value_below(label: str) -> None:
    assert published(text_page(f"{label}：2021-01-21")) == "2021-01-21"
    assert published(text_page(f"{label}：\n2021-01-21")) == "2021-01-21"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2021-01-21", "2021-01-21"),
        ("2021-1-21", "2021-01-21"),
        ("2021-01-21 10:39", "2021-01-21T10:39:00+08:00"),
        ("2021-01-21 10:39:05", "2021-01-21T10:39:05+08:00"),
        ("2021-01-21T10:39:05", "2021-01-21T10:39:05+08:00"),
        ("2021/1/21", "2021-01-21"),
        ("2021.01.21", "2021-01-21"),
        ("2021年1月21日", "2021-01-21"),
        ("2021年01月21日", "2021-01-21"),
        ("2021 年 1 月 21 日", "2021-01-21"),
        ("2021年1月21日 10:39", "2021-01-21T10:39:00+08:00"),
        ("2021年1月21日10时39分", "2021-01-21T10:39:00+08:00"),
        ("[2021-01-21]", "2021-01-21"),
        ("2 0 2 1 - 0 1 - 2 1", "2021-01-21"),
        ("２０２１－０１－２１", "2021-01-21"),
        ("二〇二一年一月二十一日", "2021-01-21"),
        ("20210121", "2021-01-21"),
    ],
)
def test_form_of_date(printed: str, read: str) -> None:
    assert published(text_page(f"发布时间：{printed}")) == read


@pytest.mark.parametrize("printed", ["none", "", "2021-13-41", "见正文"])
def test_no_date_behind_the_label(printed: str) -> None:
    assert published(text_page(f"发布时间：{printed}")) is None


def test_several_labels_on_one_line() -> None:
    line = "索引号：0001/2021-00001　发布机构：石桥镇　发布日期：2021-01-21 09:00　浏览次数：　字号：大 中 小"
    assert published(text_page(line)) == "2021-01-21T09:00:00+08:00"


def test_the_publication_label_goes_before_the_document_s_date() -> None:
    page = Page(TITLE, labels={"成文日期": "2021-01-15", "发布日期": "2021-01-21"})
    assert page.masthead().published == "2021-01-21"


def test_date_in_brackets_under_the_title() -> None:
    assert Page(TITLE, above=("（2021年1月21日）",)).masthead().published == "2021-01-21"


def test_signature_at_the_end() -> None:
    page = Page(TITLE, body=(*Page().body, "石桥镇人民政府", "2021年1月21日"))
    assert page.masthead().published == "2021-01-21"


def test_meta_tag() -> None:
    assert Page(TITLE, meta={"pubdate": "2021-01-21 10:00"}).masthead().published == "2021-01-21T10:00:00+08:00"


def test_the_list_page_s_date_where_the_page_has_none() -> None:
    assert Page(TITLE, hints=PageHints(published="[2021-01-21]")).masthead().published == "2021-01-21"


def test_a_period_is_no_date_of_publication() -> None:
    page = Page(TITLE, preface="本报告统计期限自2020年1月1日至2020年12月31日。")
    assert page.masthead().published is None
