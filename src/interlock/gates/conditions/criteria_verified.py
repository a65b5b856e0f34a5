"""Every acceptance criterion is met on the sandboxes that are made from both descriptions.

The run is kept by `interlock verify`, and counts for exactly the document and descriptions that it was run with.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import SPEC, Ground
from interlock.gates.runs import basis_of, judgements, latest, not_met, void_of
from interlock.gates.sayings import engineers, first
from interlock.model.gate import Stage


def _judge(ground: Ground) -> Found:
    proof = latest(ground)
    turn = engineers(ground.document)
    digests = ground.digests_of("scope", "spec", "descriptions")
    if proof is None:
        return Found(("the criteria were not run yet",), turn, since=ground.since.get(SPEC), digests=digests)
    if proof.void:
        return Found((void_of(proof),), turn, since=ground.voided_at(proof), expired=True, digests=digests)
    if not ground.document.criteria:
        return Found(("the document has no acceptance criteria",), turn, digests=digests)
    missing = first(not_met(ground, proof))
    basis = basis_of(proof, f"{len(judgements(proof))} criteria were run on sandboxes, all of them met")
    return Found(missing, turn if missing else (), () if missing else (basis,), proof.evidence.made_at, digests=digests)


CONDITION = Condition(
    Stage.TESTING,
    1,
    "every criterion is met on sandboxes",
    _judge,
    "`interlock verify`",
    "`arrives` not met: no matching Client exists in Desk",
    after=("spec-clean",),
)
