"""The archive: every answer as it was fetched, in WARC files (ISO 28500, version 1.1), a gzip member a record.

`writer` adds to it, `reader` finds records again, `remarks` are our own notes in it (what a page was taken for),
and `replay` makes reports of it, without the network.
"""

from scraper.archive.reader import load, mend
from scraper.archive.writer import ARCHIVE, ArchiveWriter

__all__ = ["ARCHIVE", "ArchiveWriter", "load", "mend"]
