"""The API description of a system, or a correction to it, is another one.

Fields, limits and operations may be others; what was verified was verified against the old description.
"""

from __future__ import annotations

from interlock.agreement.kind import Kind
from interlock.model.differences import Effect, Way

KIND = Kind(
    Effect.VERIFY,
    frozenset({"API descriptions"}),
    columns=frozenset({"digest of the API description", "digest of the corrections"}),
    ways=frozenset({Way.CHANGED}),
)
