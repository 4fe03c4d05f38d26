"""Reports in local files: `paths` finds what a command line means, `reading` reads one, `pool` many."""

from scraper.local.paths import Skipped, Source, find_sources
from scraper.local.pool import read_all
from scraper.local.reading import Reading, read_source

__all__ = ["Reading", "Skipped", "Source", "find_sources", "read_all", "read_source"]
