"""Bytes to text under headers that say something else."""

from __future__ import annotations

import pytest

from extractors.readers.encoding import decode

WORDS = "清岚县石桥镇2019年政府信息公开工作年度报告，镕、〇。"


@pytest.mark.parametrize(
    "header", ["iso-8859-1", "latin1", "windows-1252", "us-ascii", "utf-8", "gb2312", None, "x-none"]
)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("meta", ["gb2312", "utf-8", "iso-8859-1", None])
def test_no_header_turns_chinese_into_western_letters(header: str | None, encoding: str, meta: str | None) -> None:
    declared = f'<meta charset="{meta}">' if meta else ""
    decoded = decode(f"{declared}{WORDS}".encode(encoding), header)
    assert WORDS in decoded.text
    assert decoded.encoding == encoding


def test_a_few_damaged_bytes_do_not_make_it_western() -> None:
    content = (WORDS * 40).encode("gb18030")[:-1] + b"\xff"
    decoded = decode(content, "iso-8859-1")
    assert decoded.text.startswith(WORDS)
    assert decoded.encoding == "gb18030"
    assert decoded.defects


def test_western_text_is_still_western() -> None:
    """Where it is told from gb18030, which takes an accent and the letter behind it for one character."""
    french = "Résumé : l'été à Orléans, où l'hôtel a été rénové à côté."
    assert decode(french.encode("latin-1"), "iso-8859-1").text == french
