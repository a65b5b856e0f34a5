"""A HAR file: what is learned of recorded traffic, and what never is."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from tests.peers.helpers import START
from tests.systems.formats.helpers import entry, har, learned, record_of, told, works

from interlock.adapters.transports.in_process import InProcessTransport
from interlock.adapters.virtual_time import VirtualClock, run_virtual
from interlock.model.http import Request, Response
from interlock.model.path import put
from interlock.model.peer import Item
from interlock.model.profile import PagingStyle, SystemProfile, Verb
from interlock.model.value import JSON
from interlock.peers import HttpPeer
from interlock.sandbox import Sandbox
from interlock.systems import to_json

SECRET = "sk_live_51HsecretSECRETsecret"
API = "https://api.shop.example/v1"


def customer(number: int, **more: JSON) -> dict[str, Any]:
    return {
        "id": f"cus_9sJx2kQ8{number}",
        "email": "grace.hopper@navy.example",
        "name": "Grace Hopper",
        "balance": 3,
        "address": None,
        "tags": [],
        "created_at": "2026-01-01T10:00:00Z",
        "updated_at": "2026-01-02T10:00:00Z",
        **more,
    }


def recording() -> dict[str, Any]:
    signed = {"Authorization": f"Bearer {SECRET}", "Cookie": f"session={SECRET}"}
    first = {"data": [customer(1, balance=10.5)], "next_cursor": f"tok_{SECRET}", "has_more": True}
    last = {"data": [customer(2, address={"city": "Arlington", "zip": None})], "next_cursor": None, "has_more": False}
    return har(
        entry("GET", f"{API}/customers?limit=50&updated_since=2026-01-01T00:00:00Z", first, headers=signed),
        entry("GET", f"{API}/customers?limit=50&cursor=tok_{SECRET}", last, headers=signed),
        entry("GET", f"{API}/customers/cus_9sJx2kQ81", customer(1), headers=signed),
        entry("POST", f"{API}/customers", customer(3), status=201, body={"email": "a@b.example", "name": "A"}),
        entry("PATCH", f"{API}/customers/cus_9sJx2kQ83", customer(3), body={"name": "B"}),
        entry("DELETE", f"{API}/customers/cus_9sJx2kQ83", None, status=204),
        entry("GET", "https://metrics.example/collect.json", {"ok": True}),
    )


def test_records_fields_paging_and_signing_in_are_learned() -> None:
    found = learned(shop__har=recording())
    record = record_of(found, "customers")
    assert {o.verb for o in record.operations} == {Verb.LIST, Verb.GET, Verb.CREATE, Verb.UPDATE, Verb.DELETE}
    assert told(record.primary_key) == ("(Path(parts=('id',)),), likely, #/log/entries/0/response/body/data/0/id")
    paging = record.paging.value
    assert paging is not None
    assert (paging.style, paging.token_param, paging.size_param, paging.next_path, paging.more_path) == (
        PagingStyle.CURSOR,
        "cursor",
        "limit",
        "next_cursor",
        "has_more",
    )
    assert record.since.value is not None
    assert record.since.value.parameter == "updated_since"
    rows = {str(f.path): (f.type.value, f.format, f.nullable, f.read_only) for f in record.fields}
    assert rows == {
        "id": ("string", "", False, True),
        "email": ("string", "email", False, False),
        "name": ("string", "", False, False),
        "balance": ("number", "", False, False),
        "address": ("object", "", True, False),
        "address.city": ("string", "", False, False),
        "address.zip": ("any", "", True, False),
        "tags[]": ("array", "", False, False),
        "created_at": ("string", "date-time", False, True),
        "updated_at": ("string", "date-time", False, True),
    }
    assert [s.prefix for s in found.profile.auth.value or ()] == ["Bearer "]
    assert found.profile.servers == ("https://api.shop.example",)
    assert [f.code for f in found.findings] == ["other-hosts"]


def test_no_value_of_a_recording_is_kept() -> None:
    found = learned(shop__har=recording())
    kept = to_json(found.profile, found.findings).decode()
    for value in (SECRET, "Grace", "Hopper", "navy.example", "cus_9sJx", "Arlington", "10.5", "2026-01-0", "a@b"):
        assert value not in kept


def test_keys_that_are_data_are_no_fields() -> None:
    balances = {"grace@navy.example": {"cents": 3}, "6f9619ff-8b86-4011-b42d-00c04fc964ff": {"cents": 4}, "17": 5}
    item = {"id": 7, "balances": balances, "name": "x"}
    found = learned(shop__har=har(entry("GET", f"{API}/wallets", [item]), entry("GET", f"{API}/wallets/7", item)))
    assert [str(f.path) for f in record_of(found, "wallets").fields] == ["id", "balances", "name"]


def test_a_path_that_an_answer_tells_to_be_an_id_is_one() -> None:
    found = learned(
        shop__har=har(
            entry("GET", f"{API}/products", [{"handle": "red-shirt", "title": "Red"}]),
            entry("GET", f"{API}/products/red-shirt", {"product": {"handle": "red-shirt", "title": "Red"}}),
            entry("DELETE", f"{API}/products/red-shirt", None, status=204),
        )
    )
    (record,) = found.profile.records
    assert [(o.verb.value, o.path) for o in record.operations] == [
        ("list", "/v1/products"),
        ("get", "/v1/products/{id}"),
        ("delete", "/v1/products/{id}"),
    ]


def test_a_sandbox_of_a_recording_works() -> None:
    works(learned(shop__har=recording()).profile, "customers", field="name", value="Ada")


def test_what_is_recorded_of_a_sandbox_gives_the_same_sandbox_again() -> None:
    described = learned(shop__har=recording()).profile
    again = learned(again__har=recorded(described, "customers"))
    before, after = described.records[0], record_of(again, "customers")
    assert {(o.verb, o.method, o.path, o.records_path) for o in after.operations} == {
        (o.verb, o.method, o.path, o.records_path) for o in before.operations
    }
    assert (after.primary_key.value, after.updated_at.value) == (before.primary_key.value, before.updated_at.value)
    mine, theirs = after.paging.value, before.paging.value
    assert mine is not None
    assert theirs is not None
    assert (mine.style, mine.token_param, mine.next_path) == (theirs.style, theirs.token_param, theirs.next_path)


class Recorder(InProcessTransport):
    """Keeps what goes over it as entries of a HAR file."""

    def __init__(self, sandbox: Sandbox, clock: VirtualClock) -> None:
        super().__init__(sandbox, clock)
        self.entries: list[dict[str, Any]] = []

    async def send(self, request: Request, *, timeout_s: float) -> Response:
        response = await super().send(request, timeout_s=timeout_s)
        query = "?" + "&".join(f"{k}={v}" for k, v in request.query) if request.query else ""
        body = orjson.loads(request.body) if request.body else None
        answer = orjson.loads(response.body) if response.body else None
        url = f"https://api.shop.example{request.path}{query}"
        self.entries.append(entry(request.method, url, answer, status=response.status, body=body))
        return response


def recorded(profile: SystemProfile, resource: str) -> dict[str, Any]:
    """What a client and a sandbox say to each other, as a HAR file."""
    entries: list[dict[str, Any]] = []

    async def run(clock: VirtualClock) -> None:
        sandbox = Sandbox(profile, clock, seed=3)
        sandbox.populate(resource, 70)
        recorder = Recorder(sandbox, clock)
        peer = HttpPeer(profile, recorder, clock, sandbox.credential)
        assert len([item async for page in peer.pages(resource, since=None) for item in page.items]) == 70
        written = await peer.write(resource, peer.create_request(resource, sandbox.believable(resource), key=None))
        found = await peer.get(resource, written.id or "")
        assert isinstance(found, Item)
        name = next(f.path for f in profile.records[0].fields if str(f.path) == "name")
        await peer.write(resource, peer.update_request(resource, found, put(found.body, name, "Ada")))
        await peer.write(resource, peer.delete_request(resource, found))
        entries.extend(recorder.entries)

    run_virtual(run, start=START)
    return har(*entries)


def _pages(*queries: str, **told: Any) -> list[dict[str, Any]]:
    """A list read in pieces of two, and what each answer shows beside them."""
    made = []
    for number, query in enumerate(queries):
        items = [{"id": f"i{2 * number + n}", "name": "x"} for n in (1, 2)]
        beside = {key: values[number] for key, values in told.items()}
        made.append(entry("GET", f"{API}/things{query}", {"things": items, **beside}))
    return made


@pytest.mark.parametrize(
    ("entries", "style", "token", "following"),
    [
        (_pages("", "?offset=abc", meta=[{"offset": "abc"}, {"offset": None}]), "cursor", "offset", "meta.offset"),
        (_pages("", "?from=i2"), "cursor", "from", "last id"),
        (_pages("?n=0", "?n=2", "?n=4"), "offset", "n", ""),
        (_pages("?n=1", "?n=2"), "page", "n", ""),
        (_pages("", f"?go={'x' * 9}", more=[f"{API}/things?go={'x' * 9}", None]), "link", "", "more"),
        (_pages("?a=1", "?a=1"), "none", "", ""),
    ],
)
def test_how_a_list_goes_on_is_seen_in_what_was_asked_next(
    entries: list[dict[str, Any]], style: str, token: str, following: str
) -> None:
    paging = record_of(learned(shop__har=har(*entries)), "things").paging.value
    assert paging is not None
    assert (paging.style.value, paging.token_param, paging.next_path) == (style, token, following)
