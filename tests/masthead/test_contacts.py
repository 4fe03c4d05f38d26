"""The contact line: any order, any separator, any shape of number."""

from __future__ import annotations

import pytest
from reading_masthead import Page

from extractors.models import Contact


def contact(said: str) -> Contact:
    found = Page("石桥镇2020年政府信息公开工作年度报告", f"根据《条例》编制。{said}").masthead().contact
    assert found is not None
    return found


def fields(said: str) -> dict[str, str]:
    return {name: value for name, value in contact(said).model_dump().items() if value is not None}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            "如对本报告有任何疑问，请与两城镇人民政府党政办公室联系。（地址：微山县两城镇府前路1号，邮编：272199，电话：0537-8451001）",
            {
                "office": "两城镇人民政府党政办公室",
                "address": "微山县两城镇府前路1号",
                "postcode": "272199",
                "phone": "0537-8451001",
            },
            id="bracket",
        ),
        pytest.param(
            "如有疑问，请联系中埠镇党政办公室，地址：中埠镇铁山路37号邮编：255000，联系电话：0533-3081517，电子邮箱：zbz@163.com。",
            {
                "office": "中埠镇党政办公室",
                "address": "中埠镇铁山路37号",
                "postcode": "255000",
                "phone": "0533-3081517",
                "email": "zbz@163.com",
            },
            id="no_separator_before_the_postcode",
        ),
        pytest.param(
            "如有疑问，请联系：滨江区长河街道办事处；联系电话：0571-86624908；地址：滨江区长江北路18号；邮编：310051。",
            {
                "office": "滨江区长河街道办事处",
                "address": "滨江区长江北路18号",
                "postcode": "310051",
                "phone": "0571-86624908",
            },
            id="colon_after_please_contact",
        ),
        pytest.param(
            "请联系：湖镇镇人民政府综合督考办公室，邮编：324400，联系电话：0570-7062885，传真：7063602。",
            {
                "office": "湖镇镇人民政府综合督考办公室",
                "postcode": "324400",
                "phone": "0570-7062885",
                "fax": "7063602",
            },
            id="fax_without_area_code",
        ),
        pytest.param(
            "请与石桥镇党政办公室联系（地址：，邮编：电话：传真：，邮箱：sq@example.gov.cn）。",
            {"office": "石桥镇党政办公室", "email": "sq@example.gov.cn"},
            id="empty_values",
        ),
        pytest.param(
            "可与党政综合办公室联系(地址:阆中市柏垭镇柏垭场,电话:0817-6552025)。",
            {"office": "党政综合办公室", "address": "阆中市柏垭镇柏垭场", "phone": "0817-6552025"},
            id="half_width",
        ),
        pytest.param(
            "请联系：青浦区教育局办公室，电话69713664。",
            {"office": "青浦区教育局办公室", "phone": "69713664"},
            id="no_colon",
        ),
        pytest.param(
            "请与石桥镇党政办公室联系，通讯地址：石桥镇（人民路1号）；邮政编码：223600。",
            {"office": "石桥镇党政办公室", "address": "石桥镇（人民路1号）", "postcode": "223600"},
            id="address_with_brackets",
        ),
        pytest.param(
            "请与我局办公室联系，邮编：邮编：223600；电话：0527-83552214。",
            {"office": "我局办公室", "postcode": "223600", "phone": "0527-83552214"},
            id="label_twice",
        ),
        pytest.param(
            "请与石桥镇党政办公室联系（联系地址 石桥镇人民路1号 邮编 223600 电话 0527-83552214）。",
            {
                "office": "石桥镇党政办公室",
                "address": "石桥镇人民路1号",
                "postcode": "223600",
                "phone": "0527-83552214",
            },
            id="spaces_alone",
        ),
        pytest.param(
            "请与本单位受理机构联系（地址：石桥镇剧院路3号石桥镇人民政府，联系人：某某，联系电话：63857337、63851339；"
            "传真号码:63851339;电子邮箱:sqz2008 @example.cn;邮政编码:325405。）",
            {
                "office": "本单位受理机构",
                "address": "石桥镇剧院路3号石桥镇人民政府",
                "postcode": "325405",
                "phone": "63857337、63851339",
                "fax": "63851339",
                "email": "sqz2008@example.cn",
            },
            id="two_phones_and_a_space_in_the_mail",
        ),
        pytest.param(
            "请与石桥镇党政办公室联系，联系电话（传真）：0527-83552214。",
            {"office": "石桥镇党政办公室", "phone": "0527-83552214", "fax": "0527-83552214"},
            id="one_number_for_phone_and_fax",
        ),
        pytest.param(
            "请与石桥镇党政办公室联系，电话/传真：0527-83552214，邮编：223600。",
            {
                "office": "石桥镇党政办公室",
                "postcode": "223600",
                "phone": "0527-83552214",
                "fax": "0527-83552214",
            },
            id="phone_and_fax_behind_a_stroke",
        ),
        pytest.param(
            "请与石桥县水利局办公室412联系，电话：0527-83552214。",
            {"office": "石桥县水利局办公室", "phone": "0527-83552214"},
            id="room_behind_the_office",
        ),
    ],
)
def test_contact(said: str, expected: dict[str, str]) -> None:
    assert fields(said) == expected


