"""The data set of an output folder, for Python programs.

>>> from scraper.dataset import read_figures
>>> read_figures("output").pandas()

`open_dataset` gives the same tables and views that exports have, as a DuckDB connection; it needs the extra `export`.
"""

from scraper.dataset.database import open_dataset
from scraper.dataset.reading import Records, Table, read_figures, read_findings, read_reports

__all__ = ["Records", "Table", "open_dataset", "read_figures", "read_findings", "read_reports"]
