"""Runs the criteria against integrations that are broken on purpose: one that nothing can fail proves nothing.

Criteria are tried the likeliest first, and of those the quickest, until one fails what is broken; a criterion that was
not needed for that is tried until something fails it. Mutation testing does the same for tests of programs (DeMillo,
Lipton and Sayward: Hints on test data selection, 1978).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TypeAlias

from interlock.catalogue import Catalogue, discover
from interlock.model.document import Criterion, Document
from interlock.model.falsification import Broken, Falsification, Weighed, Worth
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.model.verdict import Judgement, Verdict
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.verifying import spoken_of, verify

_COSTLY = 8.0
"""So many times the usual criterion's time is too long for one that hardly shows what is broken."""


@cache
def breakages() -> Catalogue[Breakage]:
    """All ways to break an integration, by name."""
    return discover("interlock.verify.breakages", "BREAKAGE", Breakage)


@dataclass(frozen=True, slots=True)
class Hunt:
    """One broken integration, and the criteria to try it on, in order; `first` ends with the first that fails."""

    document: Document
    profiles: Mapping[Side, SystemProfile]
    breakage: str
    spot: Spot
    criteria: tuple[str, ...]
    seed: int
    first: bool = True


@dataclass(frozen=True, slots=True)
class Trial:
    """A criterion that was run against a broken integration; `reason` is empty where it was met all the same."""

    criterion: str
    reason: str


Trials: TypeAlias = tuple[Trial, ...]
Each: TypeAlias = Callable[[Callable[[Hunt], Trials], Iterable[Hunt]], Iterator[Trials]]
"""How hunts are done: one after the other as `map` does, or several at once. The results come in order."""


def hunt(task: Hunt) -> Trials:
    """Run the criteria on one broken integration. It takes and gives plain data, so that another process can do it."""
    build = breakages()[task.breakage].build(task.spot)
    trials = []
    for name in task.criteria:
        (verdict,) = verify(task.document, task.profiles, only=[name], seed=task.seed, build=build)
        failed = verdict.judgement is Judgement.NOT_MET
        trials.append(Trial(name, verdict.reason if failed else ""))
        if failed and task.first:
            break
    return tuple(trials)


