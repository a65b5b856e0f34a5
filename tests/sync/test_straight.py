"""The way for many plain creates leaves behind just what the way for one at a time does: same requests, same ledger."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from tests.sync.scenarios.systems import Can
from tests.sync.scenarios.words import COMPANIES, WITH_COMPANY, Words
from tests.sync.scenarios.world import START, Between, Next, World

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.model.history import EntryKind
from interlock.model.http import Answer, Request, Response
from interlock.model.kept import Intent, IntentState
from interlock.model.value import Side
from interlock.sandbox.behaviours import Behaviours
from interlock.sync.straight import Straight

_PLAIN = Straight.plain
_RULED = (
    "`email` | ↔ | `mail` | e-mail address",
    "`phone` | → | `tel` | upper case",
    "`name` | → | `title` | ",
    "`score` | ← | `rating` | ",
    "`changed` | ↔ | `edited` | ",
    "`tags` | ↔ | `labels` | as a set",
)


@dataclass
class Draw:
    """What a seed draws."""

    words: Words
    right: Can
    latency_s: float
    refused: str
    lost: int
    rewrites: bool
    items: list[dict[str, Any]] = field(default_factory=list)
    there: list[dict[str, Any]] = field(default_factory=list)


def drawn(seed: int) -> Draw:
    """Two systems, a document, and what is there at the start."""
    rng = random.Random(seed)
    companies = rng.random() < 0.4
    words = Words(
        fields=_RULED if rng.random() < 0.4 else WITH_COMPANY if companies else Words().fields,
        companies=COMPANIES if companies else (),
        create=rng.choice(["in both", "in Books"]),
        when=rng.choice(["", "", "Shop: `kind` is `a`"]),
        match=rng.choice(["`email` = `mail`"] * 3 + [""]),
        start=rng.choice(["all", "all", "from go-live"]),
    )
    right = Can(
        keys=rng.random() < 0.2,
        unique=rng.random() < 0.2,
        answers=rng.random() < 0.8,
        bulk=rng.random() < 0.5,
        etag=rng.random() < 0.2,
        size=rng.choice([7, 100]),
    )
    draw = Draw(
        words, right, rng.choice([0.0, 0.1]), rng.choice(["", "", "Bad"]), rng.choice([0, 0, 0, 2]), rng.random() < 0.2
    )
    quiet = rng.random() < 0.5
    for n in range(rng.randrange(1, 60)):
        item: dict[str, Any] = {"email": f"{n}@x.example", "phone": f"p{n}", "name": f"N{n}", "kind": "a"}
        if not quiet and rng.random() < 0.15:
            item |= rng.choice(
                [
                    {"name": None},
                    {"email": None},
                    {"email": f"{n + 1}@x.example"},
                    {"name": f"Bad {n}"},
                    {"kind": "b"},
                    {"changed": "not a moment"},
                    {"tags": ["b", "a"]},
                    {"archived": True},
                ]
            )
        if rng.random() < 0.05 and not quiet:
            del item["phone"]
        draw.items.append(item)
        if rng.random() < 0.05:
            draw.there.append({"mail": f"{n}@x.example", "tel": f"q{n}", "title": f"N{n}"})
    return draw


def rewriting(request: Request, way: Next) -> Answer:
    """A system that keeps some texts in its own way."""
    answer = way(request)
    if not request.writes or answer.response is None or answer.response.status >= 300 or not answer.response.body:
        return answer
    body = answer.response.body.replace(b'"tel":"p', b'"tel":"+p').replace(b'"tel":"P', b'"tel":"+P')
    return Answer(Response(answer.response.status, answer.response.headers, body), answer.sent, answer.delay_s)


def forgetful(request: Request, way: Next) -> Answer:
    """A system whose answer to several creates leaves one out."""
    answer = way(request)
    if not request.path.endswith("/bulk") or answer.response is None or answer.response.status >= 300:
        return answer
    data = orjson.loads(answer.response.body)
    shown = {**data, "data": data["data"][1:]}
    return Answer(Response(answer.response.status, answer.response.headers, orjson.dumps(shown)), answer.sent)


def keyless(intent: Intent) -> Intent:
    """A note of a write without its key, which no two ledgers have alike."""
    headers = {name: text for name, text in intent.request.headers.items() if name != "idempotency-key"}
    return replace(intent, key="", request=replace(intent.request, headers=headers))


def all_of(world: World) -> dict[str, object]:
    """Everything that is kept, and everything that was asked of the systems."""
    ledger, records = world.ledger, ["Contact", *(["Company"] if world.words.companies else [])]
    return {
        "asked": [
            (one.request.method, one.request.path, one.request.body, one.status)
            for system in (world.left, world.right)
            for one in system.log
        ],
        "links": [link for record in records for link in ledger.links(record)],
        # Of what is noted at one moment, plain creates may stand before the rest.
        "seen": {
            (record, side, one.id): one for record in records for side in Side for one in ledger.every(record, side)
        },
        "due": {(record, *one[:2]) for record in records for one in ledger.due(record, most=999)},
        "history": sorted(ledger.history(), key=lambda one: (one.at, one.link, one.item_id, one.pair, one.reason)),
        "held": ledger.held(),
        "attempts": ledger.attempts(),
        "writes": [keyless(intent) for state in IntentState for intent in ledger.intents(state)],
        "alerts": world.alerts.sent,
        "flaws": list(ledger.flaws()),
    }


def played(file: Path, seed: int, between: tuple[Between, ...] = ()) -> tuple[dict[str, object], list[object]]:
    """What is there after a first run and some more; what each run told."""
    found: dict[str, object] = {}
    told: list[object] = []

    async def story(clock: VirtualClock) -> None:
        draw = drawn(seed)
        slow = Behaviours(latency_s=draw.latency_s)
        world = World(file, clock, draw.words, right=draw.right, right_is=slow)
        world.right.between += [*between, *([rewriting] if draw.rewrites else [])]
        if draw.refused:
            world.right.faults.answer(422, containing=draw.refused)
        if draw.lost:
            world.right.faults.lose_answers(times=draw.lost)
        companies = (
            [world.left.add("companies", code=f"C{n}", name=f"Co {n}") for n in range(3)]
            if draw.words.companies
            else []
        )
        for n, item in enumerate(draw.items):
            ties = {"company_id": companies[n % 3] if n % 7 else "404"} if companies and n % 2 else {}
            world.left.add(**item, **ties)
        for item in draw.there:
            world.right.add(**item)
        for _ in range(3):
            report = await world.cycle(minutes=11)
            told.append((report.lines, report.tally, report.writes, report.unread, report.paused, report.next_at))
        found.update(all_of(world))
        world.close()

    run_virtual(story, start=START)
    return found, told


def both(tmp_path: Path, seed: int, patch: pytest.MonkeyPatch, *between: Between) -> int:
    """Play it on both ways, and compare; how many items went straight."""
    straight = 0

    def counted(self: Any, *args: Any) -> Any:
        nonlocal straight
        found = _PLAIN(self, *args)
        straight += found is not None
        return found

    patch.setattr(Straight, "plain", counted)
    one, told = played(tmp_path / f"{seed} straight", seed, between)
    patch.setattr(Straight, "plain", lambda *_: None)
    other, also_told = played(tmp_path / f"{seed} single", seed, between)
    for name, what in one.items():
        assert what == other[name], (seed, name)
    assert told == also_told, seed
    return straight


@pytest.mark.parametrize("first", range(0, 40, 20))
def test_both_ways_leave_the_same_behind(first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    straight = sum(both(tmp_path, seed, monkeypatch) for seed in range(first, first + 20))
    assert straight > 200, "else nothing was compared"


@pytest.mark.parametrize("seed", range(100, 106))
def test_an_answer_that_leaves_one_out_is_taken_the_same(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both(tmp_path, seed, monkeypatch, forgetful)


def test_a_plan_does_what_the_run_does(tmp_path: Path) -> None:
    async def story(clock: VirtualClock) -> None:
        world = World(tmp_path / "ledger", clock, create="in Books")
        for n in range(30):
            world.left.add(email=f"{n}@x.example", name=f"N{n}", phone="p")
        planned = await world.plan()
        report = await world.cycle()
        assert planned.lines == report.lines
        assert [entry.kind for entry in world.ledger.history()] == [EntryKind.CREATED] * 30
        world.close()

    run_virtual(story, start=START)
