"""The prerequisites of the environment are proven: `interlock doctor` found nothing missing there.

Each credential really signs in with the scopes that are needed, each operation that is used answers, webhooks arrive.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.sayings import engineers
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind, Stage

KIND = "doctor"


def _judge(ground: Ground) -> Found:
    turn = engineers(ground.document)
    digests = ground.digests_of("scope", "spec", "descriptions")
    command = f"`interlock doctor --env {ground.environment}`" if ground.environment else ""
    if ground.settings:
        return Found((ground.settings,), turn, close="write `interlock.toml`", digests=digests)
    proof = next(ground.of(KIND, environment=ground.environment), None)
    if proof is None:
        said = f"nothing was proven in the environment `{ground.environment}` yet"
        return Found((said,), turn, close=command, digests=digests)
    since = proof.evidence.made_at
    if proof.void:
        said = f"what was proven on {since.date()} does not count any more: {'; '.join(proof.void)}"
        return Found((said,), turn, since=since, expired=True, close=command, digests=digests)
    if proof.evidence.verdict != "proven":
        said = printable(f"`interlock doctor` says: {proof.evidence.verdict}")
        return Found((said,), turn, since=since, close=command, digests=digests)
    basis = Basis(BasisKind.RUN, "`interlock doctor` found nothing missing", at=since, file=proof.file)
    return Found((), (), (basis,), since, digests=digests)


CONDITION = Condition(
    Stage.CONSTRUCTION,
    1,
    "credentials, operations and webhooks of the environment are proven",
    _judge,
    "`interlock doctor --env NAME`",
    "nothing was proven in the environment `production` yet",
    after=("descriptions-learned",),
)
