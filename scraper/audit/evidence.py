"""The words that show a finding: its quotes, marked in the sentence or table row they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable

# A sentence ends here, a table row at its line break. Both are what a reader needs around a quote.
_END = re.compile(r"[。！？；\n]")
AROUND = 60  # characters kept at either side of the quotes, where a sentence is longer
LONGEST_GAP = 160  # between two quotes of a sentence, before it is cut
MOST_SENTENCES = 4

Span = tuple[int, int]
# Turns of plain and marked text, plain first: ["收到申请", "11件", "，其中", "3件", "…"]
Passage = list[str]


def passages(text: str, spans: Iterable[Span]) -> list[Passage]:
    """The sentences that hold `spans` (offsets into `text`), in the order of the page, at most MOST_SENTENCES."""
    groups: list[tuple[Span, list[Span]]] = []
    for span in sorted(set(spans)):
        if not 0 <= span[0] < span[1] <= len(text):
            continue
        if groups and span[0] < groups[-1][0][1]:
            sentence, held = groups[-1]
            if span[0] < held[-1][1]:  # inside what is marked already
                held[-1] = (held[-1][0], max(held[-1][1], span[1]))
            else:
                held.append(span)
            groups[-1] = ((sentence[0], max(sentence[1], span[1])), held)
        else:
            groups.append((_sentence(text, span), [span]))
    return [_turns(text, sentence, held) for sentence, held in groups[:MOST_SENTENCES]]


def _sentence(text: str, span: Span) -> Span:
    start, end = span
    before = [found.end() for found in _END.finditer(text, max(0, start - 400), start)]
    after = _END.search(text, max(start, end - 1), end + 400)
    return (before[-1] if before else max(0, start - 400)), (after.end() if after else min(len(text), end + 400))


def _turns(text: str, sentence: Span, spans: list[Span]) -> Passage:
    turns = [_shortened(text[sentence[0] : spans[0][0]], at_start=True)]
    for number, (start, end) in enumerate(spans):
        turns.append(text[start:end])
        last = number + 1 == len(spans)
        gap = text[end : sentence[1] if last else spans[number + 1][0]]
        turns.append(_shortened(gap, at_start=False) if last else _between(gap))
    turns[0], turns[-1] = turns[0].lstrip("\n"), turns[-1].rstrip("\n")
    return turns


def _shortened(text: str, *, at_start: bool) -> str:
    if len(text) <= AROUND:
        return text
    return "…" + text[-AROUND:] if at_start else text[:AROUND] + "…"


def _between(text: str) -> str:
    return text if len(text) <= LONGEST_GAP else f"{text[:AROUND]} … {text[-AROUND:]}"


def find(text: str, quote: str | None) -> list[Span]:
    """Where a finding's own quote stands; none when it is no passage of the text as it is."""
    start = text.find(quote) if quote and quote.strip() else -1
    return [(start, start + len(quote))] if quote and start >= 0 else []
