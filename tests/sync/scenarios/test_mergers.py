"""Items that users merge in a system that answers about the loser in each of the usual ways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.sync.scenarios.world import World

from interlock.model.kept import LinkState
from interlock.sandbox import Behaviours, MergedAnswer

Make = Callable[..., World]


@pytest.mark.parametrize("answer", [MergedAnswer.MOVED, MergedAnswer.WINNER])
@pytest.mark.parametrize("rule", ["delete", "archive"])
async def test_a_merger_is_never_a_delete_however_it_is_told(make: Make, rule: str, answer: MergedAnswer) -> None:
    world = make(delete=rule, left_is=Behaviours(merged_answer=answer))
    [(a1, b1), (a2, b2)] = await world.linked(2)
    world.left.edit(a1, phone=None)
    await world.rounds(1)
    world.left.box.store.merge("contacts", a2, a1)
    assert await world.rounds(3) == 1  # the telephone number that the winner took over
    assert world.right.body(b1)["tel"] == "p1"
    assert set(world.right.ids()) == {b1, b2}
    [held] = world.held()
    assert a1 in held.reason
    assert world.links(LinkState.MERGED) == 1
    world.right.box.store.merge("people", b2, b1)
    assert await world.rounds(3) == 0
    assert world.held() == ()
    assert world.links(LinkState.ENDED) == 1
