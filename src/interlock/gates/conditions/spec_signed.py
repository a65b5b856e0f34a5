"""Both companies signed the spec, as it is now.

The spec says how: field mapping, tables, error policy, and the API descriptions that all of it was written against. A
changed mapping or description voids it and leaves the signatures of the scope.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.signing import signed
from interlock.model.agreement import Layer
from interlock.model.gate import Stage


def _judge(ground: Ground) -> Found:
    return signed(ground, Layer.SPEC)


CONDITION = Condition(
    Stage.FIELD_MAPPING,
    4,
    "both companies signed the spec",
    _judge,
    "`interlock sign --layer spec`",
    "Acorn has not signed the spec; Ida Rhodes may",
    after=("spec-clean", "readiness-settled"),
)
