"""Whether each system can be used now: paused while it does not answer, waiting while it asks for that.

A system that answers again is used again, but its outage is over only when what had failed works: some answer any
question but the one that matters, and would never be told of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from interlock.errors import Refused, SystemFault, Unauthorised
from interlock.model.alert import Alert, Alerts
from interlock.model.clock import Clock
from interlock.model.history import Entry, EntryKind
from interlock.model.ledger import Ledger
from interlock.model.pause import RESTED, Pause
from interlock.model.peer import Peer
from interlock.model.value import Side
from interlock.sync.errors import ErrorPolicy
from interlock.sync.record import SIDES

_CREDENTIAL_EVERY = timedelta(minutes=15)
"""How often a credential that was not accepted is tried again: seldom, as some systems lock an account."""

_FORGIVEN = timedelta(minutes=30)
"""After so long without another one, a failed write stands for nothing any more; perhaps none was wanted since."""

_SCARCE = 0.3
"""The share of a quota from which on complete lists wait."""

_TOO_MANY = 429
_WAIT_DEFAULT_S = 30.0
"""How long to wait where an answer asks for it without saying how long; by experience."""


@dataclass(slots=True)
class _State:
    since: datetime
    reason: str
    next_probe: datetime
    every: timedelta
    alert_after: timedelta | None
    kind: str
    about: str
    """the record that could not be read; empty where a write had failed"""


class Health:
    """Knows which systems are paused. What lasts longer than one run is remembered in the ledger."""

    def __init__(
        self,
        peers: Mapping[Side, Peer],
        systems: Mapping[Side, str],
        ledger: Ledger,
        clock: Clock,
        alerts: Alerts,
        policy: ErrorPolicy,
    ) -> None:
        self._peers = peers
        self._systems = systems
        self._ledger = ledger
        self._clock = clock
        self._alerts = alerts
        self._policy = policy
        self._paused: dict[Side, _State] = {}
        self._tried: dict[Side, _State] = {}
        """outages of systems that answer again, but have not yet shown that what had failed works"""
        self._until: dict[Side, datetime] = {}
        self._last_success: dict[Side, datetime] = {}
        self._rests: dict[Side, Pause] = {}
        self._troubled: dict[Side, datetime] = {}
        self._rested: datetime | None = None
        for side in SIDES:
            told = ledger.fact(f"wait {side.value}")
            if told is not None:
                self._until[side] = datetime.fromisoformat(told)

    def usable(self, side: Side) -> bool:
        """Whether anything may be sent to that side now."""
        return (
            side not in self._rests
            and side not in self._paused
            and self._until.get(side, self._clock.now()) <= self._clock.now()
        )

    def why_not(self, side: Side) -> str:
        """Why nothing may be sent to that side now; empty where it may."""
        if side in self._rests:
            return f"paused {self._rests[side].told()}"
        if side in self._paused:
            return self._paused[side].reason
        return "" if self.usable(side) else f"{self._systems[side]} asked to wait until {self._until[side].isoformat()}"

    def paused(self) -> tuple[tuple[Side, str], ...]:
        """The sides that cannot be used now, with the reason."""
        return tuple((side, self.why_not(side)) for side in SIDES if not self.usable(side))

    def rest(self, rests: Mapping[Side, Pause]) -> None:
        """These sides are paused by people; nothing is sent there, nor asked."""
        now = self._clock.now()
        for side in {*self._rests, *rests, *self._paused}:
            self._troubled[side] = now
        rested = self._ledger.fact(RESTED)
        if rested is not None:
            self._rested = datetime.fromisoformat(rested)
        self._rests = dict(rests)

    def troubled_since(self, at: datetime) -> bool:
        """Whether a side could not be used at some time after that moment, as far as this process saw."""
        if self._rested is not None and self._rested > at:
            return True
        return any(not self.usable(side) or self._troubled.get(side, at) > at for side in SIDES)

    def asked_until(self) -> datetime | None:
        """Until when a system asked not to be asked, as long as that is not over."""
        return max((at for at in self._until.values() if at > self._clock.now()), default=None)

    def next_at(self) -> tuple[datetime, ...]:
        """When the sides that cannot be used now are tried again."""
        waiting = [at for at in self._until.values() if at > self._clock.now()]
        rests = [one.until for one in self._rests.values() if one.until is not None]
        return (
            *waiting,
            *rests,
            *(state.next_probe for side, state in self._paused.items() if side not in self._rests),
        )

    def scarce(self, side: Side) -> bool:
        """Whether so little is left of a system's quota for a long span that only what is urgent may use it."""
        quota = self._peers[side].quota
        if quota is None or quota.resets_at <= self._clock.now() or quota.most is None:
            return False
        return quota.left < quota.most * _SCARCE

    def count(self, side: Side) -> None:
        """Tell once when a quota gets scarce."""
        quota, key = self._peers[side].quota, f"quota {side.value}"
        if quota is None:
            return
        if not self.scarce(side):
            self._ledger.once(key, "enough")
            return
        message = (
            f"{quota.left} of {quota.most} requests are left of the quota of {self._systems[side]} until "
            f"{quota.resets_at.isoformat(timespec='minutes')}; complete lists wait until then, changes are still read"
        )
        if self._ledger.once(key, "scarce"):
            self._note(side, EntryKind.REPORTED, message)
            self._alerts.send(Alert(self._clock.now(), "quota", self._systems[side], message))

    def refuses_all(self, side: Side, record: str, count: int, fault: Refused) -> None:
        """A system refused so many items of a record in a row: that is hardly about each of them. Told once a day."""
        day = self._clock.now().date().isoformat()
        if not self._ledger.once(f"refuses {record} {side.value}", f"{fault.status} {day}"):
            return
        message = (
            f"{self._systems[side]} refused {count} of {record} in a row, the last one with: {fault.message}; "
            "the others wait for the next look, a few each time, until one goes through"
        )
        self._note(side, EntryKind.REPORTED, message)
        self._alerts.send(Alert(self._clock.now(), "refusals", record, message))

    def succeeded(self, side: Side) -> None:
        """A write to that side went through."""
        self._last_success[side] = self._clock.now()
        if side in self._tried and not self._tried[side].about:
            self._over(side)

    def succeeded_since(self, side: Side, at: datetime) -> bool:
        """Whether a write to that side went through after that moment."""
        last = self._last_success.get(side)
        return last is not None and last > at

    def wait(self, side: Side, wait_s: float | None) -> None:
        """The system asked not to be asked for so long."""
        seconds = _WAIT_DEFAULT_S if wait_s is None else max(0.0, wait_s)
        now = self._clock.now()
        self._troubled[side] = now + timedelta(seconds=seconds)
        self._until[side] = max(self._until.get(side, now), now + timedelta(seconds=seconds))
        # The next run must not ask sooner either, whoever makes it.
        self._ledger.set_fact(f"wait {side.value}", self._until[side].isoformat())

    def fault(self, side: Side, fault: SystemFault, *, about: str = "") -> None:
        """Something about the whole system failed: it is paused, and who must know is told when it is time.

        `about` is the record that could not be read; it is empty where a write failed.
        """
        if isinstance(fault, Refused) and fault.status == _TOO_MANY:
            self.wait(side, fault.wait_s)
            return
        if isinstance(fault, Refused) and fault.status == 503 and fault.wait_s is not None:
            self.wait(side, fault.wait_s)
        now = self._clock.now()
        if side in self._paused:
            return
        credential = isinstance(fault, Unauthorised)
        reaction = self._policy.to_silence()
        if isinstance(fault, Refused) and fault.status >= 500:
            reaction = self._policy.to_status(fault.status)
        every = _CREDENTIAL_EVERY if credential else reaction.every
        told = self._until.get(side, now)
        tried = self._tried.pop(side, None)
        if tried is not None:
            about = tried.about
        remembered = self._ledger.fact(f"down {side.value}")
        since = now if remembered is None else datetime.fromisoformat(remembered)
        self._paused[side] = _State(
            since,
            f"{self._systems[side]}: {fault.message}",
            told if told > now else now + every,
            every,
            timedelta(0) if credential else reaction.alert_after,
            "credential" if credential else "system down",
            about,
        )
        self._remember(side, self._paused[side])
        if remembered is None and tried is None:
            self._note(side, EntryKind.PAUSED, self._paused[side].reason)
        self._tell(side)

    async def probe(self) -> None:
        """Ask paused systems whether they are back, as often as the policy says."""
        for side, state in list(self._paused.items()):
            if side in self._rests:
                continue
            self._tell(side)
            if self._clock.now() < max(state.next_probe, self._until.get(side, state.next_probe)):
                continue
            state.next_probe = self._clock.now() + state.every
            self._remember(side, state)
            try:
                back = await self._peers[side].reachable()
            except Unauthorised as fault:
                self._refused(side, state, fault)
                continue
            except SystemFault as fault:
                back = isinstance(fault, Refused) and fault.status == _TOO_MANY
                if isinstance(fault, Refused) and back:
                    self.wait(side, fault.wait_s)  # it is there again, and is not to be asked for a while
            if back:
                self._tried[side] = self._paused.pop(side)
            self._tell(side)

    def read_well(self, side: Side, record: str) -> None:
        """A look at that record went through: an outage that began with it is over, also one of an earlier run."""
        if side in self._paused:
            return
        tried = self._tried.get(side)
        if tried is None:
            if self._ledger.fact(f"down {side.value}") is not None:
                self._over(side)
        elif tried.about == record or (not tried.about and self._clock.now() - tried.next_probe > _FORGIVEN):
            self._over(side)

    def _refused(self, side: Side, state: _State, fault: Unauthorised) -> None:
        """It is there, but it does not accept who we are: somebody must know at once."""
        state.reason, state.kind = f"{self._systems[side]}: {fault.message}", "credential"
        state.every, state.alert_after = _CREDENTIAL_EVERY, timedelta(0)
        state.next_probe = self._clock.now() + state.every
        self._remember(side, state)
        self._tell(side)

    def _over(self, side: Side) -> None:
        self._tried.pop(side, None)
        self._troubled[side] = self._clock.now()
        self._remember(side, None)
        self._note(side, EntryKind.RESUMED, f"{self._systems[side]} works again")
        kind = self._ledger.fact(f"alerted {side.value}")
        if kind is not None:
            self._ledger.set_fact(f"alerted {side.value}", None)
            message = f"{self._systems[side]} works again"
            self._alerts.send(Alert(self._clock.now(), kind, self._systems[side], message, over=True))

    def _tell(self, side: Side) -> None:
        state = self._paused.get(side)
        if state is None or state.alert_after is None or self._clock.now() - state.since < state.alert_after:
            return
        if not self._ledger.once(f"down {side.value}", f"{state.since.isoformat()} {state.kind}"):
            return
        message = f"{state.reason}; nothing is sent there until it answers, and nothing is lost"
        self._alerts.send(Alert(self._clock.now(), state.kind, self._systems[side], message))
        self._ledger.set_fact(f"alerted {side.value}", state.kind)

    def _remember(self, side: Side, state: _State | None) -> None:
        self._ledger.set_fact(f"down {side.value}", None if state is None else state.since.isoformat())
        told = None if state is None else json.dumps([state.reason, state.next_probe.isoformat()])
        self._ledger.set_fact(f"down why {side.value}", told)

    def _note(self, side: Side, kind: EntryKind, reason: str) -> None:
        self._ledger.note([Entry(self._clock.now(), kind, side=side, reason=reason)])
