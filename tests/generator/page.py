"""A report before it has a layout: blocks in reading order, with what a portal prints around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tests.generator.grid import Grid


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A numbered heading on a line of its own (a run-in heading is the beginning of its paragraph's text)."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class TableBlock:
    grid: Grid


PageBlock = Paragraph | HeadingLine | TableBlock


@dataclass(slots=True)
class Page:
    title: str
    site: str
    agency: str
    date_label: str
    date_printed: str
    date_iso: str
    source: str | None
    breadcrumb: tuple[str, ...]
    blocks: list[PageBlock] = field(default_factory=list)
    glued: bool = False


HeadingStyle = Literal["chinese", "spaced", "arabic", "arabic_dot", "bracketed", "part", "bare"]
ORDINALS = "一二三四五六七八九十"


def heading_text(style: HeadingStyle, position: int, title: str) -> str:
    """A top-level heading in one of the shapes reports use."""
    chinese = ORDINALS[position]
    return {
        "chinese": f"{chinese}、{title}",
        "spaced": f"{chinese}、 {title}",
        "arabic": f"{position + 1}、{title}",
        "arabic_dot": f"{position + 1}.{title}",
        "bracketed": f"（{chinese}）{title}",
        "part": f"第{chinese}部分 {title}",
        "bare": title,
    }[style]


def subheading_text(style: HeadingStyle, shape: int, position: int, title: str) -> str:
    """A second-level heading; its shape never equals that of the level above."""
    chinese = ORDINALS[position]
    if style in {"arabic", "arabic_dot"}:
        return (f"（{chinese}）{title}", f"({chinese}){title}", f"（{position + 1}）{title}")[shape % 3]
    if style == "bracketed":
        return (f"{position + 1}.{title}", f"{position + 1}、{title}", f"{position + 1}．{title}")[shape % 3]
    return (f"（{chinese}）{title}", f"({chinese}){title}", f"（{chinese}） {title}")[shape % 3]
