"""Prose, notes, resources, questions or the record of changes say something else.

None of it is part of what is signed, and nothing that runs is another.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.WORDING, frozenset({"(what is not signed)"}))
