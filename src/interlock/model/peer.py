"""A system as the sync sees it: items instead of requests. The port `Peer`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias

from interlock.model.http import Request
from interlock.model.path import Path
from interlock.model.profile import SystemProfile, Verb
from interlock.model.value import Body


class Item(NamedTuple):
    """One instance of a record as its system showed it. `id` is text also where the system counts in integers.

    `resource` is the record's name in the profile (`invoices`), not in the document. `version` is what a protected
    write needs (an ETag or a version field). `deleted` is a tombstone, `archived` the profile's archive flag.
    """

    resource: str
    id: str
    body: Body
    version: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    deleted: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of a list. `server_time` is the Date header of the answer; `last` tells that the list is complete."""

    items: Sequence[Item]
    server_time: datetime | None
    last: bool


@dataclass(frozen=True, slots=True)
class Quota:
    """What a system said of its limit: how many requests are `left` of `most` until it is whole again."""

    left: int
    most: int | None
    resets_at: datetime


class Missing(StrEnum):
    """What a look at an id that gave no item tells."""

    GONE = "gone"
    """404 or 410"""
    FORBIDDEN = "forbidden"
    """403: permission lost, not a delete"""


@dataclass(frozen=True, slots=True)
class MergedInto:
    """What a look at an id tells that was merged into another: the id that it has now.

    `id` is empty where it was turned into something that is not of this resource.
    """

    id: str


Found: TypeAlias = Item | Missing | MergedInto
"""What a look at an id gives."""


@dataclass(frozen=True, slots=True)
class Written:
    """The outcome of a write that was answered with success.

    `item` is what the answer showed, None where the answer carries none; `id` is known for creates when the answer has
    it in body or Location. `version` is the one that the write made, where the answer tells it.
    """

    status: int
    id: str | None
    item: Item | None
    version: str | None = None


class Peer(Protocol):
    """One system in one environment.

    Reads wait for rate limits, sign in, follow pages and try again where that is safe. A write is rendered first, so
    that it can be noted before it is sent, and is sent exactly once: whether to try again is the caller's decision.
    Every method may raise `Unreachable`, `Refused`, `Unauthorised`, `Untrusted` or `NotPossible`.
    """

    @property
    def profile(self) -> SystemProfile:
        """What is known of the system."""
        ...

    @property
    def quota(self) -> Quota | None:
        """What the system last said of its limit for a long span, as a day; None where it says nothing of one."""
        ...

    def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        """The items, or those changed at or after `since`, tombstones included where the system shows them.

        An iteration that ends without an exception was complete. Without a filter for changes the whole list comes.
        """
        ...

    async def get(self, resource: str, item_id: str) -> Found:
        """The item as it is now, or what its absence means; an item that is returned has the id that was asked for."""
        ...

    async def find(self, resource: str, field: Path, value: str) -> tuple[Item, ...]:
        """The items whose field has exactly that value, by the profile's filter.

        Raises:
            NotPossible: the profile knows no such filter.
        """
        ...

    def at_once(self, resource: str, verb: Verb) -> int:
        """How many creates or updates one request takes; 1 where they are sent one by one."""
        ...

    def all_or_none(self, resource: str, verb: Verb) -> bool:
        """Whether a request for several that is refused has surely done none of them."""
        ...

    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:
        """The request that creates an item; `key` goes into the idempotency header where there is one.

        With `together` it holds one element of a request for several, where the system takes such (`at_once`).
        """
        ...

    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        """The request that turns `before` into `body`: only what changed where the system takes a part."""
        ...

    def delete_request(self, resource: str, before: Item) -> Request:
        """The request that deletes an item."""
        ...

    def archive_request(self, resource: str, before: Item, *, field: Path | None, value: str | None) -> Request:
        """The request that archives an item: by that field, else the profile's operation, else its flag."""
        ...

    def restore_request(self, resource: str, before: Item) -> Request:
        """The request by which the system takes an item out of its archive or its bin.

        Raises:
            NotPossible: it has none.
        """
        ...

    async def write(self, resource: str, request: Request) -> Written:
        """Send a rendered write once."""
        ...

    async def write_together(self, resource: str, requests: Sequence[Request]) -> tuple[Item, ...]:
        """Send writes that were rendered to go together in one request; the items that the answer shows.

        Which write an item comes of is the caller's to find out: systems answer in any order, and leave out what they
        refused.
        """
        ...

    async def reachable(self) -> bool:
        """Whether the system answers at all; used to end a pause.

        Raises:
            Unauthorised: it does not accept the credential.
            Refused: it is there, and was asked too often (429).
        """
        ...

    async def aclose(self) -> None:
        """Let go of connections."""
        ...
