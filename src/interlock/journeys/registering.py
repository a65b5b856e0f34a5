"""Keeps our subscriptions to the systems' events alive: made at the start, made anew where nothing comes any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from interlock.adapters.clocks import SystemClock
from interlock.errors import InterlockError, NotPossible
from interlock.journeys.connect import Opened, opened
from interlock.journeys.doors import Way, resources_of
from interlock.journeys.looking import journal
from interlock.journeys.project import Project
from interlock.journeys.running import Silent
from interlock.journeys.subscribing import remembered, subscribe, unsubscribe
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.hearing import Hearing
from interlock.model.value import Side

_DEAD_AFTER = timedelta(hours=1)
_FEW = 5
"""Where no webhook came for an hour while lists showed so many changes, nothing is sent to us any more."""

_AGAIN = timedelta(minutes=10)


async def end_subscriptions(project: Project, *, env: str | None = None, clock: Clock | None = None) -> tuple[str, ...]:
    """Take our subscriptions to the systems' events back; what a person has to do by hand, one sentence each.

    Nothing is asked of a system to whose events there is no subscription.
    """
    environment = project.environment(env)
    with journal(project, env) as ledger:
        subscribed = [side for side in Side if remembered(ledger, side) is not None]
    if not subscribed:
        return ()
    by_hand = []
    try:
        async with opened(project, environment, clock=clock or SystemClock(), alerts_of=lambda _: Silent()) as run:
            for side in subscribed:
                by_hand += await _ended(run, side, project.document.system(side).name)
    except InterlockError as problem:
        by_hand.append(f"take our subscriptions to events back by hand: {problem.message}")
    return tuple(by_hand)


async def _ended(run: Opened, side: Side, system: str) -> list[str]:
    try:
        left = await unsubscribe(run.peers[side], run.ledger, side)
    except InterlockError as problem:
        return [f"take our subscription to the events of {system} back by hand: {problem.message}"]
    what = f"subscription{'s' if len(left) > 1 else ''} {', '.join(left)}"
    return [f"take back by hand what {system} does not let us: {what}"] if left else []


class Registrar:
    """Looks after the subscriptions of one run."""

    def __init__(
        self,
        project: Project,
        environment: Environment,
        run: Opened,
        clock: Clock,
        ways: Sequence[Way],
        said: Callable[[str], None],
    ) -> None:
        self._run = run
        self._clock = clock
        self._said = said
        self._address = environment.public_address
        self._ways = [way for way in ways if way.door is not None and way.hooks.register and self._address]
        self._resources = {side: resources_of(project, side) for side in Side}
        self._done: set[Side] = set()
        self._not_before: dict[Side, datetime] = {}
        self._listed: dict[Side, tuple[datetime, int]] = {}

    async def look_after(self, standing: Mapping[Side, Hearing]) -> None:
        """Subscribe where that is not done yet, and anew where a subscription seems dead. Never fails."""
        for way in self._ways:
            now = self._clock.now()
            if self._not_before.get(way.side, now) > now:
                continue
            if way.side in self._done and not self._is_dead(way.side, standing[way.side], now):
                continue
            self._not_before[way.side] = now + _AGAIN
            try:
                await self._subscribe(way)
            except NotPossible as problem:
                self._ways = [one for one in self._ways if one is not way]
                self._said(f"subscribe to the events of {way.system} by hand: {problem.message}")
            except InterlockError as problem:
                # A system may quote what it was sent, and that held our secret.
                told = problem.message.replace(way.secret, "…") if way.secret else problem.message
                self._said(f"no subscription to the events of {way.system} yet: {told}")

    async def _subscribe(self, way: Way) -> None:
        peer, ledger = self._run.peers[way.side], self._run.ledger
        if way.side in self._done:
            self._said(f"no webhook of {way.system} came for long, though it has changes: subscribing anew")
            left = await unsubscribe(peer, ledger, way.side)
            if left:
                self._said(f"take back by hand what {way.system} does not let us: subscription {', '.join(left)}")
        subscription = await subscribe(
            peer,
            ledger,
            way.side,
            address=f"{self._address}{way.path}",
            resources=self._resources[way.side],
            secret=way.secret,
            at=self._clock.now(),
        )
        self._done.add(way.side)
        self._listed.pop(way.side, None)
        self._said(f"subscribed to {len(subscription.events)} events of {way.system}")

    def _is_dead(self, side: Side, standing: Hearing, now: datetime) -> bool:
        """Whether nothing came for long while lists showed changes."""
        since, listed = self._listed.setdefault(side, (now, standing.listed))
        if standing.last_at is not None and standing.last_at > since:
            self._listed[side] = (standing.last_at, standing.listed)
            return False
        return now - since > _DEAD_AFTER and standing.listed - listed >= _FEW
