"""What a system refuses is not tried again, although the document says how often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.asking.sentences import an
from interlock.model.document import Policy
from interlock.verify.breakages._base import Breakage, Case, Spot, said
from interlock.verify.breakages._sentences import target
from interlock.verify.engine import Build, Engine, Parts, integration

_STATUS = "422"


def _times(case: Case) -> int:
    """How often a refused write is tried again; 0 where no policy speaks of the answer."""
    for policy in case.document.policies:
        when = policy.when.value
        if when is None or _STATUS not in policy.when.text:
            continue
        for then in policy.then.value or ():
            count = then.args.get("count")
            if then.shape.startswith("retry") and isinstance(count, int):
                return count
    return 0


def spots(case: Case) -> Iterator[Spot]:
    """The first record of which items are created, where a refused write is to be tried again."""
    if _times(case):
        yield from [Spot(row.name, side) for row, side in case.creating()][:1]


def criterion(case: Case, spot: Spot) -> str:
    """A write is refused again and again."""
    row, side = case.row(spot), target(spot)
    return (
        f"When {case.name(side)} answers {_STATUS} to {an(row.name)}, it is tried {_times(case) + 1} times in all, "
        "then it is held and an alert is sent."
    )


def _once(policy: Policy) -> Policy:
    then = tuple(phrase for phrase in policy.then.value or () if not phrase.shape.startswith("retry"))
    return replace(policy, then=said(policy.then, then))


def _impatient(parts: Parts) -> Engine:
    policies = tuple(_once(policy) for policy in parts.document.policies)
    return integration(replace(parts, document=replace(parts.document, policies=policies)))


def _build(_spot: Spot) -> Build:
    return _impatient


BREAKAGE = Breakage(
    title="does not try again",
    spots=spots,
    build=_build,
    criterion=criterion,
    shows=("tried", "answered"),
    of_all=True,
)
