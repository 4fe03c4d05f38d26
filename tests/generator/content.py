"""Seed → what a report holds: its numbers, its sentences, and the slip planted among them."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.generator import prose_disclosure, prose_requests, prose_work  # noqa: F401  (they register their patterns)
from tests.generator.forms import CellPrinting
from tests.generator.page import HeadingStyle, Paragraph
from tests.generator.tables import disputes_numbers, requests_numbers
from tests.generator.truth import PlacedSentence, PlantedFault, Sentence, Stated
from tests.generator.words import FILLERS, some_agency
from tests.generator.writer import REGISTER, Facts, Registered, Writer

TABLE_FAULTS = ("requests.balance", "requests.row_total", "requests.processed_total", "disputes.total")
FAULTS = (
    *TABLE_FAULTS,
    "breakdown.total",
    "prose.table",
    "percentage",
    "section.missing",
    "section.announced",
    "table.missing",
    "table.unreadable",
    "year.conflict",
    "period.repaired",
    "period.wrong",
    "published.late",
)
ZEROS = ("0", "0", "0", "0", "some", "", "-", "—", "/", "无")
STYLES: tuple[HeadingStyle, ...] = (
    "chinese", "chinese", "chinese", "chinese", "spaced", "arabic", "arabic_dot", "bracketed", "part", "bare",
)  # fmt: skip
OVERVIEW_PARTS = (
    ("主动公开", ("disclosure", "channels", "stock", "change")),
    ("依申请公开", ("requests",)),
    ("政府信息管理", ("work", "lookalike")),
    ("平台建设", ("channels", "reach")),
    ("监督保障", ("work", "lookalike")),
)


class Assembly:
    """One report in the making."""

    def __init__(self, seed: int, fault: str | None, blanks: bool, *, with_tables: bool = False) -> None:
        self.rng = rng = random.Random(f"content {seed} {fault}")
        self.fault = fault
        self.blanks = blanks
        self.agency = some_agency(rng)
        self.year = rng.randint(2019, 2025)
        without = rng.random() < 0.15
        self.narrative = (
            without
            and not with_tables
            and fault not in {*TABLE_FAULTS, "prose.table", "table.missing", "table.unreadable"}
        )
        self.claimed: set[str] = set()
        self.sentences: list[PlacedSentence] = []
        self.stated: list[Stated] = []
        self.planted: list[PlantedFault] = []
        self._tables()
        self.facts = self._facts()

    # --- tables ----------------------------------------------------------------------------------------

    def _tables(self) -> None:
        rng = self.rng
        form = "2019" if (self.year <= 2020) == (rng.random() < 0.9) else "2021"
        other = "2021" if form == "2019" else "2019"
        self.top, self.rest, self.requests_form = form, form, form
        if rng.random() < 0.1:
            self.top = other
        elif rng.random() < 0.06:
            self.requests_form = other
        size = rng.choices(("none", "few", "many"), (35, 45, 20))[0]
        if self.fault in {*TABLE_FAULTS, "prose.table"}:
            size = rng.choice(("few", "many"))
        self.requests = requests_numbers(rng, self.requests_form, size)
        self.disputes = disputes_numbers(rng, rng.choice(("none", "none", "few", size)))
        if self.fault in TABLE_FAULTS:
            self._slip()
        zero = rng.choice(ZEROS)
        # A total left blank states nothing, so that a slip in its parts could not be seen.
        if (not self.blanks or self.fault in TABLE_FAULTS) and zero in {"", "some"}:
            zero = "0"
        self.printing = CellPrinting(
            zero=zero,
            half_width=rng.random() < 0.3,
            damaged=rng.random() < 0.15,
            full_width_digits=rng.random() < 0.06,
            grouped=rng.random() < 0.05,
        )
        self.busy = rng.choice((0.0, 0.3, 0.8))
        self.stacked = rng.random() < 0.15

    def _slip(self) -> None:
        """One number of the tables is not what it was."""
        rng = self.rng
        step = rng.choice((1, 2, 10))
        if self.fault == "disputes.total":
            group = rng.choice(list(self.disputes))
            self.disputes[group]["total"] += step
            what = f"disputes.{group}.total"
        else:
            row = {
                "requests.balance": rng.choice(("received", "carried_in", "carried_out")),
                "requests.row_total": rng.choice(list(self.requests)),
                "requests.processed_total": rng.choice(("granted", "refused.state_secret", "processed_total")),
            }[str(self.fault)]
            column = "total" if self.fault == "requests.row_total" else "business"
            self.requests[row][column] += step
            if column != "total" and self.fault == "requests.balance":
                self.requests[row]["total"] += step
            what = f"requests.{row} {column}"
        self.planted.append(PlantedFault(str(self.fault), what))

    def _facts(self) -> Facts:
        table = {key: row["total"] for key, row in self.requests.items()}
        group_sum = {
            group: sum(count for key, count in table.items() if key.startswith(group))
            for group in ("refused", "unavailable", "not_processed", "otherwise")
        }
        return Facts(
            agency=self.agency,
            year=self.year,
            body_year=self.year - 1 if self.fault == "year.conflict" else self.year,
            received=table["received"],
            carried_in=table["carried_in"],
            processed=table["processed_total"],
            carried_out=table["carried_out"],
            outcomes={
                "予以公开": table["granted"],
                "部分公开": table["partly_granted"],
                "不予公开": group_sum["refused"],
                "无法提供": group_sum["unavailable"],
                "不予处理": group_sum["not_processed"],
                "其他处理": group_sum["otherwise"],
            },
            review=self.disputes["review"]["total"],
            litigation=self.disputes["litigation.direct"]["total"] + self.disputes["litigation.after_review"]["total"],
        )

    # --- sentences -------------------------------------------------------------------------------------

    def _write(self, entry: Registered, facts: Facts | None = None) -> Sentence:
        writer = Writer(self.rng, facts or self.facts)
        entry.write(writer)
        self.claimed.update(entry.claims)
        return writer.sentence(entry.name)

    def _pick(self, topic: str) -> Registered | None:
        free = [entry for entry in REGISTER[topic] if not self.claimed.intersection(entry.claims)]
        return self.rng.choices(free, [entry.weight for entry in free])[0] if free else None

    def named(self, topic: str, name: str) -> Registered:
        return next(entry for entry in REGISTER[topic] if entry.name == f"{topic}.{name}")

    def place(self, sentence: Sentence, role: str | None) -> None:
        first = len(self.stated)
        self.sentences.append(PlacedSentence(sentence, role, first))
        self.stated += [
            replace(figure, part_of=None if figure.part_of is None else figure.part_of + first)
            for figure in sentence.figures
        ]

    def paragraphs(self, topics: tuple[str, ...], role: str, count: int, opening: str = "") -> list[Paragraph]:
        """Paragraphs of sentences on the topics, with sentences that state nothing between them."""
        rng = self.rng
        texts, current = [], opening
        for _ in range(count):
            entry = self._pick(rng.choice(topics))
            if entry is None:
                continue
            if entry.own_paragraph and current:
                texts.append(current)
                current = ""
            if rng.random() < 0.35:
                current += rng.choice(FILLERS)
            if rng.random() < 0.25:
                current += self.placed(self._pick("lookalike"), role)
            if entry.own_paragraph and current:
                texts.append(current)
                current = ""
            current += self.placed(entry, role)
            if entry.own_paragraph:
                texts.append(current)
                current = ""
        if current:
            texts.append(current)
        return [Paragraph(text) for text in texts if text]

    def placed(self, entry: Registered | None, role: str, facts: Facts | None = None) -> str:
        if entry is None:
            return ""
        sentence = self._write(entry, facts)
        self.place(sentence, role)
        return sentence.text

    def request_topic(self) -> str:
        nothing = not (self.facts.received or self.facts.carried_in)
        return "requests.none" if nothing else "requests"

    def dispute_topic(self) -> str:
        if self.facts.review and not self.facts.litigation:
            return self.rng.choice(("disputes", "disputes.review_only"))
        return "disputes" if self.facts.review or self.facts.litigation else "disputes.none"
