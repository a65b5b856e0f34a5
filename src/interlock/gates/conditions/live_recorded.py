"""It went live: the record of going live is there, with who, when, versions, signatures and verdicts.

Only `interlock golive` writes it, so it stands in the way of nothing before. When the document changes afterwards, the
record does not count any more: what changed is signed, verified, and goes live again.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.sayings import leading
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind, Stage

KIND, LIVE = "go-live", "live"


def _judge(ground: Ground) -> Found:
    turn = leading(ground.document)
    digests = ground.digests_of("scope", "spec", "descriptions")
    command = f"`interlock golive --env {ground.environment or 'NAME'}`"
    proof = next(ground.of(KIND, environment=ground.environment), None)
    if proof is None:
        return Found(("it has not gone live",), turn, close=command, digests=digests)
    since = proof.evidence.made_at
    if proof.void:
        said = f"what went live on {since.date()} is not what stands there now: {'; '.join(proof.void)}"
        return Found((said,), turn, since=ground.voided_at(proof), expired=True, close=command, digests=digests)
    if proof.evidence.verdict != LIVE:
        return Found(
            (printable(f"going live is not done: {proof.evidence.verdict}"),),
            turn,
            since=since,
            close=command,
            digests=digests,
        )
    basis = Basis(BasisKind.RUN, "it went live", by=proof.evidence.by, at=since, file=proof.file)
    return Found((), (), (basis,), since, digests=digests)


CONDITION = Condition(
    Stage.GO_LIVE,
    3,
    "it is live, and the record of it is kept",
    _judge,
    "`interlock golive --env NAME`",
    "it has not gone live",
    after_live=True,
)
