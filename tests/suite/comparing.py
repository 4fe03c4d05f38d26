"""What the extractor said of a generated report, beside what is true of it."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors import Figure, Finding, PageHints, Report, extract_report
from tests.generator import GeneratedReport
from tests.generator.truth import KeptFigure, PlacedSentence, Stated

FOLDED = str.maketrans("，（）：；％", ",():;%")
VOLUME = "count"


def read(report: GeneratedReport) -> Report:
    hints = PageHints(media_type=report.media_type, charset=report.charset)
    return extract_report(report.content, url=report.url, hints=hints)


def folded(text: str) -> str:
    """Without white space and with ASCII punctuation, for finding a sentence again."""
    return "".join(unicodedata.normalize("NFC", text).translate(FOLDED).split())


class FoldedText:
    """A text without its white space, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        self._places = [place for place, character in enumerate(text) if not character.isspace()]
        self.text = "".join(text[place] for place in self._places).translate(FOLDED)

    def find(self, words: str, start: int) -> tuple[int, int] | None:
        """Offsets (in the folded text) of the words at or after `start`."""
        wanted = folded(words)
        place = self.text.find(wanted, start)
        return None if place < 0 else (place, place + len(wanted))

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self._places[start], self._places[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference: what was printed, what is true of it and what was answered."""

    kind: str
    pattern: str
    words: str
    detail: str


@dataclass(slots=True)
class Comparison:
    report: GeneratedReport
    answer: Report
    stated: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    parts: Counter[bool] = field(default_factory=Counter)
    indicators: Counter[bool] = field(default_factory=Counter)
    flags: Counter[bool] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[Miss] = field(default_factory=list)

    def miss(self, kind: str, pattern: str, words: str, detail: str) -> None:
        self.misses.append(Miss(kind, pattern, words, detail))

    def of(self, *kinds: str) -> list[Miss]:
        return [miss for miss in self.misses if miss.kind in kinds]


def compare(report: GeneratedReport, answer: Report | None = None) -> Comparison:
    result = Comparison(report, answer or read(report))
    _compare_quotes(result)
    _compare_cells(result)
    _compare_prose(result)
    _compare_masthead(result)
    _compare_findings(result)
    return result


def _compare_quotes(result: Comparison) -> None:
    text = result.answer.text
    for figure in result.answer.figures:
        if figure.quote != text[figure.start : figure.end]:
            result.miss("quote", "", figure.quote, text[figure.start : figure.end])
        elif figure.basis == "prose" and not figure.quote.strip():
            result.miss("quote", "", figure.label, "empty quote")
    for noise in result.report.truth.tail_noise:
        if noise in text:
            result.miss("noise", "", noise, "stands in the text")


def _compare_cells(result: Comparison) -> None:
    answered: dict[tuple[str | None, str | None], list[Figure]] = defaultdict(list)
    for figure in result.answer.figures:
        if figure.basis == "table":
            answered[figure.indicator, figure.dimension].append(figure)
    truth = result.report.truth.cells
    for key, cell in truth.items():
        name = f"{key[0]} {key[1] or ''}".strip()
        given = answered.pop(key, [])
        if len(given) != 1:
            result.miss("table", "", name, f"{len(given)} figures, printed {cell.mark or cell.value}")
            continue
        figure = given[0]
        if not same_number(figure.value, cell.value) or figure.mark != cell.mark:
            result.miss(
                "table",
                "",
                name,
                f"{figure.mark or figure.value} for {cell.mark or cell.value}: “{figure.quote}”",
            )
        elif cell.unit and figure.unit != cell.unit:
            result.miss("table", "", name, f"unit {figure.unit} for {cell.unit}: “{figure.quote}”")
    for kept in result.report.truth.kept:
        given = answered.get((None, None), [])
        figure = next((figure for figure in given if _keeps(figure, kept)), None)
        if figure is None:
            result.miss("table", "", kept.label, f"no figure without an indicator for {kept}")
        else:
            given.remove(figure)
    for key, given in answered.items():
        if not given:
            continue
        result.miss("table", "", str(key), f"{len(given)} figures for no cell: “{given[0].quote}”")


def _keeps(figure: Figure, kept: KeptFigure) -> bool:
    return (
        same_number(figure.value, kept.value)
        and figure.unit == kept.unit
        and figure.cumulative == kept.cumulative
        and folded(kept.label) in folded(figure.label)
    )


def same_number(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < 1e-9 * max(1, abs(one), abs(other))


def fits(figure: Figure, stated: Stated) -> bool:
    return (
        same_number(figure.value, stated.value)
        and figure.unit in _units(stated)
        and figure.precision in stated.precisions
        and figure.basis in stated.bases
    )


def _units(stated: Stated) -> tuple[str | None, ...]:
    return ("%", "％") if stated.kind == "percent" else stated.units


def _compare_prose(result: Comparison) -> None:
    """Sentence by sentence: the figures whose quote lies in it against those it states."""
    text = FoldedText(result.answer.text)
    prose = [
        (index, figure)
        for index, figure in enumerate(result.answer.figures)
        if figure.basis in {"prose", "stated_none"}
    ]
    taken: set[int] = set()
    answered_by: dict[int, int] = {}
    cursor = 0
    for placed in result.report.truth.sentences:
        pattern = placed.sentence.pattern
        place = text.find(placed.sentence.text, cursor)
        if place is None:
            result.miss("lost", pattern, placed.sentence.text, "the sentence is not in the text")
            result.stated[pattern] += sum(_counts(figure) for figure in placed.sentence.figures)
            continue
        cursor = place[1]
        start, end = text.span(*place)
        inside = [
            (index, figure)
            for index, figure in prose
            if index not in taken and max(start, figure.start) < min(end, figure.end)
        ]
        taken.update(index for index, _ in inside)
        _compare_sentence(result, placed, inside, answered_by)
    for index, figure in prose:
        if index not in taken:
            result.extra["outside"] += 1
            context = result.answer.text[max(0, figure.start - 20) : figure.end + 15]
            result.miss("extra", "outside", context, _shown(figure))
    _compare_parts(result, answered_by)


def _counts(stated: Stated) -> bool:
    return stated.kind == VOLUME and not stated.optional


def _compare_sentence(
    result: Comparison, placed: PlacedSentence, inside: list[tuple[int, Figure]], answered_by: dict[int, int]
) -> None:
    pattern, words = placed.sentence.pattern, placed.sentence.text
    left = list(inside)
    unread: list[tuple[int, Stated]] = []
    for offset, stated in enumerate(placed.sentence.figures):
        match = next((pair for pair in left if fits(pair[1], stated)), None)
        if _counts(stated):
            result.stated[pattern] += 1
        elif not stated.optional:
            result.by_kind[stated.kind]["stated"] += 1
        if match is None:
            if not stated.optional:
                unread.append((offset, stated))
            continue
        left.remove(match)
        answered_by[placed.first + offset] = match[0]
        if _counts(stated):
            result.found[pattern] += 1
            _compare_meaning(result, pattern, words, stated, match[1])
        elif not stated.optional:
            result.by_kind[stated.kind]["found"] += 1
            if stated.kind == "change" and match[1].indicator and not match[1].indicator.endswith("change"):
                result.by_kind["change"]["taken for a volume"] += 1
    for _, stated in unread:
        kind = "missing" if stated.kind == VOLUME else f"missing {stated.kind}"
        result.miss(kind, pattern, words, f"{stated.value} {stated.units[0]} {stated.precisions[0]} {stated.bases[0]}")
    for _, figure in left:
        if figure.unit in {"%", "％"}:
            result.by_kind["percent"]["extra"] += 1
            continue
        result.extra[pattern] += 1
        result.miss("extra", pattern, words, _shown(figure))


def _compare_meaning(result: Comparison, pattern: str, words: str, stated: Stated, figure: Figure) -> None:
    if stated.indicator is not None:
        right = figure.indicator == stated.indicator
        result.indicators[right] += 1
        if not right:
            result.miss("indicator", pattern, words, f"{stated.value}: {figure.indicator} for {stated.indicator}")
    right = figure.cumulative == stated.cumulative
    result.flags[right] += 1
    if not right:
        result.miss("cumulative", pattern, words, f"{stated.value}: {figure.cumulative}")


def _compare_parts(result: Comparison, answered_by: dict[int, int]) -> None:
    """Among figures read, whether each part names its total, and nothing else is a part."""
    figures = result.answer.figures
    truth = result.report.truth
    for placed in truth.sentences:
        for offset, stated in enumerate(placed.sentence.figures):
            if not _counts(stated) or placed.first + offset not in answered_by:
                continue
            given = figures[answered_by[placed.first + offset]].part_of
            wanted = None if stated.part_of is None else answered_by.get(placed.first + stated.part_of, -1)
            if stated.part_of is None and given is None:
                continue
            result.parts[given == wanted] += 1
            if given != wanted:
                told = "nothing" if given is None else figures[given].quote
                result.miss(
                    "part",
                    placed.sentence.pattern,
                    placed.sentence.text,
                    f"{stated.printed} is part of {told}",
                )


def _shown(figure: Figure) -> str:
    answer = f"{figure.value} {figure.unit} {figure.precision} {figure.basis}"
    return f"{answer} “{figure.quote}” {figure.indicator or ''}"


def _compare_masthead(result: Comparison) -> None:
    truth, answer = result.report.truth, result.answer
    pairs: list[tuple[str, object, object]] = [
        ("title", folded(truth.title), folded(answer.title or "")),
        ("agency", truth.agency, answer.agency.name),
        ("level", truth.level, answer.agency.level),
        ("year", truth.year, answer.year),
        ("roles", truth.roles, tuple(heading.role for heading in answer.outline if heading.level == 1)),
        ("announced", tuple(map(folded, truth.announced)), tuple(map(folded, answer.announced_sections))),
        ("period", truth.period, (answer.period.start, answer.period.end) if answer.period else None),
    ]
    if truth.phone is not None:  # else a number of the running text may be taken for it, or not
        pairs.append(("phone", truth.phone, answer.contact.phone if answer.contact else None))
    if truth.form != "?":
        pairs.append(("form", truth.form, answer.form))
    for name, wanted, given in pairs:
        if wanted != given:
            result.miss("masthead", name, str(wanted), str(given))
    if answer.published not in published_as_printed(result.report):
        result.miss("masthead", "published", str(truth.published), str(answer.published))


def published_as_printed(report: GeneratedReport) -> tuple[str | None, ...]:
    """Some families print the day alone, and some print it twice, once with its time."""
    published = report.truth.published
    if published is None:
        return (None,)
    family = report.layout.split("-", 1)[1]
    if family == "channel":
        return (published[:10],)
    return (published, published[:10]) if family in {"hanweb", "gkmlpt"} else (published,)


def _compare_findings(result: Comparison) -> None:
    found = {finding.rule for finding in result.answer.findings}
    truth = result.report.truth
    for fault in truth.faults:
        if fault.rule not in found:
            result.miss("fault", fault.rule, fault.what, f"found {sorted(found)}")
    for rule in sorted(truth.errors - found - {fault.rule for fault in truth.faults}):
        result.miss("fault", rule, "follows from what is printed", f"found {sorted(found)}")
    for finding in errors_of(result.answer.findings):
        if finding.rule not in truth.errors:
            result.miss("error", finding.rule, finding.message, finding.quote or "")


def errors_of(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == "error"]
