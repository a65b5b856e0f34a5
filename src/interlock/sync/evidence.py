"""What the target of an update shows of whether that update was ever applied, when its answer was lost; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from enum import Enum

from interlock.mapping import agree
from interlock.model.value import ABSENT, Absent, Canonical
from interlock.sync.values import own_way, spelt_otherwise

_TELLING = 3
"""So many digits of a rounded number are hardly the same by chance."""


class Applied(Enum):
    """What is known of an update whose answer was lost."""

    YES = "yes"
    """Nothing else can have made the target what it is."""
    NO = "no"
    """The target is as it was before."""
    UNKNOWN = "unknown"
    """Somebody edited it since; the update may have come before that, or never."""


def applied(
    written: Mapping[str, Canonical],
    before: Mapping[str, Canonical],
    shown: Mapping[str, Canonical],
    *,
    one_way: Collection[str] = (),
    proving: Collection[str] | None = None,
) -> tuple[Applied, Collection[str]]:
    """Whether an update was applied, and the field pairs that no longer show what they had before it.

    All three are by field pair: what the update puts there, what stood there before, and what stands there now. A pair
    that is not shown tells nothing. Of the pairs that flow only to the target (`one_way`) a number that may be the new
    one rounded, and has few digits, is taken for somebody's edit: to write once more does no harm, and to pass over an
    edit would leave both apart.

    Where somebody edited some of the fields since, another one that shows what the update wanted proves that it was
    applied, if it is one of the `proving` pairs (None: all are): people may well write the same on both sides.
    """

    def kept(pair: str) -> bool:
        """Whether the target can show its value because of the update."""
        said = shown.get(pair, ABSENT)
        if pair in one_way and _is_short(said):
            return spelt_otherwise(written[pair], said)
        return _is(said, written[pair])

    told = [pair for pair in written if shown.get(pair, ABSENT) is not ABSENT or written[pair] is None]
    # What stands there as it did is not the system's own way to keep the new value: a list in its old order.
    as_wanted = {
        pair
        for pair in told
        if agree(shown.get(pair, ABSENT), written[pair])
        or (kept(pair) and not agree(shown.get(pair, ABSENT), before.get(pair, ABSENT)))
    }
    as_before = {pair for pair in told if _is(shown.get(pair, ABSENT), before.get(pair, ABSENT))}
    moved = tuple(pair for pair in written if pair not in as_before)
    if told and len(as_wanted) == len(told):
        return Applied.YES, moved
    if told and len(as_before) == len(told):
        return Applied.NO, ()
    # One request puts all its values there or none: one that can have come only by it proves the others, unless
    # another one still stands as it did.
    proofs = as_wanted - as_before if proving is None else (as_wanted - as_before).intersection(proving)
    if proofs and not as_before - as_wanted:
        return Applied.YES, moved
    return Applied.UNKNOWN, moved


def _is_short(shown: Canonical | Absent) -> bool:
    """Whether it is a number that another one may well be by chance."""
    if isinstance(shown, bool) or not isinstance(shown, int | Decimal):
        return False
    return len(Decimal(shown).normalize().as_tuple().digits) < _TELLING


def _is(shown: Canonical, value: Canonical) -> bool:
    return agree(shown, value) or own_way(value, shown)
