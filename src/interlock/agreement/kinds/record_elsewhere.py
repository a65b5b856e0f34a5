"""A record is kept under another resource of a system.

Another part of the API is read and written; its side has to give access to it and to know what happens there.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(
    Effect.BREAKING, frozenset({"Data map"}), columns=frozenset({"left", "right"}), ways=frozenset({Way.CHANGED})
)
