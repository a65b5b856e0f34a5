"""What a probe that reads can do: lists, pages, single items, and what the first look at the record showed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from interlock.errors import NotPossible, Untrusted
from interlock.model.fact import Evidence, Fact
from interlock.model.http import Request
from interlock.model.path import Path, get
from interlock.model.profile import RecordProfile, SystemProfile, Verb
from interlock.model.value import ABSENT, JSON, Body
from interlock.peers.items import listed, single
from interlock.peers.links import bases
from interlock.peers.moments import moment
from interlock.peers.paging import Ask, Got, pager
from interlock.peers.reads import ListCall, get_request, list_call
from interlock.probing.line import Line
from interlock.probing.seen import Seen, counted

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_AT_ONCE = 100
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list; `problem` says what is wrong with it, `ended` that no more follow."""

    seen: Seen
    ids: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    problem: str = ""
    ended: bool = True

    @property
    def ok(self) -> bool:
        """Whether it is a page of items."""
        return not self.problem

    def shown(self, what: str = "", *, hide: Collection[str] = ()) -> Evidence:
        """The request, and how many items came."""
        if not self.ok:
            # What a system says to a hidden value may repeat it.
            return self.seen.shown(what, hide=hide, tells=self.problem if self.seen.good or hide else None)
        return self.seen.shown(what, hide=hide, tells=counted(len(self.ids), "item"))


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first look at a record showed: up to two pages of its list."""

    pages: tuple[Listed, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in the order of the list."""
        return tuple(one for page in self.pages for one in page.ids)

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The items, in the order of the list."""
        return tuple(one for page in self.pages for one in page.bodies)

    @property
    def whole(self) -> bool:
        """Whether that is all there is."""
        return bool(self.pages) and self.pages[-1].ended and self.pages[-1].ok

    def evidence(self, tells: str) -> Evidence:
        """The first request, and what was seen in its answer."""
        return self.pages[0].seen.shown(tells=tells)


class Look:
    """Looks at one record of the live system; it sends nothing that could change anything.

    `record` is what is known of it by now: what earlier probes found out counts for later ones.
    """

    def __init__(self, system: SystemProfile, record: RecordProfile, line: Line) -> None:
        self.system = system
        self.record = record
        self.line = line
        self.clock = line.clock
        self.survey = Survey(())
        self._known = bases(system.servers, line.transport)

    async def page(
        self,
        *,
        since: datetime | None = None,
        written: str | None = None,
        size: int | None = None,
        sort: bool = True,
        tombstones: bool = False,
        more: Sequence[tuple[str, str]] = (),
    ) -> Listed:
        """The first page of the list; see `pages`."""
        found = await self.pages(
            1, since=since, written=written, size=size, sort=sort, tombstones=tombstones, more=more
        )
        return found[0]

    async def pages(
        self,
        most: int,
        *,
        since: datetime | None = None,
        written: str | None = None,
        size: int | None = None,
        sort: bool = True,
        tombstones: bool = False,
        more: Sequence[tuple[str, str]] = (),
    ) -> tuple[Listed, ...]:
        """Up to so many pages of the list, the last one perhaps with a problem.

        Args:
            most: how many pages.
            since: only what changed at or after that moment.
            written: how that moment is sent, if not as usual.
            size: how many items a page shall have; None: as many as are allowed, at most a hundred.
            sort: whether to ask for the order of changes, where there is a parameter for it.
            tombstones: whether to ask for deleted items.
            more: parameters besides.
        """
        call = self._call(since, written, sort=sort, tombstones=tombstones)
        for name, value in more:
            call = call.with_parameter(name, value)
        paging = self.record.paging.value
        what = f"the list {call.operation.method} {call.operation.path}"
        walk = pager(paging, known=self._known, path=call.operation.path, what=what)
        allowed = (paging.size_max or _MOST_AT_ONCE) if paging is not None else None
        walk.size = size if size is not None else min(allowed, _MOST_AT_ONCE) if allowed else None
        where = paging.where if paging else ""
        found: list[Listed] = []
        ask: Ask | None = walk.first()
        while ask is not None and len(found) < most:
            one = self._listed(await self.ask(call.page(ask, where=where)), call)
            ask = None
            if one.ok:
                try:
                    data = one.seen.data
                    ask = walk.next(Got(one.seen.response, None if data is ABSENT else data, one.ids))
                except (Untrusted, NotPossible) as problem:
                    one = replace(one, problem=problem.message)
            found.append(replace(one, ended=ask is None))
        return tuple(found)

    def _call(self, since: datetime | None, written: str | None, *, sort: bool, tombstones: bool) -> ListCall:
        record = self.record if sort else replace(self.record, sort=Fact())
        if since is not None and record.since.value is not None:
            record = replace(record, since=Fact(replace(record.since.value, inclusive=True)))
            if record.stamp_resolution_s.value is None:
                record = replace(record, stamp_resolution_s=Fact(self.step_s))
        return list_call(self.system, record, since=since, tombstones=tombstones, written=written)

    def _listed(self, seen: Seen, call: ListCall) -> Listed:
        if not seen.good:
            return Listed(seen, problem=f"it answers {seen.status}")
        data = seen.data
        if data is ABSENT:
            problem = "it is a web page" if seen.is_page else "it is no JSON"
            return Listed(seen, problem=problem if seen.response.body.strip() else "it is empty")
        try:
            found = listed(self.record, data, call.operation.records_path, what="it")
        except Untrusted as problem:
            return Listed(seen, problem=problem.message)
        return Listed(seen, tuple(found.ids), tuple(found.bodies))

    async def get(self, item_id: str, headers: Mapping[str, str] | None = None) -> Seen:
        """The answer to the request for one item.

        Raises:
            NotPossible: there is no such request.
        """
        _, request = get_request(self.system, self.record, item_id)
        return await self.ask(replace(request, headers={**request.headers, **(headers or {})}))

    def body(self, seen: Seen, verb: Verb = Verb.GET) -> Body | None:
        """The item that an answer shows, or None."""
        operation = self.record.operation(verb)
        data = seen.data
        if operation is None or not seen.good or data is ABSENT:
            return None
        found = single(self.record, data, operation.records_path, etag=seen.etag)
        return found.body if found is not None else None

    async def ask(self, request: Request) -> Seen:
        """The answer to a request that changes nothing."""
        return await self.line.ask(request, again=True)

    # What items show

    @property
    def can_get(self) -> bool:
        """Whether items can be asked for one by one."""
        return self.record.operation(Verb.GET) is not None

    def raw_stamp(self, body: Body) -> JSON:
        """What the field for the last change holds; None where it is not there."""
        path = self.record.updated_at.value
        value = get(body, path) if path is not None else None
        return None if value is ABSENT else value

    def stamp(self, body: Body) -> datetime | None:
        """The moment of the last change, or None."""
        path = self.record.updated_at.value
        field = self.record.field(path) if path is not None else None
        return moment(self.raw_stamp(body), zone=field.zone if field else "")

    @property
    def step_s(self) -> float:
        """How finely the texts of the stamps tell time, in seconds, whatever their last digits are worth."""
        raw = [self.raw_stamp(body) for body in self.survey.bodies]
        return min((_step(value) for value in raw if value is not None), default=1.0)

    @property
    def writes_blanks(self) -> str:
        """A stamp with a blank in place of the T, where that is how all are written and no example says so."""
        path = self.record.updated_at.value
        field = self.record.field(path) if path is not None else None
        raw = [self.raw_stamp(body) for body in self.survey.bodies]
        blank = bool(raw) and all(isinstance(one, str) and one[10:11] == " " for one in raw)
        return str(raw[0]) if blank and field is not None and field.example is None else ""

    def now(self) -> datetime:
        """This moment by the system's clock, as far as its answers told it; else by ours."""
        for page in self.survey.pages:
            if page.seen.date is not None:
                return page.seen.date + (self.clock.now() - page.seen.answered)
        return self.clock.now()

    def field_of(self, path: Path, body: Body) -> JSON:
        """The value at a path, None where there is none."""
        value = get(body, path)
        return None if value is ABSENT else value


def _step(value: JSON) -> float:
    if isinstance(value, str) and not value.isdigit():
        digits = value.partition(".")[2]
        count = len(digits) - len(digits.lstrip("0123456789"))
        return 10.0 ** -min(count, 6)
    number = float(value) if isinstance(value, int | float | str) else 0.0
    if number > 100_000_000_000:
        return 0.001
    return 1.0 if number == int(number) else 0.001
