"""Records of an output folder for Python programs: one at a time, or as a frame of Polars or pandas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from extractors import Report
from scraper.dataset.tables import tables
from scraper.errors import ConfigError, OutputError
from scraper.output import FIGURES, FINDINGS, REPORTS
from scraper.rows import FigureRow, FindingRow

if TYPE_CHECKING:
    import pandas
    import polars

Row = TypeVar("Row", bound=BaseModel)

_PANDAS = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


class Records(Generic[Row]):
    """The lines of one file as checked, frozen records, in the order of the file. May be gone through again.

    Nothing is read before the first record is asked for, and no more than one line is in memory at a time.
    """

    def __init__(self, path: Path, model: type[Row]) -> None:
        if not path.is_file():
            raise ConfigError(f"{path}: no such file. Name an output folder, or make one: gongkai demo.")
        self.path = path
        self.model = model

    def __iter__(self) -> Iterator[Row]:
        """Raises OutputError for a line that is no such record."""
        with self.path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield self.model.model_validate_json(line)
                except ValidationError as error:
                    first = error.errors()[0]
                    where = ".".join(str(part) for part in first["loc"])
                    raise OutputError(
                        f"{self.path}:{number}: {where}: {first['msg']}. Write the file anew: gongkai run."
                    ) from None

    def __repr__(self) -> str:
        return f"<{self.model.__name__} records of {self.path}>"


class Table(Records[Row]):
    """Records that are rows of a table, and so make a frame. `name`: the table in the data dictionary."""

    def __init__(self, path: Path, model: type[Row], name: str) -> None:
        super().__init__(path, model)
        self.name = name

    def polars(self) -> polars.DataFrame:
        """All rows as a Polars frame, typed as the data dictionary says. Needs polars."""
        import polars as pl  # noqa: PLC0415 - not ours to require

        types: dict[str, Any] = {
            "string": pl.String,
            "integer": pl.Int64,
            "number": pl.Float64,
            "boolean": pl.Boolean,
            "integers": pl.List(pl.Int64),
            "strings": pl.List(pl.String),
        }
        schema = {column.name: types[column.type] for column in tables()[self.name].columns}
        rows = [self._plain(row) for row in self]
        return pl.DataFrame(rows, schema=schema, orient="row")

    def pandas(self) -> pandas.DataFrame:
        """All rows as a pandas frame, with pandas' own nullable types. Needs pandas."""
        import pandas as pd  # noqa: PLC0415 - not ours to require

        columns = tables()[self.name].columns
        frame = pd.DataFrame([self._plain(row) for row in self], columns=[column.name for column in columns])
        return frame.astype({column.name: _PANDAS[column.type] for column in columns if column.type in _PANDAS})

    def _plain(self, row: Row) -> list[Any]:
        """The row's values as its table has them: what is a number or text (`expected`) is text there."""
        return [
            f"{value:.15g}" if column.type == "string" and isinstance(value, int | float) else value
            for column in tables()[self.name].columns
            for value in (getattr(row, column.name),)
        ]


def read_reports(folder: str | Path = "output") -> Records[Report]:
    """The reports of an output folder, with text, outline, sections, figures and findings. Raises ConfigError."""
    return Records(Path(folder) / REPORTS, Report)


def read_figures(folder: str | Path = "output") -> Table[FigureRow]:
    """Every figure with its report's identity. Raises ConfigError.

    >>> for figure in read_figures("output"):
    ...     print(figure.agency, figure.year, figure.indicator, figure.value, figure.quote)
    >>> read_figures("output").polars()
    """
    return Table(Path(folder) / FIGURES, FigureRow, "figures")


def read_findings(folder: str | Path = "output") -> Table[FindingRow]:
    """Every finding with the quotes that show it. Raises ConfigError."""
    return Table(Path(folder) / FINDINGS, FindingRow, "findings")
