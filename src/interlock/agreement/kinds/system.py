"""A system, its company, or what it is, is another one.

Everything in the document is between these two; who agreed, agreed to integrate with the system that was named.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.BREAKING, frozenset({"Systems"}))
