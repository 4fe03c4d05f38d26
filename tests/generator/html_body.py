"""The report's body as HTML: as an editor writes it, or pasted from Word."""

# ruff: noqa: E501  (markup reads best unbroken)
from __future__ import annotations

import html
import random

from tests.generator.grid import Grid, GridCell
from tests.generator.page import HeadingLine, Page, Paragraph

WORD_RUNS = (
    ('<span style="font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:Calibri">', "</span>"),
    ("<span style='font-size:12.0pt;mso-bidi-font-size:11.0pt;font-family:宋体'>", "</span>"),
    ('<font face="仿宋_GB2312">', "</font>"),
    ('<font size="4"><span style="line-height:200%">', "</span></font>"),
    ('<span lang="EN-US" style="font-size:16.0pt">', "</span>"),
    ("<b style='mso-bidi-font-weight:normal'>", "</b>"),
    ("<span><span><span>", "</span></span></span>"),
    ("", ""),
)


def body_html(page: Page, rng: random.Random, *, word: bool) -> str:
    """The title is left to the portal's chrome; some editors repeat it as the first line of the body."""
    write = WordPaste(rng) if word else PlainEditor(rng)
    lines = [write.paragraph(page.title, centred=True)] if rng.random() < 0.3 else []
    for block in page.blocks:
        if isinstance(block, HeadingLine):
            lines.append(write.heading(block))
        elif isinstance(block, Paragraph):
            lines.append(write.paragraph(block.text))
        else:
            lines.append(write.table(block.grid))
    return "\n".join(lines)


class PlainEditor:
    """Clean markup: one element a block, tables with true spans."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.heading_tag = rng.choice(("h2", "h3", "p_strong", "p", "div"))
        self.block_tag = rng.choice(("p", "p", "div"))
        self.cell_paragraphs = rng.random() < 0.4
        self.uses_head = rng.random() < 0.3
        self.pretty = rng.random() < 0.5

    def paragraph(self, text: str, *, centred: bool = False) -> str:
        indent = "" if centred else self.rng.choice(("", "　　", "&nbsp;&nbsp;&nbsp;&nbsp;"))
        style = ' style="text-align:center"' if centred else ""
        inner = indent + html.escape(text, quote=False)
        if self.pretty:
            inner = f"\n    {inner}\n  "
        return f"<{self.block_tag}{style}>{inner}</{self.block_tag}>"

    def heading(self, heading: HeadingLine) -> str:
        text = html.escape(heading.text, quote=False)
        if self.heading_tag == "p_strong":
            return f"<p>　　<strong>{text}</strong></p>"
        if self.heading_tag.startswith("h"):
            tag = f"h{int(self.heading_tag[1]) + heading.level - 1}"
            return f"<{tag}>{text}</{tag}>"
        return f"<{self.heading_tag}>{text}</{self.heading_tag}>"

    def table(self, grid: Grid) -> str:
        rows = ["<tr>" + "".join(self._cell(cell) for cell in row) + "</tr>" for row in grid.rows]
        return '<table border="1" cellspacing="0">\n<tbody>\n' + "\n".join(rows) + "\n</tbody>\n</table>"

    def _cell(self, cell: GridCell) -> str:
        text = html.escape(cell.text, quote=False)
        if cell.header and len(cell.text) > 4 and self.rng.random() < 0.3:
            cut = len(text) // 2
            if "&" not in text:
                text = f"{text[:cut]}<br>{text[cut:]}"
        if self.cell_paragraphs:
            text = f"<p>{text or '&nbsp;'}</p>"
        tag = "th" if cell.header and self.uses_head else "td"
        return f"<{tag}{spans(cell)}>{text}</{tag}>"


class WordPaste:
    """What a Word document leaves behind: runs in spans and fonts, numbers cut in two, o:p, styles of its own."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.inner_paragraphs = rng.random() < 0.6

    def paragraph(self, text: str, *, centred: bool = False) -> str:
        align = ' align="center"' if centred else ""
        indent = (
            ""
            if centred
            else self.rng.choice(("", "&nbsp; &nbsp; ", '<span style="mso-spacerun:yes">&nbsp;&nbsp;&nbsp; </span>'))
        )
        comment = "<!--[if !supportLists]-->" if self.rng.random() < 0.05 else ""
        return (
            f'<p class="MsoNormal"{align} style="text-indent:32.0pt;mso-char-indent-count:2.0">{comment}{indent}'
            f"{self.soup(text)}<span lang=EN-US><o:p></o:p></span></p>"
        )

    def heading(self, heading: HeadingLine) -> str:
        tag = self.rng.choice(("p", "p", "p", f"h{heading.level + 1}"))
        return f'<{tag} class="MsoNormal" style="mso-outline-level:{heading.level}"><b>{self.soup(heading.text)}</b><o:p></o:p></{tag}>'

    def soup(self, text: str) -> str:
        """The same words in many runs; no white space is added or lost."""
        parts = []
        position = 0
        while position < len(text):
            size = self.rng.choice((1, 1, 2, 3, 5, 8, 13, 30))
            run = html.escape(text[position : position + size], quote=False).replace(" ", "&nbsp;")
            open_, close = self.rng.choice(WORD_RUNS)
            parts.append(f"{open_}{run}{close}")
            position += size
            if self.rng.random() < 0.03:
                parts.append("<o:p></o:p>")
        return "".join(parts)

    def table(self, grid: Grid) -> str:
        rows = []
        for index, row in enumerate(grid.rows):
            cells = "\n".join(self._cell(cell) for cell in row)
            rows.append(f"<tr style='mso-yfti-irow:{index};height:21.0pt'>\n{cells}\n</tr>")
        return (
            '<div align="center"><table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0" '
            "style='border-collapse:collapse;mso-padding-alt:0cm 0cm 0cm 0cm'>\n<tbody>"
            + "\n".join(rows)
            + "</tbody></table></div>"
        )

    def _cell(self, cell: GridCell) -> str:
        paragraph = '<p class="MsoNormal" align="center" style="mso-pagination:widow-orphan">'
        if not cell.text:
            inner = f"{paragraph}<span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
        elif cell.key is None and len(cell.text) > 6 and self.inner_paragraphs and self.rng.random() < 0.3:
            cut = self.rng.randint(3, len(cell.text) - 2)
            inner = f"{paragraph}{self.soup(cell.text[:cut])}</p>{paragraph}{self.soup(cell.text[cut:])}</p>"
        elif cell.header and self.rng.random() < 0.3 and len(cell.text) > 3:
            inner = f"{paragraph}{self.soup(cell.text[:2])}<br>{self.soup(cell.text[2:])}<o:p></o:p></p>"
        else:
            inner = f"{paragraph}{self.soup(cell.text)}<o:p></o:p></p>"
        return f'<td width="{self.rng.randint(40, 120)}"{spans(cell)} style="padding:0cm;border:solid windowtext 1.0pt">{inner}</td>'


def spans(cell: GridCell) -> str:
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return rows + columns
