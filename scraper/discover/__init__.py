"""Finding reports: list pages, the links on them, and which of those are reports.

`listing` reads one list page; `links` collects its links, `verdict` judges them by the words in
`vocabulary.toml`, `paging` finds the further pages of the list by the rules of the portal's family.
"""
