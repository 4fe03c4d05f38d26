"""Characters respelled one for one, so that offsets stay true; full-width ones as half-width ones."""

import re
from collections.abc import Iterable, Mapping

_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000\u00a0]")
_HALF_WIDTH = {chr(full): chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "\u00a0": " "}


def half_width(text: str) -> str:
    """`２０１９年（１）` → `2019年(1)`; as long as the text itself."""
    return respelled(text, set(_FULL_WIDTH.findall(text)), _HALF_WIDTH)


def respelled(text: str, characters: Iterable[str], spellings: Mapping[str, str]) -> str:
    """`text` with these of its characters in another spelling; none of them may be the other spelling of one more.

    A text has few kinds of them, mostly ，（）：, so that replacing one after the other takes a quarter of the time of
    `translate`.
    """
    for character in characters:
        text = text.replace(character, spellings[character])
    return text
