"""Scans and pictures: every cell right, or null with a finding; never wrong without one."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest

pytest.importorskip("rapidocr", reason="the extra gongkai[ocr] is not installed")

import cv2
import numpy as np
from PIL import Image

from extractors import Figure, Report
from extractors.readers.pages.confirm import confirmed
from extractors.readers.pages.tables import PartCell
from tests.files.page_of import html_of, page_of, read
from tests.files.producers import CHROMIUM, printed_by_chromium
from tests.files.rendering import pictures_of, saved

SEED = 42
DOTS = 150


def cells(report: Report) -> dict[tuple[str, str | None], Figure]:
    return {
        (figure.indicator, figure.dimension): figure
        for figure in report.figures
        if figure.basis == "table" and figure.indicator
    }


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Image.Image]:
    if CHROMIUM is None:
        pytest.skip("no Chromium")
    page = tmp_path_factory.mktemp("scan") / "report.html"
    page.write_text(html_of(page_of(SEED)[0], SEED), "utf-8")
    return pictures_of(printed_by_chromium(page), DOTS)


def compared(answer: Report) -> tuple[int, int]:
    """Cells right and cells null; fails on one that is wrong."""
    expected, given = cells(read(html_of(page_of(SEED)[0], SEED).encode())), cells(answer)
    uncertain = {index for f in answer.findings if f.rule == "ocr.uncertain" for index in f.figures}
    right = null = 0
    for key, figure in expected.items():
        found = given[key]
        if (found.value, found.mark) == (figure.value, figure.mark):
            right += 1
        else:
            assert found.value is None, (key, figure.value, found.value)
            assert answer.figures.index(found) in uncertain
            null += 1
    assert len(expected) > 150
    return right, null


@pytest.mark.slow
def test_a_scan_of_150_dots_an_inch(printed: list[Image.Image]) -> None:
    answer = read(saved(printed, "TIFF"))
    right, null = compared(answer)
    assert right >= 0.99 * (right + null)
    numbers = [figure for figure in answer.figures if figure.value is not None]
    assert all(figure.confidence is not None and 0.5 <= figure.confidence <= 1 for figure in numbers)
    assert answer.title == read(html_of(page_of(SEED)[0], SEED).encode()).title


def test_a_pdf_of_pictures_laid_askew(printed: list[Image.Image]) -> None:
    """As scanners make it: a picture a page, turned by a degree, with noise on it."""
    random = np.random.default_rng(1)
    scans = []
    for picture in printed[1:2]:
        turned = picture.rotate(0.8, Image.Resampling.BICUBIC, fillcolor=255)
        noisy = np.asarray(turned, dtype=np.int16) + random.normal(0, 6, (turned.height, turned.width)).astype(np.int16)
        scans.append(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)))
    out = BytesIO()
    scans[0].save(out, "PDF", resolution=DOTS)
    answer = read(out.getvalue())
    expected, given = cells(read(html_of(page_of(SEED)[0], SEED).encode())), cells(answer)
    assert len(given) > 50
    wrong = {
        key: (figure.value, expected[key].value)
        for key, figure in given.items()
        if figure.value is not None and figure.value != expected[key].value
    }
    assert not wrong


def test_a_figure_s_confidence_stands_in_the_record_of_pictures_only() -> None:
    record = read(html_of(page_of(SEED)[0], SEED).encode()).model_dump_json()
    assert '"confidence"' not in record
    assert '"confidence"' in read(drawn([("kind", "count"), ("online", "12"), ("letter", "345")])).model_dump_json()


Spot = tuple[int, int, int, int, int]


def drawn(rows: list[tuple[str, str]], spots: Sequence[Spot] = ()) -> bytes:
    """A ruled table in OpenCV's own letters: needs no font of the machine.

    spots: black boxes too small for letters; the row, and in its second cell left, top, width, height
    """
    picture = np.full((900, 1240), 255, np.uint8)
    for number, row in enumerate(rows):
        top = 100 + 70 * number
        for (left, right), text in zip(((100, 600), (600, 1100)), row, strict=True):
            cv2.rectangle(picture, (left, top), (right, top + 70), 0, 2)
            cv2.putText(picture, text, (left + 30, top + 48), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 2, cv2.LINE_AA)
    for number, x, y, width, height in spots:
        left, top = 600 + x, 100 + 70 * number + y
        picture[top : top + height, left : left + width] = 0
    done, encoded = cv2.imencode(".png", picture)
    assert done
    return encoded.tobytes()


def test_cells_are_recognised_one_by_one() -> None:
    text = read(drawn([("kind", "count"), ("online", "12"), ("letter", "345"), ("counter", "0"), ("fax", "/")])).text
    assert text == "kind\tcount\nonline\t12\nletter\t345\ncounter\t0\nfax\t/"


def test_a_hyphen_of_small_print_is_a_dash() -> None:
    rows = [("kind", "count"), ("online", "12"), ("letter", ""), ("counter", "")]
    text = read(drawn(rows, [(2, 9, 34, 5, 1), (3, 230, 36, 6, 1)])).text
    assert text == "kind\tcount\nonline\t12\nletter\t-\ncounter\t-"


def test_small_ink_that_is_no_dash_is_not_passed_over() -> None:
    """A full stop, a short upright stroke, two strokes, a stroke at the cell's foot: never blank, never a number."""
    rows = [("kind", "count"), ("online", "12"), ("letter", ""), ("counter", ""), ("phone", ""), ("fax", "")]
    spots = [(2, 9, 40, 2, 2), (3, 9, 33, 1, 5), (4, 9, 33, 5, 1), (4, 9, 37, 5, 1), (5, 9, 58, 5, 1)]
    text = read(drawn(rows, spots)).text
    assert text == "kind\tcount\nonline\t12\nletter\t?\ncounter\t?\nphone\t?\nfax\t?"


