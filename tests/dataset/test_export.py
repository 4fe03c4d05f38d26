"""`gongkai export`: every format says the same, validates, and is harmless to open."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pandas
import polars
import pyarrow.parquet
import pytest
from frictionless import Package, validate

from scraper.cli import main
from scraper.dataset import database, read_figures, read_reports
from scraper.dataset.tables import tables
from scraper.export import Options, export
from scraper.output import write_records
from tests.dataset.synthetic import records, write_output

FORMATS = ("parquet", "csv", "duckdb", "xlsx")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def exports(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    for form in FORMATS:
        assert main(["export", str(demo), "--to", form, "--into", str(folder / form)]) == 0
    return folder


@pytest.fixture(scope="module")
def hostile_exports(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile-exports")
    for form in FORMATS:
        assert main(["export", str(hostile), "--to", form, "--into", str(folder / form)]) == 0
    return folder


def figures_of(demo: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (demo / "figures.jsonl").read_text("utf-8").splitlines()]


def test_a_figure_is_the_same_in_each_and_leads_back_to_its_words(demo: Path, exports: Path) -> None:
    wanted = next(row for row in figures_of(demo) if row["precision"] == "exact" and (row["value"] or 0) > 10)
    where = f"report_id = '{wanted['report_id']}' and index = {wanted['index']}"
    keys = ("agency", "year", "indicator", "value", "quote", "start", "end")
    expected = tuple(wanted[key] for key in keys)
    names = ", ".join(f'"{key}"' for key in keys)

    with duckdb.connect(str(exports / "duckdb" / "gongkai.duckdb"), read_only=True) as connection:
        assert connection.execute(f"select {names} from figures where {where}").fetchone() == expected
        text = connection.execute("select text from texts where report_id = ?", [wanted["report_id"]]).fetchone()
        assert text is not None
        assert text[0][wanted["start"] : wanted["end"]] == wanted["quote"]

    frame = polars.read_parquet(exports / "parquet" / "figures.parquet")
    same = (polars.col("report_id") == wanted["report_id"]) & (polars.col("index") == wanted["index"])
    assert frame.filter(same).select(keys).row(0) == expected

    table = pandas.read_csv(exports / "csv" / "figures.csv")
    row = table[(table.report_id == wanted["report_id"]) & (table["index"] == wanted["index"])]
    assert tuple(row[list(keys)].iloc[0]) == expected

    sheet = openpyxl.load_workbook(exports / "xlsx" / "gongkai.xlsx", read_only=True)["数字"]
    position = {column.name: place for place, column in enumerate(tables()["figures"].columns)}
    [cells] = [
        cells
        for cells in sheet.iter_rows(min_row=2, values_only=True)
        if cells[0] == wanted["report_id"] and cells[position["index"]] == wanted["index"]
    ]
    assert tuple(cells[position[key]] for key in keys) == expected


def test_parquet_holds_every_figure_typed(demo: Path, exports: Path) -> None:
    frame = polars.read_parquet(exports / "parquet" / "figures.parquet")
    assert frame.schema["value"] == polars.Float64
    assert frame.schema["year"] == polars.Int32
    wanted = sorted(figures_of(demo), key=lambda row: (row["report_id"], row["index"]))
    assert frame.rows(named=True) == [{**row, "confidence": None} for row in wanted]
    encodings = duckdb.sql(
        f"select distinct encodings from parquet_metadata('{exports}/parquet/figures.parquet')"
        " where path_in_schema = 'indicator'"
    ).fetchall()
    assert "DICTIONARY" in encodings[0][0]


def test_only_what_was_read_from_a_picture_has_a_confidence(tmp_path: Path) -> None:
    [record] = records(1)
    record["figures"][1]["confidence"] = 0.93
    write_records([json.dumps(record, ensure_ascii=False)], tmp_path)
    assert [row.get("confidence", "no key") for row in figures_of(tmp_path)][:3] == ["no key", 0.93, "no key"]
    for form in ("parquet", "csv", "duckdb", "xlsx"):
        assert main(["export", str(tmp_path), "--to", form]) == 0
    folder = tmp_path / "export"
    wanted = [None, 0.93, *[None] * (len(record["figures"]) - 2)]
    assert polars.read_parquet(folder / "parquet" / "figures.parquet")["confidence"].to_list() == wanted
    assert polars.read_csv(folder / "csv" / "figures.csv")["confidence"].to_list() == wanted
    assert read_figures(tmp_path).polars()["confidence"].to_list() == wanted
    with duckdb.connect(str(folder / "duckdb" / "gongkai.duckdb"), read_only=True) as connection:
        found = connection.execute('SELECT confidence FROM figures ORDER BY "index"').fetchall()
    assert [value for (value,) in found] == wanted
    sheet = openpyxl.load_workbook(folder / "xlsx" / "gongkai.xlsx", read_only=True)["数字"]
    assert [cells[-1] for cells in sheet.iter_rows(min_row=2, values_only=True)] == wanted


def test_arrow_reads_the_parquet_as_r_and_pandas_do(demo: Path, exports: Path) -> None:
    """R's arrow and pandas read with this library. Other readers for R know these encodings and this compression."""
    for table in tables().values():
        file = pyarrow.parquet.ParquetFile(exports / "parquet" / f"{table.name}.parquet")
        assert file.schema_arrow.names == [column.name for column in table.columns]
        parts = [file.metadata.row_group(group) for group in range(file.metadata.num_row_groups)]
        columns = [part.column(place) for part in parts for place in range(part.num_columns)]
        assert {column.compression for column in columns} <= {"ZSTD"}
        assert {encoding for column in columns for encoding in column.encodings} <= {"PLAIN", "PLAIN_DICTIONARY"}
    frame = pandas.read_parquet(exports / "parquet" / "figures.parquet")
    wanted = next(row for row in figures_of(demo) if row["precision"] == "exact" and (row["value"] or 0) > 10)
    [row] = frame[(frame.report_id == wanted["report_id"]) & (frame["index"] == wanted["index"])].to_dict("records")
    assert (row["value"], row["quote"]) == (wanted["value"], wanted["quote"])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on the PATH")
