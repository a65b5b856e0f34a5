"""One criterion under way: what the sentence's steps share, and the words in which they act and look."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from interlock.model.alert import Alert
from interlock.model.clock import Clock
from interlock.model.document import Criterion, Document, RecordRow
from interlock.model.ledger import Journal, Ledger
from interlock.model.path import Path
from interlock.model.value import JSON, Body, Side
from interlock.model.verdict import Observation, Seen
from interlock.verify.fixtures.wish import Wish
from interlock.verify.index import Stored
from interlock.verify.inventory import Inventory
from interlock.verify.stand import Stand
from interlock.verify.steps._base import CannotTell
from interlock.verify.subject import Subject

Relabel = Callable[[Side, str, Path], Awaitable[None]]


@dataclass(slots=True)
class Scene:
    """What the steps of one criterion share.

    `subjects` are the items that the sentence speaks of, `others` those that the bench makes beside them. `before` is
    every item as it was just before the trigger. `written_on` is where the trigger acted last. `relabel` renames the
    label of a field in a system's description and lets the integration begin again with it. `quiet_from` is since
    when the sentence asks for quiet; `looked_to` is up to which request of a system's log a look need not go again.
    """

    criterion: Criterion
    document: Document
    inventory: Inventory
    sandboxes: Mapping[Side, Stand]
    clock: Clock
    ledger: Ledger
    alerts: Sequence[Alert]
    relabel: Relabel
    wish: Wish = field(default_factory=Wish)
    subjects: list[Subject] = field(default_factory=list)
    others: list[Subject] = field(default_factory=list)
    before: Mapping[tuple[str, Side], Mapping[str, Stored]] = field(default_factory=dict)
    notes: list[Observation] = field(default_factory=list)
    began_at: datetime = field(init=False)
    last_at: datetime = field(init=False)
    returned_at: datetime | None = None
    written_on: Side | None = None
    others_wanted: int = 0
    quiet_from: datetime | None = None
    looked_to: dict[Side, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.began_at = self.last_at = self.clock.now()

    # What names mean

    def record(self, name: object) -> RecordRow:
        """The record of that name.

        Raises:
            CannotTell: the data map has none.
        """
        found = self.document.record(name) if isinstance(name, str) else None
        if found is None:
            raise CannotTell(f"the data map has no record `{name}`")
        return found

    def side(self, name: object) -> Side:
        """The side of the system of that name.

        Raises:
            CannotTell: the table of systems has none.
        """
        found = self.document.side(name) if isinstance(name, str) else None
        if found is None:
            raise CannotTell(f"the table of systems has no `{name}`")
        return found

    def system(self, side: Side) -> str:
        """The name of the system of a side."""
        return self.document.system(side).name

    def path(self, record: RecordRow, side: Side, name: str) -> Path:
        """The field of that name on a side; a name of the other side stands for the field that it is mapped to.

        Raises:
            CannotTell: neither description has it, or it is mapped to no single field.
        """
        return self.inventory.path(record, side, name)

    # What is the case

    def about(self, record: RecordRow) -> tuple[Subject, ...]:
        """The items of a record that the sentence means: its own, those they refer to, else the background.

        Raises:
            CannotTell: there is none.
        """
        own = tuple(s for s in self.subjects if s.record.name == record.name)
        if own:
            return own
        referred = {s.mark: s for one in self.subjects for s in one.refers_to.values() if s.record.name == record.name}
        found = tuple(referred.values()) or tuple(self.inventory.background.get(record.name, ()))
        if not found:
            raise CannotTell(f"the sentence makes no {record.name} that could be looked for")
        return found

    def was(self, subject: Subject, side: Side) -> Stored | None:
        """The subject's item on a side as it was before the trigger, None where it was not there."""
        known = self.before.get((subject.record.name, side), {})
        return next((known[i.id] for i in self.inventory.all_of(subject, side) if i.id in known), None)

    def source_of(self, subject: Subject, target: Side) -> Body:
        """The body that the target must agree with: as the test wrote it, else as the other side shows it.

        Raises:
            CannotTell: there is none.
        """
        source = target.other
        if source in subject.wrote and (self.written_on is source or self.written_on is None):
            return subject.wrote[source]
        item = self.inventory.shown(subject, source)
        if item is None:
            raise CannotTell(f"the {subject} is not in {self.system(source)}, so there is nothing to compare with")
        return item.body

    def journal(self) -> Journal:
        """History and what is held, for sentences that speak of them."""
        return self.ledger

    # What happens

    def note(self, where: str, what: str) -> None:
        """Add a line to the timeline; one without a place tells what was judged."""
        self.notes.append(Observation(self.clock.now(), where, what, Seen.DONE if where else Seen.JUDGED))

    def create(self, record: RecordRow, side: Side, wish: Wish) -> Subject:
        """Make a new item on one side, now."""
        subject = self.inventory.new(record, side, wish)
        self.happened(side, f"{subject} is created")
        return subject

    def change(self, subject: Subject, side: Side, path: Path, value: JSON) -> None:
        """Change a field of an item, now."""
        self.inventory.change(subject, side, path, value)
        subject.edits[side] = (path, value)
        self.happened(side, f"`{path}` of {subject} becomes `{value}`")

    def remove(self, subject: Subject, side: Side) -> None:
        """Delete an item, now."""
        self.inventory.remove(subject, side)
        self.happened(side, f"{subject} is deleted")

    def happened(self, side: Side, what: str) -> None:
        """Note that the trigger acted on a side, now."""
        self.written_on = side
        self.last_at = self.clock.now()
        self.note(self.system(side), what)

    async def spread(self, count: int, act: Callable[[int], None]) -> None:
        """Act so many times, evenly over the sentence's time where it names one."""
        pause_s = self.wish.spread.total_seconds() / max(count - 1, 1) if self.wish.spread else 0.0
        begins = self.clock.now()
        for i in range(count):
            due_s = pause_s * i - (self.clock.now() - begins).total_seconds()
            if due_s > 0:
                await self.clock.sleep(due_s)
            act(i)
