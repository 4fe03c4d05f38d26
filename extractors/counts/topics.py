"""What a sentence has been about when its next count begins: 受理申请4件，已办结4件; 复议3件，2件维持，1件撤销."""

from __future__ import annotations

import re

from extractors.counts.meaning import Meaning
from extractors.counts.passages import Passage, Sentences
from extractors.counts.phrases import Count

# How far before a count its topic is looked for.
LONGEST_LEAD = 60
# 经行政复议; not 未经复议直接起诉, nor what came after a review
_THROUGH = re.compile(r"(?<![未不])(?:经过?|通过)(?:行政)?(复议|诉讼)(?!后)")
# 办理依申请公开12件，办结10件: requests, whatever was done with them
_ASKED_FOR = re.compile(r"信息公开申请|依申请公开")
# 对规范性文件进行清理，废止23件
_CLEARED = re.compile(r"规范性文件[^,;。、]{0,12}清理|清理[^,;。、]{0,12}规范性文件")
NORMATIVE_DOCUMENTS = "normative_documents"
# What becomes of documents that were gone through, in place of a noun.
_FATES = frozenset({"", "废止", "保留", "修改", "失效", "继续有效", "现行有效", "宣布失效", "予以保留"})
REVIEW, LITIGATION = "disputes.review", "disputes.litigation"
# Whose outcomes are counted apart.
DISPUTES = frozenset({REVIEW, LITIGATION, "disputes.litigation.direct", "disputes.litigation.after_review"})


def _titled(passage: Passage) -> tuple[str, ...]:
    """(一)行政复议：共3件，维持3件: what the heading right above is about, if reviews alone or court cases alone."""
    title = passage.titles[-1] if passage.titles and "disputes" in passage.roles else ""
    review, court = "复议" in title, "诉讼" in title or "应诉" in title
    if review == court:
        return ()
    group = REVIEW if review else LITIGATION
    return (group, f"{group}.titled")


class Topics:
    """Roles that counts take over from the one before them in their sentence, as headings give them."""

    def __init__(self, passage: Passage, counts: list[Count]) -> None:
        text = self._text = passage.text
        self._titled = _titled(passage)
        self._sentences = Sentences(text)
        self._before = dict(zip(map(id, counts[1:]), counts, strict=False))
        self._meanings: dict[int, Meaning] = {}
        self._disputes: dict[int, str | None] = {}
        self._requests: dict[int, bool] = {}
        self._cleared: dict[int, bool] = {}

    def before(self, count: Count) -> tuple[str, ...]:
        if count.total is not None:
            total = self._named(count.total)
            if total.startswith("requests."):
                return ("requests",)
            if total.rpartition(".")[0] in DISPUTES:
                return (total.rpartition(".")[0],)
        previous = self._previous(count)
        led_in = self._led_in(count, self._sentences.start_of(count.token.start) if previous is None else previous.end)
        if previous is None or led_in:
            return led_in or self._titled
        if self._requests[id(previous)]:
            return ("requests",)
        if self._cleared[id(previous)]:
            return (NORMATIVE_DOCUMENTS,)
        dispute = self._disputes[id(previous)]
        return () if dispute is None else (dispute,)

    def _led_in(self, count: Count, start: int) -> tuple[str, ...]:
        """经行政复议，维持1件: what the clauses before a count speak of that count nothing themselves."""
        lead = max(start, count.clause - LONGEST_LEAD)
        through = _THROUGH.search(self._text, lead, count.clause)
        if through is None:
            return (NORMATIVE_DOCUMENTS,) if _CLEARED.search(self._text, lead, count.clause) is not None else ()
        return (REVIEW,) if through[1] == "复议" else (LITIGATION,)

    def note(self, count: Count, meaning: Meaning) -> None:
        """What a count means, before the next one is asked for."""
        self._disputes[id(count)] = self._dispute(count, meaning[0] or "")
        self._requests[id(count)] = self._of_requests(count, meaning[0])
        self._cleared[id(count)] = self._goes_through(count)
        self._meanings[id(count)] = meaning

    def _previous(self, count: Count) -> Count | None:
        """The count before in the same sentence; a sum that stands behind its parts is read before them."""
        previous = self._before.get(id(count))
        if previous is None or id(previous) not in self._meanings:
            return None
        return None if self._sentences.parted(previous.token.start, count.token.start) else previous

    def _named(self, count: Count) -> str:
        return self._meanings[id(count)][0] or ""

    def _of_requests(self, count: Count, indicator: str | None) -> bool:
        """收到申请20件，办理20件，答复20件: what has no noun of its own is still of them."""
        if indicator is not None:
            return indicator.startswith("requests.")
        if not count.noun:
            previous = self._previous(count)
            return previous is not None and self._requests[id(previous)]
        return count.family == "requests" and _ASKED_FOR.search(count.words) is not None

    def _goes_through(self, count: Count) -> bool:
        """清理规范性文件120件，保留97件，废止23件: still of the documents gone through."""
        if count.noun not in _FATES:
            return count.noun.endswith("规范性文件") and _CLEARED.search(count.words) is not None
        previous = self._previous(count)
        if previous is not None:
            return self._cleared[id(previous)]
        start = self._sentences.start_of(count.token.start)
        return NORMATIVE_DOCUMENTS in self._led_in(count, start)

    def _dispute(self, count: Count, indicator: str) -> str | None:
        """Whose outcomes may follow a count; None where none may, or where those of two kinds may."""
        previous = self._previous(count)
        if indicator.startswith("other.") or not (indicator or count.noun):
            # 复议3件，同比增长50%，办结2件，维持1件; but 清理文件8件 begins something else.
            return None if previous is None else self._disputes[id(previous)]
        own = indicator.rpartition(".")[0]
        if own not in DISPUTES:
            return None
        if previous is not None and indicator == f"{own}.total" and self._lists_kinds(previous, count):
            return None
        return own

    def _lists_kinds(self, previous: Count, count: Count) -> bool:
        """复议3件、诉讼2件，维持4件: the outcomes are of both, unless a semicolon parts them or the first is none."""
        whole = self._named(previous) in {f"{REVIEW}.total", f"{LITIGATION}.total"}
        return whole and bool(previous.token.value) and ";" not in self._text[previous.end : count.token.start]
