"""Each behaviour of the catalogue does what it says, and a sandbox without it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson
import pytest
from tests.sandbox.helpers import CREDENTIAL, DESK, POST_OFFICE, SHOP, Client, HandClock, with_record

from interlock.errors import UsageError
from interlock.model.fact import Fact
from interlock.model.http import Request
from interlock.model.path import Path
from interlock.model.profile import EventKind, FieldProfile, FieldType, Operation, Paging, PagingStyle, Verb, sure
from interlock.model.webhooks import Deliveries
from interlock.sandbox import Sandbox
from interlock.sandbox.behaviours import behaving, behaviours, families

TICKET: dict[str, Any] = {"subject": "It creaks", "reporter": {"name": "Ann"}}
LISTED = replace(
    DESK.records[0],
    fields=(
        *DESK.records[0].fields,
        FieldProfile(Path.of("total_price"), FieldType.NUMBER, nullable=True),
        FieldProfile(Path.of("email"), FieldType.STRING, format="email", nullable=True),
        FieldProfile(Path.of("phone"), FieldType.STRING, nullable=True),
        FieldProfile(Path.of("code"), FieldType.STRING, nullable=True),
        FieldProfile(Path.of("due_on"), FieldType.STRING, format="date", nullable=True),
    ),
    sort=Fact(),
)
TOLD = replace(
    DESK,
    auth=Fact(),
    records=(LISTED,),
    events=(EventKind("ticket.changed", "tickets", "", "data", "data.id"),),
    deliveries=Deliveries(
        scheme=sure("hmac_hex"), name_at=sure("event"), address_field="url", events_field="", secret_field="secret"
    ),
    signature_header=sure("X-Signature"),
    subscribe=Operation(Verb.CREATE, "POST", "/hooks", success=(201,)),
)


class World:
    """A sandbox with a behaviour or without, and a few words to speak to it.

    Where it `switches`, it was made without, and behaved in those ways before it came to these.
    """

    switches: tuple[str, ...] | None = None

    def __init__(self, *behave: str, profile: Any = TOLD) -> None:
        self.clock = HandClock()
        at_first = behave if self.switches is None else ()
        self.box = Sandbox(profile, self.clock, credential=CREDENTIAL, seed=5, behave=at_first)
        for names in (self.switches, behave) if self.switches is not None else ():
            self.box.behave(names)
        self.client = Client(self.box)
        self.delay_s = 0.0
        self.behave = behave

    def send(self, method: str, address: str, json: object = None, **headers: str) -> tuple[int, Any]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        split = urlsplit(address)
        query = tuple(parse_qsl(split.query, keep_blank_values=True))
        body = orjson.dumps(json) if json is not None else b""
        answer = self.box.answer(Request(method, split.path, query, {**self.client.headers, **named}, body))
        self.delay_s = answer.delay_s
        assert answer.response is not None
        self.headers = answer.response.headers
        try:
            return answer.response.status, orjson.loads(answer.response.body) if answer.response.body else None
        except orjson.JSONDecodeError:
            return answer.response.status, answer.response.body

    def status(self, method: str, address: str, json: object = None, **headers: str) -> int:
        return self.send(method, address, json, **headers)[0]

    def body(self, method: str, address: str, json: object = None, **headers: str) -> Any:
        return self.send(method, address, json, **headers)[1]

    def make(self, count: int = 1, **fields: Any) -> list[str]:
        return [
            str(self.box.store.insert("tickets", {**TICKET, "subject": f"Subject {i}", **fields})) for i in range(count)
        ]

    def ids(self, query: str = "") -> list[str]:
        return [str(one["id"]) for one in self.body("GET", f"/tickets{query}")["data"]]


def _deleted(world: World) -> str:
    (one,) = world.make()
    world.box.store.remove("tickets", one)
    return one


def _same_twice(world: World) -> Any:
    (one,) = world.make()
    before = world.body("GET", f"/tickets/{one}")["modified_at"]
    world.clock.forward(60)
    world.send("PATCH", f"/tickets/{one}", {"subject": "Subject 0"})
    return world.body("GET", f"/tickets/{one}")["modified_at"] == before


def _stamped_again(world: World) -> Any:
    """The behaviour over its opposite: it is what most systems do."""
    return _same_twice(World("identical_writes_unnoticed", *world.behave))


def _lagging(world: World) -> Any:
    made = world.body("POST", "/tickets", TICKET)["id"]
    return made in world.ids(), world.status("GET", f"/tickets/{made}")


def _merged(world: World) -> int:
    first, second = world.make(2)
    world.box.store.merge("tickets", first, second)
    return world.status("GET", f"/tickets/{first}")


def _stale(world: World, method: str = "PATCH", tag: str = '"0-0"') -> int:
    (one,) = world.make()
    return world.status(method, f"/tickets/{one}", {"subject": "x"}, if_match=tag)


def _twice(world: World) -> list[int]:
    (one,) = world.make()
    return [world.status("DELETE", f"/tickets/{one}") for _ in range(2)]


def _keyed(world: World) -> int:
    for _ in range(2):
        world.send("POST", "/tickets", TICKET, idempotency_key="k1")
    return len(world.box.store.items("tickets"))


def _failed_key(world: World) -> int:
    world.send("POST", "/tickets", {"subject": ""}, idempotency_key="k1")
    return world.status("POST", "/tickets", TICKET, idempotency_key="k1")


def _bulk(world: World) -> int:
    world.send("POST", "/tickets/bulk", {"tickets": [TICKET, {"subject": 7}]})
    return len(world.box.store.items("tickets"))


def _hooks(world: World, seconds: float = 1000, count: int = 12) -> list[Any]:
    world.box.webhooks.listen("http://127.0.0.1:9/hook", secret="shh")
    world.make(count)
    world.clock.forward(seconds)
    return list(world.box.webhooks.due(world.clock.now()))


def _token(world: World) -> int:
    asked = b"grant_type=client_credentials&client_id=client&client_secret=shh"
    answer = world.box.respond(
        Request("POST", "/oauth/token", (), {"content-type": "application/x-www-form-urlencoded"}, asked)
    )
    token = orjson.loads(answer.body)["access_token"]
    world.clock.forward(31)
    return world.status("GET", "/tickets", authorization=f"Bearer {token}")


def _kept(field: str, value: Any) -> Callable[[World], Any]:
    def kept(world: World) -> Any:
        made = world.body("POST", "/tickets", {**TICKET, field: value})
        return world.box.store.items("tickets")[0].body[field], made[field]

    return kept


def _null_at_first(world: World) -> Any:
    (one,) = world.make()
    since = "?modified[gte]=2020-01-01T00:00:00Z"
    first = world.body("GET", f"/tickets/{one}")["modified_at"] is None, len(world.ids(since))
    world.clock.forward(5)
    world.send("PATCH", f"/tickets/{one}", {"subject": "new"})
    return first, world.body("GET", f"/tickets/{one}")["modified_at"] is None, len(world.ids(since))


def _come_again(world: World) -> Any:
    world = World(*world.behave, profile=with_record(TOLD, "tickets", fields=_ids_by_caller()))
    body = {**TICKET, "id": "mine"}
    world.send("POST", "/tickets", body)
    world.send("DELETE", "/tickets/mine")
    again = world.status("POST", "/tickets", body)
    return again, world.body("GET", "/tickets?include_deleted=true")["data"][0].get("deleted")


def _ids_by_caller() -> tuple[FieldProfile, ...]:
    return tuple(replace(f, read_only=False) if str(f.path) == "id" else f for f in LISTED.fields)


def _order(world: World) -> bool:
    world.make(9)
    return world.ids() == world.ids()


def _short(world: World) -> Any:
    (one,) = world.make(external_key="k")
    (listed,) = world.body("GET", "/tickets")["data"]
    return set(world.body("GET", f"/tickets/{one}")) - set(listed)


def _made_at(world: World) -> Any:
    profile = with_record(TOLD, "tickets", stamp_resolution_s=sure(0.001))
    other = World(*world.behave, profile=profile)
    other.clock.forward(0.4)
    (one,) = other.make()
    item = other.box.store.item("tickets", one)
    assert item is not None
    return item.updated_at.microsecond


def _fine_stamp(world: World) -> Any:
    return _made_at(world)


def _drift(world: World) -> float:
    world.clock.forward(36_000)
    return (world.box.store.now() - world.clock.now()).total_seconds()


def _subscribe(world: World) -> int:
    return world.status("POST", "/hooks", {"url": "http://127.0.0.1:9/hook"})


def _sign_ins(world: World) -> list[int]:
    strict = World(*world.behave, profile=POST_OFFICE)
    return [strict.status("GET", "/v1/parcels", authorization="Basic eDp5") for _ in range(8)]


def _paged(style: PagingStyle, name: str, size: str, *queries: str, **facts: Any) -> Callable[[World], Any]:
    def look(world: World) -> Any:
        paging = Paging(style, name, size, size_default=50, total_path="total", **facts)
        other = World(*world.behave, profile=with_record(TOLD, "tickets", paging=sure(paging)))
        other.make(12)
        made = [item.id for item in other.box.store.items("tickets")]
        return [[made.index(one) for one in other.ids(query)] for query in queries]

    return look


@dataclass(frozen=True)
class Case:
    """What is looked at, what it is with the behaviour, and what without."""

    look: Callable[[World], Any]
    so: Any
    otherwise: Any
    profile: Any = TOLD


def _list_of(query: str) -> Callable[[World], Any]:
    def look(world: World) -> Any:
        world.make(3)
        status, body = world.send("GET", f"/tickets{query}")
        return status, len(body.get("data", ()))

    return look


def _slow(world: World) -> float:
    world.make(10)
    world.ids()
    return round(world.delay_s, 3)


def _sorted(world: World) -> bool:
    shop = World(*world.behave, profile=SHOP)
    ids = shop.box.populate("authors", 3)
    shop.clock.forward(60)
    shop.box.store.change("authors", ids[0], {"phone": "1"})
    listed = [one["id"] for one in shop.body("GET", "/authors?sort=updated_at")["authors"]]
    return str(listed[-1]) == ids[0]


def _found(world: World) -> int:
    world.make(2)
    return len(world.ids("?external_key=none"))


def _unique(world: World) -> list[int]:
    return [world.status("POST", "/tickets", {**TICKET, "external_key": "EXT-9"}) for _ in range(2)]


def _unsent(world: World) -> Any:
    (one,) = world.make(external_key="k", phone="+49 30 1")
    whole = {**TICKET, "external_key": "k"}
    return world.body("PATCH", f"/tickets/{one}", whole).get("phone")


def _logged(world: World) -> Any:
    one = _deleted(world)
    status, body = world.send("GET", "/activity")
    return (status, [(e["action"], e["item"] == one) for e in body["data"]]) if status == 200 else status


def _tombstones(world: World) -> list[int]:
    _deleted(world)
    changes = "?modified[gte]=2020-01-01T00:00:00Z"
    return [len(world.ids(changes)), len(world.ids(f"{changes}&include_deleted=true"))]


def _referring(world: World) -> int:
    shop = World(*world.behave, profile=SHOP)
    book = {"isbn": "9780000000001", "title": "T", "price_cents": 5, "author_id": 999}
    return shop.status("POST", "/books", {"book": book})


def _errors(method: str, address: str, json: object = None) -> Callable[[World], Any]:
    def look(world: World) -> Any:
        status, body = world.send(method, address, json)
        return status, type(body).__name__, "errors" in body if isinstance(body, dict) else None

    return look


def _weak(world: World) -> Any:
    (one,) = world.make()
    world.send("GET", f"/tickets/{one}")
    return world.headers["etag"][:2], world.status("PATCH", f"/tickets/{one}", {"subject": "x"}, if_match='W/"old"')


def _versioned(world: World) -> int:
    plain = World(*world.behave, profile=with_record(TOLD, "tickets", version=Fact()))
    return _stale(plain)


def _money(world: World) -> Any:
    (one,) = world.make(total_price=12.5)
    with_context = world.body("GET", f"/tickets/{one}", x_context="1")["total_price"]
    return world.body("GET", f"/tickets/{one}")["total_price"], with_context


def _saved(world: World) -> Any:
    body = {**TICKET, "external_key": "EXT-1"}
    return [world.status("POST", "/tickets", body) for _ in range(2)], len(world.box.store.items("tickets"))


def _stand_still(world: World) -> bool:
    (one,) = world.make()
    world.clock.forward(60)
    body = world.body("PATCH", f"/tickets/{one}", {"subject": "x"})
    return bool(body["modified_at"] == body["created_at"])


def _thin(world: World) -> set[str]:
    _deleted(world)
    (one,) = world.body("GET", "/tickets?include_deleted=true")["data"]
    return set(one) & {"subject", "deleted"}


def _shown(field: str, value: Any) -> Callable[[World], Any]:
    def look(world: World) -> Any:
        (one,) = world.make(**{field: value})
        shown = world.body("GET", f"/tickets/{one}")[field]
        again = world.status("PATCH", f"/tickets/{one}", {field: shown})
        item = world.box.store.item("tickets", one)
        return shown, again, item is not None and item.body[field] == value

    return look


def _limit_told(world: World) -> Any:
    world.ids()
    world.ids()
    return world.headers.get("x-ratelimit-remaining")


OFFSET, PAGE = PagingStyle.OFFSET, PagingStyle.PAGE
FUTURE = "?modified[gte]=2099-01-01T00:00:00Z"
EXACT = {"__class__": "Decimal", "decimal": "23.50"}
DUE = {"__class__": "date", "year": 2026, "month": 3, "day": 2}
CASES = {
    "since_ignored": Case(_list_of(FUTURE), (200, 3), (200, 0)),
    "future_since_refused": Case(_list_of(FUTURE), (400, 0), (200, 0)),
    "unknown_parameters_refused": Case(_list_of("?limits=1"), (400, 0), (200, 3)),
    "unknown_parameters_filter": Case(_list_of("?limits=1"), (200, 0), (200, 3)),
    "unstable_order": Case(_order, False, True),
    "index_lag": Case(_lagging, (False, 200), (True, 200)),
    "reads_lag": Case(_lagging, (False, 404), (True, 200)),
    "page_size_ignored": Case(_paged(PAGE, "page", "per_page", "?per_page=3", first=1), [[*range(10)]], [[0, 1, 2]]),
    "page_size_capped": Case(_paged(PAGE, "page", "per_page", "?per_page=9", first=1), [[*range(7)]], [[*range(9)]]),
    "lists_not_paged": Case(_paged(PAGE, "page", "per_page", "?per_page=3", first=1), [[*range(12)]], [[0, 1, 2]]),
    "page_counts_items": Case(_paged(PAGE, "p", "s", "?p=2&s=3", first=1), [[2, 3, 4]], [[3, 4, 5]]),
    "offset_counts_pages": Case(_paged(OFFSET, "o", "s", "?o=2&s=3", first=0), [[3, 4, 5]], [[2, 3, 4]]),
    "page_position_ignored": Case(_paged(PAGE, "p", "s", "?p=2&s=3", first=1), [[0, 1, 2]], [[3, 4, 5]]),
    "list_items_short": Case(_short, None, set()),
    "slow_lists": Case(_slow, 0.2, 0.0),
    "sort_ignored": Case(_sorted, False, True),
    "value_filter_ignored": Case(_found, 2, 0),
    "identical_writes_stamped": Case(_stamped_again, False, True),
    "identical_writes_unnoticed": Case(_same_twice, True, False),
    "null_until_first_edit": Case(_null_at_first, ((True, 0), False, 1), ((False, 1), False, 1)),
    "clock_ahead": Case(lambda w: (w.box.store.now() - w.clock.now()).total_seconds(), 300, 0),
    "clock_drifts": Case(_drift, 10, 0),
    "made_on_the_second": Case(_made_at, 0, 400_000),
    "whole_second_stamps": Case(_fine_stamp, 0, 400_000),
    "stamps_stand_still": Case(_stand_still, True, False),
    "local_stamps": Case(
        lambda w: w.body("POST", "/tickets", TICKET)["created_at"], "2026-03-02T11:00:00Z", "2026-03-02T09:00:00Z"
    ),
    "thin_tombstones": Case(_thin, {"deleted"}, {"deleted", "subject"}),
    "ids_come_again": Case(_come_again, (201, False), (409, True)),
    "merged_moved": Case(_merged, 301, 404),
    "merged_shows_winner": Case(_merged, 200, 404),
    "deletes_leave_nothing": Case(_tombstones, [0, 0], [0, 1]),
    "deletes_leave_tombstones": Case(_tombstones, [1, 1], [0, 1]),
    "deleted_parameter_ignored": Case(_tombstones, [0, 0], [0, 1]),
    "deletes_only_logged": Case(_logged, (200, [("create", True), ("delete", True)]), 404),
    "deleted_forbidden": Case(
        lambda w: [w.status("GET", f"/tickets/{_deleted(w)}"), w.status("GET", "/tickets/none")], [403, 404], [404, 404]
    ),
    "missing_forbidden": Case(lambda w: w.status("GET", "/tickets/none"), 403, 404),
    "missing_shows_another": Case(lambda w: (w.make(), w.status("GET", "/tickets/none"))[1], 200, 404),
    "second_delete_succeeds": Case(_twice, [204, 200], [204, 404]),
    "second_delete_refused": Case(_twice, [204, 400], [204, 404]),
    "deletes_refused": Case(_twice, [403, 403], [204, 404]),
    "versions_ignored": Case(_stale, 200, 412),
    "versions_demanded": Case(lambda w: w.status("PATCH", f"/tickets/{w.make()[0]}", {"subject": "x"}), 428, 200),
    "versions_checked_one_way": Case(lambda w: [_stale(w), _stale(w, "DELETE")], [412, 204], [412, 412]),
    "weak_etags_ignored": Case(_weak, ("W/", 200), ('"0', 412)),
    "strong_versions": Case(_versioned, 412, 200),
    "malformed_versions_refused": Case(lambda w: [_stale(w, tag="17"), _stale(w)], [400, 412], [412, 412]),
    "duplicates_400": Case(_unique, [201, 400], [201, 409]),
    "external_id_not_unique": Case(_unique, [201, 201], [201, 409]),
    "invalid_400": Case(lambda w: w.status("POST", "/tickets", {"subject": 7}), 400, 422),
    "idempotency_key_ignored": Case(_keyed, 2, 1),
    "failures_replayed": Case(_failed_key, 422, 201),
    "bulk_done_in_part": Case(_bulk, 1, 0),
    "references_unchecked": Case(_referring, 201, 422),
    "read_only_dropped": Case(lambda w: w.status("POST", "/tickets", {**TICKET, "seen_count": 5}), 201, 422),
    "unknown_fields_refused": Case(lambda w: w.status("POST", "/tickets", {**TICKET, "colour": "red"}), 422, 201),
    "unknown_fields_500": Case(lambda w: w.status("POST", "/tickets", {**TICKET, "colour": "red"}), 500, 201),
    "unsent_fields_dropped": Case(_unsent, None, "+49 30 1"),
    "create_answers_without_item": Case(lambda w: "id" in w.body("POST", "/tickets", TICKET), False, True),
    "saved_and_500": Case(_saved, ([500, 409], 1), ([201, 409], 1)),
    "texts_trimmed": Case(_kept("subject", " Ann "), ("Ann", "Ann"), (" Ann ", " Ann ")),
    "mail_in_lower_case": Case(_kept("email", "A@Ex.com"), ("a@ex.com", "a@ex.com"), ("A@Ex.com", "A@Ex.com")),
    "codes_in_upper_case": Case(_kept("code", "ab-1"), ("AB-1", "AB-1"), ("ab-1", "ab-1")),
    "telephones_international": Case(_kept("phone", "4930"), ("+4930", "+4930"), ("4930", "4930")),
    "decimals_cut": Case(_kept("total_price", 19.999), (20.0, 20.0), (19.999, 19.999)),
    "dates_as_objects": Case(_shown("due_on", "2026-03-02"), (DUE, 200, True), ("2026-03-02", 200, True)),
    "dates_with_blank": Case(lambda w: w.body("GET", f"/tickets/{w.make()[0]}")["created_at"][10], " ", "T"),
    "decimals_as_objects": Case(_shown("total_price", 23.5), (EXACT, 200, True), (23.5, 200, True)),
    "decimals_as_strings": Case(_shown("total_price", 23.5), ("23.50", 200, True), (23.5, 200, True)),
    "prices_in_minor_units": Case(_shown("total_price", 23.5), (2350, 200, True), (23.5, 200, True)),
    "money_needs_context": Case(_money, (None, 12.5), (12.5, 12.5)),
    "errors_as_200": Case(_errors("GET", "/tickets/none"), (200, "dict", True), (404, "dict", False)),
    "errors_as_html": Case(_errors("GET", "/tickets/none"), (404, "bytes", None), (404, "dict", False)),
    "webhooks_lost": Case(lambda w: len(_hooks(w, count=100)) < 90, True, False),
    "webhooks_doubled": Case(lambda w: len(_hooks(w, count=100)) > 110, True, False),
    "webhooks_reordered": Case(
        lambda w: (numbers := [one.number for one in _hooks(w)]) == sorted(numbers), False, True
    ),
    "webhooks_unsigned": Case(lambda w: "x-signature" in _hooks(w)[0].request.headers, False, True),
    "webhooks_thin": Case(lambda w: "subject" in str(_hooks(w)[0].request.body), False, True),
    "local_addresses_refused": Case(_subscribe, 400, 201),
    "short_tokens": Case(_token, 401, 200, DESK),
    "slow_answers": Case(lambda w: (w.ids(), w.delay_s)[1], 2.0, 0.0),
    "rate_limit_told": Case(_limit_told, "598", None),
    "sign_ins_limited": Case(_sign_ins, [401] * 6 + [429] * 2, [401] * 8),
}


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_a_behaviour_does_what_it_says(name: str, live: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chosen at the start, and switched on and off while it runs."""
    case = CASES[name]
    for behave, wanted in (((name,), case.so), ((), case.otherwise)):
        other: tuple[str, ...] = () if behave else (name,)
        monkeypatch.setattr(World, "switches", other if live else None)
        world = World(*behave, profile=case.profile)
        found = case.look(world)
        if wanted is None and behave:
            assert found != case.otherwise
        else:
            assert found == wanted, behave


