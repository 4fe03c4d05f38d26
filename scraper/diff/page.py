"""Changes as one HTML page without scripts: every word of a report is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources
from urllib.parse import urlsplit

from scraper.diff.compare import Figure, FigureChange, ReportChange
from scraper.diff.wording import SIGNS, field_change, figure_name, report_name, stated
from scraper.printable import printable


def page(old: str, new: str, changes: Iterable[ReportChange]) -> Iterator[str]:
    """The page piece by piece. old, new: how the two states are called."""
    style = resources.files("scraper.diff").joinpath("page.css").read_text("utf-8")
    yield (
        '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>变更 Changes</title>\n<style>\n{style}</style>\n"
        f"<main>\n<h1>变更 <span lang=en>Changes</span></h1>\n"
        f"<p>{escape(printable(old))} → {escape(printable(new))}</p>\n"
    )
    some = False
    for change in changes:
        some = True
        yield _section(change)
    if not some:
        yield "<p>没有变更。 <span lang=en>No changes.</span></p>\n"
    yield "</main>\n</html>\n"


def link(url: str) -> str:
    """A link where the address is one of the web; else its text."""
    shown = escape(printable(url))
    if urlsplit(url).scheme in ("http", "https"):
        return f'<a href="{escape(url)}" rel="noreferrer">{shown}</a>'
    return shown


_WORDS = {"added": "新增 added", "withdrawn": "撤下 withdrawn", "changed": "有变 changed"}


def _section(change: ReportChange) -> str:
    lines = [
        f'<section class="{change.change}">',
        f"<h2><span class=kind>{_WORDS[change.change]}</span> {escape(report_name(change))}</h2>",
        f"<p>{link(change.url)}</p>",
    ]
    lines += [f"<p>{escape(field_change(name, values))}</p>" for name, values in change.fields.items()]
    if change.text_changed and not change.figures:
        lines.append("<p>正文有变，数字未变。 <span lang=en>The text changed, no figure did.</span></p>")
    if change.figures:
        lines.append(
            "<div class=scroll tabindex=0><table><thead><tr><th scope=col>数字 <span lang=en>figure</span>"
            "<th scope=col>旧 <span lang=en>old</span><th scope=col>新 <span lang=en>new</span></tr></thead><tbody>"
        )
        lines += [_row(figure) for figure in change.figures]
        lines.append("</tbody></table></div>")
    return "\n".join([*lines, "</section>"]) + "\n"


def _row(change: FigureChange) -> str:
    return (
        f"<tr><th scope=row>{SIGNS[change.change]} {escape(figure_name(change))}</th>"
        f"<td>{_cell(change.old)}</td><td>{_cell(change.new)}</td></tr>"
    )


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return "—"
    return f"<strong>{escape(stated(figure))}</strong> <q>{escape(printable(figure['quote']))}</q>"