def test_the_grain_of_a_scan_and_what_is_left_of_lines_are_no_ink() -> None:
    rows = [("kind", "count"), ("online", "12"), ("letter", ""), ("counter", "")]
    grain = [(2, 20 + 31 * n, 15 + 9 * (n % 4), 1 + n % 2, 1) for n in range(12)]
    text = read(drawn(rows, [*grain, (3, 100, 4, 5, 1)])).text
    assert text.rstrip() == "kind\tcount\nonline\t12\nletter\t\ncounter"


def test_small_ink_among_the_numbers_of_a_row_is_doubtful() -> None:
    cells = row("（一）予以公开", "3", "0", "1", "0", "0", "0", "4", sure=0.99)
    cells[2] = PartCell("?", 0, 2, 3, 1, 0.0)
    assert doubtful(cells) == ["?"]


def test_a_picture_without_text_is_a_finding() -> None:
    out = BytesIO()
    Image.new("L", (400, 400), 255).save(out, "PNG")
    assert [finding.rule for finding in read(out.getvalue()).findings] == ["page.empty"]


def test_a_picture_larger_than_any_page_is_not_unpacked() -> None:
    out = BytesIO()
    Image.new("1", (20_000, 20_000), 1).save(out, "PNG")
    assert [finding.rule for finding in read(out.getvalue()).findings] == ["media.bomb"]


def test_a_damaged_picture_is_a_finding() -> None:
    content = drawn([("a", "1")])
    assert "media.damaged" in [finding.rule for finding in read(content[: len(content) // 2]).findings]


def row(*texts: str, sure: float) -> list[PartCell]:
    return [PartCell(text, 0, column, column + 1, 1, sure) for column, text in enumerate(texts)]


def doubtful(cells: list[PartCell]) -> list[str]:
    return [cell.text for cell in confirmed(cells) if cell.doubtful]


def test_a_sum_confirms_what_recognition_is_not_sure_of() -> None:
    assert doubtful(row("（一）予以公开", "3", "0", "1", "0", "0", "—", "4", sure=0.8)) == []


def test_a_row_that_does_not_add_up_keeps_only_what_is_sure() -> None:
    cells = row("（一）予以公开", "8", "0", "1", "0", "0", "0", "4", sure=0.99)
    cells[1] = PartCell("8", 0, 1, 2, 1, 0.8)
    assert doubtful(cells) == ["8"]


def test_no_sum_makes_up_for_what_could_not_be_read() -> None:
    cells = row("（一）予以公开", "3", "0", "1", "0", "0", "0", "4", sure=0.99)
    cells[1] = PartCell("3", 0, 1, 2, 1, 0.2)
    assert doubtful(cells) == ["3"]


def test_cells_the_file_states_are_never_doubted() -> None:
    cells = [
        PartCell(text, 0, column, column + 1) for column, text in enumerate(("行", "9", "0", "0", "0", "0", "0", "1"))
    ]
    assert doubtful(cells) == []


def test_labels_are_no_numbers() -> None:
    assert doubtful(row("申请人情况", "自然人", "总计", sure=0.3)) == []
