# %% [markdown]
# # A journalist's audit of one county
#
# Who did not report, who reported late, what does not add up, with the words that show it.
# Run it on any output folder, for any place: `python docs/examples/county_audit.py output 清岚县`.

# %%
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from scraper.dataset import read_findings, read_reports

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "output")
county = sys.argv[2] if len(sys.argv) > 2 else "清岚县"

# %% [markdown]
# The county's bodies are told by the division of their reports, or by their names where it is not known.

# %%
reports = [
    report
    for report in read_reports(folder)
    if county in ((report.agency.division and report.agency.division.county) or report.agency.name or "")
]
print(f"{county}: {len(reports)} reports by {len({report.agency.name for report in reports})} bodies")

# %% [markdown]
# Gaps: years between a body's first and last report for which there is none here. Before calling it, look at its
# portal: the report may lie elsewhere.

# %%
years: dict[str, set[int]] = {}
for report in reports:
    if report.agency.name and report.year:
        years.setdefault(report.agency.name, set()).add(report.year)
for name, known in sorted(years.items()):
    gaps = [year for before, after in pairwise(sorted(known)) for year in range(before + 1, after)]
    if gaps:
        print(f"no report found: {name} {', '.join(map(str, gaps))}")

# %% [markdown]
# What the reports themselves get wrong, gravest first. `quotes` are the page's own words: what you can print.

# %%
ids = {report.id for report in reports}
found = [finding for finding in read_findings(folder) if finding.report_id in ids]
grades = ("error", "warning", "info")
for finding in sorted(found, key=lambda one: (grades.index(one.severity), one.rule, one.year or 0)):
    print(f"{finding.severity}: {finding.agency} {finding.year}: {finding.message}")
    for quote in finding.quotes or [finding.quote or ""]:
        if quote:
            print(f"    “{quote}”")
    print(f"    {finding.url}")

# %% [markdown]
# The picture in numbers. For charts and a page to send around: `gongkai audit output`.

# %%
for rule, count in Counter(finding.rule for finding in found).most_common():
    print(f"{count:4} × {rule}")
