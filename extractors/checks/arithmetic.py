"""The sums the official tables promise: `catalogue/identities.toml`, checked in each column or row.

A cell without a number counts as zero: that is how the forms are filled in. A total left blank, or one that could not
be read, states nothing that its parts could contradict. A term whose row was not printed at all could be anything, so
that a sum which falls short by it is left to `table.row_missing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from extractors.catalogue.forms import column_name, prescribed_rows, row_name
from extractors.catalogue.identities import Identity, identities, terms_among
from extractors.checks.evidence import Evidence
from extractors.reading import Doubt, Reading
from extractors.tables import FormTable

# The cells of each line, a row or a column, by the terms of the sums over it.
Lines = Mapping[str, Mapping[str, Reading]]


def check_arithmetic(evidence: Evidence) -> Iterator[Doubt]:
    """Each identity of each official table, in each of its columns (or rows)."""
    for table in evidence.tables.forms:
        rows: dict[str, dict[str, Reading]] = defaultdict(dict)
        columns: dict[str, dict[str, Reading]] = defaultdict(dict)
        for (row, column), reading in table.cells.items():
            rows[row][column] = columns[column][row] = reading
        for identity in identities().identity:
            if identity.table == table.kind and identity.per == "row":
                yield from _broken(identity, table, tuple(columns), rows, evidence)
            elif identity.table == table.kind:
                yield from _broken(identity, table, tuple(rows), columns, evidence)


def _broken(
    identity: Identity, table: FormTable, terms: tuple[str, ...], lines: Lines, evidence: Evidence
) -> Iterator[Doubt]:
    total_terms, part_terms = terms_among(identity.total, terms), terms_among(identity.parts, terms)
    if len(total_terms) < len(identity.total) or not part_terms:
        return
    if identity.whole and len(part_terms) < len(identity.parts):
        return
    for line, cells in lines.items():
        totals = [cells[term] for term in total_terms if term in cells]
        parts = [cells[term] for term in part_terms if term in cells]
        expected, actual = _sum(totals), _sum(parts)
        if actual == expected or not parts or any(map(_states_nothing, totals)):
            continue
        if actual < expected and (
            (identity.per == "column" and _lacks_a_part(identity, table, terms))
            or (identity.whole and _has_local_rows(evidence, [*totals, *parts]))
        ):
            continue
        yield Doubt(
            identity.rule,
            facts=_facts(identity, table, line),
            expected=expected,
            actual=actual,
            readings=tuple(reading for reading in (*totals, *parts) if reading.value),
        )


def _facts(identity: Identity, table: FormTable, line: str) -> dict[str, str | int | float]:
    if identity.per == "row":
        name = row_name(table.kind, line)
        return {"row": name, "group": name}
    if table.kind == "statistics":
        return {"label": row_name(table.kind, identity.total[0])}
    facts: dict[str, str | int | float] = {"column": column_name(table.kind, line)}
    for key in ("received", "carried_in", "processed_total", "carried_out"):
        reading = table.cells.get((key, line))
        facts[key] = (reading.value if reading else None) or 0
    return facts


def _lacks_a_part(identity: Identity, table: FormTable, rows: tuple[str, ...]) -> bool:
    """Whether a row of the form that is one of the parts was not printed."""
    absent = tuple(row for row in prescribed_rows(table.kind, table.form) if row not in rows)
    return bool(terms_among(identity.parts, absent))


def _has_local_rows(evidence: Evidence, readings: list[Reading]) -> bool:
    """Whether a row that no form has (3.电子邮件申请数) stands among these, so that it may be a part as well."""
    first, last = min(reading.start for reading in readings), max(reading.end for reading in readings)
    return any(
        reading.indicator is None and first < reading.start < last and reading.value
        for reading in evidence.tables.readings
    )


def _states_nothing(reading: Reading) -> bool:
    return reading.value is None and reading.mark in (None, "blank")


def _sum(readings: list[Reading]) -> int | float:
    """Rounded to the cent: amounts are decimals, and 0.1 + 0.2 is no contradiction."""
    total = sum([reading.value or 0 for reading in readings])
    if isinstance(total, int):
        return total
    total = round(total, 2)
    return int(total) if total == int(total) else total
