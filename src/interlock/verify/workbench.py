"""The bench for tests of one's own: two sandboxes, the integration between them, and time that obeys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from interlock.adapters.virtual_time import run_virtual
from interlock.errors import UsageError
from interlock.model.alert import Alert
from interlock.model.clock import Clock
from interlock.model.document import Criterion, Document, RecordRow
from interlock.model.history import Held
from interlock.model.place import whole_file
from interlock.model.profile import SystemProfile
from interlock.model.value import JSON, Body, Side
from interlock.model.verdict import Observation
from interlock.verify.bench import Bench, begins_at
from interlock.verify.engine import Build, integration
from interlock.verify.fixtures.wish import Wish
from interlock.verify.scene import Scene
from interlock.verify.subject import Subject
from interlock.verify.timeline import timeline

T = TypeVar("T")
_USUAL_START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


class Workbench:
    """What a test of one's own does and looks at; the integration runs meanwhile, as the document says.

    Records, systems and fields go by their names in the document. An item that was made is handed around as it is.
    """

    def __init__(self, bench: Bench, scene: Scene) -> None:
        self._bench = bench
        self._scene = scene

    @property
    def now(self) -> datetime:
        """The moment in the two systems."""
        return self._bench.clock.now()

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """What a person was told, in order."""
        return tuple(self._bench.alerts.sent)

    @property
    def held(self) -> tuple[Held, ...]:
        """What is held for a person now."""
        return tuple(self._bench.ledger.held())

    @property
    def broken(self) -> str:
        """Why the integration stopped by itself; empty while it runs."""
        return self._bench.broken

    def create(self, record: str, system: str, values: Mapping[str, JSON] | None = None) -> Subject:
        """A new item in a system, ordinary but for these values, as the document writes them.

        Raises:
            InterlockError: there is no such record, system or field, or the system does not take the item.
        """
        wish = Wish(values=tuple((name, _word(value)) for name, value in (values or {}).items()))
        return self._scene.create(self._scene.record(record), self._scene.side(system), wish)

    def pair(self, record: str, values: Mapping[str, JSON] | None = None) -> Subject:
        """An item in both systems, equal as the field mapping says; `values` are those of its source of truth."""
        row = self._scene.record(record)
        wish = Wish(values=tuple((name, _word(value)) for name, value in (values or {}).items()))
        return self._bench.inventory.pair(row, row.source_of_truth.value or Side.LEFT, wish)

    def change(self, item: Subject, system: str, field: str, value: JSON) -> None:
        """Give a field of an item another value in a system, as a user there would."""
        side = self._scene.side(system)
        self._scene.change(item, side, self._scene.path(item.record, side, field), value)

    def delete(self, item: Subject, system: str) -> None:
        """Delete an item in a system, as a user there would."""
        self._scene.remove(item, self._scene.side(system))

    def down(self, system: str, time: timedelta) -> None:
        """Let a system give no answer from now on, for so long."""
        side = self._scene.side(system)
        self._scene.sandboxes[side].faults.down(since=self.now, until=self.now + time)
        self._scene.note(self._scene.system(side), f"does not answer until {self.now + time:%H:%M:%S}")

    async def wait(self, time: timedelta) -> None:
        """Let time pass in both systems."""
        await self._bench.clock.sleep(time.total_seconds())

    async def restart(self) -> None:
        """Stop the integration, and start it again with what it has kept."""
        await self._bench.stop()
        await self._bench.start()

    def shown(self, item: Subject, system: str) -> Body | None:
        """The item as a system shows it now, None where it is not there or deleted."""
        found = self._bench.inventory.shown(item, self._scene.side(system))
        return None if found is None else found.body

    def count(self, item: Subject, system: str) -> int:
        """How many items in a system stand for this one and are not deleted; more than one is one too many."""
        return sum(not one.deleted for one in self._bench.inventory.all_of(item, self._scene.side(system)))

    def archived(self, item: Subject, system: str) -> bool:
        """Whether the item is archived in a system."""
        found = self._bench.inventory.all_of(item, self._scene.side(system))
        return any(one.archived for one in found)

    def timeline(self) -> tuple[Observation, ...]:
        """What was done, and the requests that changed something or were refused."""
        return timeline(self._scene.document, self._scene.sandboxes, self._scene.notes, self._scene.began_at)


class Failed(Exception):
    """A test of one's own failed; what was seen until then is with it."""

    def __init__(self, problem: BaseException, seen: tuple[Observation, ...]) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.seen = seen


def try_out(
    document: Document,
    profiles: Mapping[Side, SystemProfile],
    test: Callable[[Workbench], Awaitable[T]],
    *,
    seed: int = 0,
    build: Build = integration,
) -> T:
    """What a test gives that acts on a fresh bench, in virtual time, once the integration has come to rest.

    Call it outside a running event loop.

    Raises:
        UsageError: the document has no records, or nothing is known of a system.
        Failed: the test raised something; what was seen stands with it.
    """
    if not document.records or set(profiles) != set(Side):
        raise UsageError("a bench needs records in the data map, and both API descriptions")
    played = partial(_played, document, profiles, test, seed, build)
    return run_virtual(played, start=begins_at(document, _USUAL_START))


async def _played(
    document: Document,
    profiles: Mapping[Side, SystemProfile],
    test: Callable[[Workbench], Awaitable[T]],
    seed: int,
    build: Build,
    clock: Clock,
) -> T:
    bench = Bench(document, profiles, clock, seed=seed, build=build, changed=lambda: None)
    try:
        for record in bench.in_order():
            _furnish(bench, record)
        await bench.age()
        await bench.start()
        await bench.settle()
        scene = Scene(
            criterion=Criterion("own", (), "", whole_file(document.path)),
            document=bench.document,
            inventory=bench.inventory,
            sandboxes=bench.sandboxes,
            clock=clock,
            ledger=bench.ledger,
            alerts=bench.alerts.sent,
            relabel=bench.relabel,
        )
        own = Workbench(bench, scene)
        try:
            return await test(own)
        except BaseException as problem:
            raise Failed(problem, own.timeline()) from problem
    finally:
        await bench.aclose()


def _furnish(bench: Bench, record: RecordRow) -> None:
    bench.furnish(record, bench.linked, bench.alone)


def _word(value: JSON) -> str:
    """A value as a sentence would write it."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
