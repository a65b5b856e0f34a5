"""A system over HTTP, as its profile describes it: the `Peer` for any description."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from urllib.parse import unquote, urlsplit

from interlock.errors import NotPossible, Unreachable, Untrusted
from interlock.model.clock import Clock, Turns
from interlock.model.corrections import corrections_file
from interlock.model.http import Request, Response, Transport
from interlock.model.path import Path, get
from interlock.model.peer import Found, Item, MergedInto, Missing, Page, Quota, Written
from interlock.model.profile import Operation, RecordProfile, SystemProfile, Verb
from interlock.model.secret import Credential
from interlock.model.sign_in import AccessTokens
from interlock.model.value import JSON, Body
from interlock.peers.answers import CutOff, data_of, named
from interlock.peers.caller import Caller
from interlock.peers.items import listed, single
from interlock.peers.judging import Judging, meant, named_operations
from interlock.peers.links import bases
from interlock.peers.moments import http_date
from interlock.peers.moved import MOVED, moved_to, same_id
from interlock.peers.pace import Pace
from interlock.peers.paging import Got, pager
from interlock.peers.reads import ListCall, common_headers, find_call, get_request, list_call
from interlock.peers.together import joined, several, together_operation
from interlock.peers.writes import Writer

_CUT_OFF_TRIES = 3
_NOT_MODIFIED = 304


class HttpPeer:
    """One system in one environment, spoken to as its profile says.

    Args:
        profile: what is known of the system.
        transport: carries requests to it.
        clock: for waiting.
        credential: signs requests; an empty one leaves them unsigned.
        timeout_s: how long an answer may take, in seconds.
        requests_per_s: how many requests it is sent at most; the profile's own limit is kept as well.
        tokens: gives access tokens, where the credential alone does not.

    Raises:
        SettingsError: the credential fits no way of signing in that the profile knows.
    """

    def __init__(
        self,
        profile: SystemProfile,
        transport: Transport,
        clock: Clock,
        credential: Credential,
        *,
        timeout_s: float = 30.0,
        requests_per_s: float | None = None,
        tokens: AccessTokens | None = None,
    ) -> None:
        self._profile = profile
        self._transport = transport
        self._tokens = tokens
        self._clock = clock
        self._pace = Pace(clock, requests_per_s=requests_per_s, limit=profile.rate_limit.value)
        if judges := named_operations(profile):
            transport = Judging(transport, judges)
        self._caller = Caller(
            profile, transport, clock, credential, timeout_s=timeout_s, pace=self._pace, tokens=tokens
        )
        self._known = bases(profile.servers, transport)
        self._writers: dict[str, Writer] = {}
        self._forms: dict[str, tuple[tuple[Operation, re.Pattern[str]], ...]] = {}

    @property
    def profile(self) -> SystemProfile:
        """What is known of the system."""
        return self._profile

    @property
    def quota(self) -> Quota | None:
        """What the system last said of its limit for a long span, as a day; None where it says nothing of one."""
        return self._pace.quota

    def share(self, turns: Turns) -> None:
        """From now on, keep to the system's limits together with other processes that ask it."""
        self._pace.shared = turns

    async def pages(self, resource: str, *, since: datetime | None) -> AsyncIterator[Page]:
        """The items, or those changed at or after `since`, page by page; see `Peer.pages`."""
        record = self._record(resource)
        async for page in self._walk(record, list_call(self._profile, record, since=since, tombstones=True)):
            yield page

    async def get(self, resource: str, item_id: str) -> Found:
        """The item as it is now, or what its absence means; see `Peer.get`."""
        record = self._record(resource)
        operation, request = get_request(self._profile, record, item_id)
        response, data = await self._read(request, accepts=(403, 404, 410, *MOVED))
        if response.status in MOVED:
            moved = moved_to(self._profile, record, request, response)
            if moved is None:
                raise self._caller.problem(request, response)
            return moved
        if response.status == 403:
            return Missing.FORBIDDEN
        if response.status >= 400:
            return Missing.GONE
        item = single(record, data, operation.records_path, etag=response.headers.get("etag"))
        if item is None:
            raise Untrusted(
                f"the answer to {named(self._profile.name, request)} shows no item",
                hint=f"is it described where the item stands? correct it in `{corrections_file(self._profile.name)}`",
            )
        return item if same_id(item.id, item_id) else MergedInto(item.id)

    async def find(self, resource: str, field: Path, value: str) -> tuple[Item, ...]:
        """The items whose field has exactly that value; deleted ones are not among them.

        Raises:
            NotPossible: the profile knows no such filter.
            Untrusted: the system shows items of other values: it does not filter.
        """
        record = self._record(resource)
        call, _ = find_call(self._profile, record, field, value)
        found: list[Item] = []
        async for page in self._walk(record, call):
            for item in page.items:
                if item.deleted:  # it may show hardly more than that it is gone
                    continue
                shown = get(item.body, field)
                if str(shown).casefold() != value.casefold():
                    raise Untrusted(
                        f"`{self._profile.name}` shows other items of `{resource}` when asked for those by `{field}`",
                        hint="it seems not to know this filter; take it out in "
                        f"`{corrections_file(self._profile.name)}`",
                    )
                if str(shown) == value:
                    found.append(item)
        return tuple(found)

    def at_once(self, resource: str, verb: Verb) -> int:
        """How many creates or updates one request takes; 1 where they are sent one by one."""
        many = together_operation(self._profile, self._record(resource), verb)
        return many[1] if many else 1

    def all_or_none(self, resource: str, verb: Verb) -> bool:
        """Whether a request for several that is refused has surely done none of them."""
        many = together_operation(self._profile, self._record(resource), verb)
        return many is not None and many[0].whole.value is True

    def create_request(self, resource: str, body: Body, *, key: str | None, together: bool = False) -> Request:
        """The request that creates an item; `key` goes into the idempotency header where there is one."""
        return self._writer(resource).create(body, key=key, together=together)

    def update_request(self, resource: str, before: Item, body: Body, *, together: bool = False) -> Request:
        """The request that turns `before` into `body`: only what changed where the system takes a part."""
        return self._writer(resource).update(before, body, together=together)

    def delete_request(self, resource: str, before: Item) -> Request:
        """The request that deletes an item."""
        return self._writer(resource).delete(before)

    def archive_request(self, resource: str, before: Item, *, field: Path | None, value: str | None) -> Request:
        """The request that archives an item: by that field, else the profile's operation, else its flag."""
        return self._writer(resource).archive(before, field=field, value=value)

    def restore_request(self, resource: str, before: Item) -> Request:
        """The request by which the system takes an item out of its archive or its bin.

        Raises:
            NotPossible: it has none.
        """
        return self._writer(resource).restore(before)

    async def write(self, resource: str, request: Request) -> Written:
        """Send a rendered write once.

        Raises:
            Unreachable: no answer, or one that is cut off; `sent` tells whether its effect is in doubt.
            Refused: an error status, 429 among them; nothing is tried again.
        """
        record = self._record(resource)
        response, data = await self._sent(request)
        operation = self._operation_of(record, request)
        item = single(record, data, operation.records_path if operation else "", etag=response.headers.get("etag"))
        version = response.headers.get("etag") if record.version.value == "etag" else item.version if item else None
        return Written(response.status, item.id if item else _located(response), item, version)

    async def write_together(self, resource: str, requests: Sequence[Request]) -> tuple[Item, ...]:
        """Send writes that were rendered to go together in one request; the items that the answer shows.

        Raises:
            Unreachable: no answer, or one that is cut off; `sent` tells whether the effects are in doubt.
            Refused: an error status for all of them.
            NotPossible: they cannot go together; nothing was sent.
        """
        record = self._record(resource)
        operation = self._operation_of(record, requests[0])
        if operation is None:
            raise NotPossible(f"`{self._profile.name}` takes no such writes of `{resource}` together")
        _, data = await self._sent(joined(operation, requests))
        return several(record, data, operation.records_path)

    async def _sent(self, request: Request) -> tuple[Response, JSON]:
        """Send a write once and read its answer."""
        response = await self._caller.once(request)
        try:
            return response, data_of(response, system=self._profile.name, request=request)
        except CutOff:
            raise Unreachable(f"the answer to {named(self._profile.name, request)} is cut off", sent=True) from None

    async def reachable(self) -> bool:
        """Whether the system answers at all; asked once, without trying again."""
        for record in self._profile.records:
            try:
                call = list_call(self._profile, record, since=None, tombstones=False)
                walk = pager(record.paging.value, known=self._known, path=call.operation.path, what="")
                where = record.paging.value.where if record.paging.value else ""
                request = call.page(walk.first(), where=where)
            except NotPossible:
                continue
            return await self._caller.answers(request)
        return await self._caller.answers(Request("GET", "/", headers=common_headers(self._profile)))

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._transport.aclose()
        if self._tokens is not None:
            await self._tokens.aclose()

    async def _walk(self, record: RecordProfile, call: ListCall) -> AsyncIterator[Page]:
        paging = record.paging.value
        what = f"the list {call.operation.method} {call.operation.path} of `{self._profile.name}`"
        walk = pager(paging, known=self._known, path=call.operation.path, what=what)
        ask = walk.first()
        while True:
            request = call.page(ask, where=paging.where if paging else "")
            response, data = await self._read(request, accepts=(_NOT_MODIFIED,))
            shows = response.status < 300
            items = listed(record, data if shows else [], call.operation.records_path if shows else "", what=what)
            following = walk.next(Got(response, data, tuple(items.ids)))
            yield Page(items, http_date(response.headers.get("date")), last=following is None)
            if following is None:
                return
            ask = following

    async def _read(self, request: Request, *, accepts: tuple[int, ...]) -> tuple[Response, JSON]:
        for _ in range(_CUT_OFF_TRIES):
            response = await self._caller.read(request, accepts=accepts)
            if response.status >= 300:
                return response, None
            try:
                return response, data_of(response, system=self._profile.name, request=request)
            except CutOff:
                await self._clock.sleep(1.0)
        raise Untrusted(
            f"the answer to {named(self._profile.name, request)} is not whole JSON, {_CUT_OFF_TRIES} times in a row",
            hint="does a proxy cut answers off? ask for smaller pages",
        )

    def _record(self, resource: str) -> RecordProfile:
        record = self._profile.record(resource)
        if record is None:
            raise NotPossible(f"`{self._profile.name}` has no `{resource}` in its description")
        return record

    def _writer(self, resource: str) -> Writer:
        known = self._writers.get(resource)
        if known is None:
            known = self._writers[resource] = Writer(self._profile, self._record(resource))
        return known

    def _operation_of(self, record: RecordProfile, request: Request) -> Operation | None:
        """The operation that rendered a request: writes are noted as requests and may be sent by another process."""
        if record.name not in self._forms:
            self._forms[record.name] = tuple(
                (operation, re.compile(re.sub(r"\\{[^{}]*\\}", "[^/]+", re.escape(operation.path))))
                for operation in record.operations
                if operation.verb not in {Verb.LIST, Verb.GET, Verb.SEARCH}
            )
        forms = self._forms[record.name]
        by_name = {op.body_fixed["operationName"]: op for op, _ in forms if "operationName" in op.body_fixed}
        if by_name:
            return by_name.get(meant(request))
        # A path without parameters is meant before one whose parameter happens to fit.
        for operation, _ in forms:
            if operation.path == request.path and operation.method == request.method:
                return operation
        fitting = [
            operation
            for operation, path in forms
            if operation.method == request.method and path.fullmatch(request.path)
        ]
        return min(fitting, key=lambda operation: operation.path.count("{"), default=None)


def _located(response: Response) -> str | None:
    """The id at the end of the Location header, where a create was answered without a body."""
    location = response.headers.get("location", "")
    last = urlsplit(location).path.rstrip("/").rsplit("/", 1)[-1] if location else ""
    return unquote(last) or None
