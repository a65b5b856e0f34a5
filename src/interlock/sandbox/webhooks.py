"""Webhooks that a sandbox sends: what its profile tells of events, and what happens to these on their way.

Nothing is sent from here. What is due waits in `due`, and whoever has a wire, or stands for one, takes it from there.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

import orjson

from interlock.model.clock import Clock
from interlock.model.http import Request, Response
from interlock.model.path import Path, get, put
from interlock.model.profile import EventKind, SystemProfile, Verb
from interlock.model.value import ABSENT, JSON, Body
from interlock.sandbox.answers import Outcome, Refusal, answer
from interlock.sandbox.behaviours import Behaviours, OnTheWay
from interlock.sandbox.bodies import read_body
from interlock.sandbox.chance import Chance
from interlock.sandbox.envelope import dig, nest
from interlock.sandbox.item import StoredItem
from interlock.sandbox.store import Store
from interlock.systems.signatures import key_of, schemes

_HEADER = "header:"
_TRIES = 8
_FIRST_AGAIN_S = 10.0
_MOST_WAITING = 100_000


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who wants which events, where, and signed with what; no events named are all."""

    id: str
    address: str
    events: frozenset[str]
    secret: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One webhook on its way: to be sent to `address` at `due`. `tries` counts how often it was refused."""

    due: datetime
    number: int
    address: str
    event: str
    resource: str
    item_id: str
    request: Request
    tries: int = 0


class Webhooks:
    """The events of one sandbox.

    `secret` signs them unless a subscriber gave one.
    """

    def __init__(
        self, profile: SystemProfile, clock: Clock, store: Store, behaviours: Behaviours, *, seed: int
    ) -> None:
        self._profile = profile
        self._clock = clock
        self._store = store
        self.on_the_way = behaviours.webhooks
        """What happens to those that are sent from now on."""
        self._chance = Chance("webhooks", profile.name, seed)
        self.secret = Chance("webhook secret", profile.name, seed).text(32)
        self._own: dict[str, Subscriber] = {}
        self._record = _subscriptions(profile)
        self._waiting: list[Outgoing] = []
        self._number = 0

    def behave(self, profile: SystemProfile, before: OnTheWay, now: OnTheWay) -> None:
        """Send as the profile has it from now on, and let happen on the way what was `before` not so."""
        self._profile = profile
        changed = {one.name: getattr(now, one.name) for one in fields(now)}
        changed = {name: value for name, value in changed.items() if value != getattr(before, name)}
        self.on_the_way = replace(self.on_the_way, **changed)

    # Who wants them

    def takes(self, request: Request) -> bool:
        """Whether the request subscribes, where subscriptions are no resource of their own."""
        wanted = self._profile.subscribe
        return (
            wanted is not None and not self._record and (request.method, request.path) == (wanted.method, wanted.path)
        )

    def subscribe(self, request: Request) -> Outcome:
        """The answer to a request that subscribes.

        Raises:
            Refusal: it names no address.
        """
        operation = self._profile.subscribe
        assert operation is not None  # noqa: S101 - for the type checker; `takes` said so
        body = dig(read_body(request, operation.form), operation.body_path.split(".") if operation.body_path else ())
        body = body if isinstance(body, dict) else {}
        told = self._profile.deliveries
        if not isinstance(body.get(told.address_field), str):
            raise Refusal(422, f"`{told.address_field}` must be an address")
        number = len(self._own) + 1
        made = {**body, "id": number}
        if told.secret_shown and not told.secret_field:
            made["secret"] = self.secret
        self._own[str(number)] = self._subscriber(str(number), made)
        around = operation.records_path.split(".") if operation.records_path else ()
        status = operation.success[0] if operation.success else 201
        return Outcome(answer(status, nest(around, made)), str(number), applied=True)

    def listen(self, address: str, *, events: frozenset[str] = frozenset(), secret: str = "") -> None:
        """Subscribe by hand, as in a settings page."""
        number = f"by hand {len(self._own) + 1}"
        self._own[number] = Subscriber(number, address, events, secret or self.secret)

    def subscribers(self) -> tuple[Subscriber, ...]:
        """All who want events now."""
        listed = self._store.items(self._record) if self._record else ()
        return (*self._own.values(), *(self._subscriber(item.id, item.body) for item in listed))

    def forget_all(self) -> None:
        """Forget every subscription, as systems do with addresses that failed for long."""
        self._own.clear()
        for item in self._store.items(self._record) if self._record else ():
            self._store.remove(self._record, item.id)

    def _subscriber(self, number: str, body: Body) -> Subscriber:
        told = self._profile.deliveries
        names = get(body, Path.of(told.events_field)) if told.events_field else ABSENT
        named = names if isinstance(names, list) else [] if names is ABSENT else [names]
        events = frozenset(str(one) for one in named if one != "*")
        secret = body.get(told.secret_field) if told.secret_field else None
        address = str(get(body, Path.of(told.address_field))) if told.address_field else ""
        return Subscriber(number, address, events, secret if isinstance(secret, str) and secret else self.secret)

    # What they get

    def changed(self, item: StoredItem) -> None:
        """An item was made, changed or deleted: every subscriber will be told, if nothing happens on the way."""
        subscribers = self.subscribers() if self._own or self._record else ()
        if not subscribers or item.resource == self._record:
            return
        change = "deleted" if item.deleted else "created" if item.version == 1 else "updated"
        kinds = [kind for kind in self._profile.events if kind.record == item.resource]
        kind = next((one for one in kinds if one.change in (change, "")), None)
        for subscriber in subscribers if kind is not None else ():
            if kind is not None and (not subscriber.events or kind.name in subscriber.events):
                self._send(subscriber, kind, item)

    def due(self, now: datetime) -> tuple[Outgoing, ...]:
        """What is to be sent by now, in the order in which it goes out; it waits no longer afterwards."""
        ready = sorted((one for one in self._waiting if one.due <= now), key=lambda one: (one.due, one.number))
        self._waiting = [one for one in self._waiting if one.due > now]
        return tuple(ready)

    @property
    def waiting(self) -> int:
        """How many are still to be sent."""
        return len(self._waiting)

    def next_at(self) -> datetime | None:
        """When the next is to be sent; None where none waits."""
        return min((one.due for one in self._waiting), default=None)

    def refused(self, outgoing: Outgoing, now: datetime) -> None:
        """It did not arrive, or was not answered with success: it is sent again later, eight times in all."""
        if outgoing.tries + 1 < _TRIES:
            later = timedelta(seconds=_FIRST_AGAIN_S * 2**outgoing.tries)
            self._waiting.append(replace(outgoing, due=now + later, tries=outgoing.tries + 1))

    def answered(self, outgoing: Outgoing, response: Response | None, now: datetime) -> None:
        """What became of one that was sent."""
        if response is None or not 200 <= response.status < 300:
            self.refused(outgoing, now)

    def _send(self, subscriber: Subscriber, kind: EventKind, item: StoredItem) -> None:
        how = self.on_the_way
        if self._chances(how.lost) or len(self._waiting) >= _MOST_WAITING:
            return
        now = self._clock.now()
        request = self._request(subscriber, kind, item, now, signed=not self._chances(how.unsigned))
        for _ in range(2 if self._chances(how.doubled) else 1):
            late_s = how.after_s + self._chance.below(1_000_001) / 1_000_000 * how.late_s
            self._number += 1
            due = now + timedelta(seconds=late_s)
            one = Outgoing(due, self._number, subscriber.address, kind.name, item.resource, item.id, request)
            self._waiting.append(one)

    def _chances(self, share: float) -> bool:
        return share > 0 and self._chance.below(1_000_000) < share * 1_000_000

    def _request(
        self, subscriber: Subscriber, kind: EventKind, item: StoredItem, now: datetime, *, signed: bool
    ) -> Request:
        told = self._profile.deliveries
        event = f"evt_{self._chance.text(20)}"
        headers = {"content-type": "application/json"}
        shown = self._store.shelf(item.resource).ids.shown(item.id)
        payload: Body = dict(item.body) if kind.payload_path else {}
        body: Body = put({}, Path.of(kind.payload_path), payload) if kind.payload_path else {}
        for place, value in ((told.name_at.value, kind.name), (told.id_at.value, event), (kind.id_path, shown)):
            body = _placed(body, headers, place or "", value)
        data = orjson.dumps(body)
        scheme = told.scheme.value
        if signed and scheme is not None and scheme in schemes():
            way = schemes()[scheme]
            key = key_of(way, header=self._profile.signature_header.value or "", secrets=[subscriber.secret])
            headers |= way.sign(key, data, event, now)
        return Request("POST", "", headers=headers, body=data)


def _placed(body: Body, headers: dict[str, str], place: str, value: JSON) -> Body:
    """The body with a value where the profile has it; one that goes into a header is put there."""
    if place.startswith(_HEADER):
        headers[place.removeprefix(_HEADER).casefold()] = str(value)
        return body
    return put(body, Path.of(place), value) if place else body


def _subscriptions(profile: SystemProfile) -> str:
    """The resource that subscriptions are; empty where they are none."""
    wanted = profile.subscribe
    for record in profile.records if wanted is not None else ():
        create = record.operation(Verb.CREATE)
        if create is not None and wanted is not None and create.path == wanted.path:
            return record.name
    return ""
