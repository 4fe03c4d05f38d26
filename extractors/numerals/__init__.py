"""Numbers as printed: Arabic, Chinese, mixed, grouped, spaced by markup, with their marks of approximation."""

from extractors.numerals.chinese import chinese_value
from extractors.numerals.scan import Numeral, Script, find_numerals

__all__ = ["Numeral", "Script", "chinese_value", "find_numerals"]