def falsify(
    document: Document,
    profiles: Mapping[Side, SystemProfile],
    sound: Sequence[Verdict],
    *,
    seed: int = 0,
    thorough: bool = False,
    whole: bool = True,
    each: Each = map,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Falsification:
    """What the criteria of a document catch.

    Args:
        document: what they stand in.
        profiles: what was learned of both systems.
        sound: the verdicts on the integration as it is, with the same seed; only criteria that are met are tried.
        seed: another one makes other items.
        thorough: try every criterion on everything broken that it speaks of, not only until one fails it.
        whole: these are all criteria; else only what concerns them is broken.
        each: how the hunts are done.
        told: is called with how many of how many hunts are done.
    """
    case = Case(document, profiles)
    met = {one.criterion: one for one in sound if one.judgement is Judgement.MET}
    criteria = [one for one in document.criteria if one.name in met and one.test is None]
    costs = math.inf if thorough else _COSTLY * median([met[one.name].real_s for one in criteria] or [0.0])
    places = [(name, one, spot) for name, one in breakages().items.items() for spot in one.spots(case)]
    hunts = [
        Hunt(document, profiles, name, spot, _in_order(case, one, spot, criteria, met, costs), seed, first=not thorough)
        for name, one, spot in places
    ]
    if not whole:
        concerned = [number for number, one in enumerate(hunts) if one.criteria]
        places, hunts = [places[number] for number in concerned], [hunts[number] for number in concerned]
    results: dict[int, list[Trial]] = {}
    for number, trials in enumerate(each(hunt, hunts)):
        results[number] = list(trials)
        told(number + 1, len(hunts))
    _try_the_others(hunts, results, criteria, each)
    broken = tuple(_broken(case, name, one, spot, results[number]) for number, (name, one, spot) in enumerate(places))
    return Falsification(broken, tuple(_weighed(one, broken) for one in sound if not one.test), tuple(sound), whole)


def _in_order(
    case: Case, breakage: Breakage, spot: Spot, criteria: Sequence[Criterion], met: Mapping[str, Verdict], costs: float
) -> tuple[str, ...]:
    """The criteria that may show it: those with the shapes that it names first, the quick ones first among equals.

    What costs more seconds than `costs` is left out where it has none of these shapes.
    """
    records = {row.name.casefold() for row in case.document.records}
    everywhere = breakage.of_all or not spot.record
    concerned = [one for one in criteria if everywhere or _speaks(one, spot.record, records)]

    def rank(one: Criterion) -> tuple[int, float]:
        shapes = _shapes(one)
        found = [number for number, shape in enumerate(breakage.shows) if shape in shapes]
        return min(found, default=len(breakage.shows)), met[one.name].real_s

    ranked = sorted((rank(one), one.name) for one in concerned)
    return tuple(name for (likely, cost), name in ranked if likely < len(breakage.shows) or cost <= costs)


def _speaks(criterion: Criterion, record: str, records: Collection[str]) -> bool:
    """Whether a criterion speaks of a record; one that names none speaks of all.

    So does an outcome without a record where the trigger has none that it could mean (`nothing is written to ...`).
    """
    spoken = spoken_of(criterion)
    loose = criterion.trigger is not None and "record" not in criterion.trigger.args
    of_all = loose and any("record" not in one.phrase.args for one in criterion.outcomes)
    return of_all or record.casefold() in spoken or spoken.isdisjoint(records)


def _shapes(criterion: Criterion) -> set[str]:
    phrases = [criterion.trigger, criterion.circumstance, *criterion.withs]
    phrases += [part for one in criterion.outcomes for part in (one.phrase, one.deadline)]
    return {one.shape for one in phrases if one is not None}


def _try_the_others(
    hunts: Sequence[Hunt], results: dict[int, list[Trial]], criteria: Sequence[Criterion], each: Each
) -> None:
    """Try each criterion that nothing has failed yet on what is broken, until something does."""
    failing = {trial.criterion for trials in results.values() for trial in trials if trial.reason}
    for criterion in criteria:
        if criterion.name in failing:
            continue
        for number, task in enumerate(hunts):
            tried = {trial.criterion for trial in results[number]}
            if criterion.name not in task.criteria or criterion.name in tried:
                continue
            (trials,) = each(hunt, [_only(task, criterion.name)])
            results[number] += trials
            if trials[0].reason:
                break


def _only(task: Hunt, criterion: str) -> Hunt:
    return Hunt(task.document, task.profiles, task.breakage, task.spot, (criterion,), task.seed)


def _broken(case: Case, name: str, breakage: Breakage, spot: Spot, trials: Sequence[Trial]) -> Broken:
    by = tuple((one.criterion, one.reason) for one in trials if one.reason)
    tried = tuple(one.criterion for one in trials)
    return Broken(name, breakage.title, _where(case, breakage, spot), tried, by, breakage.criterion(case, spot))


def _where(case: Case, breakage: Breakage, spot: Spot) -> str:
    if breakage.of_all or not spot.record:
        return "the whole integration"
    system = f" in {case.name(spot.side)}" if spot.side is not None else ""
    return f"{f'`{spot.pair}` of ' if spot.pair else ''}{spot.record}{system}"


def _weighed(verdict: Verdict, broken: Sequence[Broken]) -> Weighed:
    name = verdict.criterion
    tried = sum(name in one.tried for one in broken)
    caught = tuple(f"{one.title}: {one.where}" for one in broken if any(by == name for by, _ in one.by))
    if verdict.judgement is not Judgement.MET:
        worth = Worth.NOT_MET
    elif not caught:
        worth = Worth.VACUOUS
    elif any(one.by[0][0] == name for one in broken if one.by):
        worth = Worth.CATCHES
    else:
        worth = Worth.ADDS_NOTHING
    return Weighed(name, worth, caught, tried, verdict.real_s)
