"""Finding the words of a lexicon in a text: the longest one at a place, in time that grows with the text alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from extractors.lexicon.folding import fold

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning]):
    """A word of the lexicon at `start` … `end` of the folded text, and what it means."""

    start: int
    end: int
    meaning: Meaning


class Words(Generic[Meaning]):
    """Words of one lexicon with their meanings. Texts are given folded."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._by_first: dict[str, list[tuple[str, Meaning]]] = defaultdict(list)
        self._by_last: dict[str, list[tuple[str, Meaning]]] = defaultdict(list)
        for word in sorted(meanings, key=len, reverse=True):
            spelled = fold(word)
            self._by_first[spelled[0]].append((spelled, meanings[word]))
            self._by_last[spelled[-1]].append((spelled, meanings[word]))
        firsts = "".join(re.escape(first) for first in self._by_first)
        # Any character that a word of the lexicon starts with; never matches where there are no words.
        self._first = re.compile(f"[{firsts}]" if firsts else r"(?!)")

    def at(self, text: str, position: int, end: int | None = None) -> Found[Meaning] | None:
        """The longest word that starts at `position`."""
        limit = len(text) if end is None else end
        if position >= limit:
            return None
        for word, meaning in self._by_first.get(text[position], ()):
            if text.startswith(word, position, limit):
                return Found(position, position + len(word), meaning)
        return None

    def before(self, text: str, position: int, start: int = 0) -> Found[Meaning] | None:
        """The longest word that ends at `position`."""
        if position <= start:
            return None
        for word, meaning in self._by_last.get(text[position - 1], ()):
            if text.endswith(word, start, position):
                return Found(position - len(word), position, meaning)
        return None

    def find(self, text: str, start: int, end: int) -> Iterator[Found[Meaning]]:
        """Words in `text[start:end]`, left to right, the longest at each place, none inside another."""
        position = start
        while (match := self._first.search(text, position, end)) is not None:
            found = self.at(text, match.start(), end)
            if found is None:
                position = match.end()
            else:
                yield found
                position = found.end

    def first(self, text: str, start: int, end: int) -> Found[Meaning] | None:
        return next(self.find(text, start, end), None)
