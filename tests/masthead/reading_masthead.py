"""A masthead read from a page of text put together for one test."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.document import DocumentBuilder, PageMetadata
from extractors.masthead import Masthead, read_masthead
from extractors.outline import read_outline
from extractors.readers import PageHints

BODY = (
    "一、总体情况",
    "主动公开政府信息12条。",
    "二、主动公开政府信息情况",
    "公开规范性文件1件。",
    "三、收到和处理政府信息公开申请情况",
    "未收到申请。",
    "四、政府信息公开行政复议、行政诉讼情况",
    "无。",
    "五、存在的主要问题及改进情况",
    "公开不够及时。",
    "六、其他需要报告的事项",
    "无。",
)
PREFACE = "根据《中华人民共和国政府信息公开条例》，编制本报告。"


@dataclass(frozen=True)
class Page:
    """A report's page: what stands above the body, its preface, its sections, and what its metadata says."""

    title: str | None = None
    preface: str = PREFACE
    above: tuple[str, ...] = ()
    body: tuple[str, ...] = BODY
    labels: dict[str, str] | None = None
    meta: dict[str, str] | None = None
    titles: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    hints: PageHints = PageHints()  # noqa: RUF009 - frozen

    def masthead(self) -> Masthead:
        builder = DocumentBuilder()
        for line in (*([self.title] if self.title else []), *self.above, self.preface, *self.body):
            builder.paragraph(line)
        metadata = PageMetadata(self.meta or {}, self.labels or {}, self.titles, self.breadcrumb)
        document = builder.build(media_type="text/plain", encoding="utf-8", metadata=metadata)
        return read_masthead(document, read_outline(document), self.hints)

    def rules(self) -> list[str]:
        return [doubt.rule for doubt in self.masthead().doubts]
