"""An output folder as a DuckDB database: the tables and views that exports and the audit are drawn from.

DuckDB reads the JSON Lines itself, a piece at a time, and spills to disk, so that memory stays the same however large
the data set is. What the tables hold is said in `tables.toml`; how they are made, in `load.sql` and `views.sql`.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.catalogue import indicators, rules
from scraper.dataset.tables import WIDE_KINDS, wide_name
from scraper.errors import ConfigError, OutputError
from scraper.output import FIGURES, FINDINGS, REPORTS, guarded

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

REVISIONS = "revisions.jsonl"
MEMORY = 200  # MB, of DuckDB's own; the whole process stays under twice that
SHORTEST_BUFFER = 1_000_000
THREADS = 2  # each needs buffers of its own


def need_duckdb() -> Any:
    """The duckdb module, or what to install. Raises ConfigError."""
    try:
        import duckdb  # noqa: PLC0415 - an extra
    except ImportError:
        raise ConfigError("This needs DuckDB, which is not installed. Run: pip install 'gongkai[export]'") from None
    return duckdb


def connect(database: Path | None = None, *, read_only: bool = False, **settings: Any) -> DuckDBPyConnection:
    """A connection to a file, by default to one in memory. All of ours are made here. Raises ConfigError."""
    connection: DuckDBPyConnection = need_duckdb().connect(
        str(database or ":memory:"), read_only=read_only, config=settings
    )
    # Where Python was not started with a file DuckDB draws a bar, and on stdout, which carries data only.
    connection.execute("SET enable_progress_bar = false")
    return connection


@contextmanager
def open_dataset(
    folder: str | Path = "output", file: Path | None = None, *, scratch: Path | None = None
) -> Iterator[DuckDBPyConnection]:
    """The data set of an output folder as a connection, with the tables and views of an export.

    file: where the database shall be kept; by default it is gone afterwards. scratch: where it lies until then, and
    what does not fit into memory: about a third of the folder's size; by default the folder itself, or the system's
    place for such files where the folder cannot be written to. Raises ConfigError, OutputError.
    """
    duckdb = need_duckdb()
    folder = Path(folder)
    check_folder(folder)
    scratch = scratch or (folder if os.access(folder, os.W_OK) else None)
    with guarded(scratch or folder), tempfile.TemporaryDirectory(prefix=".gongkai-", dir=scratch) as room:
        connection = connect(file or Path(room) / "dataset.duckdb", **_settings(Path(room)))
        try:
            load(connection, folder)
            yield connection
        except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
            first = str(error).splitlines()[0]
            raise OutputError(f"{folder}: {first}. Free some space, then run the same command again.") from error
        except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
            first = str(error).splitlines()[0]
            raise OutputError(f"{folder}: {first}. Write the files anew: gongkai run.") from error
        finally:
            connection.close()


def check_folder(folder: Path) -> None:
    """Raises ConfigError unless `folder` holds a data set."""
    for name in (REPORTS, FIGURES, FINDINGS):
        if not (folder / name).is_file():
            raise ConfigError(f"{folder / name}: no such file. Name an output folder, or make one: gongkai demo.")


def _settings(room: Path) -> dict[str, Any]:
    return {
        "memory_limit": f"{MEMORY}MB",
        "threads": THREADS,
        "temp_directory": str(room / "spill"),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def load(connection: DuckDBPyConnection, folder: Path) -> None:
    """Fill an empty database from the files of `folder`; those that are not there give empty tables."""
    _load_indicators(connection)
    values: dict[str, Any] = {name: str(folder / f"{name}.jsonl") for name in ("reports", "figures", "findings")}
    values["longest"] = max(SHORTEST_BUFFER, longest_line(folder / REPORTS) + 1)
    connection.execute("SET memory_limit = ?", [f"{MEMORY + 4 * values['longest'] // 1_000_000}MB"])
    for statement in _statements("load.sql"):
        wanted = {name: value for name, value in values.items() if f"${name}," in statement}
        connection.execute(statement, wanted)
    _load_revisions(connection, folder / REVISIONS)
    for statement in _statements("views.sql"):
        connection.execute(statement)
    connection.execute(_panel_wide())
    _add_findings_of_aggregates(connection)


def longest_line(path: Path) -> int:
    """In bytes."""
    with path.open("rb") as lines:
        return max(map(len, lines), default=0)


def _statements(name: str) -> list[str]:
    text = resources.files("scraper.dataset").joinpath(name).read_text("utf-8")
    return [statement for part in text.split(";\n") if (statement := part.strip())]


def _load_indicators(connection: DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE TABLE indicators (key VARCHAR, zh VARCHAR, en VARCHAR, unit VARCHAR, kind VARCHAR,"
        " forms VARCHAR[], source VARCHAR)"
    )
    rows = [[one.key, one.zh, one.en, one.unit, one.kind, list(one.forms), one.source] for one in indicators().values()]
    connection.executemany("INSERT INTO indicators VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _load_revisions(connection: DuckDBPyConnection, path: Path) -> None:
    """Revisions, of which there are few: what they hold of figures and passages stays JSON, for a reader to unfold."""
    connection.execute(
        "CREATE TABLE revisions (report_id VARCHAR, url VARCHAR, agency VARCHAR, year INTEGER, change VARCHAR,"
        " found_at VARCHAR, old_sha256 VARCHAR, new_sha256 VARCHAR, figures INTEGER, record VARCHAR)"
    )
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = _revision(json.loads(line), line.strip())
            except (ValueError, KeyError, TypeError, AttributeError):
                raise OutputError(f"{path}:{number}: not a revision. Take that line out of the file.") from None
            connection.execute("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _revision(revision: dict[str, Any], line: str) -> list[Any]:
    new = revision["new"]
    return [
        *(revision[key] for key in ("report_id", "url", "agency", "year", "change", "found_at")),
        *(revision["old"]["sha256"], new["sha256"] if new else None, len(revision["figures"]), line),
    ]


def _panel_wide() -> str:
    keys = [one.key for one in indicators().values() if one.kind in WIDE_KINDS]
    columns = ",\n    ".join(
        f"max(v.exact) FILTER (v.indicator = '{key}' AND v.dimension = 'total') AS {wide_name(key)}" for key in keys
    )
    return f"""
