"""The extractor measured on generated reports. `GENERATED_REPORTS=2000` measures more than the usual 500."""

from __future__ import annotations

import os

import pytest

from tests.generator import FAULTS, LAYOUTS, OLD_FAULTS, encodings_of, generate
from tests.suite.comparing import Comparison, compare
from tests.suite.tally import Tally, listing, rate

COUNT = int(os.environ.get("GENERATED_REPORTS", "500"))
FIRST = 1_000


def measured(first: int, count: int, fault: str | None = None, era: str | None = None) -> Tally:
    tally = Tally()
    for seed in range(first, first + count):
        tally.add(compare(generate(seed, fault=fault, era=era)))
    return tally


@pytest.fixture(scope="module")
def clean() -> Tally:
    """Every layout, portal family and encoding by turns, nothing planted."""
    return measured(FIRST, COUNT)


def test_the_set_is_worth_measuring(clean: Tally) -> None:
    assert clean.reports == COUNT
    assert clean.cells > 100 * COUNT
    assert clean.stated.total() > 8 * COUNT


def test_prose_recall(clean: Tally) -> None:
    """Value, unit, precision and basis of what is stated in words."""
    assert clean.recall >= 0.995, f"recall {clean.recall:.4f}\n{listing(clean.of('missing', 'lost'))}"


def test_prose_precision(clean: Tally) -> None:
    assert clean.precision >= 0.99, f"precision {clean.precision:.4f}\n{listing(clean.of('extra'))}"


def test_parts_name_their_total(clean: Tally) -> None:
    assert rate(clean.parts) >= 0.98, f"part_of {rate(clean.parts):.4f}\n{listing(clean.of('part'))}"


def test_indicators_are_the_catalogue_s(clean: Tally) -> None:
    assert rate(clean.indicators) >= 0.98, f"{rate(clean.indicators):.4f}\n{listing(clean.of('indicator'))}"


def test_stocks_are_told_from_flows(clean: Tally) -> None:
    assert rate(clean.flags) >= 0.99, listing(clean.of("cumulative"))


def test_no_change_is_taken_for_a_volume(clean: Tally) -> None:
    assert not clean.by_kind["change"]["taken for a volume"]


@pytest.mark.parametrize(
    ("what", "kinds"),
    [
        ("every table cell", ("table",)),
        ("quotes", ("quote",)),
        ("sentences in the text", ("lost",)),
        ("noise left out of the text", ("noise",)),
        ("masthead", ("masthead",)),
        ("no error finding on a clean page", ("error",)),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_nothing_is_misread(clean: Tally, what: str, kinds: tuple[str, ...]) -> None:
    rows = clean.of(*kinds)
    assert not rows, f"{what}: {len(rows)} differences\n{listing(rows)}"


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_is_found(fault: str) -> None:
    """Found by its own rule, and no error is found besides those that follow from what is printed."""
    rows = measured(FIRST, max(8, COUNT // 25), fault).of("fault", "error", "quote")
    assert not rows, listing(rows)


@pytest.mark.parametrize(("era", "fault"), [(era, fault) for era, faults in OLD_FAULTS.items() for fault in faults])
def test_fault_planted_in_an_old_report_is_found(era: str, fault: str) -> None:
    rows = measured(FIRST, max(8, COUNT // 25), fault, era).of("fault", "error", "quote")
    assert not rows, listing(rows)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + 3))
def test_same_figures_in_every_layout(seed: int) -> None:
    differing = {}
    for layout in LAYOUTS:
        report = generate(seed, layout=layout, encoding="utf-8", blanks=False)
        differing[layout] = figures_of(compare(report))
    plain = differing["plain-bare"]
    wrong = {layout: sorted(figures ^ plain)[:5] for layout, figures in differing.items() if figures != plain}
    assert not wrong, wrong


@pytest.mark.parametrize("seed", range(FIRST, FIRST + 3))
def test_same_figures_in_every_encoding(seed: int) -> None:
    for layout in ("word-trs", "text-cells"):
        answers = {
            encoding: figures_of(compare(generate(seed, layout=layout, encoding=encoding)))
            for encoding in encodings_of(layout)
        }
        plain = answers["utf-8"]
        wrong = {encoding: sorted(figures ^ plain)[:5] for encoding, figures in answers.items() if figures != plain}
        assert not wrong, (layout, wrong)


def figures_of(comparison: Comparison) -> set[str]:
    """Everything read but its place, with a running number so that equal figures count."""
    seen: dict[str, int] = {}
    for figure in comparison.answer.figures:
        meaning = f"{figure.indicator} {figure.dimension} {figure.value} {figure.unit}"
        shown = f"{meaning} {figure.precision} {figure.basis} {figure.mark}"
        seen[shown] = seen.get(shown, 0) + 1
    return {f"{shown} × {count}" for shown, count in seen.items()}


def test_reading_twice_gives_the_same() -> None:
    report = generate(FIRST)
    assert compare(report).answer == compare(report).answer


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_many_more_reports() -> None:
    tally = measured(100_000, 5_000)
    rows = tally.of("table", "quote", "lost", "noise", "masthead", "error")
    assert tally.recall >= 0.995
    assert tally.precision >= 0.99
    assert rate(tally.parts) >= 0.98
    assert not rows, listing(rows)
