"""What kept runs of the criteria say: read from evidence of the kind `verification`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlock.gates.ground import Ground, Proof
from interlock.model.evidence import TESTS
from interlock.model.finding import printable
from interlock.model.gate import Basis, BasisKind
from interlock.model.verdict import Judgement

VERIFICATION: Final = "verification"
FALSIFICATION: Final = "falsification"


def latest(ground: Ground, *, environment: str = "") -> Proof | None:
    """The latest kept run of the criteria in an environment (empty: on the program's own sandboxes)."""
    return next(ground.of(VERIFICATION, environment=environment), None)


def not_met(ground: Ground, proof: Proof, *, may_not_tell: bool = False) -> Iterator[str]:
    """What a run leaves to be desired: each criterion of the document that it did not find met.

    With `may_not_tell`, one of which it could not be told there is no fault.
    """
    verdicts = judgements(proof) | ({} if proof.evidence.environment else proved_by_tests(ground))
    for criterion in ground.document.criteria:
        judgement, reason = verdicts.get(criterion.name, ("", ""))
        if judgement == Judgement.MET or (may_not_tell and judgement == Judgement.CANNOT_TELL):
            continue
        said = f"{judgement}: {reason}" if judgement and reason else judgement or "was not run"
        yield printable(f"`{criterion.name}` {said}")


def judgements(proof: Proof) -> dict[str, tuple[str, str]]:
    """The judgement and reason of each criterion that was run, by its name."""
    listed = proof.evidence.details.get("criteria")
    found = {}
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            found[str(one.get("criterion", ""))] = str(one.get("judgement", "")), str(one.get("reason", ""))
    return found


def proved_by_tests(ground: Ground) -> dict[str, tuple[str, str]]:
    """The judgement and reason of each criterion that a test proves, where that still holds, by its name.

    The test may have run after the criteria were verified: what it gave last counts.
    """
    named = {one.name: one.test.name for one in ground.document.criteria if one.test is not None}
    found: dict[str, tuple[str, str]] = {}
    for proof in ground.of(TESTS, environment=""):
        about, told = proof.evidence.about, proof.evidence.details
        if not proof.void and about in named and told.get("test") == named[about]:
            found.setdefault(about, (proof.evidence.verdict, str(told.get("reason", ""))))
    return found


def basis_of(proof: Proof, what: str) -> Basis:
    """A run as what a gate rests on."""
    return Basis(BasisKind.RUN, what, at=proof.evidence.made_at, file=proof.file)


def void_of(proof: Proof) -> str:
    """Why a run does not count any more."""
    return f"what was run on {proof.evidence.made_at.date()} does not count any more: {'; '.join(proof.void)}"
