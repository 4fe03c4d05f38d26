"""`prose.table`: a number stated in words equals the same number in the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractors.catalogue.identities import SameNumber, identities
from extractors.checks.evidence import Evidence
from extractors.models import Number
from extractors.reading import Doubt, Reading

# In the requests table a number in words is the total column's; the other tables have no dimension.
COMPARED_DIMENSIONS = (None, "total")


def check_prose_against_table(evidence: Evidence) -> Iterator[Doubt]:
    """Compares exact, non-cumulative numbers only, and those the catalogue says mean the same.

    Where one sentence agrees with the table and another of the same section does not, the words speak of something
    narrower (收到网上申请…件), so that only a disagreement that stands alone in its section is reported.
    """
    in_table: dict[str, Reading] = {}
    for form in evidence.tables.forms:
        for reading in form.cells.values():
            if reading.dimension in COMPARED_DIMENSIONS and reading.indicator:
                in_table.setdefault(reading.indicator, reading)
    in_prose: dict[str, list[Reading]] = defaultdict(list)
    for reading in evidence.counts:
        if reading.indicator and _is_comparable(reading):
            in_prose[reading.indicator].append(reading)
    for same in identities().same:
        if same.prose in in_prose:
            yield from _disagreements(same, in_prose[same.prose], in_table, evidence)


def _disagreements(
    same: SameNumber, in_prose: list[Reading], in_table: dict[str, Reading], evidence: Evidence
) -> Iterator[Doubt]:
    printed = [in_table[key] for key in same.table if key in in_table]
    if len(printed) < len(same.table) or all(reading.value is None for reading in printed):
        return
    expected = _sum(printed)
    accepted = {expected}
    for keys in same.also:
        if all(key in in_table for key in keys):
            accepted.add(_sum([in_table[key] for key in keys]))
    by_section: dict[str | None, list[Reading]] = defaultdict(list)
    for reading in in_prose:
        by_section[evidence.outline.role_at(reading.start)].append(reading)
    for stated in by_section.values():
        if any(reading.value in accepted for reading in stated):
            continue
        for reading in stated:
            yield Doubt(
                "prose.table",
                facts={"label": reading.label},
                expected=expected,
                actual=reading.value,
                readings=(reading, *printed),
                quote=evidence.document.text[reading.start : reading.end],
            )


def _is_comparable(reading: Reading) -> bool:
    return reading.dimension in COMPARED_DIMENSIONS and reading.precision == "exact" and not reading.cumulative


def _sum(readings: list[Reading]) -> Number:
    return sum(reading.value or 0 for reading in readings)
