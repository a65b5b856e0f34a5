"""How often a run looks at what, in one place: the run goes by it, and what is promised is computed with it.

A record is looked at as often as the document says. A look asks for what changed, where the system can be asked for
that, and reads the complete list where it cannot. Where deletes show only by absence, complete lists are read besides:
at most every ten minutes, and seldomer where the list is so long that reading it would take more than a quarter of what
the system allows. Everywhere else a complete list once a day proves that nothing was missed.
"""

from __future__ import annotations

from datetime import timedelta

from interlock.model.decisions import Frequency
from interlock.model.profile import DeletesSeen, Paging, PagingStyle, RateLimit, RecordProfile

AT_ONCE = timedelta(minutes=1)
"""`at once` means to look every minute; a system that tells of changes by itself makes it prompter."""

COMPARED = timedelta(minutes=10)
"""How often complete lists are read where only they show what was deleted."""

PROVEN = timedelta(days=1)
"""How often complete lists are read where they only prove that nothing was missed."""

PROBED = timedelta(minutes=1)
"""How often a system that does not answer is asked whether it is back, where no row of the document says it."""

BURST = 0.05
"""So much of what a limit allows in its span may come at once; the steady rate gives way by the same part."""

SHARE = 0.25
"""The share of a rate limit that the complete lists of one record may take."""

USUAL_PAGE = 100
"""What most systems give in one answer; used where the description does not say."""


def look_every(frequency: Frequency | None) -> timedelta:
    """How much time passes between two looks at a record; a day where a time of day is written."""
    if frequency is None or frequency.at_once:
        return AT_ONCE
    if frequency.every is not None:
        return max(frequency.every, timedelta(seconds=1))
    return timedelta(days=1) if frequency.at is not None else AT_ONCE


def reads_whole(profile: RecordProfile) -> bool:
    """Whether each look reads the complete list: the system cannot be asked for what changed."""
    return profile.since.value is None


def shows_deletes(profile: RecordProfile) -> bool:
    """Whether lists show what was deleted, as a tombstone or by a flag; a webhook alone may be lost."""
    seen = profile.deletes.value
    return seen is not None and seen.how in (DeletesSeen.TOMBSTONE, DeletesSeen.FLAG)


def page_size(paging: Paging | None) -> int | None:
    """How many items one answer of a list holds, as far as is known; None where it is not.

    The largest page is asked for where a parameter sets the size.
    """
    if paging is None:
        return None
    asked = paging.size_max if paging.size_param else None
    return asked or paging.size_default or paging.size_max


def pages_of(paging: Paging | None, items: int) -> int:
    """How many requests a complete list of so many items takes."""
    if paging is not None and paging.style is PagingStyle.NONE:
        return 1
    return max(1, -(-items // (page_size(paging) or USUAL_PAGE)))


def complete_every(profile: RecordProfile, items: int, limit: RateLimit | None) -> timedelta:
    """How much time passes between two complete lists, where a look asks for changes only."""
    takes = timedelta(0)
    if limit is not None and limit.requests > 0:
        takes = timedelta(seconds=pages_of(profile.paging.value, items) * limit.per_s / limit.requests)
    return max(PROVEN if shows_deletes(profile) else COMPARED, takes / SHARE)
