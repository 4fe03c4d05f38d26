"""The record: one `Report` a page, as `output/reports.jsonl` holds it.

Keys, their order and their meaning are fixed by the contract with the programs that read them; a change of any of
them is a change of `SCHEMA_VERSION`. The typed models of the sections stand in `extractors.sections.models`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from extractors.sections.models import Sections

SCHEMA_VERSION = "1.0"

Number = int | float
Level = Literal["province", "city", "county", "town", "subdistrict", "village", "ministry"]
Kind = Literal["government", "department", "institution", "zone"]
Form = Literal["narrative", "2014", "2019", "2021", "mixed"]
Precision = Literal["exact", "at_least", "about", "at_most"]
Basis = Literal["table", "prose", "stated_none"]
Mark = Literal["blank", "dash", "slash", "word"]
Severity = Literal["error", "warning", "info"]


class Record(BaseModel):
    """Frozen, closed: a key that is not in the contract cannot slip in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ArchiveRef(Record):
    """Where the page lies in the archive: a WARC file's name and the byte offset of its record."""

    file: str
    offset: int


class Source(Record):
    """Where the bytes came from. For a local file `url` is its `file://` URI and the rest is null."""

    url: str
    final_url: str | None = None
    portal: str | None = None
    retrieved_at: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    sha256: str
    archive: ArchiveRef | None = None


class Division(Record):
    """An administrative division by GB/T 2260: six digits and the names on the way down to it."""

    code: str
    province: str | None = None
    city: str | None = None
    county: str | None = None
    town: str | None = None


class Agency(Record):
    name: str | None = None
    kind: Kind | None = None
    level: Level | None = None
    division: Division | None = None


class Period(Record):
    """First and last day the report's figures cover, `YYYY-MM-DD`, both included."""

    start: str
    end: str


class Contact(Record):
    """Whom to ask about the report. Offices only: names of persons are never extracted."""

    office: str | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    fax: str | None = None
    email: str | None = None


class Heading(Record):
    """A numbered heading. `level` counts from 1; `start`/`end` are the heading's own span in `text`."""

    ordinal: str | None
    level: int
    title: str
    role: str | None
    start: int
    end: int
    children: list[Heading] = Field(default_factory=list)


def _name_indicators(schema: dict[str, Any]) -> None:
    """The keys of the catalogue, for `gongkai schema`. Imported late: the catalogue is built on these models."""
    from extractors.catalogue.indicators import indicators  # noqa: PLC0415

    schema["anyOf"][0]["enum"] = list(indicators())
    schema["description"] = "key of docs/indicators.md; null for a number the catalogue has no indicator for"


def _name_rules(schema: dict[str, Any]) -> None:
    from extractors.catalogue.rules import rules  # noqa: PLC0415

    schema["enum"] = list(rules())
    schema["description"] = "a rule of docs/findings.md"


def _confidence_may_be_absent(schema: dict[str, Any]) -> None:
    schema["required"] = [key for key in schema.get("required", ()) if key != "confidence"]


class Figure(Record):
    """One number the report states, with the words that state it: `quote == text[start:end]`, always."""

    model_config = ConfigDict(json_schema_extra=_confidence_may_be_absent)

    indicator: Annotated[str | None, Field(json_schema_extra=_name_indicators)]
    dimension: str | None
    label: str
    value: Number | None
    unit: str | None
    precision: Precision
    basis: Basis
    channel: str | None
    cumulative: bool
    part_of: int | None
    section: str | None
    quote: str
    start: int
    end: int
    mark: Mark | None
    # Only figures recognised in a picture have it: 0 to 1, of the least sure part of their words.
    confidence: float | None = Field(default=None, exclude_if=lambda confidence: confidence is None)


class Finding(Record):
    """Something inconsistent, missing or doubtful. `figures` are indices into the report's `figures`."""

    rule: Annotated[str, Field(json_schema_extra=_name_rules)]
    severity: Severity
    message: str
    expected: Number | str | None = None
    actual: Number | str | None = None
    figures: list[int] = Field(default_factory=list)
    quote: str | None = None


class Extractor(Record):
    name: str
    version: str


class Report(Record):
    schema_version: str = SCHEMA_VERSION
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    source: Source
    title: str | None
    agency: Agency
    year: int | None
    published: str | None
    period: Period | None
    form: Form
    contact: Contact | None
    announced_sections: list[str]
    outline: list[Heading]
    sections: Sections
    figures: list[Figure]
    findings: list[Finding]
    text: str
    extractor: Extractor
