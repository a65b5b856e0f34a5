"""A system has another API description.

Fields, limits and operations may be others than those that the mapping was written against.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.VERIFY, frozenset({"API descriptions"}))
