"""Limits, idempotency, strictness, and requests that nobody honest would send."""

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sandbox.helpers import DESK, POST_OFFICE, SHOP, SIGNED, Client, HandClock, client, sandbox

from interlock.model.http import Request
from interlock.model.profile import RateLimit, SystemProfile
from interlock.model.value import JSON

_TICKET: dict[str, JSON] = {"subject": "Broken", "reporter": {"name": "Ann"}}


def test_requests_above_the_limit_are_told_when_there_is_room_again() -> None:
    clock = HandClock()
    asking = Client(sandbox(SHOP, clock, rate_limit=RateLimit(3, 10.0)))
    seen = []
    for wait_s in (0, 2, 2, 1, 5, 0.5, 2):
        clock.forward(wait_s)
        response = asking.send("GET", "/books")
        seen.append((response.status, response.headers.get("retry-after")))
    assert seen == [(200, None), (200, None), (200, None), (429, "5"), (200, None), (429, "2"), (200, None)]


def test_the_limit_of_the_profile_holds() -> None:
    asking = client(SHOP)
    statuses = [asking.send("GET", "/books").status for _ in range(601)]
    assert statuses == [200] * 600 + [429]


def test_the_same_key_and_body_give_the_first_answer_again() -> None:
    clock = HandClock()
    desk = client(DESK, clock)
    key = {"idempotency-key": "k1"}
    first = desk.send("POST", "/tickets", _TICKET, headers=key)
    clock.forward(60)
    again = desk.send("POST", "/tickets", _TICKET, headers=key)
    assert (again.status, again.body) == (first.status, first.body)
    assert desk.send("POST", "/tickets", {**_TICKET, "subject": "Other"}, headers=key).status == 422
    assert len(desk.sandbox.store.items("tickets")) == 1
    assert [exchange.applied for exchange in desk.sandbox.log] == [True, False, False]
    clock.forward(86_400)
    assert desk.send("POST", "/tickets", _TICKET, headers=key).status == 201
    assert len(desk.sandbox.store.items("tickets")) == 2


def test_a_refused_create_may_be_sent_again_with_its_key() -> None:
    desk = client(DESK)
    key = {"idempotency-key": "k1"}
    assert desk.send("POST", "/tickets", {"subject": ""}, headers=key).status == 422
    assert desk.send("POST", "/tickets", _TICKET, headers=key).status == 201


def test_keys_can_be_ignored() -> None:
    desk = client(DESK, ignores_idempotency=True)
    for _ in range(2):
        assert desk.send("POST", "/tickets", _TICKET, headers={"idempotency-key": "k1"}).status == 201
    assert len(desk.sandbox.store.items("tickets")) == 2


def test_unknown_parameters_are_ignored_or_refused() -> None:
    assert client(DESK).send("GET", "/tickets?colour=red").status == 200
    strict = client(DESK, strict_query=True)
    assert strict.send("GET", "/tickets?colour=red").status == 400
    assert strict.send("GET", "/tickets?limit=5&include_deleted=true&external_key=K").status == 200


def test_a_filter_for_changes_can_be_ignored() -> None:
    desk = client(DESK, ignores_since=True)
    desk.sandbox.populate("tickets", 3)
    assert len(desk.json("GET", "/tickets?modified[gte]=2030-01-01T00:00:00Z")["data"]) == 3


def test_exact_values_are_found_and_follow_changes() -> None:
    desk = client(DESK)
    ids = [desk.sandbox.store.insert("tickets", {**_TICKET, "external_key": key}) for key in ("K1", "K2", "K10")]
    found = desk.json("GET", "/tickets?external_key=K1")["data"]
    assert [item["id"] for item in found] == [ids[0]]
    desk.send("PATCH", f"/tickets/{ids[0]}", {"external_key": "K3"})
    assert desk.json("GET", "/tickets?external_key=K1")["data"] == []
    desk.send("DELETE", f"/tickets/{ids[1]}")
    assert desk.json("GET", "/tickets?external_key=K2")["data"] == []


def test_a_wrong_clock_shows_in_stamps_and_date() -> None:
    desk = client(DESK, clock_offset_s=-90)
    response = desk.send("POST", "/tickets", _TICKET)
    assert orjson.loads(response.body)["created_at"] == "2026-03-02T08:58:30Z"
    assert response.headers["date"] == "Mon, 02 Mar 2026 08:58:30 GMT"


def test_paths_below_the_servers_base_path_are_found() -> None:
    desk = client(DESK)
    assert desk.send("GET", "/v2/tickets").status == 200
    assert desk.send("GET", "/v3/tickets").status == 404


