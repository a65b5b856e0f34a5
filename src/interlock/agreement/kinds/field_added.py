"""A field is mapped that was not.

A value is written that nobody wrote before; its rule has to be tried.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(Effect.VERIFY, frozenset({"Field mapping"}), ways=frozenset({Way.ADDED}))
