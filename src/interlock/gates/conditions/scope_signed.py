"""Both companies signed the scope, as it is now.

The scope says what is built, for whom, and when it is done: stories, data map, criteria, dates, what is left out.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.signing import signed
from interlock.model.agreement import Layer
from interlock.model.gate import Stage


def _judge(ground: Ground) -> Found:
    return signed(ground, Layer.SCOPE)


CONDITION = Condition(
    Stage.USE_CASES,
    5,
    "both companies signed the scope",
    _judge,
    "`interlock sign --layer scope`",
    "Acorn has not signed the scope; Ida Rhodes may",
    after=("scope-clean", "stories-accepted", "cold-reads", "dates-known"),
)
