"""A user story says something else.

The criteria show that a story holds; they were written for the old one.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.VERIFY, frozenset({"User stories"}))
