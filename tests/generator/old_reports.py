"""Reports before 2019: narrative sections, the annexed statistics table of 2014 or a table of the agency's own."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.generator.body import Composition
from tests.generator.content import Assembly
from tests.generator.grid import Grid
from tests.generator.page import Page, Paragraph, TableBlock
from tests.generator.statistics import (
    SHAPES,
    broken_statistics,
    home_made_grid,
    statistics_grid,
    statistics_numbers,
)
from tests.generator.truth import PlantedFault, Truth
from tests.generator.words import FILLERS
from tests.generator.writer import Facts

# role → titles (formats.md, "Sections before 2019")
TITLES: dict[str, tuple[str, ...]] = {
    "overview": ("概述", "概述", "基本情况"),
    "disclosure": ("主动公开政府信息情况", "主动公开情况"),
    "requests": ("依申请公开政府信息情况", "依申请公开政府信息办理情况"),
    "fees": ("收费及减免情况", "政府信息公开收费及减免情况"),
    "disputes": ("复议、诉讼情况", "行政复议、行政诉讼情况"),
    "problems": ("存在的主要问题和改进措施", "存在的问题及改进措施"),
}
STATISTICS_FAULT = "statistics.total"
#: What can be planted in reports of each era; those before 2014 have no table to contradict.
FAULTS = {
    "2014": (STATISTICS_FAULT, "prose.table", "breakdown.total", "percentage"),
    "narrative": ("breakdown.total", "percentage"),
}


def assemble_old(seed: int, era: str, fault: str | None = None, *, blanks: bool = True) -> tuple[Page, Truth]:
    """era: "2014" (with the annexed table) or "narrative" (2008-2013)."""
    return OldComposition(OldAssembly(seed, era, fault, blanks)).compose()


class OldAssembly(Assembly):
    def __init__(self, seed: int, era: str, fault: str | None, blanks: bool) -> None:
        self.era = era
        super().__init__(seed, fault, blanks)

    def _tables(self) -> None:
        super()._tables()
        rng = self.rng
        self.narrative = self.era == "narrative"
        self.year = rng.randint(2014, 2018) if self.era == "2014" else rng.randint(2008, 2013)
        self.numbers = statistics_numbers(rng, rng.choice((0.1, 0.5, 0.9)))
        self.shape = rng.choice(SHAPES)
        if self.fault is not None and self.shape == "codes":
            self.shape = "three"
        if self.fault in {STATISTICS_FAULT, "prose.table"}:
            self.printing = replace(self.printing, zero="0")  # a total left blank states nothing
        if self.fault == STATISTICS_FAULT:
            key = rng.choice(("requests.received", "requests.answered.granted", "disputes.review.upheld"))
            self.numbers[key] += rng.choice((1, 2, 10))
            self.planted.append(PlantedFault(STATISTICS_FAULT, key))

    def _facts(self) -> Facts:
        def number(key: str) -> int:
            return int(self.numbers[key])

        received, answered = number("requests.received"), number("requests.answered")
        return Facts(
            agency=self.agency,
            year=self.year,
            body_year=self.year,
            received=received,
            carried_in=0,
            processed=answered,
            carried_out=max(0, received - answered),
            outcomes={
                "予以公开": number("requests.answered.granted"),
                "部分公开": number("requests.answered.partly_granted"),
                "不予公开": number("requests.answered.refused"),
                "无法提供": number("requests.answered.does_not_exist"),
                "不予处理": 0,
                "其他处理": 0,
            },
            review=number("disputes.review.total"),
            litigation=number("disputes.litigation.total"),
        )


class OldComposition(Composition):
    titles = TITLES
    work: OldAssembly

    def _grids(self) -> dict[str, list[Grid]]:
        work, rng = self.work, self.rng
        if work.era == "narrative":
            return {"home_made": [home_made_grid(rng, work.printing)] if rng.random() < 0.7 else []}
        gaps = 0.0 if self.fault else 0.3
        return {"statistics": [statistics_grid(rng, work.numbers, work.printing, work.shape, gaps)]}

    def _form(self) -> str:
        return "2014" if self.work.era == "2014" else "narrative"

    def _errors(self) -> frozenset[str]:
        grids = self.tables.get("statistics", [])
        printed = {key for grid in grids for key, _ in grid.cells}
        errors = {STATISTICS_FAULT} if broken_statistics(self.work.numbers, printed) else set()
        if self.fault in {"breakdown.total", "prose.table"}:
            errors.add(self.fault)
        return frozenset(errors)

    def _overview(self) -> None:
        work = self.work
        opening = f"{work.year}年，{work.agency.self_reference}认真贯彻《条例》，推进政府信息公开工作。"
        self.blocks.append(Paragraph(opening + self.rng.choice(FILLERS)))
        self._planted_counts()

    def _disclosure(self) -> None:
        self.blocks += self.work.paragraphs(("disclosure", "channels", "stock"), "disclosure", 3) or [
            Paragraph(self.rng.choice(FILLERS))
        ]
        if self.tables.get("home_made"):
            self.blocks.append(Paragraph(f"{self.work.year}年主动公开政府信息分类统计如下："))
            self._tables_of("home_made")

    def _fees(self) -> None:
        self.blocks.append(Paragraph(self.rng.choice(FILLERS)))

    def _problems(self) -> None:
        super()._problems()
        if self.tables.get("statistics"):
            caption = self.rng.choice(("附表：政府信息公开情况统计表", "政府信息公开情况统计表", "附件"))
            self.blocks.append(Paragraph(caption))
            self.blocks += [TableBlock(grid) for grid in self.tables["statistics"]]


def some_era(seed: int) -> str | None:
    """Which seeds give old reports when nothing is asked for: about one in five."""
    return "2014" if random.Random(f"era {seed}").random() < 0.2 else None
