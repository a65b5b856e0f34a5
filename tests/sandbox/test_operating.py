"""Faults by text, and the controls of a sandbox that runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path as File
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sandbox.helpers import CREDENTIAL, DESK, SIGNED, HandClock

from interlock.errors import UsageError
from interlock.model.http import Answer, Request
from interlock.sandbox import FaultKind, Sandbox, StoredItem
from interlock.sandbox.behaviours import behaviours
from interlock.sandbox.operating import Attended, read_script, read_trouble
from interlock.sandbox.operating.said import KINDS

TICKET: dict[str, Any] = {"subject": "It creaks", "reporter": {"name": "Ann"}}
HOST = {"host": "127.0.0.1:8401"}


class Desk:
    """A sandbox with somebody at its controls."""

    def __init__(self, *faults: str) -> None:
        self.clock = HandClock()
        self.box = Sandbox(DESK, self.clock, credential=CREDENTIAL)
        self.attended = Attended(self.box)
        self.item = self.box.store.insert("tickets", dict(TICKET))
        for fault in faults:
            self.attended.troubles.add(read_trouble(fault))

    @property
    def kept(self) -> StoredItem:
        found = self.box.store.item("tickets", self.item)
        assert found is not None
        return found

    def ask(self, method: str, path: str, json: object = None, **headers: str) -> Answer:
        body = orjson.dumps(json) if json is not None else b""
        return self.attended.answer(Request(method, path, (), {**SIGNED["desk"], **headers}, body))

    def status(self, method: str = "GET", path: str = "/tickets", json: object = None) -> int | None:
        answer = self.ask(method, path, json)
        return answer.response.status if answer.response is not None else None

    def control(self, method: str, path: str, json: object = None, *, query: Any = (), **headers: str) -> Any:
        sent = {**HOST, "content-type": "application/json", **headers}
        body = orjson.dumps(json) if json is not None else b""
        answer = self.attended.answer(Request(method, f"/__interlock__/{path}", query, sent, body))
        assert answer.response is not None
        return answer.response.status, orjson.loads(answer.response.body) if answer.response.body else None


def _write(desk: Desk) -> int | None:
    return desk.status("PATCH", f"/tickets/{desk.item}", {"subject": "x"})


def _slow(desk: Desk) -> float:
    return desk.ask("GET", "/tickets").delay_s


def _cut(desk: Desk) -> int:
    response = desk.ask("GET", "/tickets").response
    assert response is not None
    return len(response.body)


def _retry(desk: Desk) -> Any:
    response = desk.ask("GET", "/tickets").response
    assert response is not None
    return response.status, response.headers.get("retry-after"), response.headers["content-type"][:9]


def _lagging(desk: Desk) -> int | None:
    made = desk.ask("POST", "/tickets", TICKET).response
    assert made is not None
    return desk.status("GET", f"/tickets/{orjson.loads(made.body)['id']}")


def _token(desk: Desk) -> int | None:
    asked = b"grant_type=client_credentials&client_id=client&client_secret=shh"
    kind = {"content-type": "application/x-www-form-urlencoded"}
    answer = desk.attended.answer(Request("POST", "/oauth/token", (), kind, asked)).response
    assert answer is not None
    token = orjson.loads(answer.body)["access_token"]
    desk.attended.troubles.add(read_trouble("tokens expire"))
    shown = desk.attended.answer(Request("GET", "/tickets", (), {"authorization": f"Bearer {token}"})).response
    return shown.status if shown is not None else None


def _twice(look: Callable[[Desk], Any]) -> Callable[[Desk], Any]:
    return lambda desk: (look(desk), look(desk))


CASES: dict[str, tuple[str, Callable[[Desk], Any], Any]] = {
    "down": ("down", Desk.status, None),
    "drop": ("drop on reads", Desk.status, None),
    "lost answers": (
        "lose answers",
        lambda d: (_write(d), d.kept.body["subject"]),
        (None, "x"),
    ),
    "late": ("late 30 s", lambda d: (_write(d), d.kept.version), (None, 1)),
    "cut": ("cut", lambda d: _cut(d) < _cut(Desk()) - 10, True),
    "slow": ("slow 1500 ms", _slow, 1.5),
    "html": ("html", _retry, (200, None, "text/html")),
    "maintenance": ("maintenance for 2 min", _retry, (503, "120", "text/html")),
    "too many": ("429 retry after 30 s", _retry, (429, "30", "applicati")),
    "a few times": ("503 on writes 2 times", lambda d: [_write(d) for _ in range(3)], [503, 503, 200]),
    "once": ("500 once", _twice(Desk.status), (500, 200)),
    "one item": ("422 on writes about none", _write, 200),
    "its item": ("422 on tickets", _write, 422),
    "a text": ('409 containing "creaks"', lambda d: (_write(d), d.status("POST", "/tickets", TICKET)), (200, 409)),
    "after doing it": (
        "500 on writes after doing it",
        lambda d: (_write(d), d.kept.body["subject"]),
        (500, "x"),
    ),
    "quota": ("quota 2 per 1 min", lambda d: [d.status() for _ in range(3)], [200, 200, 429]),
    "tokens": ("slow 1 ms", _token, 401),
    "clock": ("clock -40 s", lambda d: (d.box.store.now() - d.clock.now()).total_seconds(), -40),
    "lag": ("lag 5 s", _lagging, 404),
    "webhooks": ("webhooks lost 50 %", lambda d: d.box.webhooks.on_the_way.lost, 0.5),
    "webhooks twice": ("webhooks doubled", lambda d: d.box.webhooks.on_the_way.doubled, 1.0),
    "webhooks unsigned": ("webhooks unsigned", lambda d: d.box.webhooks.on_the_way.unsigned, 1.0),
    "webhooks late": ("webhooks reordered 1 min", lambda d: d.box.webhooks.on_the_way.late_s, 60.0),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_happens_until_it_is_lifted(name: str) -> None:
    said, look, wanted = CASES[name]
    calm = look(Desk())
    assert look(Desk(said)) == wanted
    lifted = Desk(said)
    lifted.attended.troubles.lift_all()
    assert look(lifted) == calm
    if name not in {"one item", "tokens"}:
        assert calm != wanted


def test_the_one_item_of_a_fault_is_met() -> None:
    desk = Desk()
    desk.attended.troubles.add(read_trouble(f"422 on writes about {desk.item}"))
    assert (_write(desk), desk.status()) == (422, 200)


@pytest.mark.parametrize(("example", "kind"), [(example, example.split()[0]) for example, _, _ in KINDS])
def test_every_kind_has_an_example_and_stands_in_the_docs(example: str, kind: str) -> None:
    assert read_trouble(f"after 1 s: {example} for 30 s").for_s == 30
    docs = (File(__file__).parents[2] / "docs" / "sandbox.md").read_text()
    assert re.search(rf"^\| `{re.escape(kind)}", docs, re.MULTILINE)


def test_a_fault_comes_and_goes_at_its_time() -> None:
    desk = Desk("after 10 s: down for 30 s", "after 20 s: clock 300 s for 5 s")
    seen = []
    for _ in range(5):
        seen.append((desk.status(), (desk.box.store.now() - desk.clock.now()).total_seconds()))
        desk.clock.forward(11)
    assert seen == [(200, 0), (None, 0), (None, 300), (None, 0), (200, 0)]
    assert [one.over for one in desk.attended.troubles.all()] == [True, True]


def test_the_fault_that_began_last_happens() -> None:
    desk = Desk("slow 3 s", "429 retry after 5 s")
    assert desk.status() == 429


def test_a_script_has_one_a_line() -> None:
    troubles = read_script("# a morning\nafter 10 s: down for 1 min\n\n422 on writes # bad data\n")
    assert [(one.after_s, one.fault.kind if one.fault else None) for one in troubles] == [
        (10, FaultKind.DOWN),
        (0, FaultKind.STATUS),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("maintenence", "says no fault that is known"),
        ("down for a while", "`for a while` of the fault"),
        ("clock 300 s on writes", "about the whole system"),
        ("200", "says no fault"),
        ("", "says no fault"),
        ("x" * 600, "at most 500"),
        ("clock -999999999 h", "longer than ten years"),
        ("after 999999999 min: down", "longer than ten years"),
        ("down for 999999999 s", "longer than ten years"),
    ],
)
def test_what_is_not_understood_is_told(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read_trouble(text)


def test_a_script_says_in_which_line() -> None:
    with pytest.raises(UsageError, match="line 2: "):
        read_script("down\nup\n")


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_no_text_makes_it_stumble(text: str) -> None:
    for said in (text, f"down {text}", f"after 1 s: {text}"):
        try:
            read_trouble(said)
        except UsageError:
            continue


def test_a_fault_of_a_resource_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="no resource `tikets`"):
        Desk("422 on tikets")


# The controls


def test_faults_are_added_listed_and_lifted() -> None:
    desk = Desk()
    status, made = desk.control("POST", "faults", {"fault": "down for 30 s"})
    assert (status, made["state"], desk.status()) == (201, "there", None)
    assert [one["fault"] for one in desk.control("GET", "state")[1]["faults"]] == ["down for 30 s"]
    assert desk.control("DELETE", f"faults/{made['id']}")[0] == 204
    assert desk.status() == 200
    assert desk.control("DELETE", f"faults/{made['id']}")[0] == 422
    desk.control("POST", "faults", {"fault": "after 1 h: down"})
    assert desk.control("DELETE", "faults")[1] == {"lifted": 1}


def test_requests_are_shown_without_their_credentials() -> None:
    desk = Desk()
    _write(desk)
    desk.status()
    shown = desk.control("GET", "requests")[1]
    assert [(one["method"], one["status"], one["changed"]) for one in shown["requests"]] == [
        ("PATCH", 200, True),
        ("GET", 200, False),
    ]
    assert "the-key" not in str(shown)
    assert desk.control("GET", "requests", query=(("after", str(shown["last"])),))[1]["requests"] == []


def test_items_are_made_changed_and_deleted_as_a_user_does_it() -> None:
    desk = Desk("down")
    made = desk.control("POST", "items/tickets", TICKET)[1]["id"]
    assert desk.control("PATCH", f"items/tickets/{made}", {"subject": "new"})[1]["version"] == 2
    assert desk.control("DELETE", f"items/tickets/{made}")[0] == 204
    shown = desk.control("GET", "items/tickets")[1]["items"]
    assert [(one["id"] == made, one["deleted"]) for one in shown] == [(False, False), (True, True)]
    assert desk.control("POST", "items/nothing", {})[0] == 422


def test_behaviours_are_switched_on_and_off_while_it_runs() -> None:
    desk = Desk()
    known = desk.control("GET", "behaviours")[1]["behaviours"]
    assert {one["name"] for one in known} == set(behaviours().items)
    assert all(one["does"] and one["example"] and one["on"] is None for one in known)
    assert desk.control("POST", "behaviours", {"behaviour": "index-lag=7"})[1] == {"behaviours": ["index-lag=7"]}
    desk.control("POST", "behaviours", {"behaviour": "errors_as_200"})
    assert desk.control("POST", "behaviours", {"behaviour": "index_lag"})[1] == {
        "behaviours": ["errors_as_200", "index_lag"]
    }
    assert desk.status("GET", "/tickets/none") == 200
    shown = {one["name"]: one["on"] for one in desk.control("GET", "behaviours")[1]["behaviours"] if one["on"]}
    assert shown == {"errors_as_200": "errors_as_200", "index_lag": "index_lag"}
    assert desk.control("GET", "state")[1]["behaviours"] == ["errors_as_200", "index_lag"]
    assert desk.control("DELETE", "behaviours/errors_as_200")[0] == 200
    assert desk.status("GET", "/tickets/none") == 404
    assert desk.control("DELETE", "behaviours")[1] == {"behaviours": []}
    for method, path, body, said in (
        ("DELETE", "behaviours/index_lag", None, "the behaviour `index_lag` is not on: none is on"),
        ("DELETE", "behaviours/nothing", None, "there is no behaviour `nothing`"),
        ("POST", "behaviours", {"behaviour": "index_lag=soon"}, "`soon` is no amount for `index_lag`"),
        ("POST", "behaviours", {"name": "index_lag"}, 'send `{"behaviour": "index_lag=5"}`'),
    ):
        status, told = desk.control(method, path, body)
        assert (status, said in told["title"]) == (422, True), told


def test_a_fault_ends_in_what_is_usual_by_then() -> None:
    desk = Desk()
    desk.attended.troubles.add(read_trouble("lag 60 s for 10 s"))
    desk.attended.troubles.add(read_trouble("webhooks lost for 10 s"))
    desk.box.behave(["index_lag=5", "webhooks_lost=0.5"])
    desk.clock.forward(11)
    desk.attended.troubles.tick()
    assert desk.box.webhooks.on_the_way.lost == 0.5
    made = desk.box.store.insert("tickets", dict(TICKET))
    assert made not in str(desk.ask("GET", "/tickets").response)
    desk.clock.forward(6)
    assert made in str(desk.ask("GET", "/tickets").response)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 403),
        ({"host": "127.0.0.1.evil.example:8401"}, 403),
        ({"host": ""}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"host": "localhost:8401", "origin": "http://localhost:8401", "sec-fetch-site": "same-origin"}, 201),
        ({"host": "[::1]:8401"}, 201),
    ],
)
def test_no_page_of_somebody_else_runs_it(headers: dict[str, str], status: int) -> None:
    assert Desk().control("POST", "faults", {"fault": "down"}, **headers)[0] == status


def test_the_page_needs_nothing_from_elsewhere() -> None:
    answer = Desk().attended.answer(Request("GET", "/__interlock__/", (), HOST)).response
    assert answer is not None
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert b"http" not in re.sub(rb"http://www.w3.org\S*", b"", answer.body)
    assert b"innerHTML" not in answer.body


def test_nobody_finds_the_controls_among_the_requests_and_the_log_does_not_grow_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("interlock.sandbox.operating.attended._MOST_KEPT", 10)
    desk = Desk()
    for _ in range(25):
        desk.status()
    shown = desk.control("GET", "requests")[1]
    assert shown["last"] == 25
    assert [one["number"] for one in shown["requests"]][-1] == 25
    assert len(desk.box.log) <= 10


def test_a_lag_that_begins_later_knows_what_was_there() -> None:
    desk = Desk()
    desk.attended.troubles.add(read_trouble("lag 5 s"))
    assert desk.status("GET", f"/tickets/{desk.item}") == 200
    desk.clock.forward(timedelta(seconds=6).total_seconds())
    assert desk.status() == 200
