"""Many writes under way at the same time, whose answers come in any order."""

from __future__ import annotations

import random
from pathlib import Path

from tests.sync.scenarios.systems import Can
from tests.sync.scenarios.world import START, Next, World

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.model.http import Answer, Request


def test_every_answer_is_noted_once_in_whatever_order_they_come(tmp_path: Path) -> None:
    chance = random.Random(4)

    def slow(request: Request, way: Next) -> Answer:
        answer = way(request)
        return Answer(answer.response, answer.sent, delay_s=chance.uniform(0, 3))

    async def story(clock: VirtualClock) -> None:
        world = World(tmp_path / "ledger", clock, create="in Books", right=Can(answers=False))
        world.right.between.append(slow)
        ids = [world.left.add(email=f"{n}@x.example", name=f"N{n}") for n in range(200)]
        report = await world.cycle()
        assert report.writes == len(world.right.ids()) == 200
        assert [world.link(one) for one in ids].count(None) == 0
        assert len(world.told()) == 200, "each create is told once"
        assert world.ledger.intents() == ()
        for one in ids:
            world.left.edit(one, phone=one)
        assert await world.rounds(1) == 200
        assert sorted(world.right.all("tel")) == sorted(ids)
        assert await world.rounds(2) == 0
        world.close()

    run_virtual(story, start=START)
