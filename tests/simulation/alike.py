"""The same history twice: what comes of it depends neither on the order of the work nor on which system stands left.

Only what people do is played, with a rest after each of their sittings. Nothing fails and all clocks are right: what
was first, and what a fault cuts off, may well depend on the order.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from tests.simulation.described import profile
from tests.simulation.disk import PointedLedger, Points
from tests.simulation.draws import Manner, Traits
from tests.simulation.ending import quiet
from tests.simulation.people import People
from tests.simulation.script import Script
from tests.simulation.story import START, Play
from tests.simulation.things import Thing
from tests.simulation.words import Words
from tests.simulation.world import SIDES, Setting, World

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.document import read
from interlock.mapping import RecordMapping, compile_record
from interlock.model.document import Document
from interlock.model.kept import Due
from interlock.model.value import Side
from interlock.peers import HttpPeer
from interlock.sync import Integration

_SHARE_OF_NAMESAKES = 0.3

Outcome = dict[str, str]
"""By what is looked at (`client-2 on the left`), what it is."""


def unlike(script: Script) -> list[str]:
    """How two plays of a history differ from the plain one: with another order, and with both sides swapped."""
    plain = _outcomes(script)
    found = []
    for law, other in (
        ("order", _outcomes(script, order=script.seed)),
        ("symmetry", _outcomes(script, turned=True)),
    ):
        for one, another in zip(plain, other, strict=True):
            differing = [name for name in sorted({*one, *another}) if one.get(name) != another.get(name)]
            found += [f"{law}: {name} is {one.get(name)} and {another.get(name)}" for name in differing]
            if differing:
                break  # what comes after it follows from it
    return found


def _outcomes(script: Script, *, order: int | None = None, turned: bool = False) -> list[Outcome]:
    """What stands on both sides, and what is held, after each sitting of people."""
    found: list[Outcome] = []

    async def run(clock: VirtualClock) -> None:
        world = _World(_plain(script.setting), clock, order=order, turned=turned)
        play = Play(world, script)
        rng = random.Random(f"alike {script.seed}")
        try:
            for step in script.steps:
                if step.kind == "people":
                    await play.step(step)
                    if rng.random() < _SHARE_OF_NAMESAKES and not any(one.unique for one in script.setting.traits):
                        _namesakes(play.people, rng)
                    await quiet(play)
                    if _several_became_one(world):
                        break
                    found.append(_outcome(world))
        finally:
            await world.close()

    run_virtual(run, start=START)
    return found


def _several_became_one(world: World) -> bool:
    """Whether several items were merged into the same: the first that is looked at leaves it its counterpart."""
    winners: Counter[tuple[Thing, Side]] = Counter()
    for thing in world.oracle.things:
        for side in thing.merged:
            winner = thing.merged[side]
            while side in winner.merged:
                winner = winner.merged[side]
            winners[winner, side] += 1
    return max(winners.values(), default=0) > 1


def _namesakes(people: People, rng: random.Random) -> None:
    """Several that only people can tell apart: which comes first must not decide which of them belong together."""
    key = people.value("email")
    for side in rng.choice([(Side.LEFT, Side.LEFT, Side.RIGHT), (Side.LEFT, Side.RIGHT, Side.RIGHT), SIDES[:1] * 2]):
        people.insert(rng, "Client", (side,), key=key)


def _plain(setting: Setting) -> Setting:
    """The same systems, with right clocks, at once."""
    left, right = (replace(traits, stamps="ms", signs="") for traits in setting.traits)
    manners = (
        Manner(
            thin_tombstones=manner.thin_tombstones,
            stamps_identical_writes=manner.stamps_identical_writes,
            checks_references=manner.checks_references,
            spelling=manner.spelling,
            merged=manner.merged,
        )
        for manner in setting.manners
    )
    first, second = manners
    return Setting(setting.words, (left, right), (first, second))


def _outcome(world: _World) -> Outcome:
    oracle = world.oracle
    found = {}
    for thing in oracle.things:
        for side in SIDES:
            item = oracle.item(thing, side)
            shown = item and {"archived": item.archived, **oracle.shown(thing.record, side, item.body)}
            found[f"{thing} on the {side.value}"] = str(shown)
    held = Counter(
        f"{oracle.at.get((one.record, world.means(one.side), one.item_id))}, {one.kind.value}"
        for one in world.ledger.held()
    )
    return found | {f"held of {name}": str(times) for name, times in held.items()}


class _World(World):
    """The sync takes its work in another order, or sees the left system on its right."""

    def __init__(self, setting: Setting, clock: VirtualClock, *, order: int | None, turned: bool) -> None:
        self._order = None if order is None else random.Random(order)
        self._turned = turned
        super().__init__(setting, clock)

    def opened(self, points: Points) -> PointedLedger:
        """The ledger as a process uses it."""
        return super().opened(points) if self._order is None else _Shuffled(self, points, self._order)

    def between(self, peers: Mapping[Side, HttpPeer], ledger: PointedLedger) -> Integration:
        """The sync of one process."""
        if not self._turned:
            return super().between(peers, ledger)
        document, mappings = _turned(self.setting.words, *self.setting.traits)
        turned = {side.other: peer for side, peer in peers.items()}
        return Integration(document, mappings, turned, ledger, self.clock, self.alerts, self.environment)

    def means(self, side: Side) -> Side:
        """The side of a system, as the sync has it."""
        return side.other if self._turned else side


class _Shuffled(PointedLedger):
    """Gives what is due in any order."""

    def __init__(self, world: World, points: Points, order: random.Random) -> None:
        super().__init__(world.disk, points)
        self._order = order

    def due(self, record: str, *, after: int = 0, most: int = 1) -> tuple[Due, ...]:
        """The same items; the last one still tells how far it is."""
        due = super().due(record, after=after, most=most)
        if not due:
            return due
        mixed = self._order.sample(due, len(due))
        return (*mixed[:-1], mixed[-1]._replace(number=due[-1].number))


@lru_cache(maxsize=512)
def _turned(words: Words, left: Traits, right: Traits) -> tuple[Document, dict[str, RecordMapping]]:
    """The document as it reads with the systems in the other order, and its mappings."""
    reading = read(_turned_text(words.text()), "world.interlock.md")
    bad = [finding for finding in reading.findings if finding.severity.value == "error"]
    assert not bad, bad
    found = {}
    for row in reading.document.records:
        one = profile(Side.RIGHT, right).record(row.resource(Side.LEFT))
        other = profile(Side.LEFT, left).record(row.resource(Side.RIGHT))
        assert one is not None
        assert other is not None
        made = compile_record(row, one, other, reading.document.tables, reading.document.path)
        bad = [finding for finding in made.findings if finding.severity.value == "error"]
        assert not bad, bad
        found[row.name] = made.mapping
    return reading.document, found


_SWAPPED = {"| Record ": (1, 2), "| Shop ": (0, 2)}
"""How a table begins whose columns belong to systems, and which these are."""


def _turned_text(text: str) -> str:
    text = re.sub(r"(`\w+`) = (`\w+`)", r"\2 = \1", text.translate({ord("→"): "←", ord("←"): "→"}))
    lines: list[str] = []
    # A rule is read along the arrow, and from left to right where both sides write.
    text = re.sub("(?m)^(.*↔.*)cents to amount", r"\1amount to cents", text)
    columns: tuple[int, int] | None = None
    for line in text.split("\n"):
        if not line.startswith("|"):
            columns = None
        elif columns is None and ("Source of truth" in line or "Rule" in line):
            columns = next((found for head, found in _SWAPPED.items() if line.startswith(head)), None)
        cells = line.split("|")
        if columns is not None:
            one, other = (at + 1 for at in columns)
            cells[one], cells[other] = cells[other], cells[one]
        lines.append("|".join(cells))
    shop = next(at for at, line in enumerate(lines) if line.startswith("| Shop   |"))
    lines[shop : shop + 2] = reversed(lines[shop : shop + 2])
    return "\n".join(lines)
