"""A value is turned into another one on its way.

The same value arrives as another; the criteria that look at it were met with the old rule.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.VERIFY, frozenset({"Field mapping"}), columns=frozenset({"Rule"}), ways=frozenset({Way.CHANGED}))
