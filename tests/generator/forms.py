"""The printed forms of 2019 and 2021: their rows and labels, and how a value is printed in a cell."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.generator.grid import Grid, GridCell
from tests.generator.truth import CellTruth

APPLICANTS = (
    ("natural_person", "自然人"),
    ("business", "商业企业"),
    ("research", "科研机构"),
    ("public_interest", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other_organisation", "其他"),
    ("total", "总计"),
)

RECEIVED = ("received", "一、本年新收政府信息公开申请数量")
CARRIED_IN = ("carried_in", "二、上年结转政府信息公开申请数量")
CARRIED_OUT = ("carried_out", "四、结转下年度继续办理")
PROCESSED_TOTAL = ("processed_total", "（七）总计")

# 三、本年度办理结果: group label (None: the row stands alone) and its rows
OUTCOMES_COMMON: tuple[tuple[str | None, tuple[tuple[str, str], ...]], ...] = (
    (None, (("granted", "（一）予以公开"),)),
    (None, (("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),)),
    (
        "（三）不予公开",
        (
            ("refused.state_secret", "1.属于国家秘密"),
            ("refused.prohibited_by_law", "2.其他法律行政法规禁止公开"),
            ("refused.security_and_stability", "3.危及“三安全一稳定”"),
            ("refused.third_party_rights", "4.保护第三方合法权益"),
            ("refused.internal_affairs", "5.属于三类内部事务信息"),
            ("refused.deliberative_process", "6.属于四类过程性信息"),
            ("refused.enforcement_file", "7.属于行政执法案卷"),
            ("refused.administrative_inquiry", "8.属于行政查询事项"),
        ),
    ),
    (
        "（四）无法提供",
        (
            ("unavailable.not_held", "1.本机关不掌握相关政府信息"),
            ("unavailable.needs_creation", "2.没有现成信息需要另行制作"),
            ("unavailable.still_unclear", "3.补正后申请内容仍不明确"),
        ),
    ),
    (
        "（五）不予处理",
        (
            ("not_processed.petition_or_complaint", "1.信访举报投诉类申请"),
            ("not_processed.repeat", "2.重复申请"),
            ("not_processed.publication", "3.要求提供公开出版物"),
            ("not_processed.excessive", "4.无正当理由大量反复申请"),
            ("not_processed.reconfirmation", "5.要求行政机关确认或重新出具已获取信息"),
        ),
    ),
)
OTHERWISE_2019: tuple[str | None, tuple[tuple[str, str], ...]] = (None, (("otherwise", "（六）其他处理"),))
OTHERWISE_2021: tuple[str | None, tuple[tuple[str, str], ...]] = (
    "（六）其他处理",
    (
        (
            "otherwise.no_correction",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        ),
        (
            "otherwise.fee_unpaid",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ),
        ("otherwise.other", "3.其他"),
    ),
)

OUTCOME_COLUMNS = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
DISPUTE_GROUPS = (
    ("review", "行政复议"),
    ("litigation.direct", "未经复议直接起诉"),
    ("litigation.after_review", "复议后起诉"),
)


def outcome_rows(form: str) -> tuple[tuple[str | None, tuple[tuple[str, str], ...]], ...]:
    return (*OUTCOMES_COMMON, OTHERWISE_2019 if form == "2019" else OTHERWISE_2021)


DOCUMENTS_2021 = (("issued", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数"))
DOCUMENTS_2019 = (
    ("made", "本年新制作数量"),
    ("published", "本年新公开数量"),
    ("published_total", "对外公开总数量"),
)

Printed = tuple[str, CellTruth]


@dataclass(frozen=True, slots=True)
class CellPrinting:
    """How one report prints its cells.

    zero: what stands for nought ("0", "" blank, "-", "—", "/", "无", or "some" for a mixture with blanks)
    half_width: brackets and commas of labels in ASCII
    damaged: a character is missing from some long labels
    """

    zero: str = "0"
    half_width: bool = False
    damaged: bool = False
    full_width_digits: bool = False
    grouped: bool = False

    def number(self, rng: random.Random, value: int | float, unit: str | None = None) -> tuple[str, CellTruth]:
        mixture = rng.choice(("0", "0", "", "-"))  # drawn always: content must not hang on the layout
        if value == 0:
            mark = mixture if self.zero == "some" else self.zero
            kind = {"": "blank", "-": "dash", "—": "dash", "/": "slash", "无": "word"}.get(mark)
            return (mark, CellTruth(None, kind)) if kind else ("0", CellTruth(0, None, unit))
        text = f"{value:,}" if self.grouped else f"{value}"
        if self.full_width_digits:
            text = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        return text, CellTruth(value, None, unit)

    def label(self, rng: random.Random, text: str) -> str:
        if self.damaged and len(text) > 9 and rng.random() < 0.3:
            end = len(text.split("（单位", maxsplit=1)[0])  # the unit is told by these words alone
            place = rng.randrange(4, min(end, len(text) - 1))
            if "一" <= text[place] <= "鿿":
                text = text[:place] + text[place + 1 :]
        return text.translate(str.maketrans("（），：", "(),:")) if self.half_width else text


def disclosure_grid(rng: random.Random, top: str, rest: str, printing: CellPrinting, busy: float) -> Grid:
    """Section 二. top: the form of the rows for 第（一）项; rest: that of the rows below (other when mixed)."""
    return DisclosureForm(rng, printing, busy).fill(top, rest)


class DisclosureForm:
    """busy: how likely a cell holds more than nought."""

    def __init__(self, rng: random.Random, printing: CellPrinting, busy: float) -> None:
        self.rng = rng
        self.printing = printing
        self.busy = busy
        self.grid = Grid("disclosure")

    def fill(self, top: str, rest: str) -> Grid:
        self._documents(top)
        if rest == "2021":
            self._rest_2021()
        else:
            self._rest_2019()
        return self.grid

    def _block(self, article: str) -> None:
        self.grid.label_row((self.printing.label(self.rng, f"第二十条第（{article}）项"), 4))

    def _some(self, high: int) -> int:
        return self.rng.randint(1, high) if self.rng.random() < self.busy else 0

    def _count(self, high: int) -> Printed:
        return self.printing.number(self.rng, self._some(high))

    def _row(self, label: str, key: str, *columns: tuple[str, Printed, int]) -> None:
        cells = [GridCell(self.printing.label(self.rng, label))]
        cells += [self.grid.value((f"disclosure.{key}.{column}", None), text, span) for column, text, span in columns]
        self.grid.rows.append(cells)

    def _documents(self, form: str) -> None:
        self._block("一")
        columns = DOCUMENTS_2021 if form == "2021" else DOCUMENTS_2019
        self.grid.label_row(("信息内容", 1), *((label, 1) for _, label in columns))
        names = ("规章", "行政规范性文件" if form == "2021" else "规范性文件")
        for label, key in zip(names, ("rules", "normative_documents"), strict=True):
            shown = "规 章" if label == "规章" and self.rng.random() < 0.1 else label
            self._row(shown, key, *((column, self._count(30), 1) for column, _ in columns))

    def _rest_2021(self) -> None:
        for article, rows in (
            ("五", (("行政许可", "licences"),)),
            ("六", (("行政处罚", "penalties"), ("行政强制", "coercion"))),
        ):
            self._block(article)
            self.grid.label_row(("信息内容", 1), ("本年处理决定数量", 3))
            for label, key in rows:
                self._row(label, key, ("decisions", self._count(4_000), 3))
        self._block("八")
        heading = self.printing.label(self.rng, "本年收费金额（单位：万元）")
        self.grid.label_row(("信息内容", 1), (heading, 3))
        amount = round(self.rng.uniform(0.1, 900), self.rng.choice((1, 2, 4))) if self._some(1) else 0
        self._row("行政事业性收费", "fees", ("amount", self.printing.number(self.rng, amount, "万元"), 3))

    def _rest_2019(self) -> None:
        for article, rows in (
            ("五", (("行政许可", "licences"), ("其他对外管理服务事项", "other_services"))),
            ("六", (("行政处罚", "penalties"), ("行政强制", "coercion"))),
        ):
            self._block(article)
            self.grid.label_row(("信息内容", 1), ("上一年项目数量", 1), ("本年增/减", 1), ("处理决定数量", 1))
            for label, key in rows:
                items, change, decisions = self._count(300), self._change(), self._count(4_000)
                columns = (
                    ("items_last_year", items, 1),
                    ("items_change", change, 1),
                    ("decisions", decisions, 1),
                )
                self._row(label, key, *columns)
        self._block("八")
        self.grid.label_row(("信息内容", 1), ("上一年项目数量", 1), ("本年增/减", 2))
        items, change = self._count(20), self._change()
        self._row("行政事业性收费", "fees", ("items_last_year", items, 1), ("items_change", change, 2))
        self._block("九")
        self.grid.label_row(("信息内容", 1), ("采购项目数量", 1), ("采购总金额", 2))
        purchases, amount = self._count(40), self._procurement()
        self._row("政府集中采购", "procurement", ("items", purchases, 1), ("amount", amount, 2))

    def _change(self) -> Printed:
        """本年增/减: +2, -1, 增3, 减少1, 0."""
        size = self._some(9)
        if not size:
            return self.printing.number(self.rng, 0)
        sign = self.rng.choice((1, -1))
        more, less = (
            (f"+{size}", f"增{size}", f"增加{size}", f"{size}"),
            (f"-{size}", f"减{size}", f"减少{size}"),
        )
        return self.rng.choice(more if sign > 0 else less), CellTruth(sign * size, None)

    def _procurement(self) -> Printed:
        """采购总金额 prints its unit in the cell, or leaves it out."""
        if not self._some(1):
            return self.printing.number(self.rng, 0)
        whole, tenths = self.rng.randint(1_000, 900_000), round(self.rng.uniform(1, 500), 2)
        return self.rng.choice(
            (
                (f"{whole}元", CellTruth(whole, None, "元")),
                (f"{whole}.83", CellTruth(whole + 0.83, None)),
                (f"{tenths:g}万元", CellTruth(float(f"{tenths:g}"), None, "万元")),
                (f"{whole}", CellTruth(whole, None)),
            )
        )
