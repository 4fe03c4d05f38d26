"""Numbers as reports print them: the printed string and the value it stands for."""

from __future__ import annotations

import random

DIGITS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
STYLES = (
    "arabic",
    "arabic",
    "arabic",
    "arabic",
    "arabic",
    "full",
    "grouped",
    "grouped_full",
    "chinese",
    "wan",
    "spaced",
)


def chinese(value: int) -> str:
    """12 → 十二, 1005 → 一千零五, 23000 → 二万三千. For 0 ≤ value < 10^8."""
    if value < 10:
        return DIGITS[value]
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        if not low:
            return chinese(high) + "万"
        return chinese(high) + "万" + ("零" if low < 1_000 else "") + _below_ten_thousand(low)
    words = _below_ten_thousand(value)
    return words[1:] if words.startswith("一十") else words


def _below_ten_thousand(value: int) -> str:
    words, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return words


def formal(value: int) -> str:
    """105 → 壹佰零伍: the digits of money orders."""
    spoken = _below_ten_thousand(value)
    return spoken.translate(str.maketrans(DIGITS + "十百千", FORMAL + "拾佰仟"))


def spoken_variants(rng: random.Random, value: int) -> str:
    """A numeral in words as a clerk may write it: 两 for 二 before a measure word or 万/千, 廿, 〇, 壹佰."""
    if value == 2:
        return "两"
    if 21 <= value <= 29 and rng.random() < 0.2:
        return "廿" + DIGITS[value % 10]
    if 100 <= value <= 999 and rng.random() < 0.1:
        return formal(value)
    words = chinese(value)
    if rng.random() < 0.5:
        for size in "万千":
            if words.startswith("二" + size):
                words = "两" + words[1:]
    if "零" in words and rng.random() < 0.2:
        words = words.replace("零", "〇")
    return words


def printed(rng: random.Random, value: int | float, style: str) -> str:
    """The number in a style; styles that do not suit a value fall back to plain digits."""
    if isinstance(value, float):
        text = f"{value:g}"
        return text.translate(FULL_WIDTH) if style == "full" else text
    if style == "full":
        return str(value).translate(FULL_WIDTH)
    if style == "grouped" and value >= 1000:
        return f"{value:,}"
    if style == "grouped_full" and value >= 1000:
        return f"{value:,}".replace(",", "，")
    if style == "chinese" and 2 <= value < 100_000:
        return spoken_variants(rng, value)
    if style == "wan" and value >= 10_000 and value % 100 == 0:
        return f"{value / 10_000:g}万"
    return str(value)


def some_count(rng: random.Random) -> int:
    """A count with the spread of real ones: mostly two digits, sometimes five."""
    size = rng.random()
    if size < 0.45:
        return rng.randint(1, 60)
    if size < 0.75:
        return rng.randint(20, 400)
    if size < 0.95:
        return rng.randint(300, 5_000)
    return rng.randint(50, 900) * 100


def split_total(rng: random.Random, total: int, parts: int) -> list[int]:
    """Positive parts that add up to a total (total ≥ parts)."""
    cuts = sorted(rng.sample(range(1, total), parts - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


def approximation(rng: random.Random, unit: str) -> tuple[str, int, tuple[str, ...]]:
    """An approximate count with its measure word: (printed, value, precisions that may be answered)."""
    at_least, about, at_most = ("at_least",), ("about",), ("at_most",)
    number = rng.choice((rng.randint(2, 99) * 10, rng.randint(1, 99) * 100, rng.randint(21, 999)))
    tens, wan = rng.randint(1, 9) * 10, rng.randint(1, 60)
    shapes: tuple[tuple[str, int, tuple[str, ...]], ...] = (
        (f"{number}余{unit}", number, at_least),
        (f"{number}余{unit}", number, at_least),
        (f"{number}多{unit}", number, at_least),
        (f"{str(number).translate(FULL_WIDTH)}余{unit}", number, at_least),
        (f"{wan}万余{unit}", wan * 10_000, at_least),
        (f"{wan}万多{unit}", wan * 10_000, at_least),
        (f"{wan}余万{unit}", wan * 10_000, at_least),
        (f"{wan / 10:g}万余{unit}", wan * 1_000, at_least),
        (f"{chinese(tens)}余{unit}", tens, at_least),
        (f"{chinese(tens)}多万{unit}", tens * 10_000, at_least),
        (f"{chinese(tens * 10)}余{unit}", tens * 10, at_least),
        (f"百余{unit}", 100, at_least),
        (f"千余{unit}", 1_000, at_least),
        (f"上百{unit}", 100, at_least),
        (f"{number}{unit}以上", number, at_least),
        (f"超过{number}{unit}", number, at_least),
        (f"超{number}{unit}", number, at_least),
        (f"逾{number}{unit}", number, at_least),
        (f"不少于{number}{unit}", number, at_least),
        (f"至少{number}{unit}", number, at_least),
        (f"约{number}{unit}", number, about),
        (f"大约{number}{unit}", number, about),
        (f"约{wan / 10:g}万{unit}", wan * 1_000, about),
        (f"{number}{unit}左右", number, about),
        (f"近{number}{unit}", number, at_most),
        (f"将近{number}{unit}", number, at_most),
        (f"近{chinese(tens * 10)}{unit}", tens * 10, at_most),
        (f"不足{number}{unit}", number, at_most),
        (f"不到{number}{unit}", number, at_most),
        (f"达{number}{unit}", number, ("exact", "at_least")),
    )
    return rng.choice(shapes)
