"""What is left of a limit is read from the many spellings of headers, and heeded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.peers.helpers import START, Script, record, says, system, with_peer

from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.model.peer import Quota
from interlock.model.profile import Operation, Verb
from interlock.peers import HttpPeer
from interlock.peers.pace import Pace
from interlock.peers.quotas import quota_of

IN_30_S = START + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"ratelimit-limit": "100", "ratelimit-remaining": "7", "ratelimit-reset": "30"}, (7, 100)),
        ({"ratelimit-limit": "100, 100;w=60", "ratelimit-remaining": "7", "ratelimit-reset": "30"}, (7, 100)),
        ({"ratelimit": '"default";r=7;t=30', "ratelimit-policy": '"default";q=100;w=60'}, (7, 100)),
        ({"ratelimit": '"burst";r=50;t=30, "day";r=7;t=30', "ratelimit-policy": '"burst";q=60, "day";q=900'}, (7, 900)),
        ({"x-ratelimit-limit": "100", "x-ratelimit-remaining": "7", "x-ratelimit-reset": "30"}, (7, 100)),
        ({"x-rate-limit-remaining": "7", "x-rate-limit-reset": str(int(IN_30_S.timestamp()))}, (7, None)),
        ({"x-ratelimit-remaining": "7", "x-ratelimit-reset": str(int(IN_30_S.timestamp() * 1000))}, (7, None)),
        ({"x-ratelimit-remaining": "7", "x-ratelimit-reset": IN_30_S.isoformat()}, (7, None)),
        ({"x-ratelimit-remaining": "7", "x-ratelimit-reset-after": "30"}, (7, None)),
        ({"x-ratelimit-remaining-minute": "7", "x-ratelimit-reset": "30"}, None),
        ({"x-ratelimit-remaining": "many", "x-ratelimit-reset": "soon"}, None),
        ({"x-ratelimit-remaining": "7"}, None),
        ({"x-ratelimit-remaining": "7", "x-ratelimit-reset": "0"}, None),
        ({"content-type": "application/json"}, None),
    ],
)
def test_what_headers_tell(headers: dict[str, str], expected: tuple[int, int | None] | None) -> None:
    quota = quota_of(headers, START)
    assert quota == (None if expected is None else Quota(*expected, IN_30_S))


@given(
    st.dictionaries(
        st.sampled_from(["ratelimit", "ratelimit-policy", "x-ratelimit-reset", "ratelimit-remaining"]), st.text()
    )
)
def test_no_header_does_any_harm(headers: dict[str, str]) -> None:
    quota = quota_of(headers, START)
    assert quota is None or quota.resets_at > START


def test_when_nothing_is_left_all_wait_until_it_is_whole_again() -> None:
    async def work(clock: VirtualClock) -> list[float]:
        pace = Pace(clock, requests_per_s=None, limit=None)
        pace.told(Quota(3, 10, START + timedelta(seconds=60)))
        turns = []
        for _ in range(5):
            await pace.turn()
            turns.append((clock.now() - START).total_seconds())
        return turns

    assert run_virtual(work, start=START) == [0, 0, 0, 60, 60]


def test_a_later_answer_that_knows_less_does_not_give_back_what_is_used() -> None:
    async def work(clock: VirtualClock) -> float:
        pace = Pace(clock, requests_per_s=None, limit=None)
        until = START + timedelta(seconds=60)
        pace.told(Quota(1, 10, until))
        await pace.turn()
        pace.told(Quota(5, 10, until + timedelta(seconds=1)))
        await pace.turn()
        return (clock.now() - START).total_seconds()

    assert run_virtual(work, start=START) == 61


def test_a_quota_of_a_day_is_told_and_not_waited_for() -> None:
    told = {"x_ratelimit_limit": "1000", "x_ratelimit_remaining": "0", "x_ratelimit_reset": "80000"}
    script = Script([says({"id": "1"}, 200, **told)])
    things = record(Operation(Verb.GET, "GET", "/things/{id}"))

    async def work(peer: HttpPeer) -> Quota | None:
        await peer.get("things", "1")
        await peer.get("things", "1")
        return peer.quota

    assert with_peer(system(things), script, work) == Quota(0, 1000, START + timedelta(seconds=80000))
    assert len(script.asked) == 2
