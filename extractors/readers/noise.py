"""Lines of the page that are not the report's: buttons, share bars, neighbours, footers. Only ever at its ends."""

from __future__ import annotations

from extractors.readers.vocabulary import LineWords, page_words

# A line of the page's furniture is short; a paragraph that happens to say 打印 is not.
LONGEST_NOISE = 120


def is_head_noise(line: str) -> bool:
    return _is_one_of(line, page_words().head)


def is_tail_noise(line: str) -> bool:
    return _is_one_of(line, page_words().tail)


def _is_one_of(line: str, words: LineWords) -> bool:
    text = line.strip(" \t\u3000|｜·>")
    if not text or len(text) > LONGEST_NOISE:
        return not text
    if text.strip("【】[]") in words.whole or text.startswith(words.starts):
        return True
    return any(word in text for word in words.has)