def test_libreoffice_opens_workbook_and_csv(demo: Path, exports: Path, hostile_exports: Path, tmp_path: Path) -> None:
    workbook, text, hostile = tmp_path / "workbook.xlsx", tmp_path / "text.csv", tmp_path / "hostile.xlsx"
    shutil.copy(exports / "xlsx" / "gongkai.xlsx", workbook)
    shutil.copy(exports / "csv" / "figures.csv", text)
    shutil.copy(hostile_exports / "xlsx" / "gongkai.xlsx", hostile)
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--infilter=CSV:44,34,76", "--convert-to", every_sheet]
    for files in ([workbook, hostile], [text]):
        options = command if files == [text] else [one for one in command if not one.startswith("--infilter")]
        subprocess.run(
            [*options, "--outdir", str(tmp_path / "out"), *map(str, files)],
            check=True,
            capture_output=True,
            timeout=120,
        )
    wanted = next(row for row in figures_of(demo) if row["precision"] == "exact" and (row["value"] or 0) > 10)
    place = {column.name: number for number, column in enumerate(tables()["figures"].columns)}
    for name in ("workbook-数字.csv", "text-text.csv"):
        rows = list(csv.reader((tmp_path / "out" / name).read_text("utf-8").splitlines()))
        [row] = [one for one in rows if one[0] == wanted["report_id"] and one[place["index"]] == str(wanted["index"])]
        assert float(row[place["value"]]) == wanted["value"]
        assert row[place["quote"]] == wanted["quote"]
        assert len(rows) == len(figures_of(demo)) + 1
    titles = (tmp_path / "out" / "hostile-报告.csv").read_text("utf-8")
    assert "@SUM(1)" in titles
    assert "HYPERLINK(" in titles  # as words: a link that worked would show its name alone


def test_many_figures_are_parted_by_year(demo: Path, tmp_path: Path) -> None:
    export(demo, "parquet", tmp_path / "parts", Options(partition_above=100))
    frame = polars.read_parquet(tmp_path / "parts" / "figures" / "**" / "*.parquet")
    assert sorted(frame["year"].unique()) == sorted({row["year"] for row in figures_of(demo)})
    assert len(frame) == len(figures_of(demo))
    package = json.loads((tmp_path / "parts" / "datapackage.json").read_text("utf-8"))
    [paths] = [resource["path"] for resource in package["resources"] if resource["name"] == "figures"]
    assert all((tmp_path / "parts" / path).is_file() for path in paths)
    assert len(paths) > 1


