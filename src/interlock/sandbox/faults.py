"""What goes wrong on request: faults as plain values, each for a time, a resource, a number of times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from interlock.model.http import Request, Response


class FaultKind(StrEnum):
    """What happens to a request."""

    DOWN = "down"
    """nothing listens; the request never arrives"""
    ANSWER_LOST = "answer lost"
    """the request is done, its answer never comes"""
    DROPPED = "dropped"
    """the request arrives and is not done; the connection ends"""
    STATUS = "status"
    """an error status instead of, or after, doing it"""
    SLOW = "slow"
    """the request is done, its answer takes long"""
    LATE = "late"
    """the connection ends, and the request arrives and is done a while later"""
    CUT = "cut"
    """the request is done, its answer ends in the middle"""
    HTML = "html"
    """a page for people where data was asked for; the request is not done"""


@dataclass(frozen=True, slots=True)
class Target:
    """A request as faults see it; `writes` is None where it is about no item at all, such as a request for a token."""

    request: Request
    resource: str | None = None
    item_id: str | None = None
    writes: bool | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong, and when.

    It concerns requests from `since` on and before `until`, of `resource`, writes or reads of items only where `writes`
    says so, about `item_id`, with `containing` in their body; what is None or empty does not restrict. `times` is how
    often it happens (None: always). `applies` does the request before answering `status`, as a system does that
    stumbles late. `name` is what it is lifted by.
    """

    kind: FaultKind
    since: datetime | None = None
    until: datetime | None = None
    resource: str | None = None
    writes: bool | None = None
    item_id: str | None = None
    containing: str = ""
    times: int | None = None
    status: int = 500
    applies: bool = False
    delay_s: float = 0.0
    retry_after_s: int | None = None
    name: str = ""

    def concerns(self, at: datetime, target: Target) -> bool:
        """Whether it happens to that request."""
        if (self.since is not None and at < self.since) or (self.until is not None and at >= self.until):
            return False
        if self.times is not None and self.times <= 0:
            return False
        if self.resource is not None and self.resource != target.resource:
            return False
        if self.writes is not None and self.writes is not target.writes:
            return False
        if self.item_id is not None and self.item_id != target.item_id:
            return False
        return not self.containing or self.containing.encode() in target.request.body

    def response(self) -> Response:
        """What is answered instead: the status, or the page."""
        told = {"retry-after": str(self.retry_after_s)} if self.retry_after_s is not None else {}
        if self.kind is FaultKind.HTML:
            page = b"<!doctype html><title>Just a moment</title><h1>Just a moment</h1>"
            return Response(self.status, {"content-type": "text/html; charset=utf-8", **told}, page)
        headers = {"content-type": "application/json", **told}
        return Response(self.status, headers, b'{"title":"as asked for","status":%d}' % self.status)


class Faults:
    """The faults of one sandbox; every method adds one, and `clear` takes all away."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    @property
    def now(self) -> tuple[Fault, ...]:
        """All that were added and have times left."""
        return tuple(self._faults)

    def add(self, fault: Fault, *, before_others: bool = False) -> None:
        """Let a fault happen; where several concern a request, the one added first does, if not told otherwise."""
        self._faults.insert(0 if before_others else len(self._faults), fault)

    def named(self, name: str) -> Fault | None:
        """The fault of that name, if it has times left."""
        return next((fault for fault in self._faults if fault.name == name), None)

    def lift(self, name: str) -> None:
        """Take the faults of that name away."""
        self._faults = [fault for fault in self._faults if fault.name != name]

    def clear(self) -> None:
        """Let everything go right again."""
        self._faults.clear()

    def down(self, since: datetime | None = None, until: datetime | None = None) -> None:
        """Refuse connections in that time."""
        self.add(Fault(FaultKind.DOWN, since=since, until=until))

    def lose_answers(
        self,
        *,
        resource: str | None = None,
        times: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        containing: str = "",
    ) -> None:
        """Do writes and lose their answers, all or the next few."""
        kind = FaultKind.ANSWER_LOST
        self.add(Fault(kind, since, until, resource, writes=True, times=times, containing=containing))

    def answer(
        self,
        status: int,
        *,
        resource: str | None = None,
        writes: bool | None = True,
        times: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        item_id: str | None = None,
        containing: str = "",
        applies: bool = False,
        retry_after_s: int | None = None,
    ) -> None:
        """Answer a status, to writes unless said otherwise (`writes=None`: to everything)."""
        fault = Fault(FaultKind.STATUS, since, until, resource, writes, item_id, containing, times, status, applies)
        self.add(replace(fault, retry_after_s=retry_after_s))

    def too_many(
        self,
        *,
        retry_after_s: int,
        times: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """Answer 429 to everything, with how long to wait."""
        self.answer(429, writes=None, times=times, since=since, until=until, retry_after_s=retry_after_s)

    def slow(
        self,
        seconds: float,
        *,
        resource: str | None = None,
        writes: bool | None = None,
        times: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """Let answers take that long."""
        self.add(Fault(FaultKind.SLOW, since, until, resource, writes, times=times, delay_s=seconds))

    def drop(
        self,
        *,
        resource: str | None = None,
        writes: bool | None = None,
        times: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """End connections before anything is done."""
        self.add(Fault(FaultKind.DROPPED, since, until, resource, writes, times=times))

    def late(
        self,
        seconds: float,
        *,
        times: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """Let writes arrive so much later, long after their connection ended."""
        self.add(Fault(FaultKind.LATE, since, until, writes=True, times=times, delay_s=seconds))

    def cut(
        self,
        *,
        writes: bool | None = None,
        times: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """Do requests and send half of each answer."""
        self.add(Fault(FaultKind.CUT, since, until, writes=writes, times=times))

    def html(
        self,
        *,
        status: int = 200,
        resource: str | None = None,
        writes: bool | None = None,
        times: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> None:
        """Answer a page for people."""
        self.add(Fault(FaultKind.HTML, since, until, resource, writes, times=times, status=status))

    def taken(self, at: datetime, target: Target) -> Fault | None:
        """The fault that happens to this request, or None; it has one time less left."""
        for i, fault in enumerate(self._faults):
            if fault.concerns(at, target):
                if fault.times is not None:
                    self._faults[i] = replace(fault, times=fault.times - 1)
                    if fault.times <= 1:
                        del self._faults[i]
                return fault
        return None
