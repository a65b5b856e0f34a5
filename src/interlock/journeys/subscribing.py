"""Subscribes to a system's events where its description tells how, and takes the subscription back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import orjson

from interlock.errors import NotPossible, SystemFault
from interlock.model.ledger import Ledger
from interlock.model.path import Path, get, put
from interlock.model.peer import Item, Peer
from interlock.model.profile import RecordProfile, SystemProfile, Verb
from interlock.model.value import ABSENT, JSON, Body, Side

_OWN = "(subscriptions)"
_MOST_EVENTS = 100


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is remembered of our subscription to a system's events: the ids that it has there, one for each request.

    `secret` is what the system made to sign with, where it makes one; it is kept with the subscription and shown to
    nobody.
    """

    address: str
    events: tuple[str, ...]
    at: datetime
    ids: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)


def subscribable(profile: SystemProfile) -> SystemProfile:
    """The profile with its subscriptions as one more record, where they are none by themselves."""
    if profile.subscribe is None or subscriptions_of(profile) is not None:
        return profile
    record = RecordProfile(_OWN, operations=(profile.subscribe,))
    return replace(profile, records=(*profile.records, record))


def subscriptions_of(profile: SystemProfile) -> RecordProfile | None:
    """The record that subscriptions are; None where the description knows none."""
    if profile.subscribe is None:
        return None
    for record in profile.records:
        create = record.operation(Verb.CREATE)
        if create is not None and create.path == profile.subscribe.path:
            return record
    return None


def wanted_events(profile: SystemProfile, resources: Collection[str]) -> tuple[str, ...]:
    """The names of the events about records that flow."""
    return tuple(event.name for event in profile.events if event.record in resources)[:_MOST_EVENTS]


def remembered(ledger: Ledger, side: Side) -> Subscription | None:
    """The subscription of an earlier run, or None."""
    known = ledger.fact(_fact(side))
    if known is None:
        return None
    told = orjson.loads(known)
    at = datetime.fromisoformat(told["at"])
    return Subscription(told["address"], tuple(told["events"]), at, tuple(told["ids"]), told.get("secret", ""))


async def subscribe(
    peer: Peer, ledger: Ledger, side: Side, *, address: str, resources: Collection[str], secret: str, at: datetime
) -> Subscription:
    """Subscribe to what happens to records that flow, unless that is done already.

    Args:
        peer: the system, with `subscribable` as its profile.
        ledger: remembers the subscription.
        side: the system's side.
        address: where its events are to be sent.
        resources: the records that flow.
        secret: what it is to sign with; empty where it makes one or none is known.
        at: now.

    Raises:
        NotPossible: the description does not tell how, or no event is about a record that flows.
        SystemFault: the system refused, or did not answer.
    """
    record, events = subscriptions_of(peer.profile), wanted_events(peer.profile, resources)
    told = peer.profile.deliveries
    if record is None or not told.address_field:
        raise NotPossible(f"the description of `{peer.profile.name}` does not tell how to subscribe to its events")
    if not events:
        raise NotPossible(f"the description of `{peer.profile.name}` names no event of a record that flows")
    known = remembered(ledger, side)
    if known is not None and (known.address, known.events) == (address, events):
        return known
    if known is not None:
        await unsubscribe(peer, ledger, side)
    ours = await _listed(peer, record, address)
    made = ours or [await _made(peer, record, body) for body in _bodies(peer.profile, address, events, secret)]
    subscription = Subscription(address, events, at, tuple(one.id for one in made), _secret_in(made))
    ledger.set_fact(_fact(side), _written(subscription))
    return subscription


async def unsubscribe(peer: Peer, ledger: Ledger, side: Side) -> tuple[str, ...]:
    """Take our subscription back; the ids of what could not be taken back, for a person to do it.

    Raises:
        SystemFault: the system did not answer, or does not let us; it is still remembered then.
    """
    known, record = remembered(ledger, side), subscriptions_of(peer.profile)
    if known is None:
        return ()
    left = []
    for item_id in known.ids:
        if record is None or record.operation(Verb.DELETE) is None:
            left.append(item_id)
            continue
        try:
            await peer.write(record.name, peer.delete_request(record.name, Item(record.name, item_id, {})))
        except SystemFault as fault:
            if getattr(fault, "status", 0) not in (404, 410):
                raise
    ledger.set_fact(_fact(side), None)
    return tuple(left)


async def _listed(peer: Peer, record: RecordProfile, address: str) -> list[Item]:
    """Subscriptions of ours that are there already, where they can be listed: a second one would tell all twice."""
    if record.operation(Verb.LIST) is None or peer.profile.deliveries.secret_shown:
        # A secret is shown when it is made only: what is there already could not be believed.
        return []
    field = Path.of(peer.profile.deliveries.address_field)
    return [
        item
        async for page in peer.pages(record.name, since=None)
        for item in page.items
        if get(item.body, field) == address and not item.deleted
    ]


async def _made(peer: Peer, record: RecordProfile, body: Body) -> Item:
    written = await peer.write(record.name, peer.create_request(record.name, body, key=None))
    if written.item is not None:
        return written.item
    return Item(record.name, written.id or "", {})


def _bodies(profile: SystemProfile, address: str, events: Sequence[str], secret: str) -> list[Body]:
    told = profile.deliveries
    body: Body = {told.address_field: address}
    if told.secret_field and secret:
        body[told.secret_field] = secret
    if not told.events_field:
        return [body]
    field = Path.of(told.events_field)
    if told.each:
        return [put(body, field, event) for event in events]
    every: JSON = list(events)
    return [put(body, field, every)]


def _secret_in(made: Sequence[Item]) -> str:
    """What the system made to sign with, as its answer shows it."""
    for item in made:
        for name, value in item.body.items():
            if "secret" in name.casefold() and isinstance(value, str) and get(item.body, Path.of(name)) is not ABSENT:
                return value
    return ""


def _fact(side: Side) -> str:
    return f"subscription {side.value}"


def _written(subscription: Subscription) -> str:
    told: Mapping[str, JSON] = {
        "address": subscription.address,
        "events": list(subscription.events),
        "at": subscription.at.isoformat(),
        "ids": list(subscription.ids),
        "secret": subscription.secret,
    }
    return orjson.dumps(told).decode()
