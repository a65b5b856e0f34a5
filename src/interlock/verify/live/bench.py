"""The bench of one criterion between two real systems."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from interlock.adapters.beside import Beside
from interlock.model.cadence import look_every
from interlock.model.decisions import StartingKind
from interlock.model.document import Criterion, RecordRow
from interlock.model.http import Transport
from interlock.model.peer import Peer
from interlock.model.profile import SystemProfile, Verb
from interlock.model.value import Side
from interlock.sandbox import Exchange, Faults
from interlock.verify.bench import Bench
from interlock.verify.live.admitting import ONLY_PEOPLE, why_not
from interlock.verify.live.clearing import Left, clear
from interlock.verify.live.confined import ConfinedPeer
from interlock.verify.live.faulty import FaultyTransport
from interlock.verify.live.mine import Mine, Notes, There
from interlock.verify.live.store import LiveStore
from interlock.verify.stand import Stand
from interlock.verify.steps._base import CannotTell, Phase, Steps
from interlock.verify.watching import Tempo

_LOOK_EVERY = timedelta(seconds=0.3)
_SURE_AT_LATEST = timedelta(minutes=1)
_REST_S = 0.5
_REST_OF_LOOKS = 3
# Where requests are spread to keep to a limit, so many of the times between two of them are no rest.
_BETWEEN = 3
_ROUNDS = 2
_POLL_S = 0.05
# Whole seconds are all that some systems tell of when something was made.
_APART_S = 2.1
_FEW, _MANY = 3, 24


@dataclass
class Place:
    """Two real systems and what all criteria share there.

    `reach` gives a client of a system whose requests go through what it is given, `users` are the clients by which the
    test acts and looks, in the thread of `hand`. `patience` is how long a criterion may wait. `left` is what could not
    be taken away; `told` hears how many of how many items are, `said` what a person at the keyboard should know.
    """

    reach: Callable[[Side, Callable[[Transport], Transport]], Peer]
    users: Mapping[Side, Peer]
    hand: Beside
    notes: Notes
    patience: timedelta
    made: int = 0
    left: list[Left] = field(default_factory=list)
    told: Callable[[int, int], None] = lambda _done, _of: None
    said: Callable[[str], None] = lambda _: None
    there: There = field(init=False)

    def __post_init__(self) -> None:
        self.there = There(self.notes)

    async def clear(self, order: Sequence[tuple[Side, str]]) -> None:
        """Take away all that is noted, also where somebody wants to stop: only a second Ctrl-C breaks it off."""
        task = asyncio.current_task()
        clearing = asyncio.ensure_future(self.hand.ask(clear(self.notes, self.users, order, told=self.told)))
        if task is not None and task.cancelling():
            self._say_so()
        try:
            self.left[:] = await asyncio.shield(clearing)
        except asyncio.CancelledError:
            self._say_so()
            self.left[:] = await clearing
            raise

    def _say_so(self) -> None:
        made = sum(one[0] in {"item", "making"} for one in self.notes.left())
        if made:
            self.said(f"taking away what was made ({made:,} noted); Ctrl-C again leaves the rest to `--clean-up`")


class LiveStand:
    """A real system: its items, and what goes wrong on the way to it."""

    def __init__(self, profile: SystemProfile, store: LiveStore) -> None:
        self.profile = profile
        self.store = store
        self.faults = Faults()
        self.log: list[Exchange] = []

    def rename_label(self, resource: str, field: str, label: str) -> None:  # noqa: ARG002 - the same for all
        """Not possible: only its people can."""
        raise CannotTell("the label of a field of a real system is not renamed by a test")

    def expire_tokens(self) -> None:
        """Let the next request be answered as if its token had died."""
        self.faults.answer(401, writes=None, times=1)


class LiveBench(Bench):
    """Two real systems, in which the integration sees nothing but what this test made; a ledger of its own."""

    def __init__(self, *args: Any, place: Place, **more: Any) -> None:
        self._place = place
        self.first = place.made
        self._phase = Phase.RUNNING
        self._concerned: frozenset[str] = frozenset()
        self._transports: list[FaultyTransport] = []
        self._seed = int(more["seed"])
        document, profiles, clock = args
        self.mine = Mine(place.notes, self._seed, clock, first=place.made, there=place.there)
        super().__init__(document, profiles, clock, **more)
        self._look_again_at = self.clock.now()

    def _stands(self, seed: int) -> Mapping[Side, Stand]:  # noqa: ARG002 - the systems are what they are
        self._lives = {
            side: LiveStand(
                self.profiles[side],
                LiveStore(
                    side,
                    self._place.users[side],
                    self.mine,
                    self.clock,
                    self._place.hand,
                ),
            )
            for side in Side
        }
        return self._lives

    async def aclose(self) -> None:
        """End the integration and take away all that was made."""
        try:
            await self.stop()
        finally:
            self._place.made = self.inventory.made
            self._let_go()
            order = [(side, row.resource(side)) for row in self.in_order() for side in Side]
            await self._place.clear(order)

    # What differs

    async def admit(self, criterion: Criterion, steps: Steps) -> None:
        """Refuse what cannot be played on real systems; nothing was made yet.

        Raises:
            CannotTell: it is such a criterion.
        """
        self._phase = steps.circumstance[0].phase if steps.circumstance is not None else Phase.RUNNING
        args = chain([steps.trigger[1]], (one for _, one in steps.withs), (one for _, one, _, _ in steps.outcomes))
        named = {str(one["record"]) for one in args if "record" in one}
        self._concerned = frozenset(self._with_references(named or {row.name for row in self.document.records}))
        rows = [row for row in self.document.records if row.name in self._concerned]
        shape = criterion.trigger.shape if criterion.trigger is not None else ""
        reasons = (
            [ONLY_PEOPLE[shape]]
            if shape in ONLY_PEOPLE
            else list(why_not(self.document, self.profiles, rows, steps, self._place.patience))
        )
        if reasons:
            raise CannotTell("; ".join(reasons))
        turns = [look_every(row.how_often.value) for row in rows]
        sure = min(max(turns, default=_SURE_AT_LATEST), _SURE_AT_LATEST) + timedelta(seconds=_REST_S)
        self.tempo = Tempo(pause=_LOOK_EVERY, patience=self._place.patience, sure_after=sure, early=True)
        # A share of what is there may be too much to delete; then one item must be a small share.
        self.linked = _MANY if any("%" in policy.when.text for policy in self.document.policies) else _FEW
        self.alone = 1

    def furnish(self, record: RecordRow, linked: int, alone: int) -> None:
        """Put items only of those records that the sentence concerns."""
        if record.name in self._concerned:
            super().furnish(record, linked, alone)

    async def age(self) -> None:
        """Let as much time pass as the systems need to tell before from after."""
        starts = [row.starting.value for row in self.document.records if row.starting.value is not None]
        tells = any(start.kind is StartingKind.FROM_GO_LIVE for start in starts)
        await self.clock.sleep(_APART_S if tells else 0)
        self.go_live = self.clock.now()
        await self.clock.sleep(_APART_S if tells else 0)

    async def settle(self) -> None:
        """Wait until the integration has looked at both systems and asks nothing more."""
        began = self.clock.now()
        until = began + self.answers_within()
        while self.clock.now() < until and not (self.broken or self._rests(began)):
            await self.clock.sleep(_POLL_S)

    def answers_within(self) -> timedelta:
        """As long as by the document, but no longer than somebody waits."""
        return min(self.settling_time(), self._place.patience)

    def _rests(self, began: datetime) -> bool:
        """Whether nothing was asked for a moment, or all was looked at twice since something was last written."""
        logs = [[e for e in live.log if e.at >= began] for live in self._lives.values()]
        if not all(logs) or any(transport.under_way for transport in self._transports):
            return False
        last = max(log[-1].at for log in logs)
        if self.clock.now() - last >= timedelta(seconds=self._rest_s()):
            return True
        wrote = max((e.at for log in logs for e in log if e.request.writes), default=began)
        lists = [(i, e.resource, e.at) for i, log in enumerate(logs) for e in log if e.verb is Verb.LIST]
        after = Counter((i, resource) for i, resource, at in lists if at > wrote)
        return bool(lists) and all(after[i, resource] >= _ROUNDS for i, resource, _ in lists)

    def _rest_s(self) -> float:
        """How long nothing is asked while it rests."""
        limits = [profile.rate_limit.value for profile in self.profiles.values()]
        return max(
            [_REST_S, *(_BETWEEN * one.per_s / one.requests for one in limits if one is not None and one.requests)]
        )

    async def observe(self) -> None:
        """See what is in both systems now; no more than a quarter of the time goes into that.

        The integration keeps to the same limits, and must not be kept waiting by our looks.
        """
        wait_s = (self._look_again_at - self.clock.now()).total_seconds()
        if wait_s > 0:
            await self.clock.sleep(wait_s)
        began = self.clock.now()
        rows = [row for row in self.document.records if row.name in self._concerned]
        await asyncio.gather(
            *(live.store.refresh({row.resource(side) for row in rows}) for side, live in self._lives.items())
        )
        self._look_again_at = self.clock.now() + _REST_OF_LOOKS * (self.clock.now() - began)
        self.inventory.touch()

    def _peer(self, side: Side) -> Peer:
        live = self._lives[side]

        def wrapped(inner: Transport) -> Transport:
            made = FaultyTransport(inner, live.profile, self.clock, live.faults, live.log, self.inventory.touch)
            self._transports.append(made)
            return made

        return ConfinedPeer(self._place.reach(side, wrapped), side, self.mine)

    def _with_references(self, names: set[str]) -> set[str]:
        known: set[str] = set()
        while names - known:
            name = min(names - known)
            known.add(name)
            row = self.document.record(name)
            if row is not None:
                names = names | set(chain.from_iterable(self.inventory.references(row, s).values() for s in Side))
        return known
