"""What a system tells by itself: how its events arrive, and the hints that are kept of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from interlock.model.fact import Fact
from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class Deliveries:
    """How the events of a system arrive and are subscribed to, as its description tells.

    `name_at` and `id_at` say where an event has its name and its own id: `header:NAME`, or a path in the body.
    `scheme` is the name of a signature scheme. `address_field`, `events_field` and `secret_field` are the fields of a
    subscription that take our address, the names of the wanted events and a secret of ours; empty where there is none.
    `each` tells that a subscription takes one event only. `secret_shown` tells that the answer to a subscription shows
    a secret that the system made.
    """

    scheme: Fact[str] = field(default_factory=Fact)
    name_at: Fact[str] = field(default_factory=Fact)
    id_at: Fact[str] = field(default_factory=Fact)
    address_field: str = ""
    events_field: str = ""
    secret_field: str = ""
    each: bool = False
    secret_shown: bool = False


@dataclass(frozen=True, slots=True)
class Hooks:
    """How the webhooks of one system are received in one environment; what is empty is as its description tells.

    `secret` and `old_secret` are references (`env:NAME`); the old one is accepted while the system still signs with it.
    `item_at` is where an event has the id of its item. `events` names the record in the system for names of events that
    the description does not know. `register` tells whether a run subscribes by itself.
    """

    secret: str = ""
    old_secret: str = ""
    signature: str = ""
    header: str = ""
    name_at: str = ""
    id_at: str = ""
    item_at: str = ""
    events: Mapping[str, str] = field(default_factory=dict)
    register: bool = True


@dataclass(frozen=True, slots=True)
class Hint:
    """A system said that an item may have changed; nothing else of what it said is believed.

    `item_id` is empty where it said only that something of that kind changed. `event` is the event's own id, empty
    where it has none. `number` is given by the inbox that keeps it: a later hint of the same item has a higher one.
    """

    side: Side
    resource: str
    item_id: str
    at: datetime
    event: str = ""
    number: int = 0
