"""What goes wrong on request, when, and how often."""

from collections.abc import Callable
from datetime import timedelta

import orjson
import pytest
from tests.sandbox.helpers import DESK, SIGNED, START, HandClock, sandbox

from interlock.model.http import Answer, Request
from interlock.sandbox import FaultKind, Faults, Sandbox

_BODY = b'{"subject":"Broken","reporter":{"name":"Ann"}}'
_READ = Request("GET", "/tickets", (), SIGNED["desk"])
_WRITE = Request("POST", "/tickets", (), SIGNED["desk"], _BODY)


def _count(made: Sandbox) -> int:
    return len(made.store.items("tickets"))


@pytest.mark.parametrize(
    ("after_s", "reached"), [(0, True), (59.999, True), (60, False), (1859.999, False), (1860, True), (9999, True)]
)
def test_down_refuses_connections_from_one_moment_to_another(after_s: float, reached: bool) -> None:
    clock = HandClock()
    made = sandbox(DESK, clock)
    made.faults.down(START + timedelta(minutes=1), START + timedelta(minutes=31))
    clock.forward(after_s)
    answer = made.answer(_WRITE)
    assert (answer.response is not None, answer.sent, _count(made)) == (reached, reached, int(reached))


def test_a_lost_answer_leaves_the_item_made() -> None:
    made = sandbox(DESK)
    made.faults.lose_answers(times=1)
    assert made.answer(_READ).response is not None
    assert made.answer(_WRITE) == Answer(None, sent=True)
    assert _count(made) == 1
    assert made.answer(_WRITE).response is not None
    assert [(e.applied, e.fault) for e in made.log] == [(False, None), (True, FaultKind.ANSWER_LOST), (True, None)]


def test_a_dropped_connection_leaves_nothing_made() -> None:
    made = sandbox(DESK)
    made.faults.drop(writes=True)
    assert made.answer(_WRITE) == Answer(None, sent=True)
    assert _count(made) == 0


def test_a_status_is_answered_to_writes_only_unless_said_otherwise() -> None:
    made = sandbox(DESK)
    made.faults.answer(422, resource="tickets")
    refused = made.answer(_WRITE).response
    read = made.answer(_READ).response
    assert refused is not None
    assert read is not None
    assert (refused.status, read.status, _count(made)) == (422, 200, 0)
    made.faults.clear()
    made.faults.answer(503, writes=None)
    unavailable = made.answer(_READ).response
    assert unavailable is not None
    assert unavailable.status == 503


def test_a_late_error_comes_after_the_item_is_made() -> None:
    made = sandbox(DESK)
    made.faults.answer(500, applies=True, times=1)
    stumbled = made.answer(_WRITE).response
    assert stumbled is not None
    assert (stumbled.status, _count(made)) == (500, 1)


def test_a_fault_may_concern_one_resource_one_item_or_one_body_only() -> None:
    made = sandbox(DESK)
    first, second = made.populate("tickets", 2)
    made.faults.answer(403, writes=None, item_id=second)
    made.faults.answer(422, containing="Broken")
    made.faults.answer(500, resource="others", writes=None)
    answers = [
        made.answer(Request("GET", f"/tickets/{first}", (), SIGNED["desk"])),
        made.answer(Request("GET", f"/tickets/{second}", (), SIGNED["desk"])),
        made.answer(_WRITE),
        made.answer(Request("POST", "/tickets", (), SIGNED["desk"], _BODY.replace(b"Broken", b"Loose"))),
    ]
    assert [answer.response.status for answer in answers if answer.response is not None] == [200, 403, 422, 201]


def test_slow_answers_tell_how_long_they_take() -> None:
    made = sandbox(DESK)
    made.faults.slow(45.0, times=1)
    assert made.answer(_READ).delay_s == 45.0
    assert made.answer(_READ).delay_s == 0.0


def test_a_page_for_people_comes_instead_of_data() -> None:
    made = sandbox(DESK)
    made.faults.html(times=1)
    page = made.answer(_WRITE).response
    assert page is not None
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.body.startswith(b"<!doctype html>")
    assert _count(made) == 0


def test_too_many_requests_say_how_long_to_wait() -> None:
    made = sandbox(DESK)
    made.faults.too_many(retry_after_s=7, times=1)
    refused = made.answer(_READ).response
    assert refused is not None
    assert (refused.status, refused.headers["retry-after"]) == (429, "7")


@pytest.mark.parametrize("times", [1, 2, 5])
@pytest.mark.parametrize(
    "add",
    [
        lambda faults, times: faults.lose_answers(times=times),
        lambda faults, times: faults.drop(times=times),
        lambda faults, times: faults.answer(500, times=times),
        lambda faults, times: faults.html(times=times),
        lambda faults, times: faults.slow(9, times=times),
    ],
)
def test_a_fault_happens_as_often_as_it_is_asked_for(add: Callable[[Faults, int], None], times: int) -> None:
    made = sandbox(DESK)
    add(made.faults, times)
    for _ in range(times + 3):
        made.answer(_WRITE)
    assert [exchange.fault is not None for exchange in made.log] == [True] * times + [False] * 3
    assert made.faults.now == ()


def test_lost_answers_and_refusals_of_writes_leave_signing_in_alone() -> None:
    made = sandbox(DESK)
    made.faults.lose_answers()
    made.faults.answer(422)
    form = b"grant_type=client_credentials&client_id=client&client_secret=shh"
    token = made.answer(Request("POST", "/oauth/token", (), {}, form)).response
    assert token is not None
    assert token.status == 200


def test_the_system_itself_goes_on_below_its_faults() -> None:
    made = sandbox(DESK)
    made.faults.down()
    assert made.respond(_READ).status == 200
    made.store.insert("tickets", {"subject": "By hand", "reporter": {"name": "Ann"}})
    assert orjson.loads(made.respond(_READ).body)["data"][0]["subject"] == "By hand"


def test_the_log_says_what_happened_when() -> None:
    clock = HandClock()
    made = sandbox(DESK, clock)
    made.answer(_WRITE)
    clock.forward(5)
    item_id = made.store.items("tickets")[0].id
    made.answer(Request("DELETE", f"/tickets/{item_id}", (), SIGNED["desk"]))
    made.answer(Request("GET", "/nowhere", (), SIGNED["desk"]))
    assert [(e.at, e.resource, e.verb and e.verb.value, e.item_id, e.status, e.applied) for e in made.log] == [
        (START, "tickets", "create", item_id, 201, True),
        (START + timedelta(seconds=5), "tickets", "delete", item_id, 204, True),
        (START + timedelta(seconds=5), None, None, None, 404, False),
    ]
