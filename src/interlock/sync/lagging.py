"""A look at one item may show less than was known before, where a system answers from copies that follow at a distance.

What a look shows is believed, whatever its stamp, but for a short while after something newer was known: then a version
that is not newer, or no item at all, proves nothing yet, and the item is looked at once more a little later.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from interlock.model.kept import Seen

BEHIND = timedelta(seconds=30)
"""After so long every copy shows what was known before; by experience, of the slowest in use."""

_COARSE_S = 1.0


def absent_too_soon(was: Seen, at: datetime) -> bool:
    """Whether an item that a look does not find may be there all the same, as it was alive just before."""
    return not was.gone and at - was.seen_at < BEHIND


def behind(now: Seen, was: Seen, *, resolution_s: float) -> bool:
    """Whether what a look shows may be what was before that which is known.

    Where stamps are so coarse (`resolution_s`) that several versions share one, the same stamp may be that of an older.
    """
    if now.seen_at - was.seen_at >= BEHIND or now.updated_at is None or was.updated_at is None:
        return False
    differs = was.gone or now.digest != was.digest
    same = now.updated_at == was.updated_at and (was.gone or resolution_s >= _COARSE_S)
    return differs and (same or now.updated_at < was.updated_at)
