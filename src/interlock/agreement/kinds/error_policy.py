"""Something else is done when something goes wrong.

Retries, pauses and alerts were tried with the old policy.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.VERIFY, frozenset({"When something goes wrong"}))
