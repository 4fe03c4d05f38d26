# %% [markdown]
# # A nightly job
#
# Crawl what is due, export, and say what changed since the last night; quiet when nothing did. Cron mails what is
# printed, and the exit code tells a monitor whether to wake somebody:
#
#     15 2 * * *  cd /srv/gongkai && .venv/bin/python nightly_job.py run --config portals.toml --output output
#
# The words after the script's name are those of `gongkai`: try it with `demo --output /tmp/demo`.

# %%
import shutil
import sys
from pathlib import Path

from scraper.cli import main as gongkai
from scraper.diff import compare, read_state
from scraper.diff.wording import figure_name, report_name, stated

command = sys.argv[1:] or ["demo", "--output", "output"]
output = Path(command[command.index("--output") + 1])
export, before = output / "export" / "parquet", output / "export" / "parquet-before"

# %% [markdown]
# 1. Crawl. Codes: 0 all well, 1 some pages failed (each is named), 2 wrong configuration, 3 nothing could be done,
#    4 another run holds the lock. After 2, 3 and 4 there is nothing new to export.

# %%
code = gongkai(command)
if code > 1:
    sys.exit(code)

# %% [markdown]
# 2. Export, keeping the last one to compare with. An export is replaced as a whole: who reads it never sees half.

# %%
if export.exists():
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(export, before)
gongkai(["export", str(output), "--to", "parquet", "--into", str(export)])
gongkai(["audit", str(output)])

# %% [markdown]
# 3. Say what changed. A figure that changed after publication is news: print it with both numbers.

# %%
if before.exists():
    for change in compare(read_state(before), read_state(export)):
        print(f"{change.change}: {report_name(change)} {change.url}")
        for figure in change.figures:
            print(f"    {figure_name(figure)}: {stated(figure.old)} → {stated(figure.new)}")

# %%
sys.exit(code)
