"""A system that is honest, the ways in which it can be made to lie, and a session that probes it in virtual time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.model.http import Answer, Request, Response
from interlock.model.path import Path
from interlock.model.profile import (
    DeletesSeen,
    DeleteVisibility,
    EqualFilter,
    FieldProfile,
    FieldType,
    Operation,
    Paging,
    PagingStyle,
    Parameter,
    RecordProfile,
    SinceFilter,
    SystemProfile,
    Verb,
    sure,
)
from interlock.model.value import Body
from interlock.probing import Line, Made, Session
from interlock.probing.session import Outcome, extent
from interlock.sandbox import Behaviours, Sandbox

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
WHERE = "probed on 2026-11-21 against sandbox"
S, N, B = FieldType.STRING, FieldType.NUMBER, FieldType.BOOLEAN
Lie = Callable[["Liar", Request], Answer]


def _field(path: str, kind: FieldType = S, **facts: Any) -> FieldProfile:
    return FieldProfile(Path.of(path), kind, **facts)


CONTACTS = RecordProfile(
    "contacts",
    operations=(
        Operation(Verb.LIST, "GET", "/contacts", records_path="data"),
        Operation(Verb.GET, "GET", "/contacts/{id}", id_param="id"),
        Operation(Verb.CREATE, "POST", "/contacts", success=(201,)),
        Operation(Verb.UPDATE, "PATCH", "/contacts/{id}", id_param="id"),
        Operation(Verb.DELETE, "DELETE", "/contacts/{id}", id_param="id", success=(204,)),
    ),
    fields=(
        _field("id", read_only=True, example="ct_8f3k2m"),
        _field("name", required=True),
        _field("email", format="email"),
        _field("number", unique=sure(True)),
        _field("notes", nullable=True),
        _field("score", N, nullable=True),
        _field("deleted", B, read_only=True),
        _field("created_at", read_only=True, format="date-time", example="2026-01-01T00:00:00.000Z"),
        _field("updated_at", read_only=True, format="date-time", example="2026-01-01T00:00:00.000Z"),
    ),
    primary_key=sure((Path.of("id"),)),
    paging=sure(
        Paging(PagingStyle.OFFSET, "offset", "limit", first=0, size_default=10, size_max=20, total_path="total")
    ),
    created_at=sure(Path.of("created_at")),
    updated_at=sure(Path.of("updated_at")),
    since=sure(SinceFilter("updated_since", inclusive=True)),
    stamp_resolution_s=sure(0.001),
    sort=sure((Parameter("sort", "query"), "updated_at")),
    deletes=sure(
        DeleteVisibility(DeletesSeen.TOMBSTONE, "include_deleted", "true", field=Path.of("deleted"), value=True)
    ),
    finds=(EqualFilter(Path.of("email"), "email"),),
    external_id=sure(Path.of("number")),
    idempotency_header=sure("Idempotency-Key"),
    version=sure("etag"),
)
SHOP = SystemProfile("Shop", records=(CONTACTS,))


def described(**facts: Any) -> SystemProfile:
    """The system with other facts about its record."""
    return replace(SHOP, records=(replace(CONTACTS, **facts),))


@dataclass
class Liar:
    """Answers as the sandbox does, but for what the lie makes of it."""

    sandbox: Sandbox
    lie: Lie
    asked: list[Request] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer:
        self.asked.append(request)
        return self.lie(self, request)

    def honest(self, request: Request) -> Answer:
        return self.sandbox.answer(request)

    @property
    def count(self) -> int:
        return len(self.asked)


def honest(liar: Liar, request: Request) -> Answer:
    return liar.honest(request)


def is_list(request: Request) -> bool:
    return request.method == "GET" and request.path == "/contacts"


def without(request: Request, *names: str) -> Request:
    """The request without these parameters."""
    return replace(request, query=tuple(pair for pair in request.query if pair[0] not in names))


def told(answer: Answer, data: object = None, *, status: int | None = None, **headers: str | None) -> Answer:
    """The answer with another body, status or headers (None takes one away)."""
    response = answer.response
    assert response is not None
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {name: value for name, value in {**response.headers, **named}.items() if value is not None}
    body = response.body if data is None else orjson.dumps(data)
    return Answer(Response(status or response.status, kept, body), answer.sent, answer.delay_s)


def data_of(answer: Answer) -> Any:
    assert answer.response is not None
    return orjson.loads(answer.response.body) if answer.response.body else None


def each_item(answer: Answer, change: Callable[[Body], Body]) -> Answer:
    """The answer with each item of it changed."""
    assert answer.response is not None
    if answer.response.status >= 300 or not answer.response.body:
        return answer
    data = data_of(answer)
    return told(answer, {**data, "data": [change(one) for one in data["data"]]} if "data" in data else change(data))


@dataclass
class Notes:
    """A journal in memory."""

    made: list[Made] = field(default_factory=list)

    def note(self, made: Made) -> None:
        self.made = [*(one for one in self.made if one != made), made]

    def forget(self, made: Made) -> None:
        self.made = [one for one in self.made if one != made]

    def left(self) -> tuple[Made, ...]:
        return tuple(self.made)


@dataclass
class Probed:
    """What a session found out of a system, and what it left there."""

    outcome: Outcome
    liar: Liar
    journal: Notes
    most: int
    before: int
    after: int

    def answer(self, probe: str) -> str:
        found: str = self.of(probe).observation.answer
        return found

    def of(self, probe: str) -> Any:
        found = [one for one in self.outcome.results if one.observation.probe == probe]
        assert len(found) == 1, (probe, [one.observation.probe for one in self.outcome.results])
        return found[0]


def probed(
    lie: Lie = honest,
    *,
    profile: SystemProfile = SHOP,
    believed: SystemProfile | None = None,
    behave: Sequence[str] = (),
    write: bool = False,
    items: int = 30,
    apart_s: float = 61.137,
    prepare: Callable[[Sandbox], None] = lambda _: None,
    journal: Notes | None = None,
    **behaviours: Any,
) -> Probed:
    """Probe a sandbox of `profile` with a few items, taken for what `believed` says."""
    notes = journal if journal is not None else Notes()

    async def work(clock: VirtualClock) -> Probed:
        sandbox = Sandbox(profile, clock, seed=3, behaviours=Behaviours(**behaviours), behave=behave)
        for number in range(items):
            body = sandbox.believable("contacts")
            at = START - timedelta(seconds=(items - number) * apart_s)
            sandbox.store.insert("contacts", body, at=at)
        prepare(sandbox)
        await clock.sleep(600)  # whatever lags has shown by then
        liar = Liar(sandbox, lie)
        line = Line(believed or profile, InProcessTransport(liar, clock), clock, sandbox.credential)
        session = Session(
            believed or profile, ["contacts"], line, where=WHERE, write=write, token="abc123", journal=notes
        )
        before = len(sandbox.store.items("contacts"))
        most = extent(believed or profile, ["contacts"], write=write).requests
        outcome = await session.run()
        return Probed(outcome, liar, notes, most, before, len(sandbox.store.items("contacts")))

    return run_virtual(work, start=START)


def verdicts(found: Sequence[Any]) -> str:
    """All answers, one a line."""
    return "\n".join(
        f"{one.observation.probe}: {one.observation.answer} ({one.observation.confidence})" for one in found
    )
