"""The criteria are worth something: integrations that are broken on purpose fail them, and nothing broken gets through.

`interlock verify --falsify` breaks the integration in every way that can be; what no criterion notices is a gap in the
document, which `interlock verify --gaps` closes.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.runs import FALSIFICATION, basis_of, void_of
from interlock.gates.sayings import engineers, first
from interlock.model.finding import printable
from interlock.model.gate import Stage


def _judge(ground: Ground) -> Found:
    proof = next(ground.of(FALSIFICATION), None)
    turn = engineers(ground.document)
    digests = ground.digests_of("scope", "spec", "descriptions")
    if proof is None:
        return Found(("nobody has tried whether the criteria notice a broken integration",), turn, digests=digests)
    since = proof.evidence.made_at
    if proof.void:
        return Found((void_of(proof),), turn, since=since, expired=True, digests=digests)
    gaps = proof.evidence.details.get("gaps")
    missing = first(_gap(one) for one in gaps) if isinstance(gaps, list) else ("what was kept of it cannot be read",)
    basis = basis_of(proof, "every integration that was broken on purpose fails a criterion")
    return Found(missing, turn if missing else (), () if missing else (basis,), since, digests=digests)


def _gap(one: object) -> str:
    if isinstance(one, dict):
        where = f" ({one.get('where')})" if one.get("where") else ""
        return printable(f"no criterion notices an integration that {one.get('title', '')}{where}")
    return printable(f"no criterion notices: {one}")


CONDITION = Condition(
    Stage.TESTING,
    2,
    "no broken integration passes the criteria",
    _judge,
    "`interlock verify --falsify`, and `interlock verify --gaps` where a criterion is missing",
    "no criterion notices an integration that loses the last element of a list (Client in Desk)",
    after=("criteria-verified",),
)