@pytest.mark.parametrize("folder", ["exports", "hostile_exports"])
def test_frictionless_validates_the_csv_package(folder: str, request: pytest.FixtureRequest) -> None:
    report = validate(str(request.getfixturevalue(folder) / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])[:5]
    assert report.stats["tasks"] == len([table for table in tables().values() if "csv" in table.only])


@pytest.mark.parametrize("form", FORMATS)
def test_every_package_describes_what_is_there(form: str, demo: Path, exports: Path) -> None:
    folder = exports / form
    package = Package(str(folder / "datapackage.json"))
    assert package.version
    assert package.licenses[0]["name"] == "CC0-1.0"
    reports = list(read_reports(demo))
    years = [report.year for report in reports if report.year]
    assert [source["title"] for source in package.sources] == sorted({str(one.source.portal) for one in reports})
    assert package.to_dict()["counts"]["reports"] == len(reports)
    assert package.to_dict()["temporal"] == {"start": min(years), "end": max(years)}
    for resource in package.resources:
        assert (folder / str(resource.path)).is_file()
        assert resource.to_dict()["rows"] >= 0


@pytest.mark.parametrize("form", ["parquet", "duckdb"])
def test_columns_are_those_of_the_dictionary(form: str, exports: Path) -> None:
    with duckdb.connect() as connection:
        if form == "duckdb":
            connection.execute(f"ATTACH '{exports}/duckdb/gongkai.duckdb' AS held (READ_ONLY); USE held")
        for table in tables().values():
            source = f"'{exports}/parquet/{table.name}.parquet'" if form == "parquet" else table.name
            described = connection.sql(f"describe from {source}").fetchall()
            assert [row[0] for row in described] == [column.name for column in table.columns]
            wanted = {
                "string": "VARCHAR",
                "integer": ("INTEGER", "BIGINT"),
                "number": "DOUBLE",
                "boolean": "BOOLEAN",
                "integers": "INTEGER[]",
                "strings": "VARCHAR[]",
            }
            assert all(row[1] in wanted[column.type] for row, column in zip(described, table.columns, strict=True))


def test_dictionaries_explain_every_column_and_indicator(exports: Path) -> None:
    for name in ("data_dictionary.md", "data_dictionary.zh.md"):
        text = (exports / "csv" / name).read_text("utf-8")
        for table in tables().values():
            assert f"## {table.name}\n" in text
            assert all(f"| `{column.name}` |" in text for column in table.columns if table.name != "panel_wide")
        assert "| `requests.received` |" in text


def test_citation_names_date_version_and_portals(exports: Path) -> None:
    text = (exports / "csv" / "CITATION.txt").read_text("utf-8")
    assert re.search(r"\d+ reports, state of \d{4}-\d\d-\d\d, made by gongkai \d", text)
    assert "qinglan (http://127.0.0.1:" in text


def test_csv_cells_start_no_formula_and_hold_nothing_unseen(hostile_exports: Path) -> None:
    for path in (hostile_exports / "csv").glob("*.csv"):
        text = path.read_text("utf-8")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
        for row in csv.reader(text.splitlines()):
            assert not any(cell[:1] in "=+-@＝＋－＠" and not _is_number(cell) for cell in row if cell), path.name


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


def test_an_apostrophe_taken_away_gives_the_words_back(hostile_exports: Path) -> None:
    rows = csv.DictReader((hostile_exports / "csv" / "reports.csv").read_text("utf-8").splitlines())
    titles = {row["title"].removeprefix("'") for row in rows}
    assert {"@SUM(1)", "-1+1", "'原有撇号", '=HYPERLINK("http://evil.example","x")'} <= titles


def test_workbook_cells_are_text(hostile_exports: Path) -> None:
    workbook = openpyxl.load_workbook(hostile_exports / "xlsx" / "gongkai.xlsx")
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    formulas = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert formulas
    assert all(cell.quotePrefix for cell in formulas)


def test_parquet_keeps_every_character(hostile_exports: Path) -> None:
    titles = set(polars.read_parquet(hostile_exports / "parquet" / "reports.parquet")["title"])
    assert {"\u202e反向\u2066文字", "\x1b[31m红\x07"} <= titles


