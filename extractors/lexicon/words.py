"""Finding the words of a lexicon in a text: the longest one at a place, in time that grows with the text alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from extractors.lexicon.folding import fold

Meaning = TypeVar("Meaning")

# Beyond the end of any text.
ANYWHERE = 1 << 31


Letters = dict[str, "Letters"]


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """The longest of some literal words at a place, as a tree of their letters: half the time of a flat list.

    Never matches where there are no words.
    """
    tree: Letters = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return re.compile(_written(tree) or r"(?!)")


def _written(tree: Letters) -> str:
    branches = [re.escape(letter) + _written(below) for letter, below in tree.items() if letter]
    if not branches:
        return ""
    choice = f"(?:{'|'.join(branches)})"
    return f"{choice}?" if "" in tree else choice


class Found(NamedTuple, Generic[Meaning]):
    """A word of the lexicon at `start` … `end` of the folded text, and what it means."""

    start: int
    end: int
    meaning: Meaning


class Words(Generic[Meaning]):
    """Words of one lexicon with their meanings. Texts are given folded."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._meanings: dict[str, Meaning] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in sorted(meanings, key=len, reverse=True):
            spelled = fold(word)
            self._meanings[spelled] = meanings[word]
            lengths[spelled[-1]].add(len(spelled))
        self._lengths_by_last = {last: sorted(found, reverse=True) for last, found in lengths.items()}
        self._any = any_of(self._meanings)
        # Letters that words begin and end with. Where a place has none of them, no word need be looked for: that is
        # told in a third of the time.
        self.first_letters = frozenset(word[0] for word in self._meanings)
        self.last_letters = frozenset(self._lengths_by_last)

    def at(self, text: str, position: int, end: int = ANYWHERE) -> Found[Meaning] | None:
        """The longest word that starts at `position`."""
        if text[position : position + 1] not in self.first_letters:
            return None
        match = self._any.match(text, position, end)
        return None if match is None else Found(*match.span(), self._meanings[match[0]])

    def before(self, text: str, position: int, start: int = 0) -> Found[Meaning] | None:
        """The longest word that ends at `position`."""
        if position <= start:
            return None
        for length in self._lengths_by_last.get(text[position - 1], ()):
            begin = position - length
            word = text[begin:position] if begin >= start else ""
            if word in self._meanings:
                return Found(begin, position, self._meanings[word])
        return None

    def find(self, text: str, start: int, end: int) -> Iterator[Found[Meaning]]:
        """Words in `text[start:end]`, left to right, the longest at each place, none inside another."""
        meanings = self._meanings
        return (Found(*match.span(), meanings[match[0]]) for match in self._any.finditer(text, start, end))

    def first(self, text: str, start: int, end: int) -> Found[Meaning] | None:
        match = self._any.search(text, start, end)
        return None if match is None else Found(*match.span(), self._meanings[match[0]])
