"""The indicator of a count, by the rules of `lexicon/phrases.toml`: in order, the first one that fits decides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.counts.passages import Sentences
from extractors.counts.phrases import Count
from extractors.lexicon import Phrase, any_of, lexicon

KINDS = {"change": "other.change", "share": "other.share", "reach": "other.reach"}
Meaning = tuple[str | None, str | None]
# What an agency has one of in a year.
WHOLES = frozenset(
    {"proactive.total", "proactive.website", "proactive.wechat", "proactive.weibo", "proactive.other_channels"}
)
TOTAL = "proactive.total"
# 网站公开[机构职能、工作动态等信息]: perhaps all of it, unless the whole is counted beside it.
_LISTED = re.compile(r"、[^,;。]{1,60}等")
# What a rounded number is at least of the exact one.
NEARLY = 0.9
# 政策解读、财务信息; 规范性文件及政策解读. What only joins the clause to the one before is at its start, and what joins
# those who issued a document (县政府及县政府办规范性文件) lists none.
_LIST = re.compile(r"(?<!^)(?:[、或及与和](?![市县区省镇乡州旗盟]?(?:人民)?政府办|办公[室厅])|等各)")


def meaning_of(count: Count, roles: tuple[str, ...], total: Meaning | None, year: int | None) -> Meaning:
    """(indicator, dimension). total: what the total that this is a part of means; None where it is no part."""
    if count.kind != "volume":
        return KINDS[count.kind], None
    if count.unsure:
        return None, None
    kind = "bare" if count.token.measure is None else count.measure_kind
    phrases = lexicon().phrases
    allowed = _rules_for(kind, roles, "" if total is None else total[0] or "?")
    for number in sorted(allowed & _index().rules_for(count.words)):
        rule = phrases[number]
        if _fits(rule, count, year):
            return rule.key or None, rule.dimension if rule.key else None
    return None, None


def doubt_rivals(text: str, counts: Iterable[Count], meanings: Mapping[int, Meaning], stated: dict[str, float]) -> bool:
    """省直公开14万条；各市公开39万条: of several wholes in one sentence none is sure to be the agency's own.

    Of a website and its pages (网站公开990条，公开目录公开69条) the website is the whole.
    Behind what was 主动公开 no other count of what was published is. Marks these, and says whether there are any.
    stated: what was 主动公开 in the passages before this one, to which that of this one is added
    """
    wholes = [
        count for count in counts if meanings[id(count)][0] in WHOLES and not (count.cumulative or count.of_the_year)
    ]
    if not wholes:
        return False
    rivals: dict[tuple[str | None, int], list[Count]] = defaultdict(list)
    sentences = Sentences(text if len(wholes) > 1 else "")
    for count in wholes:
        rivals[meanings[id(count)][0], sentences.start_of(count.token.start)].append(count)
    _doubt_listed(wholes, meanings, stated)
    for told in rivals.values():
        group = _without_running(count for count in told if not count.unsure)
        if len({count.token.value for count in group}) > 1:
            whole = _whole_website(group)
            for count in group:
                count.unsure = count is not whole
    _doubt_further_totals([count for count in wholes if meanings[id(count)][0] == TOTAL], stated)
    return any(count.unsure for count in wholes)


def _doubt_listed(wholes: Iterable[Count], meanings: Mapping[int, Meaning], stated: dict[str, float]) -> None:
    """网站公开信息990条，公开机构职能、动态等信息69条: beside the whole of a channel a list is some of it."""
    listed: list[tuple[str, Count]] = []
    for count in wholes:
        key = meanings[id(count)][0] or ""
        if key == TOTAL:
            continue
        if _LISTED.search(count.words) is None:
            stated.setdefault(key, count.token.value or 0)
        else:
            listed.append((key, count))
    for key, count in listed:
        count.unsure = count.unsure or key in stated


def _without_running(group: Iterable[Count]) -> list[Count]:
    """主动公开104条，累计公开552条: what has come together is more than the year's, and doubtful alone."""
    running: list[Count] = []
    others: list[Count] = []
    for count in group:
        (running if "累计" in count.words else others).append(count)
    most = max((count.token.value or 0 for count in others), default=None)
    if most is None or any((count.token.value or 0) <= most for count in running):
        return running + others
    for count in running:
        count.unsure = True
    return others


def _whole_website(group: Iterable[Count]) -> Count | None:
    """The count of the website itself, where the others are of its pages and smaller."""
    pages = lexicon().pages
    whole, *others = sorted(group, key=lambda count: -(count.token.value or 0))
    if whole.channel != "website" or pages.first(whole.words, 0, len(whole.words)) is not None:
        return None
    return whole if all(pages.first(count.words, 0, len(count.words)) for count in others) else None


def _doubt_further_totals(totals: Iterable[Count], stated: dict[str, float]) -> None:
    """主动公开信息8731条。…发布信息500条: the second one is some of the first, or counted by other rules.

    A larger one far behind may as well be the whole, of which the first one was a part.
    """
    here = False
    for count in totals:
        value, whole = count.token.value or 0, stated.get(TOTAL)
        if count.unsure:
            continue
        if "主动公开" in count.words:
            stated.setdefault(TOTAL, value)
            here = True
        elif whole is not None and (value < whole or (here and value > whole)):
            # 公开信息450余条 is 主动公开信息456条 once more.
            count.unsure = count.token.precision == "exact" or not NEARLY < value / (whole or 1) <= 1


@dataclass(frozen=True, slots=True)
class _Index:
    """The rules, by their places in the lexicon, that can fit words at all: those with one of their first group.

    opening: finds at each place the longest word of a first group
    by_word: the rules whose first group has this word, or one that it begins with
    without_words: rules that ask for no words
    """

    opening: re.Pattern[str]
    by_word: Mapping[str, frozenset[int]]
    without_words: frozenset[int]

    def rules_for(self, words: str) -> frozenset[int]:
        return self.without_words.union(*[self.by_word[word] for word in self.opening.findall(words)])


@cache
def _index() -> _Index:
    firsts = [rule.has[0] if rule.has else () for rule in lexicon().phrases]
    vocabulary = {word for group in firsts for word in group}
    by_word = {
        word: frozenset(number for number, group in enumerate(firsts) if word.startswith(group)) for word in vocabulary
    }
    without_words = frozenset(number for number, group in enumerate(firsts) if not group)
    return _Index(re.compile(f"(?=({any_of(vocabulary).pattern}))"), by_word, without_words)


@lru_cache(maxsize=1024)
def _rules_for(kind: str, roles: tuple[str, ...], part_of: str) -> frozenset[int]:
    """The rules for counts in this kind of measure word (money only has those that name it), under headings of these
    roles, that are part of a total with this indicator ("" for none, "?" for one without indicator).
    """
    return frozenset(
        number
        for number, rule in enumerate(lexicon().phrases)
        if (kind in rule.kinds if rule.kinds else kind != "money")
        and rule.part_of in (None, part_of)
        and (not rule.roles or any(role in rule.roles for role in roles))
    )


def _fits(rule: Phrase, count: Count, year: int | None) -> bool:
    if rule.label and count.noun not in rule.label:
        return False
    if rule.channel and (count.channel or "none") not in rule.channel:
        return False
    if rule.single and _LIST.search(count.noun if rule.single == "noun" else count.words) is not None:
        return False
    if year is not None and not (rule.since or year) <= year <= (rule.until or year):
        return False
    words = count.words
    # A group is a few words, and looking for one after the other takes half the time of a pattern of them.
    for group in rule.has:
        for word in group:
            if word in words:
                break
        else:
            return False
    return not any(map(words.__contains__, rule.lacks))
