"""The parts of archives, merged, are what one machine makes of the archives one after the other."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from scraper.cluster.parts import SECTIONS, Line, merged, write

# Of each archive, the versions of its reports in the order they were read: (id, what it says).
ARCHIVES = st.lists(
    st.lists(st.tuples(st.sampled_from(["00a", "00b", "7f0", "ff1"]), st.sampled_from("xyz")), max_size=8),
    max_size=4,
)


def one_after_the_other(archives: list[list[tuple[str, str]]]) -> list[str]:
    """As the state does it: what says the same as before leaves the record as it is."""
    known: dict[str, tuple[str, str]] = {}
    for number, versions in enumerate(archives):
        for place, (identity, says) in enumerate(versions):
            if identity not in known or known[identity][0] != says:
                known[identity] = (says, f"{identity} {says} {number} {place}")
    return [known[identity][1] for identity in sorted(known)]


def lines_of(number: int, versions: list[tuple[str, str]]) -> list[Line]:
    known: dict[str, Line] = {}
    for place, (identity, says) in enumerate(versions):
        before = known.get(identity)
        if before is None or before.content != says:
            record = f"{identity} {says} {number} {place}"
            known[identity] = Line(identity, says, says, before is not None, record)
    return [known[identity] for identity in sorted(known)]


@given(ARCHIVES)
def test_merged_parts_are_what_one_machine_makes_of_the_archives(archives: list[list[tuple[str, str]]]) -> None:
    parts = []
    for number, versions in enumerate(archives):
        file = io.BytesIO()
        offsets = write(lines_of(number, versions), file)
        assert len(offsets) == len(SECTIONS) + 1
        assert offsets[-1] == len(file.getvalue())
        parts.append((file.getvalue(), offsets))
    found = [
        record
        for section in range(len(SECTIONS))
        for record in merged(part[offsets[section] : offsets[section + 1]] for part, offsets in parts)
    ]
    assert found == one_after_the_other(archives)


def test_a_part_is_the_same_bytes_however_often_it_is_written() -> None:
    lines = lines_of(0, [("00a", "x"), ("7f0", "y")])
    first, second = io.BytesIO(), io.BytesIO()
    assert write(lines, first) == write(lines, second)
    assert first.getvalue() == second.getvalue()
