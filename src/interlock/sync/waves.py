"""The first run of a record writes in waves: a few, then more, then all, with a look at what came of each in between.

What is wrong with a mapping or a system shows with the first ten items as well as with all of them. A go-live has waves
of its own, with more to see in between: what is carried out under its limit keeps to that instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interlock.errors import SystemFault
from interlock.model.clock import Clock
from interlock.model.history import Decision, Entry, EntryKind, Held, HeldKind
from interlock.model.kept import Act, IntentState
from interlock.model.ledger import Ledger
from interlock.model.peer import Item, Peer
from interlock.model.plan import ChangeKind, Line
from interlock.model.value import Side
from interlock.sync.job import After, Job
from interlock.sync.plain import Plain
from interlock.sync.record import SIDES, Record
from interlock.sync.refusals import name_of
from interlock.sync.run import Pass
from interlock.sync.values import differs, shade

_WAVES = (10, 100, 1000)
"""How many writes each wave has; what comes after them comes without a look."""

_LOOKED_AT = 10
_SHARE = 0.2
_FEW = 3
"""A wave with more than this share and at least so many items that went wrong is the last, until a person says so."""

_ABOUT = "first run"


def first_run(record: str) -> str:
    """The fact that tells where the first run of a record stands."""
    return f"first run {record}"


class Waves:
    """Where the first run of a record stands. `peers` show what became of the items that were created."""

    def __init__(self, record: Record, ledger: Ledger, peers: Mapping[Side, Peer], clock: Clock, now: Pass) -> None:
        self._record = record
        self._ledger = ledger
        self._peers = peers
        self._clock = clock
        self._pass = now
        self._name = first_run(record.name)
        self._wave = None if now.allowed is None else now.allowed.limit
        self._limit = None if now.rehearsed or self._wave is not None else self._begin()
        self._sent = 0
        self._refused: list[str] = []
        self._made: list[tuple[Side, str]] = []

    def _begin(self) -> int | None:
        """How many writes the present wave has; None where the first run is over."""
        known = self._ledger.fact(self._name)
        if known is None:
            known = str(_WAVES[0]) if next(iter(self._ledger.links(self._record.name)), None) is None else "done"
            self._ledger.set_fact(self._name, known)
        return int(known) if known.isdecimal() else None

    def most(self, size: int) -> int:
        """How many of a batch of that size may be written now."""
        if self._wave is not None:
            return self._wave.most(self._record.name, size)
        if self._limit is None:
            return size
        return min(size, max(self._limit - self._sent, 1))

    def took(self, writes: Sequence[Job | Plain], afters: Sequence[After]) -> None:
        """Note how writes came out."""
        if self._wave is not None:
            self._wave.took(self._record.name, len(writes))
        if self._limit is None:
            return
        unknown: set[str] = set()
        if any(after is After.LATER for after in afters):
            unknown = {intent.id for intent in self._ledger.intents(IntentState.OPEN)}
        for write, after in zip(writes, afters, strict=True):
            self._sent += 1
            if after is After.DONE and isinstance(write, Plain):
                self._made.append((write.seen.side, write.seen.id))
                continue
            job = write.job() if isinstance(write, Plain) else write
            if after is After.DONE and job.intent.act is Act.CREATE:
                self._made.append((job.write.side.other, job.intent.source_id))
            attempt = self._ledger.attempt(self._record.name, job.write.side, name_of(job.unit))
            # No answer says nothing about the item: the system itself is paused for that.
            if after is not After.DONE and attempt is not None and job.intent.id not in unknown:
                self._refused.append(attempt.reason)

    async def may_go_on(self) -> bool:
        """Whether more may be written: within a wave, and after it when what it did is as it should be."""
        if self._wave is not None:
            return self._wave.goes_on(self._record.name)
        if self._limit is None:
            return True
        held = self._held()
        if held is not None:
            if held.decision is not Decision.APPROVE:
                return False
            self._ledger.release_held(held.id)
            self._next()
            return True
        if self._sent < self._limit:
            return True
        wrong = self._refusals() or await self._not_as_written()
        if wrong:
            self._stop(wrong)
            return False
        self._next()
        return True

    def finish(self) -> None:
        """Nothing is left to be written: the first run is over."""
        if self._limit is not None and self._held() is None and not self._pass.put_off.count(1):
            self._limit = None
            self._ledger.set_fact(self._name, "done")

    def _next(self) -> None:
        """Begin the next wave."""
        following = [size for size in _WAVES if self._limit is not None and size > self._limit]
        self._limit = following[0] if following else None
        self._ledger.set_fact(self._name, str(following[0]) if following else "done")
        self._sent = 0
        self._refused, self._made = [], []

    def _refusals(self) -> str:
        if not _too_many(len(self._refused), self._sent):
            return ""
        return f"{len(self._refused)} of {self._sent} writes were not taken, such as: {self._refused[0]}"

    async def _not_as_written(self) -> str:
        """What is wrong with the created items, seen by a look at some of them; empty where they are as they should."""
        step = max(1, len(self._made) // _LOOKED_AT)
        some = self._made[::step][:_LOOKED_AT]
        wrong: list[str] = []
        for source, source_id in some:
            link = self._ledger.link_at(self._record.name, source, source_id)
            if link is not None:
                pair = await self._kept_otherwise(source.other, link.id_on(source.other))
                wrong += [pair] if pair else []
        if not _too_many(len(wrong), len(some)):
            return ""
        return f"{len(wrong)} of {len(some)} created items do not show what was written, as in `{wrong[0]}`"

    async def _kept_otherwise(self, side: Side, item_id: str) -> str:
        """A field pair that an item shows otherwise than when it was created; empty where there is none."""
        link = self._ledger.link_at(self._record.name, side, item_id)
        try:
            found = await self._peers[side].get(self._record.resource(side), item_id)
        except SystemFault:
            return ""
        if link is None or not isinstance(found, Item) or found.deleted:
            return ""  # some systems show what is new only after a while
        shown = self._record.mapping.read(side, found.body, self._ledger)
        for pair, value in shown.items():
            base = self._record.base_of(link, pair)
            if base is not None and differs(shade(value), base[SIDES.index(side)]):
                return pair
        return ""

    def _held(self) -> Held | None:
        side = self._record.truth or Side.LEFT
        return next((one for one in self._ledger.held_at(self._record.name, side, "") if one.about == _ABOUT), None)

    def _stop(self, wrong: str) -> None:
        """Ask before anything more is written."""
        name, side = self._record.name, self._record.truth or Side.LEFT
        reason = f"the first run of {name} stopped after {self._sent} writes: {wrong}; mend it, then approve to go on"
        now = self._clock.now()
        with self._ledger.transaction():
            self._ledger.hold(Held(0, HeldKind.GUARD, name, side, "", reason, now, about=_ABOUT))
            self._ledger.note([Entry(now, EntryKind.HELD, name, side=side, reason=reason)])
        self._pass.lines.append(Line(ChangeKind.HOLD, name, side, reason=reason, held=HeldKind.GUARD))
        self._pass.told.append((HeldKind.GUARD, name, "", reason))


def _too_many(wrong: int, of: int) -> bool:
    return wrong >= _FEW and wrong > _SHARE * of
