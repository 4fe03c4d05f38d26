"""Puts a report together: preface, six sections, tables; and says what the reader must find in it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from tests.generator.content import OVERVIEW_PARTS, STYLES, Assembly
from tests.generator.forms import disclosure_grid
from tests.generator.grid import Grid
from tests.generator.masthead import (
    DATE_LABELS,
    SECTION_TITLES,
    announcement,
    basis_sentence,
    period_sentence,
    some_contact,
    some_publication,
    some_title,
)
from tests.generator.page import (
    HeadingLine,
    Page,
    PageBlock,
    Paragraph,
    TableBlock,
    heading_text,
    subheading_text,
)
from tests.generator.shapes import SHAPES
from tests.generator.tables import broken_sums, disputes_grids, requests_grid
from tests.generator.truth import CellKey, CellTruth, PlantedFault, Truth
from tests.generator.words import FILLERS, MEASURES, PROBLEMS


def assemble(
    seed: int, fault: str | None = None, *, blanks: bool = True, shape: str | None = None
) -> tuple[Page, Truth]:
    """The page and what it says. blanks: whether the layout can show an empty cell. shape: one of `SHAPES`."""
    composition = Composition(Assembly(seed, fault, blanks, with_tables=shape is not None))
    if shape is not None:
        SHAPES[shape](composition.tables, random.Random(f"shape {seed}"))
    return composition.compose()


class Composition:
    """titles: the sections in their order, by role, with what they may be called."""

    titles: Mapping[str, tuple[str, ...]] = SECTION_TITLES

    def __init__(self, work: Assembly) -> None:
        self.work = work
        self.rng = work.rng
        self.fault = work.fault
        self.style = "chinese" if self.fault in {"section.missing", "section.announced"} else self.rng.choice(STYLES)
        self.sub_shape = self.rng.randrange(3)
        self.run_in = self.rng.random() < 0.4
        self.blocks: list[PageBlock] = []
        self.planted: list[PlantedFault] = list(work.planted)
        self.tables = self._grids()

    def _grids(self) -> dict[str, list[Grid]]:
        work = self.work
        if work.narrative:
            return {}
        grids = {
            "disclosure": [disclosure_grid(self.rng, work.top, work.rest, work.printing, work.busy)],
            "requests": [requests_grid(self.rng, work.requests_form, work.requests, work.printing)],
            "disputes": disputes_grids(self.rng, work.disputes, work.printing, work.stacked),
        }
        if self.fault == "table.missing":
            for kind in self.rng.sample(sorted(grids), self.rng.choice((1, 1, 2, 3))):
                del grids[kind]
                self.planted.append(PlantedFault("table.missing", kind))
        return grids

    def compose(self) -> tuple[Page, Truth]:
        rng, work = self.rng, self.work
        titles = {role: rng.choice(choices) for role, choices in self.titles.items()}
        printed_roles = self._printed_roles()
        title, names_agency = some_title(rng, work.agency, work.year)
        publication = some_publication(rng, work.year, work.agency, self.fault == "published.late")
        shows_date = rng.random() < 0.9 or self.fault == "published.late"
        announced, preface_period, phone = self._preface(titles, printed_roles, names_agency)
        for position, role in enumerate(printed_roles):
            self.blocks.append(HeadingLine(heading_text(self.style, position, titles[role]), 1))
            getattr(self, f"_{role}")()
        if self.fault in {"published.late", "year.conflict", "table.unreadable"}:
            self.planted.append(PlantedFault(self.fault, title))
        label = rng.choice(DATE_LABELS)
        page = Page(
            title=title,
            site=f"{work.agency.seat}人民政府",
            agency=work.agency.name,
            date_label=label,
            date_printed=publication.printed(rng) if shows_date else "",
            date_iso=publication.truth.replace("T", " ").removesuffix("+08:00") if shows_date else "",
            source=work.agency.name if rng.random() < 0.6 or not names_agency else None,
            breadcrumb=("首页", "政府信息公开", "政府信息公开年报", work.agency.name),
            blocks=self.blocks,
            glued=self.fault == "table.unreadable",
        )
        return page, Truth(
            title=title,
            agency=work.agency.name,
            level=work.agency.level,
            year=work.year,
            published=publication.truth if shows_date else None,
            period=preface_period,
            form=self._form(),
            phone=phone,
            roles=tuple(printed_roles),
            announced=tuple(announced),
            cells=self._cells(page),
            sentences=tuple(work.sentences),
            stated=tuple(work.stated),
            errors=self._errors(),
            faults=tuple(self.planted),
            kept=()
            if page.glued
            else tuple(figure for grids in self.tables.values() for grid in grids for figure in grid.kept),
            tail_noise=("扫一扫在手机打开当前页", "责任编辑", "备案号", "关闭窗口"),
        )

    # --- what the truth says of tables -----------------------------------------------------------------

    def _cells(self, page: Page) -> dict[CellKey, CellTruth]:
        if page.glued:
            return {}
        return {key: cell for grids in self.tables.values() for grid in grids for key, cell in grid.cells.items()}

    def _form(self) -> str:
        work = self.work
        forms = {work.top, work.rest} if "disclosure" in self.tables else set()
        forms |= {work.requests_form} if "requests" in self.tables else set()
        if len(forms) > 1:
            return "mixed"
        if forms:
            return forms.pop()
        return "?" if "disputes" in self.tables else "narrative"

    def _errors(self) -> frozenset[str]:
        """Rules of severity error that the page breaks, worked out from what is printed."""
        work = self.work
        errors = set(
            broken_sums(
                work.requests if "requests" in self.tables else {},
                work.disputes if "disputes" in self.tables else {},
            )
        )
        if self.fault in {"breakdown.total", "prose.table", "table.unreadable"}:
            errors.add(self.fault)
        return frozenset(errors)

    # --- preface ---------------------------------------------------------------------------------------

    def _printed_roles(self) -> list[str]:
        roles = list(self.titles)
        if self.fault == "section.missing" or (self.fault == "section.announced" and self.rng.random() < 0.7):
            gone = self.rng.choice(("problems", "other_matters", "disputes"))
            if gone == "disputes":
                self.tables.pop("disputes", None)
            roles.remove(gone)
            self.planted.append(PlantedFault(str(self.fault), gone))
        return roles

    def _preface(
        self, titles: dict[str, str], roles: list[str], names_agency: bool
    ) -> tuple[list[str], tuple[str, str] | None, str | None]:
        rng, work = self.rng, self.work
        announced: list[str] = []
        parts = [basis_sentence(rng, work.agency, work.facts.body_year, not names_agency)]
        if self.fault == "section.announced":
            announced = [titles[role] for role in self.titles]
            extra = 7 if len(roles) == len(self.titles) else None
            if extra:
                self.planted.append(PlantedFault("section.announced", "七部分"))
            parts.append(announcement(rng, announced, extra))
        elif self.fault != "section.missing" and rng.random() < 0.5:
            announced = [titles[role] for role in roles]
            parts.append(announcement(rng, announced))
        period = None
        if self.fault in {"period.repaired", "period.wrong"} or rng.random() < 0.8:
            sentence, period = period_sentence(rng, work.year, self.fault)
            parts.append(sentence)
            if self.fault in {"period.repaired", "period.wrong"}:
                self.planted.append(PlantedFault(self.fault, sentence))
        phone = None
        if rng.random() < 0.6:
            contact = some_contact(rng, work.agency)
            phone = contact.phone
            parts.append(contact.sentence)
        if rng.random() < 0.5:
            self.blocks.append(Paragraph("".join(parts)))
        else:
            self.blocks += [Paragraph(part) for part in parts]
        return announced, period, phone

    # --- sections --------------------------------------------------------------------------------------

    def _overview(self) -> None:
        rng, work = self.rng, self.work
        who = f"{work.facts.body_year}年，{work.agency.self_reference}"
        opening = who + "认真贯彻落实上级决策部署，政府信息公开工作取得新进展。"
        self.blocks.append(Paragraph(opening + rng.choice(("", rng.choice(FILLERS)))))
        self._planted_counts()
        for position, (stem, topics) in enumerate(OVERVIEW_PARTS):
            ending = rng.choice(("", "情况", "工作情况", "方面"))
            chosen = (work.request_topic(),) if topics == ("requests",) else topics
            heading = subheading_text(self.style, self.sub_shape, position, stem + ending)
            count = 1 if chosen == (work.request_topic(),) else rng.randint(1, 4)
            if self.run_in:
                self.blocks += work.paragraphs(chosen, "overview", count, heading + rng.choice(("。", "：", "。")))
            else:
                self.blocks.append(HeadingLine(heading, 2))
                self.blocks += work.paragraphs(chosen, "overview", count) or [Paragraph(rng.choice(FILLERS))]

    def _planted_counts(self) -> None:
        work = self.work
        if self.fault == "breakdown.total":
            self._planted_sentence(
                "disclosure", "breakdown", replace(work.facts, wrong_breakdown=True), "breakdown.total"
            )
        if self.fault == "percentage":
            facts = replace(work.facts, wrong_percentage=True)
            self._planted_sentence("channels", "channel_shares", facts, "percentage")

    def _planted_sentence(self, topic: str, name: str, facts: object, rule: str) -> None:
        work = self.work
        text = work.placed(work.named(topic, name), "overview", facts)  # type: ignore[arg-type]
        self.blocks.append(Paragraph(text))
        self.planted.append(PlantedFault(rule, text))

    def _disclosure(self) -> None:
        work = self.work
        if not self.tables.get("disclosure") or self.rng.random() < 0.3:
            self.blocks += work.paragraphs(("disclosure", "channels"), "disclosure", self.rng.randint(1, 3)) or [
                Paragraph(self.rng.choice(FILLERS))
            ]
        self._tables_of("disclosure")

    def _requests(self) -> None:
        work = self.work
        if self.fault == "prose.table":
            # Received and carried in, taken together, would be no fault.
            wrong = [more for more in (1, 3, 20) if more != work.facts.carried_in]
            facts = replace(work.facts, received=work.facts.received + self.rng.choice(wrong))
            text = work.placed(work.named("requests", "received"), "requests", facts)
            self.blocks.append(Paragraph(text))
            self.planted.append(PlantedFault("prose.table", text))
        elif "requests" not in self.tables or self.rng.random() < 0.3:
            self.blocks += work.paragraphs((work.request_topic(),), "requests", 1)
        self._tables_of("requests")

    def _disputes(self) -> None:
        work = self.work
        if "disputes" not in self.tables or self.rng.random() < 0.3:
            self.blocks += work.paragraphs((work.dispute_topic(),), "disputes", 1)
        self._tables_of("disputes")

    def _tables_of(self, role: str) -> None:
        self.blocks += [TableBlock(grid) for grid in self.tables.get(role, [])]

    def _problems(self) -> None:
        rng = self.rng
        problems, measures = rng.sample(PROBLEMS, 3), rng.sample(MEASURES, 3)
        if rng.random() < 0.4:
            self.blocks.append(
                Paragraph("一是" + problems[0] + "二是" + problems[1] + "下一步，" + "".join(measures[:2]))
            )
            return
        for position, (title, lines) in enumerate((("存在问题", problems), ("改进措施", measures))):
            self.blocks.append(HeadingLine(subheading_text(self.style, self.sub_shape, position, title), 2))
            numbers = (
                ("1、", "2、", "3、") if self.style not in {"bracketed", "arabic", "arabic_dot"} else ("①", "②", "③")
            )
            self.blocks += [Paragraph(number + line) for number, line in zip(numbers, lines, strict=True)]

    def _other_matters(self) -> None:
        self.blocks += self.work.paragraphs(("fees",), "other_matters", 1)
