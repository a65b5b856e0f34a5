"""A look at an id that leads to another item: it was merged, or turned into something else."""

from __future__ import annotations

import pytest
from tests.peers.helpers import LIST, Script, record, says, system, with_peer

from interlock.errors import Untrusted
from interlock.model.http import Response
from interlock.model.peer import Found, Item, MergedInto
from interlock.model.profile import Operation, RecordProfile, Verb
from interlock.peers import HttpPeer

GET = Operation(Verb.GET, "GET", "/things/{id}", id_param="id")
OTHERS = RecordProfile("others", operations=(Operation(Verb.GET, "GET", "/others/{id}", id_param="id"),))


def got(answer: Response, item_id: str = "7") -> Found:
    async def work(peer: HttpPeer) -> Found:
        return await peer.get("things", item_id)

    return with_peer(system(record(LIST, GET), OTHERS), Script([answer]), work)


def moved(to: str, status: int = 301) -> Response:
    return Response(status, {"location": to}, b"")


def test_another_item_in_the_answer_is_what_it_was_merged_into() -> None:
    assert got(says({"id": "8", "name": "B"})) == MergedInto("8")


@pytest.mark.parametrize(("asked", "shown"), [("7", 7), ("7", "007"), ("ab", "AB")])
def test_the_same_id_in_another_spelling_is_the_same_item(asked: str, shown: object) -> None:
    assert isinstance(got(says({"id": shown, "name": "B"}), asked), Item)


@pytest.mark.parametrize("status", [301, 308])
@pytest.mark.parametrize("to", ["/things/8", "https://api.shop.example/v2/things/8", "/v2/things/8/"])
def test_a_permanent_redirect_to_another_id_is_a_merger(to: str, status: int) -> None:
    assert got(moved(to, status)) == MergedInto("8")


def test_a_permanent_redirect_to_another_resource_is_something_else_now() -> None:
    assert got(moved("/v2/others/3")) == MergedInto("")


@pytest.mark.parametrize(
    "answer",
    [moved("/login"), moved("https://www.shop.example/things/7"), moved(""), moved("/things/8", 302), moved("//")],
)
def test_any_other_redirect_tells_nothing_about_the_item(answer: Response) -> None:
    with pytest.raises(Untrusted):
        got(answer)
