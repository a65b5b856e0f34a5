"""Items are recognised as the same by something else.

Pairs that were linked may part, and items that were two may become one.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.BREAKING, frozenset({"Data map"}), columns=frozenset({"Matched by"}), ways=frozenset({Way.CHANGED}))
