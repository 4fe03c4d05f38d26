"""Counts: a number with the words that say what it counts, where, and in what sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from extractors.counts.channels import NO_CHANNEL, SAME, UNNAMED, channel_in, is_elsewhere
from extractors.counts.context import Context, Kind
from extractors.counts.labels import before_total, family_of, leads_in, noun_of, without_leading, without_trailing
from extractors.counts.other_years import of_the_own
from extractors.counts.passages import Passage, Sentences, clause_start
from extractors.counts.tokens import FIGURES, Token
from extractors.lexicon import Found, lexicon

# How far behind a number its noun is looked for: 收到3件政府信息公开申请.
NOUN_WITHIN = 24
# How far back the words of a sentence bear on a number in it.
LONGEST_SENTENCE = 600
Sums = Literal["bare", "loose"] | None
# 一名专职人员[和]两名兼职人员
_NOUN_ENDS = re.compile(r"[,;。.!?:()\[\]《<\n0-9]|[和及与](?=[一二两三四五六七八九十]{1,3}[名位])")
# 播出4期[《民生热线》], 46项[“省内通办”]
_TITLE_BEHIND = re.compile(r" ?(?:《[^《》\n]{1,40}》|“[^“”\n]{1,40}”)")
_JOINS_NEXT = re.compile(r"(?:以及|[和及与])$")
_ASIDE = re.compile(r" ?\([^()\n]{0,60}\)")
# 69条[通过政府网站公开]: where, not what.
_LED_IN = re.compile(r"通过|利用|依托|在")
_NEXT_YEAR = re.compile(r"[0-9]{4}年度?((?:继续)?(?:办理|处理|答复|办结))?")
# 20件申请[均在15个工作日内答复]
_ADVERB = re.compile(r"[均已都未将皆]|全部")
# 12条等, 3条和5条, 12条以上: the number is not what the words behind it are said of.
_LEADS_ON = frozenset("、等和及与的左以多余")
# Openers are no beginning of a label, and then their closers are no end of it.
UNCLOSED = (("“", "”"), ("(", ")"))
_CLOSES_CLAUSE = frozenset(",;。.!?:)、\n")
_STAFF = frozenset("员职")
# 开设“复工复产”专栏，发布信息30条: how far before its clause the words may stand that tie a count to its subject.
THEME_WITHIN = 60
_THEME = re.compile(r"(?:开设|开辟|设立|设置|推出|上线|打造|开通|建立|新增)([^,;。\n]{0,24})(?:专题|专栏|专区)")
OF_A_THEME = ",于专题"


@dataclass(slots=True, eq=False)
class Count:
    """A count in prose. Offsets are the passage's.

    start, end: the quote; label_start, label_end: the printed label within it (empty for a bare second count)
    clause: where its own clause begins; words: what is said of it, for the indicator; noun: the counted noun alone
    sums_up: it is the total of what was said before (共计780条)
    total, listing, exhaustive: set when totals are told from parts: the total this is a part of, the number of the list
        of that total's parts it stands in, and whether that list claims to name them all
    of_the_year: it is the year's own share of the running total before it (累计公开5200条，其中本年度620条)
    inherited: its channel is said of the count before it
    unsure: the words are shared with other counts, and do not say what this one is of
    """

    token: Token
    kind: Kind
    clause: int
    start: int
    end: int
    label_start: int
    label_end: int
    words: str
    noun: str
    channel: str | None
    family: str | None
    cumulative: bool
    sums_up: Sums
    noun_follows: bool
    total: Count | None = None
    listing: int = 0
    exhaustive: bool = False
    of_the_year: bool = False
    unsure: bool = False
    inherited: bool = False

    @property
    def is_volume(self) -> bool:
        return self.kind == "volume" and self.token.kind not in {"percent", "points"}

    @property
    def measure_kind(self) -> str:
        return self.token.measure.kind if self.token.measure is not None else "item"


class NotCounted(dict[int, str]):
    """Numbers that look like counts and are none, by their place in the passage: plan, rule, frequency, bare."""


def read_phrases(passage: Passage, tokens: Iterable[Token], year: int | None, not_counted: NotCounted) -> list[Count]:
    """The counts of a passage, in order; numbers that are none go into `not_counted`."""
    counts: list[Count] = []
    figures = [token for token in tokens if token.may_be_figure]
    if not figures:
        return counts
    reader = _Reader(passage, year)
    for token in figures:
        count = reader.read(token, counts[-1] if counts else None)
        if isinstance(count, str):
            not_counted[token.start] = count
        else:
            counts.append(count)
    return counts


def name_sums(text: str, counts: Sequence[Count]) -> None:
    """编发信息35期，共计420条: a sum without parts counts what was counted before it."""
    if not any(count.sums_up == "bare" for count in counts):
        return
    sentences = Sentences(text)
    for before, count in pairwise(counts):
        if count.sums_up != "bare" or before.total is count or before.token.kind != count.token.kind:
            continue
        if not sentences.parted(before.token.start, count.token.start):
            count.words, count.noun = before.words, before.noun
            count.channel, count.family = count.channel or before.channel, before.family


class _Reader:
    def __init__(self, passage: Passage, year: int | None) -> None:
        self.text = passage.text
        self.titles = passage.titles
        self.year = year
        self.sentences = Sentences(passage.text)
        self.context = Context(passage, year)
        self.floor = 0
        # The last running total.
        self.running: Count | None = None
        # A former level (由原来的8个增加到16个), and the word that leads to the new one.
        self.level: tuple[Count, Found[str]] | None = None

    def read(self, token: Token, before: Count | None) -> Count | str:
        text = self.text
        sentence = max(self.sentences.start_of(token.start), token.start - LONGEST_SENTENCE)
        floor = max(self.floor, sentence)
        own = clause_start(text, floor, token.start)
        if before is not None and own == self.floor:
            # 复议1件[(申请人撤回)]、诉讼2件: a bracket right behind a number says more of that one.
            aside = _ASIDE.match(text, own, token.start)
            own = own if aside is None else aside.end()
        self.floor = token.end
        new_level = self.context.new_level(token, own)
        reason = self.context.non_count(token, own, sentence, new_level)
        if reason is not None:
            return reason
        start = without_leading(text, own, token.start)
        said = token.start if new_level is None else self.context.from_level(token, own)
        end = without_trailing(text, start, said)
        noun_start, noun_end = self._noun_behind(token, own, start, end, new_level)
        sums_up = self._sums_up(token, own)
        clause = own
        alone = before is None or before.token.end < sentence
        # 其中[298件按时办结]
        led_in = alone and lexicon().openers.at(text, start - len(text[own:start].lstrip(" ,;")))
        if start >= end and not noun_end and (not alone or led_in) and new_level is None:
            noun_start, noun_end = self._said_behind(token)
        self.floor = max(self.floor, noun_end)
        if start >= end and not noun_end and (sums_up != "bare" or alone):
            clause, start, end = self._wider(floor, own, said, token)
        if token.kind == "bare" and not self._is_bare_count(token, start, end, before):
            return "bare"
        kind = self.context.kind(token, clause, sentence, noun_follows=noun_end > 0)
        words = text[clause : token.start]
        if noun_end:
            words += text[token.unit_end : noun_end]
        words += self._theme(own, sentence)
        noun = text[noun_start:noun_end].strip() if noun_end else noun_of(text, start, end)
        for opener, closer in UNCLOSED:
            if end > start and text[end - 1] == closer and opener not in text[start:end]:
                end -= 1
        if sums_up == "bare" and start >= end:
            # 合计200条: the word itself is all that is said.
            start, end = token.start - len(text[own : token.start].lstrip(" ,、:")), token.start
        channel = self._channel(floor, own, said, token, None if alone else before)
        unnamed = kind == "reach" and not alone and channel in {None, SAME}
        inherited = self._read_there(before, own) if before is not None and unnamed else None
        if noun_end and channel is None and _LED_IN.match(text, noun_start) is not None:
            # 其中69条[通过政府网站公开]
            channel = channel_in(text, noun_start, noun_end)
            noun = noun if channel is None else noun_of(text, noun_start, noun_end)
        count = Count(
            token,
            kind,
            own,
            start if start < end else token.start,
            max(token.end, noun_end),
            noun_start or start,
            noun_end or end,
            words,
            noun,
            inherited or channel,
            family_of(text, clause, token.start),
            self.context.cumulative(token, own, sentence),
            sums_up,
            noun_end > 0,
            inherited=inherited is not None,
        )
        if self.level is not None and self.level[0] is before and own <= self.level[1].start < token.start:
            self._take_over(count, self.level[0], sentence)
        if self.running is not None and self.running.token.start >= sentence:
            self._continue_total(count, self.running)
        if count.cumulative and count.is_volume:
            self.running = count
        if new_level is not None:
            self.level = count, new_level
        return count

    def _take_over(self, count: Count, former: Count, sentence: int) -> None:
        """政务微博由原来的8个增加到16个: a new level is of what the former one was."""
        count.kind = self.context.kind(count.token, former.clause, sentence, noun_follows=count.noun_follows)
        count.words, count.family = former.words + count.words, former.family
        count.channel = count.channel or former.channel
        if not count.noun_follows and former.label_start < former.label_end:
            count.label_start, count.label_end, count.noun = former.label_start, former.label_end, former.noun

    def _continue_total(self, count: Count, total: Count) -> None:
        """累计公开信息5200条，今年新增620条: the year's own count is of what the running total before it was."""
        same = count.is_volume and count.measure_kind == total.measure_kind
        if count.cumulative or not same or count.noun not in {"", total.noun}:
            return
        if not of_the_own(self.text, count.clause, count.token.start, self.year):
            return
        count.of_the_year = True
        count.words, count.noun = total.words + count.words, total.noun
        count.channel = count.channel or total.channel

    def _wider(self, floor: int, own: int, said: int, token: Token) -> tuple[int, int, int]:
        """主动公开政府信息，共87条: the words stand in a clause before, if no count does."""
        clause = own
        while clause > floor:
            clause = clause_start(self.text, floor, clause - 1)
            start = without_leading(self.text, clause, said)
            end = without_trailing(self.text, start, said)
            if start < end:
                return clause, start, end
        return own, token.start, token.start

    def _noun_behind(self, token: Token, own: int, start: int, end: int, level: Found[str] | None) -> tuple[int, int]:
        """收到3件申请, 2宗为网络申请: the noun behind the measure word; (0, 0) where it stands before it."""
        text = self.text
        if token.kind not in FIGURES or token.kind in {"percent", "points"} or token.end > token.unit_end:
            return 0, 0
        words = lexicon()
        # 收到[3件申请], 余[8件转下年度办理], 落实[1名专职人员]
        led_in = words.verbs.before(text, end, start) is not None or text[start:end] in words.rest
        led_in = led_in or (_STAFF.isdisjoint(text[start:end]) and bool(words.employed.at(text, token.unit_end)))
        title = _TITLE_BEHIND.match(text, token.unit_end)
        # 完成4期[《民生热线》]、6期《百姓问政》: whatever leads to them, what follows each number is its own.
        listed_titles = title is not None and text[title.end() + 1 : title.end() + 2].isdigit()
        if start < end and not led_in and not listed_titles:
            return 0, 0
        stop = _NOUN_ENDS.search(text, token.unit_end if title is None else title.end())
        # 1件结转[2021年度继续办理], 8件转至[2021年]
        carried = _NEXT_YEAR.match(text, stop.start()) if stop is not None else None
        if carried is not None and carried.end() - token.unit_end <= NOUN_WITHIN:
            leads = words.carried.before(text, carried.start(), token.unit_end)
            if carried[1] or (leads is not None and text[carried.end() : carried.end() + 1] in _CLOSES_CLAUSE):
                return token.unit_end, carried.end()
        within = NOUN_WITHIN + (0 if title is None else len(title.group()))
        last = min(stop.start() if stop else len(text), token.unit_end + within)
        # 公民、法人和其他组织的申请 is one noun; 文件3件、信息5条 are two.
        if stop is not None and text[stop.start()].isdigit():
            listed = text.find("、", token.unit_end, last)
            last = listed if listed >= 0 else last
            # 13项行政许可[和]4项行政备案
            joint = _JOINS_NEXT.search(text, token.unit_end, last)
            last = last if joint is None else joint.start()
        begin = token.unit_end
        while begin < last and text[begin] == " ":
            begin += 1
        said = words.said_behind.at(text, begin, last)
        if said is not None:
            begin = said.end
        elif words.no_noun.at(text, begin) is not None:
            return 0, 0
        # 46家单位[共发布信息3.2万条]
        last = before_total(text, begin, last)
        adverb = _ADVERB.search(text, begin + 1, last)
        last = last if adverb is None else adverb.start()
        # 由原来的8个[栏目]增加到16个
        last = last if level is None else min(last, level.start)
        # 在收到的12件[申请]中,网络申请8件
        if text[last - 1] == "中" and leads_in(text, own, token.start, last - 1):
            last -= 2 if text[last - 2] in "之当" else 1
        return (begin, last) if last - begin >= 2 else (0, 0)

    def _said_behind(self, token: Token) -> tuple[int, int]:
        """13件已按时办结，2件正在办理: what a number at the head of its clause is said of; (0, 0) where nothing is."""
        text = self.text
        begin = token.unit_end
        if token.kind != "count" or token.end > begin or text[begin : begin + 1] in _LEADS_ON:
            return 0, 0
        stop = _NOUN_ENDS.search(text, begin)
        last = min(stop.start() if stop else len(text), begin + NOUN_WITHIN)
        return (begin, last) if last - begin >= 2 else (0, 0)

    def _sums_up(self, token: Token, own: int) -> Sums:
        """共计780条 (bare); 以上共公开信息780条 (loose: the words fit a sum, the numbers must tell)."""
        text, words = self.text, lexicon()
        position = token.start
        said: set[str] = set()
        for _ in range(8):
            while position > own and text[position - 1] in " ,:":
                position -= 1
            total = words.totals.before(text, position, own)
            found = total or words.hollow.before(text, position, own)
            if found is None:
                break
            said.add("total" if total else "hollow")
            position = found.start
        if "total" not in said or without_leading(text, own, position) < position:
            return None
        return "loose" if "hollow" in said else "bare"

    def _is_bare_count(self, token: Token, start: int, end: int, before: Count | None) -> bool:
        """收到申请数量为0，: a number without measure word counts at the end of a clause that says what."""
        text = self.text
        if token.value is None or start >= end:
            return False
        behind = text[token.end : token.end + 1]
        if behind and behind not in _CLOSES_CLAUSE:
            return False
        words = lexicon()
        if words.count_nouns.before(text, end, start) is not None:
            return True
        readers = words.reach_last.before(text, end, start) or words.reach_counted.before(text, end, start)
        if readers is not None or words.context.before(text, end, start) is not None:
            return True
        if words.counting.before(text, token.start, start) is not None:
            return True
        listed = before is not None and before.token.kind == "bare"
        return listed and not self.sentences.parted(before.token.start if before else 0, token.start)

    def _theme(self, own: int, sentence: int) -> str:
        """A mark on what was published in columns of a theme, other than those for all that is disclosed."""
        theme = _THEME.search(self.text, max(sentence, own - THEME_WITHIN), own)
        # 开设专题10个；微信公众号发布信息200条: the next part of the sentence begins anew.
        if (
            theme is None
            or ";" in self.text[theme.end() : own]
            or "公开" in theme[1]
            or lexicon().this_year.at(self.text, own) is not None
        ):
            return ""
        return OF_A_THEME

    def _channel(self, floor: int, own: int, said: int, token: Token, before: Count | None) -> str | None:
        """Of its own clause, of those before it without a number, of the list it stands in, of the heading."""
        text = self.text
        measure = token.measure
        things = _are_things(token)
        channel = channel_in(text, floor, said, things=things)
        if channel is None and before is not None and text[before.end : before.end + 1] in {"、", "和", "及", "与"}:
            # 网站动态5条、公告3条 are of one channel; 广州电视台1条、人民网4条 are of one each.
            end = before.label_end - (text[before.label_end - 1] in "》”")
            named = lexicon().channels.before(text, end, before.label_start)
            channel = before.channel if named is None or not named.meaning else None
            # 热线受理200件、在线访谈1次
            if channel in lexicon().receiving and measure is not before.token.measure:
                channel = None
        if channel is None and not things and is_elsewhere(text, own, said):
            return UNNAMED
        read = before is not None and before.kind == "reach" and not before.inherited and before.channel is not None
        if channel is None and read:
            # 公众号有粉丝8万人，发布信息216条: perhaps there.
            return SAME
        channel = self.titles_channel if channel is None else channel
        return SAME if channel is None and before is not None and self._goes_on(before, own, said) else channel

    def _read_there(self, before: Count, own: int) -> str | None:
        """公众号发布信息216条，阅读量8万次: right behind what was published in a channel its readers are counted."""
        behind = before.end + 1 == own and self.text[own - 1] == ","
        return before.channel if behind and before.channel not in {*NO_CHANNEL, *lexicon().receiving} else None

    @cached_property
    def titles_channel(self) -> str | None:
        """The channel that the nearest heading names."""
        found = (channel_in(title, 0, len(title)) for title in reversed(self.titles))
        return next((channel for channel in found if channel is not None), None)

    def _goes_on(self, before: Count, own: int, said: int) -> bool:
        """与电视台合作播出12期，发布信息60条: perhaps there too; but 全年发布信息, 共发布信息 begin anew."""
        named = before.channel is not None and before.channel not in NO_CHANNEL and before.family == "disclose"
        # 网站开设8个栏目，公开信息380条
        if not named or _are_things(before.token) or before.end + 1 != own or self.text[own - 1] != ",":
            return False
        words = lexicon()
        anew = words.restart.at(self.text, own) or words.totals.first(self.text, own, said)
        return anew is None and family_of(self.text, own, said) == "disclose"


def _are_things(token: Token) -> bool:
    """Whether what is counted comes in pieces (平台有2个)."""
    measure = token.measure
    return measure is not None and measure.kind in {"item", "class"} and not measure.firm