def test_every_behaviour_is_tried() -> None:
    assert set(CASES) == set(behaviours().items)


def test_every_behaviour_has_a_family_and_says_what_a_caller_sees() -> None:
    assert {name for family in families().values() for name in family.items} == set(behaviours().items)
    for name, behaviour in behaviours().items.items():
        assert behaviour.example
        assert bool(behaviour.unit) == (behaviour.amount is not None), name
        assert re.fullmatch(r"[A-Z][^\n]*(\n[^\n]+)*", behaviours().docs[name].strip()), name


def test_behaviours_add_up_and_the_later_one_counts() -> None:
    acting = behaving(TOLD, ["index_lag=2", "invalid-400", "index lag=7"])
    assert (acting.settings.list_lag_s, acting.settings.invalid_status) == (7, 400)
    assert World("errors_as_200", "invalid_400").status("POST", "/tickets", {}) == 200


def test_what_is_believed_of_a_system_stays_what_its_description_says() -> None:
    assert World("lists_not_paged").box.profile == TOLD


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("sinse_ignored", "there is no behaviour `sinse_ignored`"),
        ("since_ignored=3", "takes no amount"),
        ("index_lag=soon", "`soon` is no amount"),
        ("index_lag=nan", "no amount"),
    ],
)
def test_a_behaviour_that_cannot_be_is_told(written: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        behaving(TOLD, [written])


def test_deleted_items_are_marked_as_the_system_marks_them_now() -> None:
    world = World(profile=POST_OFFICE)
    store = world.box.store
    kept, gone = (store.insert("parcels", {"label": one}) for one in "ab")
    store.remove("parcels", gone)

    def shown() -> dict[str, Any]:
        return {one["label"]: one["active"] for one in world.body("GET", "/v1/parcels")}

    at_first = store.item("parcels", gone)
    assert (shown(), at_first is not None and at_first.version) == ({"a": True, "b": False}, 2)
    world.box.behave(["deletes_leave_nothing"])
    third = store.insert("parcels", {"label": "c"})
    store.remove("parcels", third)
    assert (shown(), world.status("GET", f"/v1/parcels/{gone}")) == ({"a": True}, 404)
    world.box.behave([])
    assert shown() == {"a": True, "b": False, "c": False}, "what went meanwhile is told, too"
    assert store.item("parcels", gone) == at_first
    assert world.status("GET", f"/v1/parcels/{kept}") == 200


def test_a_resource_of_a_behaviour_comes_and_goes_with_it() -> None:
    world = World("deletes_only_logged")
    world.box.behave(["deletes_only_logged", "index_lag=5"])
    (one,) = world.make()
    assert (world.ids(), world.body("GET", "/activity")["data"]) == ([], [])
    world.clock.forward(6)
    assert world.ids() == [one]
    assert [e["item"] for e in world.body("GET", "/activity")["data"]] == [one]
    world.box.behave(["index_lag=5"])
    assert world.status("GET", "/activity") == 404
    world.make()
    world.box.behave(["deletes_only_logged"])
    world.make()
    assert len(world.body("GET", "/activity")["data"]) == 1, "what happened meanwhile is in no list"
    assert len(world.ids()) == 3


def test_what_is_on_stays_as_it_is_while_another_is_switched() -> None:
    world = World("rate_limit_told", "clock_drifts=10", "reads_lag=5", profile=TOLD)
    world.ids()
    world.clock.forward(3600)
    made = world.body("POST", "/tickets", TICKET)["id"]
    world.box.behave(["rate_limit_told", "clock_drifts=10", "reads_lag=5", "deletes_leave_tombstones"])
    assert world.status("GET", f"/tickets/{made}") == 404, "it is still on its way"
    assert world.headers["x-ratelimit-remaining"] == "598", "the POST counts"
    assert (world.box.store.now() - world.clock.now()).total_seconds() == 10
    world.clock.forward(5)
    assert world.status("GET", f"/tickets/{made}") == 200
    world.box.behave(["clock_drifts=10"])
    world.box.behave([])
    assert world.box.store.now() == world.clock.now()
    world.clock.forward(7200)
    world.box.behave(["clock_drifts=10"])
    world.clock.forward(360)
    assert (world.box.store.now() - world.clock.now()).total_seconds() == 1, "from then on"


def test_nothing_is_switched_where_one_of_them_cannot_be() -> None:
    world = World("errors_as_200")
    with pytest.raises(UsageError):
        world.box.behave(["invalid_400", "sinse_ignored"])
    assert world.box.behaves == ("errors_as_200",)
    assert world.status("POST", "/tickets", {}) == 200
