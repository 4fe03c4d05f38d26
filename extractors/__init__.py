"""Reads one annual disclosure report: bytes in, a `Report` out. No network, no files, no clock.

>>> from extractors import extract_report
>>> report = extract_report(page_bytes, url="https://www.example.gov.cn/art/2020/1/21/art_1_2.html")

The modules stand in the order a page goes through them: `readers` make a `document` of the bytes; `masthead`,
`outline`, `tables` and `counts` read it; `sections` and `checks` put together and test what they found;
`pipeline` is that order in code, and `years` compares the reports of one agency. What the field knows lies in data
files: `catalogue/` (sections, forms, indicators, rules), `lexicon/` (words and their variants), `divisions/` (places).
"""

from extractors.errors import CatalogueError, ConversionError, GongkaiError
from extractors.models import Figure, Finding, Heading, Report
from extractors.pipeline import extract_report
from extractors.readers import AttachedFile, PageHints
from extractors.years import check_years

__all__ = [
    "AttachedFile",
    "CatalogueError",
    "ConversionError",
    "Figure",
    "Finding",
    "GongkaiError",
    "Heading",
    "PageHints",
    "Report",
    "check_years",
    "extract_report",
]
