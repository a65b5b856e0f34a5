"""Something more is demanded.

A criterion is a test; a new one has not been met yet.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.VERIFY, frozenset({"Acceptance criteria"}), ways=frozenset({Way.ADDED}))