def test_ids_in_paths_may_be_escaped() -> None:
    desk = client(DESK)
    assert desk.json("PUT", "/tickets/by-key/a%2Fb%20c", _TICKET, status=201)["external_key"] == "a/b c"


@pytest.mark.parametrize(
    ("method", "address", "body", "headers", "status"),
    [
        ("GET", "/nowhere", b"", {}, 404),
        ("GET", "/", b"", {}, 404),
        ("GET", "/" + "x/" * 5000, b"", {}, 404),
        ("PUT", "/tickets", b"", {}, 405),
        ("POST", "/tickets", b"{", {}, 400),
        ("POST", "/tickets", b"\xff\xfe", {}, 400),
        ("POST", "/tickets", b"[]", {}, 400),
        ("POST", "/tickets", b"7", {}, 400),
        ("POST", "/tickets", b'"' + b"x" * 5_000_001 + b'"', {}, 413),
        ("POST", "/tickets", b'{"a":' * 200 + b"1" + b"}" * 200, {}, 400),
        ("POST", "/tickets", b"[" * 100_000, {}, 400),
        ("POST", "/tickets", b"a=b", {"content-type": "application/x-www-form-urlencoded"}, 415),
        ("POST", "/tickets", b"", {}, 422),
        ("POST", "/tickets", b'{"subject":"a","effort":1e400,"reporter":{"name":"x"}}', {}, 400),
        ("POST", "/tickets", b"{}", {"idempotency-key": "k" * 300}, 400),
        ("POST", "/tickets/bulk", orjson.dumps({"tickets": [{}] * 1001}), {}, 413),
        ("POST", "/tickets/bulk-delete", orjson.dumps({"ids": [[]]}), {}, 404),
        ("GET", "/tickets?" + "&".join(f"a{i}=1" for i in range(600)), b"", {}, 400),
    ],
)
def test_what_nobody_honest_sends_is_answered(
    method: str, address: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    desk = client(DESK)
    response = desk.send(method, address, data=body, headers=headers)
    assert response.status == status, response.body
    assert desk.sandbox.store.items("tickets") == ()


_TEXT = st.text(max_size=30)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)
_KEYS = st.sampled_from(["id", "subject", "reporter", "external_key", "deleted", "label", "items", "address", "rev"])
_SUFFIXES = st.sampled_from(["", "[]", "[a]", "[0][name]", "[][name]", "[[", "]"])
_BODIES = st.one_of(
    st.binary(max_size=60),
    st.dictionaries(_KEYS, _JSON, max_size=6).map(lambda value: orjson.dumps(value) if _is_json(value) else b"{}"),
    st.lists(st.tuples(_KEYS, _SUFFIXES, _TEXT), max_size=5).map(
        lambda parts: "&".join(f"{a}{b}={c}" for a, b, c in parts).encode(errors="replace")
    ),
)
_PATHS = st.sampled_from(
    [
        "/tickets",
        "/tickets/T",
        "/tickets/bulk",
        "/tickets/by-key/K",
        "/tickets/T/archive",
        "/tickets/bulk-delete",
        "/v1/parcels",
        "/v1/parcels/T",
        "/oauth/token",
        "//",
        "?",
    ]
)
_NAMES = st.sampled_from(
    ["cursor", "limit", "modified[gte]", "include_deleted", "page_token", "size", "updated_after", "x"]
)
_HEADERS = st.sampled_from(["if-match", "idempotency-key", "cookie", "content-type"])


def _is_json(value: object) -> bool:
    try:
        orjson.dumps(value)
    except TypeError:
        return False
    return True


@settings(max_examples=250, deadline=None)
@given(
    profile=st.sampled_from([DESK, POST_OFFICE]),
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "BREW"]),
    path=_PATHS,
    query=st.lists(st.tuples(_NAMES, _TEXT), max_size=4),
    headers=st.dictionaries(
        st.sampled_from(["if-match", "idempotency-key", "cookie", "content-type"]), _TEXT, max_size=3
    ),
    body=_BODIES,
    real_id=st.booleans(),
)
def test_no_request_makes_it_stumble(
    profile: SystemProfile,
    method: str,
    path: str,
    query: list[tuple[str, str]],
    headers: dict[str, str],
    body: bytes,
    real_id: bool,
) -> None:
    made = sandbox(profile)
    (item_id,) = made.populate(profile.records[0].name, 1)
    path = path.replace("/T", f"/{item_id}") if real_id else path
    answer = made.answer(Request(method, path, tuple(query), {**SIGNED[profile.name], **headers}, body))
    assert answer.response is not None
    assert answer.response.status < 500, answer.response.body
    for exchange in made.log:
        assert exchange.status is not None
