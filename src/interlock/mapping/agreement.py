"""When two canonical values mean the same for a sync that writes only what differs."""

from __future__ import annotations

from interlock.model.value import ABSENT, Canonical


def agree(one: Canonical, other: Canonical) -> bool:
    """Whether nothing has to be written: the values are equal, or neither side has one.

    A field that is not shown agrees with null: many systems leave nulls out of their answers, and writing null there
    again and again would never end. Empty text is a value, and true is not 1.
    """
    if one is None or one is ABSENT:
        return other is None or other is ABSENT
    return one == other and isinstance(one, bool) is isinstance(other, bool)
