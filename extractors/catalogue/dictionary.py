"""What the files of the catalogue say about one indicator, brought together: its printed labels and its sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from extractors.catalogue.forms import Row, TableEntry, form_tables
from extractors.catalogue.identities import Identity, identities, terms_among
from extractors.catalogue.indicators import indicators


@cache
def printed_labels() -> dict[str, tuple[str, ...]]:
    """Every label the forms, and pages that misprint them, have for an indicator: row, or row / column."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for table in form_tables().values():
        for row in table.row:
            for key, label in _labelled(table, row):
                found[key].setdefault(label)
    return {key: tuple(labels) for key, labels in found.items()}


def _labelled(table: TableEntry, row: Row) -> Iterator[tuple[str, str]]:
    if row.parent:
        return
    if table.key in ("requests", "statistics"):
        key = f"requests.{row.key}" if table.key == "requests" else row.key
        yield from ((key, printing) for printing in row.printings)
        return
    for column in table.column:
        key = f"{table.key}.{row.key}.{column.key}"
        if key in indicators():
            for printing in row.printings:
                yield from ((key, f"{printing} / {label}") for label in column.printings)


@cache
def sums() -> dict[str, tuple[str, ...]]:
    """The sums an indicator takes part in, as a line each: `requests.received + … = …`."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for identity in identities().identity:
        for total, parts in _terms(identity):
            line = f"{' + '.join(parts)} = {' + '.join(total)}"
            for key in (*total, *parts):
                found[key].setdefault(line)
    for same in identities().same:
        for key in (same.prose, *same.table):
            found[key].setdefault(f"{same.prose} (prose) = {' + '.join(same.table)} (table)")
    return {key: tuple(lines) for key, lines in found.items()}


def _terms(identity: Identity) -> Iterator[tuple[list[str], list[str]]]:
    """An identity's terms as indicators. One over the columns of the requests table is about dimensions, not them."""
    prefix = "" if identity.table == "statistics" else f"{identity.table}."
    table = form_tables()[identity.table]
    if identity.per == "column":
        keys = tuple(row.key for row in table.row if not row.parent)
        yield (
            [prefix + key for key in terms_among(identity.total, keys)],
            [prefix + key for key in dict.fromkeys(terms_among(identity.parts, keys))],
        )
    elif identity.table != "requests":
        for row in table.row:
            if not row.parent:
                yield (
                    [f"{prefix}{row.key}.{key}" for key in identity.total],
                    [f"{prefix}{row.key}.{key}" for key in identity.parts],
                )
