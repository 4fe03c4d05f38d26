"""Rules from words to indicators name groups of words that are there, and every group is named."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from extractors.catalogue.loading import load_data
from extractors.lexicon import PACKAGE, lexicon
from extractors.lexicon.shapes import Phrase, PhrasesFile


@pytest.mark.parametrize("column", ["has", "lacks", "label"])
def test_a_group_stands_for_its_words(column: str) -> None:
    words = ("@ways", "另")
    phrase = Phrase.model_validate({"key": "x", column: (words,) if column == "has" else words})
    [written] = PhrasesFile(groups={"ways": ("网络", "信函")}, phrase=(phrase,)).rules()
    told = getattr(written, column)
    assert (told[0] if column == "has" else told) == ("网络", "信函", "另")


def test_a_group_that_is_not_there_is_named() -> None:
    with pytest.raises(ValidationError, match=r"requests\.fees names the group @ways"):
        PhrasesFile(groups={}, phrase=(Phrase(key="requests.fees", lacks=("@ways",)),))


def test_every_group_is_named_by_a_rule() -> None:
    file = load_data(PACKAGE, "phrases.toml", PhrasesFile)
    named = {word for one in file.phrase for words in (one.lacks, one.label, *one.has) for word in words}
    assert {f"@{name}" for name in file.groups} == {word for word in named if word.startswith("@")}
    assert not any(word.startswith("@") for one in lexicon().phrases for word in one.lacks)