@pytest.mark.parametrize(
    ("printed", "phone"),
    [
        ("0527-83552214", "0527-83552214"),
        ("0527--83552214", "0527--83552214"),
        ("0527—83552214", "0527—83552214"),
        ("0527——83552214", "0527——83552214"),
        ("（0527）83552214", "(0527)83552214"),
        ("(0527)83552214", "(0527)83552214"),
        ("0527 83552214", "052783552214"),
        ("0527 - 83552214", "0527-83552214"),
        ("83552214", "83552214"),
        ("052783552214", "052783552214"),
        ("0527-83552214、83552215", "0527-83552214、83552215"),
        ("0527-83552214/83552215", "0527-83552214/83552215"),
        ("0527-83552214转801", "0527-83552214转801"),
        ("13805240000", "13805240000"),
        ("０５２７－８３５５２２１４", "0527-83552214"),
        ("0527-83552214 0527-83552215", "0527-83552214 0527-83552215"),
    ],
)
def test_phone(printed: str, phone: str) -> None:
    """In half width, inner spaces off."""
    assert contact(f"请与办公室联系（地址：人民路1号，电话：{printed}）。").phone == phone


@pytest.mark.parametrize("label", ["电话", "联系电话", "咨询电话", "电 话", "联系方式", "办公电话", "电话号码", "Tel"])
def test_label_of_the_phone(label: str) -> None:
    assert contact(f"请与石桥镇办公室联系（地址：人民路1号，{label}：0527-83552214）。").phone == "0527-83552214"


@pytest.mark.parametrize("label", ["电子邮箱", "邮箱", "E-mail", "电子邮件", "Email"])
def test_label_of_the_address_of_mail(label: str) -> None:
    assert (
        contact(f"请与石桥镇办公室联系（地址：人民路1号，{label}：a.b-c@example.gov.cn）。").email
        == "a.b-c@example.gov.cn"
    )


def test_a_hotline_in_the_body_is_no_contact() -> None:
    body = ("一、总体情况", "12345热线受理诉求20件，投诉举报电话12345。", *Page().body[2:])
    assert Page("石桥镇2020年政府信息公开工作年度报告", body=body).masthead().contact is None


def test_a_contact_below_the_counts() -> None:
    line = "联系单位：石桥镇党政办公室，地址：人民路1号，电话：0527-83552214。"
    found = Page("石桥镇2020年政府信息公开工作年度报告", body=(*Page().body, line)).masthead().contact
    assert found is not None and found.phone == "0527-83552214"


def test_a_placeholder_is_no_office() -> None:
    assert contact("请与XX镇办公室联系（电话：0527-83552214）。").office is None