CREATE VIEW panel_wide AS
SELECT c.agency_id, a.agency, a.kind, a.level, a.division_code, c.year, c.status, c.report_id,
    {columns}
FROM coverage AS c JOIN agencies AS a USING (agency_id)
LEFT JOIN annual AS v ON v.agency_id = c.agency_id AND v.year = c.year
GROUP BY ALL ORDER BY c.agency_id, c.year
"""  # noqa: S608 - the names are the catalogue's


def _add_findings_of_aggregates(connection: DuckDBPyConnection) -> None:
    """Findings no single report shows: those of `aggregates`, with the sentences of the catalogue."""
    connection.execute("CREATE TABLE sentences (id VARCHAR, severity VARCHAR, zh VARCHAR, en VARCHAR)")
    known = [[rule.id, rule.severity, rule.zh, rule.en] for rule in rules().values() if "aggregate." in rule.id]
    connection.executemany("INSERT INTO sentences VALUES (?, ?, ?, ?)", known)
    connection.execute("""
        INSERT INTO findings
        WITH filled AS (
            SELECT g.*, s.severity, [s.zh, s.en] AS sentences, i.zh AS zh, i.en AS en
            FROM aggregates AS g JOIN sentences AS s ON s.id = g.rule JOIN indicators AS i ON i.key = g.indicator
            WHERE g.dimension = 'total'
        )
        SELECT r.id, r.url, r.agency, r.year, f.rule, f.severity,
            array_to_string([
                replace(replace(replace(replace(sentences[n], '{indicator}', [zh, en][n]),
                    '{own}', printf('%.15g', own_exact)), '{sum}', printf('%.15g', sum_exact)),
                    '{members}', stated_exact::VARCHAR) FOR n IN [1, 2]], ' '),
            printf('%.15g', sum_exact), printf('%.15g', own_exact),
            [p.figure], q.quote, [q.quote]
        FROM filled AS f
        JOIN reports AS r ON r.id = f.own_report_id
        JOIN panel AS p ON p.report_id = r.id AND p.indicator = f.indicator AND p.exact IS NOT NULL
            AND coalesce(p.dimension, 'total') = 'total' AND NOT p.cumulative AND p.exact = f.own_exact
        JOIN figures AS q ON q.report_id = r.id AND q.index = p.figure
        QUALIFY row_number() OVER (PARTITION BY r.id, f.indicator ORDER BY p.channel NULLS FIRST) = 1
        ORDER BY r.id, f.indicator
    """)
    connection.execute("DROP TABLE sentences")
