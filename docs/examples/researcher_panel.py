# %% [markdown]
# # A researcher's panel
#
# One row an agency and year, ready for a regression; what is missing stays missing, what is approximate stays apart.
# Run it on any output folder: `python docs/examples/researcher_panel.py output`. Needs the extra `export` and Polars.

# %%
import sys
from pathlib import Path

import polars as pl

from scraper.dataset import open_dataset, read_figures

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "output")

# %% [markdown]
# `open_dataset` gives the tables and views that exports have, as a DuckDB connection. `panel_wide` has a row for each
# agency and year of the data set's span, also where there is no report: its `status` says which is which.

# %%
with open_dataset(folder) as connection:
    rows = connection.execute("""
        select agency, level, year, status, requests_received, requests_granted, requests_processed_total
        from panel_wide where status <> 'unknown' order by agency, year
    """).fetchall()

names = ("agency", "level", "year", "status", "received", "granted", "processed")
panel = pl.DataFrame(rows, schema=names, orient="row")

# %% [markdown]
# How often is a request granted? Only where both numbers are stated, and there was something to decide.

# %%
rates = panel.filter(pl.col("processed") > 0).with_columns(rate=(pl.col("granted") / pl.col("processed")).round(3))
print(rates.select("agency", "year", "processed", "granted", "rate").sort("year", "agency"))

# %% [markdown]
# How much of the panel is missing, and is it missing at random? A panel that drops these rows without a word would
# overstate how well agencies report.

# %%
by_status = panel.group_by("year").agg(
    (pl.col("status") == "reported").sum().alias("reported"),
    (pl.col("status") == "missing").sum().alias("missing"),
)
print(by_status.sort("year"))

# %% [markdown]
# Every number leads back to its words. Here are those behind the largest number of requests.

# %%
figures = read_figures(folder).polars()
largest = figures.filter(
    (pl.col("indicator") == "requests.received") & (pl.col("dimension").fill_null("total") == "total")
).sort("value", descending=True, nulls_last=True)
for figure in largest.head(3).iter_rows(named=True):
    print(f"{figure['agency']} {figure['year']}: {figure['value']:g}, “{figure['quote']}”, {figure['url']}")
