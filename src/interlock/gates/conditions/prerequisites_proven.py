"""The prerequisites of the environment are proven: `interlock doctor` found nothing missing there.

Each credential really signs in with the scopes that are needed, each operation that is used answers, webhooks arrive,
everybody whom the project needs is named, and somebody has confirmed each access. What somebody only said is shown so.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground, Proof
from interlock.gates.sayings import asked, engineers, first
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind, Stage
from interlock.model.value import JSON

KIND, PROVEN, MISSING = "doctor", "proven", "missing"


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
        return Found((said,), turn, since=ground.voided_at(proof), expired=True, close=command, digests=digests)
    checks = _checks(proof)
    basis = (
        Basis(BasisKind.RUN, "`interlock doctor` looked at all of it", at=since, file=proof.file),
        *(_stated(one) for one in checks if one.get("kind") == "statement" and one.get("by")),
    )
    if proof.evidence.verdict == PROVEN:
        return Found((), (), basis, since, digests=digests)
    lacking = [one for one in checks if one.get("outcome") == MISSING]
    missing = [f"{one.get('about', '')}: {one.get('said', '')}" for one in lacking]
    owing = [str(one.get("turn", "")) for one in lacking]
    return Found(
        first(missing or [f"`interlock doctor` says: {proof.evidence.verdict}"]),
        asked(ground.document, owing) if any(owing) else turn,
        basis,
        since,
        close=command,
        digests=digests,
    )


def _checks(proof: Proof) -> list[dict[str, JSON]]:
    listed = proof.evidence.details.get("checks")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _stated(one: dict[str, JSON]) -> Basis:
    return Basis(BasisKind.STATEMENT, printable(f"{one.get('about', '')}: {one.get('said', '')}"), by=str(one["by"]))


CONDITION = Condition(
    Stage.CONSTRUCTION,
    1,
    "credentials, operations, webhooks, people and their access are proven",
    _judge,
    "`interlock doctor --env NAME`",
    "nothing was proven in the environment `production` yet",
    after=("descriptions-learned",),
)
