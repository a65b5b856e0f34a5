"""The criteria hold in the vendors' own sandboxes, or somebody says why they were not run there.

A sandbox that was made from a description shows what the description says; the vendor's own shows what the system does.
`interlock verify --env NAME` runs them there. What cannot be told there is no fault; what fails is one. Where a vendor
has no sandbox, the owner says so, with the reason, and that is shown as the statement that it is.
"""

from __future__ import annotations

from interlock.gates.condition import Condition, Found
from interlock.gates.ground import Ground
from interlock.gates.runs import basis_of, judgements, latest, not_met, void_of
from interlock.gates.sayings import engineers, first
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind, Stage
from interlock.model.people import may_decide

STATEMENT = "statement"
ABOUT = "no-vendor-sandbox"


def _judge(ground: Ground) -> Found:
    digests = ground.digests_of("scope", "spec", "descriptions")
    runs = [found for name in ground.sandboxes if (found := latest(ground, environment=name)) is not None]
    good = [one for one in runs if not one.void and not any(not_met(ground, one, may_not_tell=True))]
    if good:
        basis = tuple(
            basis_of(one, f"{len(judgements(one))} criteria were run in the environment {one.evidence.environment}")
            for one in good
        )
        return Found(basis=basis, digests=digests)
    said = [
        one
        for one in ground.of(STATEMENT)
        if one.evidence.about == ABOUT and may_decide(ground.document, one.evidence.by) and not one.void
    ]
    if said:
        one = said[0].evidence
        what = printable(f"not run in vendors' sandboxes: {one.details.get('reason', '')}")
        basis = (Basis(BasisKind.STATEMENT, what, by=one.by, at=one.made_at, file=said[0].file),)
        return Found(basis=basis, digests=digests)
    turn = engineers(ground.document)
    if not runs:
        said_nothing = "the criteria were not run in a vendor's own sandbox, and nobody said why not"
        return Found((said_nothing,), turn, digests=digests)
    last = runs[0]
    missing = (void_of(last),) if last.void else first(not_met(ground, last, may_not_tell=True))
    since = ground.voided_at(last) if last.void else last.evidence.made_at
    return Found(missing, turn, since=since, expired=bool(last.void), digests=digests)


CONDITION = Condition(
    Stage.TESTING,
    3,
    "the criteria hold in the vendors' own sandboxes, or it is said why they were not run there",
    _judge,
    '`interlock verify --env NAME`, or `interlock accept no-vendor-sandbox --by "OWNER" --reason "WHY"`',
    "the criteria were not run in a vendor's own sandbox, and nobody said why not",
    after=("criteria-verified",),
)
