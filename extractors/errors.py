"""What the extractors raise.

GongkaiError                     everything gongkai raises on purpose
└── CatalogueError               a data file of ours (catalogue, lexicon) is wrong: names the file and the entry

A bad *page* raises nothing: it becomes a `Finding` of its report. The rest of the tree, what fetching and
writing may raise, stands in `scraper.errors`.
"""


class GongkaiError(Exception):
    """What was wrong, where, and what to do about it, in one sentence a user can act on."""


class CatalogueError(GongkaiError):
    """A data file that ships with gongkai does not hold together."""


class ConversionError(GongkaiError):
    """The program that converts a kind of file did not convert this one. Becomes a finding, and never ends a run."""