def test_bom_on_request(demo: Path, tmp_path: Path) -> None:
    assert main(["export", str(demo), "--to", "csv", "--bom", "--into", str(tmp_path / "bom")]) == 0
    for path in (tmp_path / "bom").glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert validate(str(tmp_path / "bom" / "datapackage.json")).valid


def test_twice_gives_the_same_bytes(demo: Path, exports: Path) -> None:
    before = {path.name: path.read_bytes() for path in (exports / "csv").iterdir()}
    assert main(["export", str(demo), "--to", "csv", "--into", str(exports / "csv")]) == 0
    assert {path.name: path.read_bytes() for path in (exports / "csv").iterdir()} == before


def test_a_folder_of_the_users_own_is_left_alone(demo: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    assert main(["export", str(demo), "--to", "csv", "--into", str(tmp_path)]) == 2
    assert "is no export" in capsys.readouterr().err
    assert (tmp_path / "thesis.docx").read_text() == "mine"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--to", "parquet", "--bom"], "--bom"),
        (["--to", "csv", "--licence", "my own"], "SPDX"),
    ],
)
def test_wrong_options(options: list[str], words: str, demo: Path, capsys: Capture) -> None:
    assert main(["export", str(demo), *options]) == 2
    assert words in capsys.readouterr().err


def test_no_output_folder(tmp_path: Path, capsys: Capture) -> None:
    assert main(["export", str(tmp_path), "--to", "csv"]) == 2
    assert "gongkai demo" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_named(demo: Path, tmp_path: Path, capsys: Capture) -> None:
    for name in ("reports", "figures", "findings"):
        (tmp_path / f"{name}.jsonl").write_bytes((demo / f"{name}.jsonl").read_bytes())
    with (tmp_path / "figures.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"report_id": "cut o')
    assert main(["export", str(tmp_path), "--to", "csv", "--into", str(tmp_path / "out")]) == 3
    assert "figures.jsonl" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_no_bar_is_drawn_where_data_go(demo: Path) -> None:
    """Started without a file, as here, Python counts as interactive, and DuckDB then draws one on stdout."""
    program = f"""
from pathlib import Path
import duckdb
from scraper.dataset import open_dataset
from scraper.dataset.database import connect
asked = "SELECT current_setting('enable_progress_bar')"
with open_dataset({str(demo)!r}) as dataset:
    for connection in (duckdb.connect(), dataset, dataset.cursor(), connect()):
        print(*connection.execute(asked).fetchone())
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["True", "False", "False", "False"]


def test_connections_are_made_in_one_place() -> None:
    sources = Path(database.__file__).parents[1].rglob("*.py")
    assert [path.name for path in sources if re.search(r"duckdb(\(\))?\.connect\(", path.read_text("utf-8"))] == [
        "database.py"
    ]


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the most memory a process held is asked of Linux")
@pytest.mark.parametrize(
    ("reports", "figures", "megabytes"),
    [(400, "72,800", 300), pytest.param(5_600, "1,019,200", 400, marks=pytest.mark.slow)],
)
def test_a_million_figures_in_under_400_mb(reports: int, figures: str, megabytes: int, tmp_path: Path) -> None:
    """The most of the process's own: what the system counts for a child begins with what its parent held."""
    write_output(tmp_path, reports, lean=False)
    program = f"""
import re
from scraper.cli import main
code = main(["export", {str(tmp_path)!r}, "--to", "parquet"])
print(code, re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=600)
    code, kilobytes = map(int, done.stdout.split())
    assert code == 0
    assert f"{figures} figures" in done.stderr
    assert kilobytes < megabytes * 1000


def test_a_folder_that_is_only_read(demo: Path, tmp_path: Path) -> None:
    """An export elsewhere writes nothing into the folder it is made of."""
    before = sorted(path.name for path in demo.iterdir())
    stamp = demo.stat().st_mtime_ns
    assert main(["export", str(demo), "--to", "csv", "--into", str(tmp_path / "csv")]) == 0
    assert main(["audit", str(demo), "--into", str(tmp_path / "page" / "audit.html")]) == 0
    assert sorted(path.name for path in demo.iterdir()) == before
    assert demo.stat().st_mtime_ns == stamp
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csv", "page"]
