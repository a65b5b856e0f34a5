"""A record flows that did not.

Its items appear in a system that had none of them; it has criteria of its own to be met.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.VERIFY, frozenset({"Data map"}), ways=frozenset({Way.ADDED, Way.RENAMED}))
