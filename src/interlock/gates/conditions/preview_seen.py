"""Somebody looked at the preview of the first run: what it links, creates, cannot tell apart, or finds in conflict.

Counts and samples of what would happen are shown before anything is written. Whoever decides looks at them.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.sayings import turns
from interlock.model.gate import Basis, BasisKind, Stage
from interlock.model.roles import OWNER

KIND = "preview"


def _judge(ground: Ground) -> Found:
    turn = turns(ground.document, OWNER)
    digests = ground.digests_of("scope", "spec", "descriptions")
    proof = next(ground.of(KIND, environment=ground.environment), None)
    if proof is None:
        said = "nobody has looked at what the first run would do"
        return Found((said,), turn, digests=digests)
    since = proof.evidence.made_at
    if proof.void:
        said = f"what was looked at on {since.date()} does not count any more: {'; '.join(proof.void)}"
        return Found((said,), turn, since=ground.voided_at(proof), expired=True, digests=digests)
    what = "looked at the preview of the first run"
    basis = Basis(BasisKind.STATEMENT, what, by=proof.evidence.by, at=since, file=proof.file)
    return Found((), (), (basis,), since, digests=digests)


CONDITION = Condition(
    Stage.GO_LIVE,
    1,
    "somebody looked at what the first run would do",
    _judge,
    "`interlock golive --env NAME --preview`",
    "nobody has looked at what the first run would do",
    after=("prerequisites-proven", "scope-signed", "spec-signed"),
)
