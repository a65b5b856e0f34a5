"""The faults of a sandbox while it runs: which come, which are there, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from interlock.errors import UsageError
from interlock.model.profile import RateLimit
from interlock.sandbox.operating.said import Trouble
from interlock.sandbox.sandbox import Sandbox

_MOST = 1_000
_MOST_OVER = 100


@dataclass(slots=True)
class Standing:
    """A fault at a sandbox: `since` when, `until` when (None: until it is lifted), and whether it has `begun`."""

    id: str
    trouble: Trouble
    since: datetime
    until: datetime | None
    begun: bool = False
    over: bool = False
    undo: Callable[[], None] | None = None


class Troubles:
    """Adds, begins, ends and lifts faults; whoever asks the sandbox calls `tick` first.

    Of several that concern a request the one that began last happens.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._standing: dict[str, Standing] = {}
        self._added = 0

    def all(self) -> tuple[Standing, ...]:
        """Those that come, are there, and the last that are over."""
        return tuple(self._standing.values())

    def add(self, trouble: Trouble) -> Standing:
        """Let something go wrong, from now on or later.

        Raises:
            UsageError: it names a resource that the system does not have, or there are too many.
        """
        fault = trouble.fault
        if fault is not None and fault.resource is not None:
            self._sandbox.store.shelf(fault.resource)
        if sum(not one.over for one in self._standing.values()) >= _MOST:
            raise UsageError(f"there are {_MOST} faults already", hint="lift some")
        now = self._sandbox.clock.now()
        since = now + timedelta(seconds=trouble.after_s)
        until = since + timedelta(seconds=trouble.for_s) if trouble.for_s is not None else None
        self._added += 1
        one = Standing(str(self._added), trouble, since, until)
        self._standing[one.id] = one
        self.tick()
        return one

    def lift(self, number: str) -> bool:
        """End a fault, or take it back before it begins; whether there was one."""
        one = self._standing.get(number)
        if one is None or one.over:
            return False
        self._end(one)
        return True

    def lift_all(self) -> int:
        """Let everything go right again; how many were lifted."""
        return sum(self.lift(one.id) for one in self.all())

    def tick(self) -> None:
        """Begin and end what is due."""
        now = self._sandbox.clock.now()
        for one in self.all():
            if not one.over and not one.begun and one.since <= now:
                self._begin(one)
            spent = one.trouble.fault is not None and one.begun and self._sandbox.faults.named(one.id) is None
            if not one.over and ((one.until is not None and one.until <= now) or spent):
                self._end(one)

    def _begin(self, one: Standing) -> None:
        one.begun = True
        if one.trouble.fault is not None:
            named = replace(one.trouble.fault, since=one.since, until=one.until, name=one.id)
            self._sandbox.faults.add(named, before_others=True)
        else:
            one.undo = _TURNS[one.trouble.turn](self._sandbox, one.trouble.amounts)

    def _end(self, one: Standing) -> None:
        one.over = True
        self._sandbox.faults.lift(one.id)
        if one.undo is not None:
            one.undo()
            one.undo = None
        over = [found.id for found in self.all() if found.over]
        for number in over[:-_MOST_OVER]:
            del self._standing[number]


Undo = Callable[[], None]


def _quota(sandbox: Sandbox, amounts: tuple[float, ...]) -> Undo:
    sandbox.limit(RateLimit(int(amounts[0]), amounts[1]))
    return sandbox.limit


def _tokens(sandbox: Sandbox, _amounts: tuple[float, ...]) -> Undo:
    sandbox.expire_tokens()
    return lambda: None


def _clock(sandbox: Sandbox, amounts: tuple[float, ...]) -> Undo:
    sandbox.store.set_clock(amounts[0])
    return partial(sandbox.store.set_clock, -amounts[0])


def _lag(sandbox: Sandbox, amounts: tuple[float, ...]) -> Undo:
    sandbox.store.set_lag(list_s=amounts[0], get_s=amounts[0])

    def undo() -> None:
        # What is usual may be another by then.
        usual = sandbox.behaviours
        sandbox.store.set_lag(list_s=usual.list_lag_s, get_s=usual.get_lag_s)

    return undo


def _on_the_way(share: str, sandbox: Sandbox, amounts: tuple[float, ...]) -> Undo:
    webhooks = sandbox.webhooks
    webhooks.on_the_way = replace(webhooks.on_the_way, **{share: amounts[0]})

    def undo() -> None:
        usual = sandbox.behaviours.webhooks
        webhooks.on_the_way = replace(webhooks.on_the_way, **{share: getattr(usual, share)})

    return undo


_TURNS: dict[str, Callable[[Sandbox, tuple[float, ...]], Undo]] = {
    "quota": _quota,
    "tokens": _tokens,
    "clock": _clock,
    "lag": _lag,
    **{share: partial(_on_the_way, share) for share in ("lost", "doubled", "unsigned", "late_s")},
}
