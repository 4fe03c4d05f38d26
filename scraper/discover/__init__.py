"""Finding reports: list pages, the links on them, which of those are reports, and where the lists themselves are.

`route` is the way through a portal's list pages. `listing` reads one of them: `source` opens it, `entries` collects
what it lists (`links`, records, JSON), `verdict` knows reports by the words in `vocabulary.toml`, `judge` adds what a
link's place says, `paging` finds the further pages by the rules of the portal's family. `sitemap` reads site maps,
`article` tells the extractors what the crawl knows of a report. `probe` does all this once, and explains itself.
"""
