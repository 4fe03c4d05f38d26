"""The data set of an output folder, written for others: Parquet, CSV, DuckDB, XLSX, each with its data package."""

from scraper.export.job import Exported, Options, export

__all__ = ["Exported", "Options", "export"]
