"""What the page needs of a data set, as plain lists: a column a list, so that 20,000 reports stay a few megabytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from extractors.catalogue import indicators, rules
from scraper.audit.evidence import find, passages
from scraper.printable import printable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS_AT_ONCE = 500
LONGEST_MESSAGE = 600
MOST_PASSAGES = 20
SEVERITIES = ("error", "warning", "info")
# What the page draws: all that is counted, but not the six kinds of applicants.
KINDS = ("volume", "stock")
# The sums that are shown beside the superior's own figure; of others those that give a finding.
SUMMED = {
    *("proactive.total", "requests.received", "requests.granted", "requests.processed_total"),
    *("disputes.review.total", "disputes.review.corrected"),
}

Json = Any


def gather(connection: DuckDBPyConnection) -> dict[str, Json]:
    """The blocks of data: `core` (agencies, reports, numbers), `findings`, `sums`, `revisions`."""
    reports = _rows(
        connection,
        "SELECT r.id, r.agency_id, r.year, r.title, r.url, r.published, r.archive_file, r.archive_offset, r.chosen"
        " FROM reports AS r WHERE r.agency_id IS NOT NULL AND r.year IS NOT NULL ORDER BY r.agency_id, r.year, r.id",
    )
    agencies = _rows(
        connection,
        "SELECT agency_id, agency, kind, level, province, city, county, town, portal, first_year, superior_id"
        " FROM agencies ORDER BY division_code NULLS LAST, level, agency",
    )
    place = {row["agency_id"]: position for position, row in enumerate(agencies)}
    position = {row["id"]: number for number, row in enumerate(reports)}
    findings = _findings(connection, position)
    return {
        "core": {
            "agencies": _columns(agencies, place),
            "reports": _reports(reports, place),
            "numbers": _numbers(connection, position),
            "unplaced": _count(connection, "SELECT count(*) FROM reports WHERE agency_id IS NULL OR year IS NULL"),
            "figures": _count(connection, "SELECT count(*) FROM figures"),
            "rules": _rules(findings),
        },
        "findings": findings,
        "sums": _sums(connection, place),
        "revisions": _revisions(connection),
    }


def _columns(agencies: list[dict[str, Any]], place: dict[str, int]) -> Json:
    words = ("agency", "kind", "level", "province", "city", "county", "town", "portal")
    columns: dict[str, Json] = {key: [_word(row[key]) for row in agencies] for key in words}
    columns["first"] = [row["first_year"] for row in agencies]
    columns["superior"] = [place.get(row["superior_id"]) for row in agencies]
    return columns


def _reports(reports: list[dict[str, Any]], place: dict[str, int]) -> Json:
    return {
        "id": [row["id"] for row in reports],
        "agency": [place[row["agency_id"]] for row in reports],
        "year": [row["year"] for row in reports],
        "title": [_word(row["title"]) for row in reports],
        "url": [row["url"] for row in reports],
        "published": [row["published"][:10] if row["published"] else None for row in reports],
        "archive": [
            f"{row['archive_file']} @ {row['archive_offset']}" if row["archive_file"] else None for row in reports
        ],
        "chosen": [int(row["chosen"]) for row in reports],
    }


def _numbers(connection: DuckDBPyConnection, position: dict[str, int]) -> Json:
    """By indicator: `exact` and `rough`, each as [positions of reports, values]; a report without one is not there."""
    known = indicators()
    found: dict[str, dict[str, list[list[Any]]]] = {}
    cursor = connection.execute(
        "SELECT indicator, report_id, exact, approximate FROM annual WHERE dimension = 'total'"
        " AND (exact IS NOT NULL OR approximate IS NOT NULL)"
    )
    while batch := cursor.fetchmany(ROWS_AT_ONCE):
        for indicator, report_id, exact, rough in batch:
            if known[indicator].kind not in KINDS:
                continue
            held = found.setdefault(indicator, {"exact": [[], []], "rough": [[], []]})
            where, values = held["exact" if exact is not None else "rough"]
            where.append(position[report_id])
            values.append(_number(exact if exact is not None else rough))
    for held in found.values():
        for columns in held.values():
            order = sorted(range(len(columns[0])), key=columns[0].__getitem__)
            columns[:] = [[column[number] for number in order] for column in columns]
    return {
        key: {"zh": known[key].zh, "en": known[key].en, "unit": known[key].unit, **found[key]}
        for key in known
        if key in found
    }


def _findings(connection: DuckDBPyConnection, position: dict[str, int]) -> list[Json]:
    """One list a finding: report, rule, severity, message in both languages, passages; the gravest first.

    Findings of reports whose agency or year is not known have no place on the page's axes: report is null, and
    their address stands in its place.
    """
    cursor = connection.execute("""
        WITH numbered AS (SELECT row_number() OVER () AS n, * FROM findings),
        pointed AS (SELECT n, report_id, unnest(figures) AS index FROM numbered),
        spans AS (
            SELECT p.n, list([g.start, g."end"]) AS spans
            FROM pointed AS p JOIN figures AS g USING (report_id, index) GROUP BY p.n
        )
        SELECT d.report_id, d.rule, d.severity, d.message, d.url, d.quote, s.spans, t.text
        FROM numbered AS d LEFT JOIN spans AS s USING (n) JOIN texts AS t ON t.report_id = d.report_id
    """)
    found: list[tuple[Any, ...]] = []
    while batch := cursor.fetchmany(ROWS_AT_ONCE):
        for report_id, rule, severity, message, url, quote, spans, text in batch:
            shown = passages(text, [(start, end) for start, end in spans or ()] or find(text, quote))
            where = position.get(report_id)
            found.append(
                (
                    *(SEVERITIES.index(severity), rule, -1 if where is None else where),
                    *_sentences(rule, message),
                    [[_passage(turn) for turn in passage] for passage in shown],
                    url if where is None else None,
                )
            )
    found.sort(key=lambda one: one[:4])
    return [list(one) for one in found]


def _sentences(name: str, message: str) -> tuple[str, str]:
    """A finding's message in Chinese and in English: it holds both, the second where the rule's sentence starts."""
    rule = rules().get(name)
    shown = _word(message)[:LONGEST_MESSAGE]
    beginning = rule.en.split("{", 1)[0] if rule else ""
    at = shown.find(f"。 {beginning}") if beginning else shown.rfind("。 ")
    return (shown[: at + 1], shown[at + 2 :]) if at >= 0 else (shown, shown)


def _rules(findings: list[Json]) -> Json:
    seen = {one[1] for one in findings}
    return {
        rule.id: {
            "severity": SEVERITIES.index(rule.severity),
            "zh": rule.zh,
            "en": rule.meaning,
            "source": rule.source,
        }
        for rule in rules().values()
        if rule.id in seen
    }


def _sums(connection: DuckDBPyConnection, place: dict[str, int]) -> list[Json]:
    rows = _rows(
        connection,
        "SELECT superior_id, year, indicator, members, reporting, stated_exact, stated_approximate, sum_exact,"
        " sum_approximate, own_exact, own_approximate, rule FROM aggregates WHERE dimension = 'total'"
        " ORDER BY year DESC, superior_id, indicator",
    )
    keys = ("members", "reporting", "stated_exact", "stated_approximate")
    numbers = ("sum_exact", "sum_approximate", "own_exact", "own_approximate")
    return [
        [
            *(place[row["superior_id"]], row["year"], row["indicator"]),
            *(row[key] for key in keys),
            *(_number(row[key]) for key in numbers),
            row["rule"],
        ]
        for row in rows
        if row["indicator"] in SUMMED or row["rule"]
    ]


def _revisions(connection: DuckDBPyConnection) -> list[Json]:
    """The latest first, with every figure and passage that changed."""
    lines = connection.execute("SELECT record FROM revisions ORDER BY found_at DESC, report_id").fetchall()
    return [_revision(json.loads(line)) for (line,) in lines]


def _revision(record: dict[str, Any]) -> Json:
    return {
        **{key: _word(record[key]) for key in ("report_id", "agency", "change", "found_at", "reason")},
        "year": record["year"],
        "url": record["url"],
        "archives": [
            f"{side['archive']['file']} @ {side['archive']['offset']}" if side and side["archive"] else None
            for side in (record["old"], record["new"])
        ],
        "figures": [
            [
                _word(one["indicator"] or one["label"]),
                *(_state(one[side]) for side in ("old", "new")),
            ]
            for one in record["figures"]
        ],
        "passages": [[_word(one["old"]), _word(one["new"])] for one in record["passages"][:MOST_PASSAGES]],
    }


def _state(figure: dict[str, Any] | None) -> Json:
    """[number or mark, quote] of a figure, or null where it is not stated."""
    if figure is None:
        return None
    return [figure["mark"] if figure["value"] is None else figure["value"], _word(figure["quote"])]


def _rows(connection: DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _count(connection: DuckDBPyConnection, query: str) -> int:
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _word(text: str | None) -> str:
    return printable(text or "")


def _passage(text: str) -> str:
    """Tabs between cells stay, as the spaces a reader sees."""
    cells = [printable(cell) for cell in text.split("\t")]
    return "\u2002".join(cells)
