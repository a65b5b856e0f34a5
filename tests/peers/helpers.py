"""A system in a few lines: scripted answers, a profile of one record, and a peer in virtual time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.errors import Unreachable
from interlock.model.http import Request, Response
from interlock.model.path import Path
from interlock.model.peer import Item
from interlock.model.profile import (
    FieldProfile,
    FieldType,
    Operation,
    Paging,
    RecordProfile,
    SystemProfile,
    Verb,
    sure,
)
from interlock.model.secret import Credential, Secret
from interlock.peers import HttpPeer

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
T = TypeVar("T")
Said = Response | Unreachable


def says(data: object, status: int = 200, **headers: str) -> Response:
    """A JSON answer; underscores in header names stand for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, {"content-type": "application/json", **named}, orjson.dumps(data))


@dataclass
class Script:
    """Gives its answers one after the other, then the last again and again; remembers what was asked and when."""

    answers: list[Said]
    asked: list[Request] = field(default_factory=list)
    at_s: list[float] = field(default_factory=list)
    closed: bool = False
    clock: VirtualClock | None = None

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        assert timeout_s > 0
        self.asked.append(request)
        if self.clock is not None:
            self.at_s.append((self.clock.now() - START).total_seconds())
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Unreachable):
            raise answer
        return answer

    async def aclose(self) -> None:
        self.closed = True

    @property
    def queries(self) -> list[dict[str, str]]:
        return [dict(request.query) for request in self.asked]


@dataclass
class Located(Script):
    """A script that knows the address it stands for, as a socket does."""

    base_url: str = "http://127.0.0.1:9/v2"


def fields(*more: FieldProfile) -> tuple[FieldProfile, ...]:
    return (
        FieldProfile(Path.of("id"), FieldType.STRING, read_only=True),
        FieldProfile(Path.of("name"), FieldType.STRING),
        *more,
    )


LIST = Operation(Verb.LIST, "GET", "/things", records_path="data")


def record(*operations: Operation, paging: Paging | None = None, **facts: Any) -> RecordProfile:
    if paging is not None:
        facts["paging"] = sure(paging)
    shown = facts.pop("fields", fields())
    return RecordProfile("things", operations=operations or (LIST,), fields=shown, **facts)


def system(*records: RecordProfile, **facts: Any) -> SystemProfile:
    return SystemProfile("Shop", records=records or (record(),), servers=("https://api.shop.example/v2",), **facts)


def credential(**parts: str) -> Credential:
    return Credential({name: Secret(text) for name, text in parts.items()})


def item(body: dict[str, Any], **more: Any) -> Item:
    return Item("things", str(body.get("id", "1")), body, **more)


def with_peer(
    profile: SystemProfile,
    script: Script,
    work: Callable[[HttpPeer], Awaitable[T]],
    *,
    secrets: Credential | None = None,
    requests_per_s: float | None = None,
) -> T:
    """What the work gives that is done with a peer over that script, in virtual time."""

    async def run(clock: VirtualClock) -> T:
        script.clock = clock
        peer = HttpPeer(profile, script, clock, secrets or Credential(), requests_per_s=requests_per_s)
        return await work(peer)

    return run_virtual(run, start=START)


def ids_of(
    profile: SystemProfile, answers: Iterable[Said], *, since: datetime | None = None, script: Script | None = None
) -> tuple[list[list[str]], Script]:
    """The ids of all pages of `things`, page by page, with the script that was played."""
    played = script or Script(list(answers))

    async def work(peer: HttpPeer) -> list[list[str]]:
        return [[item.id for item in page.items] async for page in peer.pages("things", since=since)]

    return with_peer(profile, played, work), played


def data_in(request: Request) -> Any:
    return orjson.loads(request.body) if request.body else None
