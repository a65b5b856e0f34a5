"""A deleted item has other consequences.

Data disappears, or stays, in a system whose people counted on the opposite.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.BREAKING, frozenset({"Data map"}), columns=frozenset({"On delete"}), ways=frozenset({Way.CHANGED}))
