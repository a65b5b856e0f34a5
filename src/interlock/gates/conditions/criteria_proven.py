"""The criteria are worth something: integrations that are broken on purpose fail them, and nothing broken gets through.

`interlock verify --falsify` breaks the integration in every way that can be; what no criterion notices is a gap in the
document, which `interlock verify --gaps` closes.
"""

from __future__ import annotations

from collections.abc import Iterator

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground, Proof
from interlock.gates.runs import FALSIFICATION, basis_of, void_of
from interlock.gates.sayings import engineers, first
from interlock.model.falsification import Worth
from interlock.model.finding import printable
from interlock.model.gate import Stage
from interlock.model.value import JSON


def _judge(ground: Ground) -> Found:
    proof = next(ground.of(FALSIFICATION), None)
    turn = engineers(ground.document)
    digests = ground.digests_of("scope", "spec", "descriptions")
    if proof is None:
        return Found(("nobody has tried whether the criteria notice a broken integration",), turn, digests=digests)
    since = proof.evidence.made_at
    if proof.void:
        return Found((void_of(proof),), turn, since=ground.voided_at(proof), expired=True, digests=digests)
    missing = first(_holes(proof))
    basis = basis_of(proof, "every integration that was broken on purpose fails a criterion")
    return Found(missing, turn if missing else (), () if missing else (basis,), since, digests=digests)


def _holes(proof: Proof) -> Iterator[str]:
    """What no criterion notices, then the criteria that notice nothing."""
    broken, criteria = (_rows(proof, name) for name in ("broken", "criteria"))
    if not broken:
        yield "what was kept of it names nothing that was broken"
    for one in broken:
        if not one.get("caught_by"):
            where = f" ({one.get('where')})" if one.get("where") else ""
            yield printable(f"no criterion notices an integration that {one.get('title', '')}{where}")
    for one in criteria:
        if one.get("worth") == Worth.VACUOUS:
            yield printable(f"`{one.get('criterion', '')}` is met by every integration that was broken on purpose")


def _rows(proof: Proof, name: str) -> list[dict[str, JSON]]:
    listed = proof.evidence.details.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


CONDITION = Condition(
    Stage.TESTING,
    2,
    "no broken integration passes the criteria",
    _judge,
    "`interlock verify --falsify`, and `interlock verify --gaps` where a criterion is missing",
    "no criterion notices an integration that loses the last element of a list (Client in Desk)",
    after=("criteria-verified",),
)
