"""A term means something else.

Every sentence that uses the term says something else with it, also where its own words are the same.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.VERIFY, frozenset({"Terms"}))
