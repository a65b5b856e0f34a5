"""The people of the project are others.

Nothing that runs is another; whoever is asked, alerted or signs may be.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect

KIND = Kind(Effect.WORDING, frozenset({"People"}))
