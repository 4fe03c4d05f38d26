"""Changes in 倍 and 成: 增长1.2倍, 是上年的5.8倍, 增长近两成. 百倍努力, 三成以上 and 12成员 say of no change."""

from __future__ import annotations

import re

# 1.2倍, 两成; 成立, 成员 are other words.
_UNIT = re.compile(r" ?[余多]?(倍|成(?![立员为效果就功品本长绩都形]))")
# How far before the number the words may stand that lead to it.
LONGEST_LEAD = 16
_CHANGED = re.compile(
    r"(?:增长|增加|提高|提升|上升|上涨|下降|降低|减少|增幅|降幅|增|减|升|降|多|少)[了约近超逾达到为]{0,3} ?$"
)
# 是上年的, 达到2019年的
_TIMES_AS_MUCH = re.compile(r"(?:是|为|达|相当于)[^,;。0-9]{0,4}[0-9]{0,4}[^,;。0-9]{0,6}的[约近超逾]? ?$")


def unit_of_change(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where 倍 or 成 stands behind the number at `start` … `end`, if what goes before makes it a change."""
    unit = _UNIT.match(text, end)
    if unit is None:
        return None
    before = text[max(0, start - LONGEST_LEAD) : start]
    times = unit[1] == "倍" and _TIMES_AS_MUCH.search(before) is not None
    return unit.span(1) if times or _CHANGED.search(before) is not None else None
