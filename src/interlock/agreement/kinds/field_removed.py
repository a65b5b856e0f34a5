"""A field is no longer mapped.

Its value stays as it was last and grows old without anybody being told.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.BREAKING, frozenset({"Field mapping"}), ways=frozenset({Way.REMOVED}))
