"""Tells people what they must know: once for each state, together, again while it lasts, and when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from interlock.adapters.notifier import Notifier, Weight
from interlock.adapters.secrets import resolve
from interlock.model.alert import Alert
from interlock.model.clock import Clock
from interlock.model.environment import Environment
from interlock.model.history import HeldKind
from interlock.model.inbox import Notice
from interlock.model.ledger import Ledger

_LASTING = {"held", "guard", "system down", "credential", "schema", "silence"}
"""Kinds of alerts that end; of the others people are told, and that is all."""

_GRAVE = frozenset({"system down", "credential", "silence", "guard", "restored", "go-live"})
"""Kinds of alerts for which somebody on duty is to be called."""

_FIRST_AGAIN = timedelta(seconds=30)
_LAST_AGAIN = timedelta(minutes=15)
_MOST_LINES = 20


class AlertDesk:
    """The `Alerts` of a run: keeps each in the ledger until people were told of it.

    Args:
        ledger: keeps what people are still to be told.
        clock: the time.
        environment: names where it happened, and who is told.
        notifier: brings messages to people; one without addresses leaves it at `shown`.
        shown: shows an alert at once where the program runs.
    """

    def __init__(
        self, ledger: Ledger, clock: Clock, environment: Environment, notifier: Notifier, shown: Callable[[Alert], None]
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._environment = environment
        self._notifier = notifier
        self._shown = shown
        self._remind = timedelta(seconds=environment.alerting.remind_after_s)
        self._again = _FIRST_AGAIN
        self._not_before: datetime | None = None
        self._have: tuple[tuple[int, ...], frozenset[int]] = ((), frozenset())
        self._delivering = asyncio.Lock()
        self.failing = False
        """Whether the last attempt to tell somebody did not reach everybody."""

    def send(self, alert: Alert) -> None:
        """Take an alert; people are told with the next `deliver`."""
        if self._ledger.put_notice(alert):
            self._shown(alert)

    def untold(self) -> int:
        """How many things people were to be told and could not be."""
        return sum(notice.due for notice in self._ledger.notices()) if self.failing else 0

    async def deliver(self, *, now: bool = False) -> None:
        """Tell people what is due, in one message; with `now` also where an attempt failed a short time ago."""
        async with self._delivering:
            self._end_what_is_over()
            at = self._clock.now()
            due = [one for one in self._ledger.notices() if one.due or self._is_to_be_reminded(one, at)]
            if not due or (not now and self._not_before is not None and at < self._not_before):
                return
            if await self._told(due, at):
                self._ledger.told_notices([_ended(one) for one in due], at)

    async def _told(self, due: Sequence[Notice], at: datetime) -> bool:
        """Whether everybody has the message; who has it is not sent it again when the others are."""
        if not self._notifier.has_ways:
            for one in due:
                if not one.due:
                    self._shown(replace(one.alert, at=at, message=f"{one.alert.message} (since {_minute(one.since)})"))
            return True
        numbers = tuple(one.number for one in due)
        have = self._have[1] if self._have[0] == numbers else frozenset()
        message = message_of(self._environment.name, due)
        have = await self._notifier.send(*message, weight=weight_of(due), done=have)
        self._have = (numbers, have)
        self.failing = have != self._notifier.everybody
        if self.failing:
            self._not_before, self._again = at + self._again, min(self._again * 2, _LAST_AGAIN)
            return False
        self._not_before, self._again = None, _FIRST_AGAIN
        self._have = ((), frozenset())
        return True

    def _is_to_be_reminded(self, notice: Notice, at: datetime) -> bool:
        return notice.told_at is not None and at - notice.told_at >= self._remind

    def _end_what_is_over(self) -> None:
        """What was held and is held no more is over."""
        told = [
            one.alert for one in self._ledger.notices() if one.alert.kind in ("held", "guard") and not one.alert.over
        ]
        if not told:
            return
        items, groups = set(), set()
        for held in self._ledger.held():
            kind = "guard" if held.kind is HeldKind.GUARD else "held"
            items.add((kind, f"{held.record} {held.item_id}"))
            groups.add((kind, held.record))
        for alert in told:
            if (alert.kind, alert.subject) not in items | groups:
                over = replace(alert, at=self._clock.now(), message=f"{alert.subject}: no longer held", over=True)
                self._ledger.put_notice(over)


def alert_desk(ledger: Ledger, clock: Clock, environment: Environment, shown: Callable[[Alert], None]) -> AlertDesk:
    """The desk of an environment.

    Raises:
        SettingsError: an address for alerts is missing or of no known kind.
    """
    references = {f"to[{number}]": one for number, one in enumerate(environment.alerting.to)}
    credential = resolve(references, system="alerts", environment=environment.name)
    return AlertDesk(ledger, clock, environment, Notifier(tuple(credential.parts.values())), shown)


def weight_of(notices: Iterable[Notice]) -> Weight:
    """How bad the news are: `failure` where nothing flows, or much is about to go; `success` where all is over."""
    lasting = [one.alert.kind for one in notices if not one.alert.over]
    if not lasting:
        return "success"
    return "warning" if _GRAVE.isdisjoint(lasting) else "failure"


def message_of(environment: str, notices: Iterable[Notice]) -> tuple[str, str]:
    """Title and text of one message about all of them: what is new or lasts first, and what is over last."""
    lasting = [one for one in notices if not one.alert.over]
    over = [one for one in notices if one.alert.over]
    title = f"Interlock, {environment}: "
    if len(lasting) == 1:
        title += _first_line(lasting[0].alert)
    elif lasting:
        title += f"{len(lasting)} things need to be known"
    else:
        title += f"{len(over)} over" if len(over) > 1 else f"over: {_first_line(over[0].alert)}"
    lines = [_line(one) for one in lasting]
    lines += [f"over: {_line(one)}" for one in over]
    more = len(lines) - _MOST_LINES
    shown = lines[:_MOST_LINES] + (
        [f"and {more} more; see `interlock status` and `interlock held`"] if more > 0 else []
    )
    return title[:200], "\n".join(shown)


def _line(notice: Notice) -> str:
    alert = notice.alert
    message = alert.message if alert.subject in alert.message else f"{alert.subject}: {alert.message}"
    to = f" (for {alert.to})" if alert.to else ""
    lasts = f" (since {_minute(notice.since)})" if notice.told_at is not None or alert.over else ""
    return _plain(f"{message}{lasts}{to}")


def _first_line(alert: Alert) -> str:
    return _plain(f"{alert.kind}, {alert.subject}")


def _plain(text: str) -> str:
    # Control characters of somebody's data must not steer what shows the message.
    return "".join(one if one.isprintable() else "�" for one in text)


def _ended(notice: Notice) -> Notice:
    """The notice as one that is over, where its kind does not last."""
    if notice.alert.kind in _LASTING:
        return notice
    return replace(notice, alert=replace(notice.alert, over=True))


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
