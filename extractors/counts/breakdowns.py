"""Totals and their parts, told from the words between counts, and from sums where the words leave a list's end open.

A breakdown is opened by a word (其中, 包括, 分别为 …), a colon or a bracket behind its total, or by a new look at one
stated before (按申请方式分). It goes on over 、，；and ends with its sentence, its bracket, a clause that states
something of its own, 等, or where its parts have added up to the total. Parts may break down again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.counts.labels import acts
from extractors.counts.openings import Opening, Openings, skip_space
from extractors.counts.passages import Sentences
from extractors.counts.phrases import NOUN_WITHIN, Count
from extractors.counts.requests import is_carried_in
from extractors.counts.siblings import (
    TOLERANCE,
    adding_up_alone,
    in_aside,
    is_beside,
    is_dispute_of,
    is_vessel,
    names_all,
    outgrows,
    shares_another_whole,
)
from extractors.lexicon import lexicon

# A list longer than this is no breakdown of one total.
MOST_PARTS = 60
# Breakdowns of breakdowns: a total, its parts, theirs, and once more.
DEEPEST = 3
# How many counts are looked at for one breakdown with all within it; and how many more for each count gone past. Lists
# that are tried again and again, and are none, cost no more than the length of the text so.
MOST_LOOKED_AT = 240
LOOKS_A_COUNT = 10
# How many totals before a list are tried when it does not add up to the nearest one.
TOTALS_TRIED = 4


def link(text: str, counts: Sequence[Count]) -> None:
    """Give each part its total. Works on volumes; shares and changes between them are looked over."""
    volumes = [count for count in counts if count.is_volume]
    if len(volumes) > 1:
        _Linker(text, volumes).link()


@dataclass(slots=True)
class _Members:
    """Counts that may be the parts of a total.

    ends: where each one, with its own parts, ends in the list of all counts; left_open: 等 stands behind the last
    certain: how many stand before a clause that seems to state something of its own; None where there is none such;
    restarts: that clause says so by its first word (全年, 通过 …), not only by a verb
    beside: how many stand before one that seems to stand beside the total, behind a semicolon
    mixed: how many stand before one in another kind of unit (公告30条、解读5次)
    parted: before a clause on other things (…；回应3人；微信92条), behind which only the sum tells that it goes on
    vessel: things were passed over that hold what is counted (开设专栏2个)
    """

    parts: list[Count] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    left_open: bool = False
    certain: int | None = None
    restarts: bool = False
    beside: int | None = None
    mixed: int | None = None
    parted: int | None = None
    vessel: bool = False

    @property
    def sure(self) -> int:
        """How many are parts where nothing adds up."""
        ends = (self.certain, self.beside, self.mixed, self.parted)
        return min(len(self.parts) if end is None else end for end in ends)


class _Linker:
    def __init__(self, text: str, volumes: Sequence[Count]) -> None:
        self.text = text
        self.volumes = volumes
        self.sentences = Sentences(text)
        self.openings = Openings(text, volumes)
        self.listings: dict[int, int] = {}
        # Counts whose nested list was tried and is none, so that it is not tried again.
        self.refuted: set[int] = set()
        # Counts that stand beside the total of the list before them, whose own lists end with a semicolon too.
        self.siblings: set[int] = set()
        self.looks = MOST_LOOKED_AT
        self.done: dict[int, str | None] = {}

    def link(self) -> None:
        index = 0
        while index + 1 < len(self.volumes):
            opening = self.openings.at(index)
            following = index + 1 if opening is None else self._breakdown(index, opening, None, 0)
            # Behind the last part a new look at the total may begin: 按申请人分…
            again = self.openings.at(following - 1) if index + 1 < following < len(self.volumes) else None
            going_on = following - 1 if again is not None and again.view else following
            self.looks = min(MOST_LOOKED_AT, self.looks + LOOKS_A_COUNT * (going_on - index))
            index = going_on
        self._sums()

    # --- the list --------------------------------------------------------------------------------------------

    def _breakdown(self, index: int, opening: Opening, around: Count | None, depth: int, left: float = 0) -> int:
        """Link the parts behind `volumes[index]`; the index of the count to go on with.

        around: the total whose list this one stands in, and what is `left` of it behind the counts before
        """
        nearest = self._same_kind(index, opening)
        members = self._members(nearest, index + 1, opening, depth)
        parts, ends, left_open = members.parts, members.ends, members.left_open
        if not parts:
            return index + 1
        if opening.closing is None and not opening.view and self._shared(index, parts[: members.sure]):
            return index + 1
        if opening.apart and self._of_another_kind(nearest, parts[0]):
            return index + 1
        total = self._total_of(nearest, index, members, opening)
        rivals = parts if self._beside_another(index) else parts[members.sure :][:1]
        if total is nearest and any(outgrows(self.text, total, parts[0], one) for one in rivals):
            return index + 1
        count = self._cut(total, members, left if around is not None else None, opening)
        if around is not None and total is nearest and self._too_large(parts[0], nearest, around):
            total, count = around, 1
        if count == 0:
            return index + 1
        kept: Sequence[Count] = parts[:count]
        if not depth and opening.closing is None and count < len(parts):
            kept = adding_up_alone(self.text, total, parts, count)
            count = parts.index(kept[-1]) + 1
        values = [part.token.value or 0 for part in kept]
        if opening.weak and not self._fits(total, kept, values, opening):
            return index + 1
        if len(values) > 1 and min(values) > (total.token.value or 0) + TOLERANCE:
            # 其他方式公开54条。其中，公众号1205条、门户网站1014条: each is more than the count before them.
            return index + 1
        if members.beside == count < len(parts):
            self.siblings.add(id(parts[count]))
        # A list that ends where a clause seems to act on its own, or counts in another unit, may also go on behind it.
        left_open = left_open if count == len(parts) else count == members.mixed
        left_open = left_open or (count == members.certain and not members.restarts)
        left_open = left_open or members.vessel or (count == members.parted and count < len(parts))
        listing = self.listings.get(id(total), 0)
        self.listings[id(total)] = listing + 1
        # 新闻55条，动态25条。其中图片12条，视频4条: nobody says of which of them these are all.
        open_to_doubt = opening.apart and abs(sum(values) - (total.token.value or 0)) > TOLERANCE
        unsure = open_to_doubt and (total is not nearest or self._beside_another(index))
        exhaustive = (
            opening.exhaustive
            and not unsure
            and sum(map(bool, values)) > 1
            and not left_open
            and names_all(self.text, total, kept)
        )
        for part in kept:
            part.total, part.listing, part.exhaustive = total, listing, exhaustive
        return ends[count - 1]

    def _shared(self, index: int, parts: Sequence[Count]) -> bool:
        """新收12件，上年结转2件。其中予以公开14件: the parts are of both counts before them, and so of neither."""
        if not index or self.sentences.parted(self.volumes[index - 1].token.start, self.volumes[index].token.start):
            return False
        pair = [count.token.value or 0 for count in self.volumes[index - 1 : index + 1]]
        whole = sum(part.token.value or 0 for part in parts)
        return all(pair) and abs(sum(pair) - whole) < TOLERANCE

    def _beside_another(self, index: int) -> bool:
        """Whether a count that may as well be the total stands before this one in its sentence."""
        count = self.volumes[index]
        return count.total is None and any(
            before.measure_kind == count.measure_kind
            for before in self.volumes[max(0, index - TOTALS_TRIED) : index]
            if not self.sentences.parted(before.token.start, count.token.start)
        )

    def _same_kind(self, index: int, opening: Opening) -> Count:
        """The nearest count that the next one may be a part of: people between meetings are passed over."""
        nearest, following = self.volumes[index], self.volumes[index + 1]
        if opening.closing is not None or opening.weak or self._alike(nearest, following, opening):
            return nearest
        for before in reversed(self.volumes[max(0, index - TOTALS_TRIED) : index]):
            if before.measure_kind == following.measure_kind:
                return before if (before.token.value or 0) >= (following.token.value or 0) else nearest
        return nearest

    def _of_another_kind(self, total: Count, part: Count) -> bool:
        """办结申请3件。其中，引发行政复议1件: a dispute is no part of what is none."""
        found = lexicon().topics.find(self.text, part.clause, min(len(self.text), part.token.end + NOUN_WITHIN))
        topic = next((one for one in found if one.meaning == "disputes"), None)
        if topic is None or any(mark in self.text[part.token.end : topic.start] for mark in ",;。"):
            return False
        return all(one.meaning != "disputes" for one in lexicon().topics.find(total.words, 0, len(total.words)))

    def _too_large(self, part: Count, nearest: Count, around: Count) -> bool:
        """法制新闻12条，其中主站采用15条: more than the count before it, so that it is of the whole."""
        value = part.token.value or 0
        return value > (nearest.token.value or 0) + TOLERANCE and value <= (around.token.value or 0)

    def _members(self, total: Count, position: int, opening: Opening, depth: int) -> _Members:
        """Counts from `position` on that may be parts of `total`."""
        text, words = self.text, lexicon()
        found = _Members()
        parts, ends = found.parts, found.ends
        running = 0.0
        does: set[str | None] = set()
        while position < len(self.volumes) and len(parts) < MOST_PARTS and self.looks > 0:
            self.looks -= 1
            part = self.volumes[position]
            last = self.volumes[position - 1]
            if opening.closing is not None and part.token.start > opening.closing:
                break
            if parts and opening.closing is None:
                gap = text[last.end : part.token.start]
                if self.sentences.parted(last.token.start, part.token.start) or (depth and ";" in gap):
                    break
                if found.beside is None and not opening.view and self._is_beside(total, parts[0], part, gap):
                    found.beside = len(parts)
                if words.not_all.at(text, skip_space(text, last.end)) is not None:
                    found.left_open = True
                    return found
                # 收到申请12件，其中自然人12件，上年结转2件: what was carried in is no part of what came.
                if part.sums_up or is_carried_in(text, part):
                    break
                if found.certain is None and self._states_its_own(part, parts[0], total, does):
                    found.certain = len(parts)
                    found.restarts = words.restart.at(text, skip_space(text, part.clause)) is not None
                if self._full(total, running, parts) and part.token.value:
                    break
            # (含上年结转5件，另有4件结转下年): the bracket goes on with what is not in the total.
            if parts and words.besides.at(text, skip_space(text, part.clause)) is not None:
                break
            aside = bool(parts) and in_aside(text, part)
            if aside or not self._alike(total, part, opening):
                if not parts:
                    return found
                if not aside and part.clause >= last.end and text[last.end : part.clause].strip(" 、"):
                    if depth or opening.weak or opening.closing is not None:
                        break
                    found.parted = len(parts) if found.parted is None else found.parted
                found.vessel = found.vessel or is_vessel(text, total, part)
                position += 1
                continue
            if found.mixed is None and parts and parts[0].measure_kind != part.measure_kind:
                found.mixed = len(parts)
            running += part.token.value or 0
            if opening.weak and not opening.view and opening.closing is None and running > self._most(total):
                break
            parts.append(part)
            does.add(self._does(part))
            inner = self._inner_opening(position, depth)
            if inner is None:
                position += 1
            else:
                left = (total.token.value or 0) - running
                following = self._breakdown(position, inner, total, depth + 1, left)
                if following == position + 1 and self.volumes[position + 1].total is not part:
                    self.refuted.add(position)
                position = following
            ends.append(position)
        if parts:
            behind = skip_space(text, self.volumes[ends[-1] - 1].end)
            found.left_open = words.not_all.at(text, behind) is not None
        return found

    def _is_beside(self, total: Count, first: Count, part: Count, gap: str) -> bool:
        if shares_another_whole(self.text, total, first, part) or is_dispute_of(total, first, part):
            return True
        return ";" in gap and (id(total) in self.siblings or is_beside(self.text, total, first, part))

    def _inner_opening(self, position: int, depth: int) -> Opening | None:
        """A part's own list: in a bracket, or behind a comma; one behind a full stop belongs to the whole."""
        if depth >= DEEPEST or position + 1 >= len(self.volumes) or position in self.refuted:
            return None
        inner = self.openings.at(position)
        if inner is None or inner.view or "。" in self.text[self.volumes[position].end : inner.first + 1]:
            return None
        return inner

    def _alike(self, total: Count, part: Count, opening: Opening) -> bool:
        """Figures of different kinds never add up: people are no part of meetings."""
        if total.measure_kind == part.measure_kind:
            return not is_vessel(self.text, total, part)
        loose = {total.measure_kind, part.measure_kind} <= {"item", "event"}
        return loose and not opening.weak

    def _most(self, total: Count) -> float:
        """What parts may add up to where only the numbers can confirm that they are parts."""
        exact = total.token.precision == "exact"
        return (total.token.value or 0) + TOLERANCE if exact else float("inf")

    def _full(self, total: Count, running: float, parts: Sequence[Count]) -> bool:
        exact = total.token.precision == "exact" and total.token.value
        return bool(exact) and len(parts) > 1 and abs(running - (total.token.value or 0)) < TOLERANCE

    def _does(self, count: Count) -> str | None:
        """What its label does by itself (`acts`)."""
        if id(count) not in self.done:
            self.done[id(count)] = acts(self.text, count.label_start, count.label_end)
        return self.done[id(count)]

    def _states_its_own(self, part: Count, first: Count, total: Count, does: set[str | None]) -> bool:
        """A clause with a beginning or a verb of its own, where the parts before it have none.

        first: of those parts; does: what their labels do
        """
        text, words = self.text, lexicon()
        if "、" in text[part.clause - 1 : part.clause + 1]:
            return False
        begin = skip_space(text, part.clause)
        restarts = words.restart.at(text, begin) is not None
        first_begin = skip_space(text, first.clause)
        opener = words.openers.at(text, first_begin)
        if opener is not None:
            first_begin = skip_space(text, opener.end)
        if restarts and words.restart.at(text, first_begin) is None:
            return True
        family = self._does(part)
        # …102条；发布法定主动公开内容1条: behind a semicolon even the total's own verb begins anew.
        anew = text.endswith(";", 0, part.clause) or family != total.family
        return family is not None and family not in does and anew

    def _total_of(self, nearest: Count, index: int, members: _Members, opening: Opening) -> Count:
        """The count that the parts are of: the nearest one, or one before it to which they add up."""
        if opening.closing is not None or nearest is not self.volumes[index]:
            return nearest
        parts = members.parts[: members.sure]
        whole = sum(part.token.value or 0 for part in parts)
        sentence = self.sentences.start_of(nearest.token.start)
        candidates = [nearest]
        for before in reversed(self.volumes[max(0, index - TOTALS_TRIED) : index]):
            if before.token.start < sentence and not opening.view:
                break
            candidates.append(before)
        if nearest.total is not None:
            candidates.append(nearest.total)
        for candidate in candidates:
            value = candidate.token.value
            if value and abs(value - whole) < TOLERANCE and len(parts) > 1:
                return candidate
        # 公开35条，更新1条，其中概况1条；动态19条；法规15条: what seemed to stand beside them makes up the sum.
        whole = sum(part.token.value or 0 for part in members.parts)
        fitting = next((one for one in candidates if abs((one.token.value or 0) - whole) < TOLERANCE), nearest)
        if len(members.parts) > max(1, members.sure) and fitting is not nearest:
            return fitting
        if opening.view:
            return next((one for one in candidates if one.total is None), nearest)
        if opening.apart and not self._holds(nearest, parts):
            return next((one for one in candidates if self._holds(one, parts)), nearest)
        return nearest

    def _holds(self, total: Count, parts: Sequence[Count]) -> bool:
        """Whether a total is of the kind of its parts and not exceeded by them."""
        whole, value = sum(part.token.value or 0 for part in parts), total.token.value or 0
        alike = total.measure_kind == parts[0].measure_kind
        return alike and (whole <= value + TOLERANCE or total.token.precision != "exact")

    def _cut(self, total: Count, members: _Members, outer: float | None, opening: Opening) -> int:
        """How many of the counts are parts: those that add up to the total, or leave what the list around still lacks.

        Where nothing adds up, all of them but those behind a clause that states something of its own.
        """
        parts = members.parts
        if opening.closing is not None:
            return len(parts)
        value = total.token.value or 0
        running = 0.0
        whole = sum(part.token.value or 0 for part in parts)
        for count, part in enumerate(parts, 1):
            running += part.token.value or 0
            if count > 1 and abs(running - value) < TOLERANCE:
                zeros = count
                while zeros < len(parts) and not parts[zeros].token.value:
                    zeros += 1
                return zeros
            if outer is not None and outer > 0 and count < len(parts) and abs(whole - running - outer) < TOLERANCE:
                return count
        return members.sure

    def _fits(self, total: Count, parts: Sequence[Count], values: Sequence[float], opening: Opening) -> bool:
        whole, value = sum(values), total.token.value or 0
        if len(parts) > 1 and abs(whole - value) < TOLERANCE:
            return True
        if opening.must_add_up:
            return False
        if opening.view or total.token.precision != "exact":
            return whole <= value or total.token.precision != "exact"
        respectively = lexicon().respectively.first(self.text, opening.first, parts[0].token.start) is not None
        return not respectively and all(one <= value for one in values) and whole <= value

    # --- sums stated behind their parts ----------------------------------------------------------------------

    def _sums(self) -> None:
        """“A 513条，B 238条，C 29条，共计780条”: the free counts of its sentence that add up to it, or all of them."""
        owners = {id(part.total) for part in self.volumes if part.total is not None}
        for index, total in enumerate(self.volumes):
            if total.sums_up is None or total.total is not None or id(total) in owners:
                continue
            before: list[Count] = []
            for count in reversed(self.volumes[max(0, index - MOST_PARTS) : index]):
                if self.sentences.parted(count.token.start, total.token.start) or count.sums_up == "bare":
                    break
                if count.total is None and count.measure_kind == total.measure_kind:
                    before.append(count)
            members = self._adding_up(before, total.token.value or 0)
            if not members and total.sums_up == "bare" and len(before) > 1 and total.token.precision == "exact":
                members = before
            for part in members:
                part.total, part.listing, part.exhaustive = total, 0, True

    def _adding_up(self, before: Sequence[Count], value: float) -> Sequence[Count]:
        running = 0.0
        for count, part in enumerate(before, 1):
            running += part.token.value or 0
            if count > 1 and abs(running - value) < TOLERANCE:
                return before[:count]
        return ()
