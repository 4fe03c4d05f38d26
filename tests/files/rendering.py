"""Pages of a PDF as pictures, and pictures as files."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from PIL import Image


def pictures_of(pdf: bytes, dots: int) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[number].render(scale=dots / 72).to_pil().convert("L") for number in range(len(document))]


def saved(pictures: list[Image.Image], kind: str) -> bytes:
    out = BytesIO()
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:])
    return out.getvalue()
