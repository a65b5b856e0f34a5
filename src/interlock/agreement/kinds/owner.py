"""Somebody else decides.

Nothing that runs is another, and what is open is decided by somebody else from now on.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.WORDING, frozenset({"Owner"}))
