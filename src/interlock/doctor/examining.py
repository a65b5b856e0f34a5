"""Makes all checks, in turn, within a time: what could not be asked says why."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from interlock.doctor.check import Check, Outcome, Patient, Proof, Whole, code_of, in_turn
from interlock.errors import InterlockError

NOT_LET_IN = "it does not let us in"
_WAIT = "see that it is up; --patience waits longer"
_FOR_WAITING = 0.8
"""The share of the time left that a check may wait for something; the rest is for taking away what was made for it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found; `check` is what people call it."""

    check: str
    title: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What all checks found, in their order."""

    environment: str
    results: tuple[Result, ...]

    def having(self, outcome: Outcome) -> tuple[Proof, ...]:
        """What came out so."""
        return tuple(proof for one in self.results for proof in one.proofs if proof.outcome is outcome)

    @property
    def verdict(self) -> str:
        """`proven`, or how much is missing."""
        missing = len(self.having(Outcome.MISSING))
        return f"{missing} missing" if missing else "proven"


async def examine(
    patients: Sequence[Patient],
    whole: Whole,
    *,
    patience_s: float,
    told: Callable[[str, str], None] = lambda *_: None,
) -> Diagnosis:
    """Make all checks.

    Args:
        patients: the systems.
        whole: the project apart from them.
        patience_s: how long the checks of one system may take together.
        told: hears of each check before it is made: the system, and what is checked.
    """
    found: dict[str, list[Proof]] = {name: [] for name, _ in in_turn()}
    examined = await asyncio.gather(*(_of_system(one, patience_s, told) for one in patients))
    for of_one in examined:
        for name, proofs in of_one.items():
            found[name] += proofs
    for name, check in in_turn():
        if check.of_whole is not None:
            found[name] += check.of_whole(whole)
    titles = {name: check.title for name, check in in_turn()}
    results = (Result(code_of(name), titles[name], tuple(proofs)) for name, proofs in found.items() if proofs)
    return Diagnosis(whole.environment, tuple(results))


async def _of_system(
    patient: Patient, patience_s: float, told: Callable[[str, str], None]
) -> dict[str, Sequence[Proof]]:
    found: dict[str, Sequence[Proof]] = {}
    loop = asyncio.get_running_loop()
    ends = loop.time() + patience_s
    patient.left_s = lambda: max((ends - loop.time()) * _FOR_WAITING, 0.1)
    for one in (patient, patient.other):
        if one is not None and one.enter is not None:
            told(one.name, "signing in")
            await _entered(one, one.enter, max(ends - loop.time(), 0.0), patience_s)
    for name, check in in_turn():
        if check.of_system is None:
            continue
        if not (check.without or patient.let_in):
            found[name] = [patient.proof(Outcome.NOT_TRIED, NOT_LET_IN)]
            continue
        told(patient.name, check.title)
        found[name] = await _one(check, patient, max(ends - loop.time(), 0.0), patience_s)
    return found


async def _entered(patient: Patient, enter: Callable[[], Awaitable[None]], left_s: float, patience_s: float) -> None:
    """Let the system let us in; what is wrong with that is the patient's trouble."""
    try:
        async with asyncio.timeout(left_s):
            await enter()
    except TimeoutError:
        patient.line = None
        patient.trouble, patient.todo = _late(patience_s), _WAIT
    except InterlockError as problem:
        patient.line = None
        patient.trouble, patient.todo = problem.message, problem.hint


def _late(patience_s: float) -> str:
    return f"there was no answer within the {patience_s:g} s that all checks of a system may take"


async def _one(check: Check, patient: Patient, left_s: float, patience_s: float) -> Sequence[Proof]:
    assert check.of_system is not None  # noqa: S101 - others are not asked here
    try:
        async with asyncio.timeout(left_s):
            return await check.of_system(patient)
    except TimeoutError:
        first = check.order <= 10
        outcome = Outcome.MISSING if first else Outcome.NOT_TRIED
        return [patient.proof(outcome, _late(patience_s), todo=_WAIT if first else "")]
    except InterlockError as problem:
        return [patient.proof(Outcome.NOT_TRIED, problem.message)]
