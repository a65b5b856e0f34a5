"""Another side wins when both changed a value.

The value that was kept until now is the one that gives way.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.BREAKING, frozenset({"Data map"}), columns=frozenset({"On conflict"}), ways=frozenset({Way.CHANGED}))
