"""The typed sections of a report: what `Report.sections` holds.

Every number here stands in `Report.figures` too, with the words it came from; the models exist so that a reader can
write `report.sections.requests.table.received.total`. Row and column names are the keys of the official forms
(国办公开办函〔2019〕60号 and 〔2021〕30号). A cell that was not printed, or printed without a number, is null.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

Number = int | float


class SectionModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(SectionModel):
    """What all sections share: the span in `Report.text` from the heading to the next section's heading."""

    title: str | None = None
    start: int
    end: int


class CitedDocument(SectionModel):
    """《name》（number） as the preface cites it; the number may be damaged and is kept as printed."""

    name: str
    number: str | None = None


class Overview(Section):
    """一、总体情况, with the preface before it: `start` is where the preface starts."""

    cited_documents: list[CitedDocument] = Field(default_factory=list)


# --- 二、主动公开 -------------------------------------------------------------------------------------------------


class DocumentsRow(SectionModel):
    """第二十条第（一）项: issued, repealed, in_force in 2021; made, published, published_total in 2019."""

    issued: Number | None = None
    repealed: Number | None = None
    in_force: Number | None = None
    made: Number | None = None
    published: Number | None = None
    published_total: Number | None = None


class ActionsRow(SectionModel):
    """第二十条第（五）（六）项: `decisions` in both forms, the item columns in 2019 only (the change is signed)."""

    items_last_year: Number | None = None
    items_change: Number | None = None
    decisions: Number | None = None


class FeesRow(SectionModel):
    """第二十条第（八）项: `amount` in 2021, in the unit its figure names; the item columns in 2019."""

    items_last_year: Number | None = None
    items_change: Number | None = None
    amount: Number | None = None


class ProcurementRow(SectionModel):
    """第二十条第（九）项, form 2019 only: number of purchases and their sum, in the unit its figure names."""

    items: Number | None = None
    amount: Number | None = None


class DisclosureTable(SectionModel):
    form: str
    rules: DocumentsRow | None = None
    normative_documents: DocumentsRow | None = None
    licences: ActionsRow | None = None
    other_services: ActionsRow | None = None
    penalties: ActionsRow | None = None
    coercion: ActionsRow | None = None
    fees: FeesRow | None = None
    procurement: ProcurementRow | None = None


class Disclosure(Section):
    table: DisclosureTable | None = None


# --- 三、收到和处理政府信息公开申请 -------------------------------------------------------------------------------


class RequestsRow(SectionModel):
    """The seven columns of the requests table: applications by kind of applicant, and their total."""

    natural_person: Number | None = None
    business: Number | None = None
    research: Number | None = None
    public_interest: Number | None = None
    legal_service: Number | None = None
    other_organisation: Number | None = None
    total: Number | None = None


class Refused(SectionModel):
    """（三）不予公开, by ground."""

    state_secret: RequestsRow | None = None
    prohibited_by_law: RequestsRow | None = None
    security_and_stability: RequestsRow | None = None
    third_party_rights: RequestsRow | None = None
    internal_affairs: RequestsRow | None = None
    deliberative_process: RequestsRow | None = None
    enforcement_file: RequestsRow | None = None
    administrative_inquiry: RequestsRow | None = None


class Unavailable(SectionModel):
    """（四）无法提供."""

    not_held: RequestsRow | None = None
    needs_creation: RequestsRow | None = None
    still_unclear: RequestsRow | None = None


class NotProcessed(SectionModel):
    """（五）不予处理."""

    petition_or_complaint: RequestsRow | None = None
    repeat: RequestsRow | None = None
    publication: RequestsRow | None = None
    excessive: RequestsRow | None = None
    reconfirmation: RequestsRow | None = None


class Otherwise(SectionModel):
    """（六）其他处理: a single row in form 2019 (`all`), three in form 2021."""

    all: RequestsRow | None = None
    no_correction: RequestsRow | None = None
    fee_unpaid: RequestsRow | None = None
    other: RequestsRow | None = None


class RequestsTable(SectionModel):
    form: str
    received: RequestsRow | None = None
    carried_in: RequestsRow | None = None
    granted: RequestsRow | None = None
    partly_granted: RequestsRow | None = None
    refused: Refused = Field(default_factory=Refused)
    unavailable: Unavailable = Field(default_factory=Unavailable)
    not_processed: NotProcessed = Field(default_factory=NotProcessed)
    otherwise: Otherwise = Field(default_factory=Otherwise)
    processed_total: RequestsRow | None = None
    carried_out: RequestsRow | None = None


class Requests(Section):
    table: RequestsTable | None = None


# --- 四、行政复议、行政诉讼 ---------------------------------------------------------------------------------------


class Outcomes(SectionModel):
    """结果维持, 结果纠正, 其他结果, 尚未审结, 总计."""

    upheld: Number | None = None
    corrected: Number | None = None
    other: Number | None = None
    pending: Number | None = None
    total: Number | None = None


class Litigation(SectionModel):
    """行政诉讼: 未经复议直接起诉 and 复议后起诉."""

    direct: Outcomes = Field(default_factory=Outcomes)
    after_review: Outcomes = Field(default_factory=Outcomes)


class DisputesTable(SectionModel):
    review: Outcomes = Field(default_factory=Outcomes)
    litigation: Litigation = Field(default_factory=Litigation)


class Disputes(Section):
    table: DisputesTable | None = None


class Sections(SectionModel):
    """The sections of all eras in the forms' order; a section the report does not have is null."""

    overview: Overview | None = None
    disclosure: Disclosure | None = None
    requests: Requests | None = None
    disputes: Disputes | None = None
    problems: Section | None = None
    other_matters: Section | None = None
    fees: Section | None = None
    consultation: Section | None = None
    staffing: Section | None = None
