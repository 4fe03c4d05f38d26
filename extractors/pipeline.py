"""The way a page takes, from bytes to `Report`. Each stage takes what the ones before it made and nothing else."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from urllib.parse import urlsplit

from extractors.attached import disagreements, read_whole
from extractors.catalogue import rules
from extractors.checks import Evidence, run_checks
from extractors.counts import read_counts
from extractors.form import form_of
from extractors.masthead import read_masthead
from extractors.models import ArchiveRef, Extractor, Finding, Report, Source
from extractors.outline import read_outline
from extractors.readers import PageHints
from extractors.reading import Doubt, Reading, to_figures
from extractors.recognition import withheld
from extractors.sections.build import build_sections
from extractors.tables import read_tables


def extract_report(
    content: bytes,
    *,
    url: str,
    report_id: str | None = None,
    final_url: str | None = None,
    portal: str | None = None,
    retrieved_at: str | None = None,
    archive: ArchiveRef | None = None,
    hints: PageHints | None = None,
) -> Report:
    """Read one report.

    content: the file as it was served. url: where it came from (`file://…` for a local file).
    report_id: 16 hex of the SHA-256 of the canonical URL; by default of the bytes.
    Never raises on bad content: what cannot be read is a finding of the report.
    """
    hints = hints or PageHints()
    digest = hashlib.sha256(content).hexdigest()
    whole = read_whole(content, hints)
    document = whole.document
    outline = read_outline(document)
    masthead = read_masthead(document, outline, hints)
    tables = read_tables(document)
    stated, non_counts = read_counts(document, outline, year=masthead.year, agency=masthead.agency.name)
    counts, doubtful = withheld(stated, document)
    figures, readings = to_figures([*tables.readings, *counts], document, outline.roles_at)
    evidence = Evidence(
        document, outline, masthead, tables, counts, tuple(readings), non_counts, urlsplit(final_url or url).hostname
    )
    return Report(
        id=report_id or digest[:16],
        source=Source(
            url=url,
            final_url=final_url,
            portal=portal,
            retrieved_at=retrieved_at,
            media_type=whole.page.media_type,
            encoding=whole.page.encoding,
            sha256=digest,
            archive=archive,
        ),
        title=masthead.title,
        agency=masthead.agency,
        year=masthead.year,
        published=masthead.published,
        period=masthead.period,
        form=form_of(tables),
        contact=masthead.contact,
        announced_sections=list(masthead.announced_sections),
        outline=list(outline.headings),
        sections=build_sections(outline, tables, masthead),
        figures=figures,
        findings=to_findings((*run_checks(evidence), *doubtful, *disagreements(whole, tables)), readings),
        text=document.text,
        extractor=Extractor(name="gongkai", version=_version()),
    )


def to_findings(doubts: tuple[Doubt, ...], readings: list[Reading]) -> list[Finding]:
    """Doubts as findings: severity and sentences from the catalogue, readings as indices into `figures`."""
    shown = any(doubt.readings for doubt in doubts)
    index = {id(reading): position for position, reading in enumerate(readings)} if shown else {}
    findings = []
    for doubt in doubts:
        rule = rules()[doubt.rule]
        facts = {"expected": doubt.expected, "actual": doubt.actual, **doubt.facts}
        findings.append(
            Finding(
                rule=rule.id,
                severity=rule.milder if doubt.mild and rule.milder is not None else rule.severity,
                message=rule.message(facts),
                expected=doubt.expected,
                actual=doubt.actual,
                figures=sorted(index[id(reading)] for reading in doubt.readings),
                quote=doubt.quote,
            )
        )
    return findings


@cache
def _version() -> str:
    """Looked up once: that reads the files of the installed package, and takes as long as a table."""
    return metadata.version("gongkai")
