"""Whether the integration was at work, where a sentence only says what must not happen.

One that does nothing does nothing wrong, so that its silence proves nothing. When all is over a control is made: an
item, or a change of one, that has to arrive by the document. Scientists call it a positive control.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from interlock.errors import InterlockError
from interlock.model.decisions import StartingKind
from interlock.model.document import RecordRow
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.sandbox import Exchange
from interlock.verify.bench import Bench
from interlock.verify.scene import Scene
from interlock.verify.steps._base import CannotTell
from interlock.verify.steps.outcomes._looking import differing, unequal
from interlock.verify.steps.triggers.changed import carried
from interlock.verify.subject import Subject
from interlock.verify.watching import Watched, spoken

_NOTHING_SHOWS = "nothing shows that the integration looked"
_SURELY_REFUSED = 3
"""After so many requests of which none was granted, nobody waits for more."""


@dataclass(frozen=True, slots=True)
class _Control:
    """What was made, in words, and whether it has arrived where it must."""

    what: str
    arrived: Callable[[], bool]


class Life:
    """Makes a control in the systems of a bench, after the time of the sentence, and waits for it."""

    def __init__(self, bench: Bench, scene: Scene, watched: Sequence[Watched]) -> None:
        self._bench = bench
        self._scene = scene
        self._watched = watched

    async def prove(self) -> str:
        """What shows that the integration was at work, in a clause.

        Raises:
            CannotTell: nothing does; or it looked only when the time of the sentence was over, and then did what must
                not be.
        """
        scene, bench = self._scene, self._bench
        for stand in scene.sandboxes.values():
            stand.faults.clear()  # what the sentence let go wrong is over
        asked = sum(1 for side in Side for _ in self._since(side))
        if asked >= _SURELY_REFUSED and not any(True for side in Side for _ in self._answered(side)):
            raise CannotTell(f"{_NOTHING_SHOWS}{self._asked()}")
        control, began = await self._control(), scene.clock.now()
        until = max(began, scene.returned_at or began) + bench.answers_within()
        while not control.arrived():
            stopped = f": the integration had stopped: {bench.broken}" if bench.broken else ""
            if stopped or scene.clock.now() >= until:
                waited = f" within {spoken(scene.clock.now() - began)}"
                raise CannotTell(f"{_NOTHING_SHOWS}{self._asked()}: {control.what} did not arrive{waited}{stopped}")
            await scene.clock.sleep(bench.tempo.pause.total_seconds())
            await bench.observe()
        took = spoken(scene.clock.now() - began)
        scene.note("", f"the control arrived: {control.what}")
        for one in self._watched:
            late = None if one.outcome.of_requests else one.look()
            if late is not None and not late.true:
                raise CannotTell(f"{_NOTHING_SHOWS} in time: when {control.what} arrived {took} later, {late.why}")
        return f"it was at work: {control.what} arrived after {took}"

    # What is made

    async def _control(self) -> _Control:
        """The first control that can be made.

        Raises:
            CannotTell: none can be.
        """
        record, target = self._concerned()
        create_first = any(one.outcome.of_creates for one in self._watched)
        problems: list[str] = []
        # Against the stream where nothing flows into the system that the sentence looks at.
        for side in (target.other, target):
            ways = [self._edited, self._created]
            for way in reversed(ways) if create_first else ways:
                try:
                    found = await way(record, side)
                except InterlockError as problem:
                    problems.append(problem.message)
                    continue
                if found is not None:
                    return found
        if self._bench.built_here or not problems:
            return self._read(record, target.other)
        raise CannotTell(f"{_NOTHING_SHOWS}{self._asked()}, and no control can be made: {problems[0]}")

    def _concerned(self) -> tuple[RecordRow, Side]:
        """The record that the sentence speaks of, and the system in which something must not be."""
        scene = self._scene
        trigger = scene.criterion.trigger.args if scene.criterion.trigger is not None else {}
        every = [one.args for one in self._watched]
        record = next((one["record"] for one in (trigger, *every) if "record" in one), None)
        system = next((one["system"] for one in every if "system" in one), None)
        acted_on = scene.written_on or Side.LEFT
        row = scene.document.records[0] if record is None else scene.record(record)
        return row, acted_on.other if system is None else scene.side(system)

    async def _created(self, record: RecordRow, side: Side) -> _Control | None:
        """An ordinary item on a side, None where the document lets none come of it on the other."""
        allowed = record.create_missing.value
        if allowed is None or side.other not in allowed.sides or not list(carried(self._scene, record, side)):
            return None
        scene = self._scene
        subject = scene.inventory.new(record, side)
        scene.inventory.alone.append(subject)
        return self._noted(side, f"the new {subject}", lambda: scene.inventory.shown(subject, side.other) is not None)

    async def _edited(self, record: RecordRow, side: Side) -> _Control | None:
        """A changed field of an item that stands on both sides, None where no field goes to the other."""
        scene = self._scene
        paths = list(carried(scene, record, side))
        subject = await self._standing(record, side) if paths else None
        if subject is None:
            return None
        problem: InterlockError | None = None
        for path in paths:
            try:
                scene.inventory.change(subject, side, path, scene.inventory.fresh(subject, side, path))
            except InterlockError as found:
                problem = found
                continue
            control = self._arriving(subject, side, path)
            if not control.arrived():
                return self._noted(side, control.what, control.arrived)
        if problem is not None:
            raise problem
        return None

    def _arriving(self, subject: Subject, side: Side, path: Path) -> _Control:
        def arrived() -> bool:
            return not any(differing(self._scene, subject, side.other, lambda pair: pair.speaks_of(side, path)))

        return _Control(f"the change of `{path}` of {subject}", arrived)

    async def _standing(self, record: RecordRow, side: Side) -> Subject | None:
        """An item on both sides with which the sentence has nothing to do, None where there is none."""
        scene = self._scene
        start = record.starting.value
        if start is not None and start.kind is StartingKind.FROM_GO_LIVE:
            # What stood there before is not taken up.
            subject = scene.inventory.pair(record, side)
            scene.inventory.alone.append(subject)
            await self._bench.settle()
            await self._bench.observe()
            found = [subject]
        else:
            spoken_of = {one.mark for one in (*scene.subjects, *scene.others)}
            found = [one for one in scene.inventory.background.get(record.name, ()) if one.mark not in spoken_of]
        free = (one for one in found if self._stands(one))
        chosen = next(free, None)
        if chosen is not None:
            chosen.touched = True
        return chosen

    def _stands(self, subject: Subject) -> bool:
        both = all(self._scene.inventory.shown(subject, side) is not None for side in Side)
        return both and not any(unequal(self._scene, subject))

    def _noted(self, side: Side, what: str, arrived: Callable[[], bool]) -> _Control:
        self._scene.note(self._scene.system(side), f"{what}, as a control")
        return _Control(f"{what} from {self._scene.system(side)}, made as a control,", arrived)

    # What it asked

    def _read(self, record: RecordRow, side: Side) -> _Control:
        resource, scene = record.resource(side), self._scene
        return _Control(
            f"a look at the `{resource}` of {scene.system(side)}",
            lambda: any(e.resource == resource and not e.request.writes for e in self._answered(side)),
        )

    def _answered(self, side: Side) -> Iterator[Exchange]:
        return (e for e in self._since(side) if e.status is not None and e.status < 400)

    def _since(self, side: Side) -> Iterator[Exchange]:
        return (e for e in self._scene.sandboxes[side].log if e.at >= self._scene.began_at)

    def _asked(self) -> str:
        """What can be said of its requests that explains its silence, as a clause in brackets; empty where nothing."""
        clauses = []
        for side in Side:
            system, asked = self._scene.system(side), list(self._since(side))
            if not asked:
                clauses.append(f"it asked nothing of {system}")
            elif not any(self._answered(side)):
                statuses = sorted({str(e.status) if e.status is not None else "no answer" for e in asked})
                clauses.append(f"none of its {len(asked):,} requests to {system} was granted ({', '.join(statuses)})")
        return f" ({'; '.join(clauses)})" if clauses else ""
