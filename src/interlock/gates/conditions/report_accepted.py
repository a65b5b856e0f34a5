"""The end user accepts the verification report.

It shows each criterion with what became of it. The acceptance is the end user's own statement, for the verdicts of that
run, made here or in the page of `render --for partner`, and does not count any more when the document, a description
or a verdict changes.
"""

from __future__ import annotations

from interlock.gates.acceptances import accepted
from interlock.gates.condition import Condition, Found, Passed
from interlock.gates.ground import Ground, Proof
from interlock.gates.runs import judgements, latest
from interlock.model.finding import printable
from interlock.model.gate import Stage


def _judge(ground: Ground) -> Found | Passed:
    report = latest(ground)
    since = None if report is None else report.evidence.made_at
    digests = ground.digests_of("scope", "spec", "descriptions", "report")
    return accepted(
        ground, "report", "the verification report", digests=digests, since=since, quotes=_verdicts(ground, report)
    )


def _verdicts(ground: Ground, report: Proof | None) -> tuple[str, ...]:
    """Each criterion with what became of it."""
    known = {} if report is None else judgements(report)
    return tuple(
        printable(f"{known[one.name][0]}: {one.text}") for one in ground.document.criteria if one.name in known
    )


CONDITION = Condition(
    Stage.TESTING,
    4,
    "the end user accepts the verification report",
    _judge,
    '`interlock accept report --by "NAME"`, or `interlock receive` with what they saved in the partner page',
    "Ida Rhodes (End user) has not accepted the verification report",
    after=("criteria-verified", "criteria-proven"),
)
