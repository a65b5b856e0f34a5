"""The estimate itself: what is counted, drawn and put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from interlock.errors import UsageError
from interlock.estimation.calibration import Calibration
from interlock.estimation.draws import range_of
from interlock.estimation.driver import counted, drivers
from interlock.estimation.effort import Deck, Effort, effort
from interlock.estimation.facts import Facts
from interlock.estimation.schedule import Schedule, day_after, days_until, schedule
from interlock.estimation.without import WAY_BACK, both_ways, without
from interlock.model.estimate import DriverShare, Estimate, Milestone, Phase, Range, Role, Saving
from interlock.model.targets import Target, target_of

GOOD_CHANCE = 0.8
_PLACES = 4
_MOST_RESCUES = 5


@dataclass(frozen=True)
class _Run:
    """One document, drawn."""

    facts: Facts
    places: Mapping[str, tuple[str, ...]]
    effort: Effort
    schedule: Schedule

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each driver."""
        return {name: len(found) for name, found in self.places.items()}


@dataclass(frozen=True)
class Estimator:
    """Estimates documents with one deck, so that they can be compared draw by draw.

    `seed` is told in the result only. `calibration` is a team's own history, or None.
    """

    deck: Deck
    seed: int
    start: date
    calibration: Calibration | None = None

    def estimate(self, facts: Facts, *, leave_out: Sequence[str] = ()) -> Estimate:
        """What it takes without what is left out, and what leaving more out would save.

        Raises:
            UsageError: what is to be left out is not there.
        """
        run, means, saved = self._run(facts), [], []
        target = target_of(facts.document)
        for item in leave_out:
            reduced, meant = without(run.facts, item)
            slimmer = self._run(reduced)
            means.append(meant)
            saved.append(self._saving(item, meant, run, slimmer, target))
            run = slimmer
        goal = None if target is None else Milestone(target.what, target.day, self._chance(run, target))
        days = range_of(run.schedule.total)
        return Estimate(
            title=facts.document.title.text,
            version=facts.document.version.text,
            basis=self.deck.weights.basis,
            seed=self.seed,
            rounds=self.deck.rounds,
            start=self.start,
            hours=range_of(run.effort.total),
            by_phase={phase: range_of(run.effort.phase(phase)) for phase in Phase},
            by_role={role: range_of(run.effort.role(role)) for role in Role},
            cells={cell: range_of(hours) for cell, hours in run.effort.cells.items()},
            days=days,
            days_by_phase={phase: range_of(run.schedule.by_phase[phase]) for phase in Phase},
            waiting=range_of(run.schedule.waiting),
            done=(day_after(self.start, days.p50), day_after(self.start, days.p80), day_after(self.start, days.p95)),
            drivers=tuple(_shares(run)),
            target=goal,
            without=tuple(means),
            savings=tuple(saved) if leave_out else tuple(self._savings(run, target)),
            rescue=self._rescue(run, target),
            fit=None if self.calibration is None else self.calibration.fit,
            notes=tuple(self._notes(run)),
        )

    def _run(self, facts: Facts) -> _Run:
        places = counted(facts)
        counts = {name: len(found) for name, found in places.items()}
        return _Run(facts, places, *self._drawn(counts))

    def _drawn(self, counts: Mapping[str, int]) -> tuple[Effort, Schedule]:
        known = self.calibration
        done = effort(counts, self.deck, scale=None if known is None else known.scale)
        return done, schedule(done, counts, self.deck, weeks_factor=1.0 if known is None else known.weeks_factor)

    # What leaving things out does

    def _chance(self, run: _Run, target: Target) -> float:
        within = days_until(self.start, target.day)
        return sum(days <= within for days in run.schedule.total) / self.deck.rounds

    def _saving(self, item: str, means: str, run: _Run, slimmer: _Run, target: Target | None) -> Saving:
        return Saving(
            item,
            means,
            _less(range_of(run.effort.total), range_of(slimmer.effort.total)),
            _less(range_of(run.schedule.total), range_of(slimmer.schedule.total)),
            None if target is None else self._chance(slimmer, target),
        )

    def _options(self, run: _Run) -> Iterator[tuple[str, str, _Run]]:
        """Each record and each way back that can go, and the document drawn without it."""
        for row in run.facts.document.records:
            for item in (row.name, f"{row.name}/{WAY_BACK}" if both_ways(row) else ""):
                if not item:
                    continue
                try:
                    reduced, means = without(run.facts, item)
                except UsageError:  # the last record has to stay
                    continue
                yield item, means, self._run(reduced)

    def _savings(self, run: _Run, target: Target | None) -> list[Saving]:
        found = [self._saving(item, means, run, slimmer, target) for item, means, slimmer in self._options(run)]
        return sorted(found, key=lambda one: -one.hours.p50)

    def _rescue(self, run: _Run, target: Target | None) -> tuple[Saving, ...]:
        """The least thing to leave out with which the target is likely, else one after the other that help most."""
        steps: list[Saving] = []
        if target is None:
            return ()
        chance = self._chance(run, target)
        while chance < GOOD_CHANCE and len(steps) < _MOST_RESCUES:
            tried = [(self._saving(item, means, run, less, target), less) for item, means, less in self._options(run)]
            if not tried:
                break
            best, slimmer = max(tried, key=lambda pair: _helps(pair[0]))
            if (best.chance or 0.0) <= chance:
                break
            steps.append(best)
            run, chance = slimmer, best.chance or 0.0
        return tuple(steps)

    def _notes(self, run: _Run) -> Iterator[str]:
        counts = run.counts
        if counts["open_question"]:
            answered, sooner = self._drawn({**counts, "open_question": 0})
            hours, days = range_of(answered.total), range_of(sooner.total)
            yield (
                f"with the {counts['open_question']} open questions answered first it would be {hours.p50:,.0f} to "
                f"{hours.p80:,.0f} hours (P50 to P80) and {days.p50:,.0f} to {days.p80:,.0f} working days"
            )
        if not run.facts.profiles:
            yield "no API description could be read: gaps of the two systems are not counted yet"
        yield "public holidays are not known, and the hours that each role gives a week are those of the weights"


def _helps(saving: Saving) -> tuple[bool, float]:
    """What of several things is best left out: the smallest of those that are enough, else the most helpful."""
    chance = saving.chance or 0.0
    return (True, -saving.hours.p50) if chance >= GOOD_CHANCE else (False, chance)


def _less(before: Range, after: Range) -> Range:
    return Range(before.p50 - after.p50, before.p80 - after.p80, before.p95 - after.p95)


def _shares(run: _Run) -> Iterator[DriverShare]:
    """The drivers of which there are any, the dearest first."""
    found = []
    for name, driver in drivers().items.items():
        places = run.places[name]
        if places:
            hours = range_of(run.effort.by_driver[name]) if name in run.effort.by_driver else Range(0.0, 0.0, 0.0)
            shown = tuple(dict.fromkeys(places))[:_PLACES]
            found.append(DriverShare(name, driver.title, len(places), hours, shown, widens=driver.widens))
    yield from sorted(found, key=lambda one: (-one.hours.p50, one.name))


def estimator(deck: Deck, *, seed: int, start: date, calibration: Calibration | None = None) -> Estimator:
    """An estimator that counts with a team's own history where there is one."""
    return Estimator(
        deck if calibration is None else replace(deck, weights=calibration.deck.weights), seed, start, calibration
    )
