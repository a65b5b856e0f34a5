"""Creating, changing, deleting, archiving: what is kept, what is refused, what is answered."""

from dataclasses import replace

import orjson
import pytest
from tests.sandbox.helpers import DESK, POST_OFFICE, SHOP, Client, HandClock, client, field, with_record

from interlock.model.profile import BodyForm, FieldType, Operation, Verb, sure
from interlock.model.value import JSON

_BOOK: dict[str, JSON] = {"isbn": "9791111111111", "title": "Tides", "author_id": 1001, "price_cents": 1999}
_TICKET: dict[str, JSON] = {"subject": "Broken", "reporter": {"name": "Ann"}}
_FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def shop() -> Client:
    asking = client(SHOP)
    asking.sandbox.populate("authors", 1)
    return asking


@pytest.fixture
def desk() -> Client:
    return client(DESK)


def test_a_created_item_has_an_id_times_and_defaults(shop: Client) -> None:
    made = shop.json("POST", "/books", {"book": _BOOK}, status=201)
    assert made == {
        "book": {
            **_BOOK,
            "binding": "soft",
            "blurb": None,
            "tags": [],
            "chapters": [],
            "id": 1001,
            "created_at": "2026-03-02T09:00:00.000Z",
            "updated_at": "2026-03-02T09:00:00.000Z",
        }
    }
    assert shop.json("GET", "/books/1001") == made


def test_a_create_tells_where_the_item_is(shop: Client) -> None:
    assert shop.send("POST", "/books", {"book": _BOOK}).headers["location"] == "/books/1001"


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"title": None}, {"title": "is required"}),
        ({"title": ""}, {"title": "is shorter than 1 characters"}),
        ({"title": "x" * 81}, {"title": "is longer than 80 characters"}),
        ({"title": 7}, {"title": "is not a string"}),
        ({"price_cents": -1}, {"price_cents": "is below 0"}),
        ({"price_cents": 1.5}, {"price_cents": "is not an integer"}),
        ({"price_cents": True}, {"price_cents": "is not an integer"}),
        ({"binding": "paper"}, {"binding": "is not one of `hard`, `soft`"}),
        ({"printed_on": "2026-02-30"}, {"printed_on": "is not a date"}),
        ({"isbn": "12"}, {"isbn": "does not match `^97[89][0-9]{10}$`"}),
        ({"tags": "new"}, {"tags[]": "is not an array"}),
        ({"tags": [1]}, {"tags[]": "has an element that is not a string"}),
        ({"chapters": [{"pages": 0}]}, {"chapters[].heading": "is required", "chapters[].pages": "is below 1"}),
        ({"author_id": 5}, {"author_id": "refers to no item of `authors`"}),
        ({"id": 77}, None),
        (
            {"title": "", "price_cents": "7"},
            {"title": "is shorter than 1 characters", "price_cents": "is not an integer"},
        ),
    ],
)
def test_a_body_that_does_not_fit_is_refused_by_field(
    shop: Client, change: dict[str, JSON], names: dict[str, str] | None
) -> None:
    response = shop.send("POST", "/books", {"book": {**_BOOK, **change}})
    if names is None:
        assert response.status == 201
    else:
        assert response.status == 422
        assert orjson.loads(response.body)["fields"] == names
        assert shop.sandbox.store.items("books") == ()


def test_all_required_fields_are_named_at_once(shop: Client) -> None:
    refused = shop.json("POST", "/books", {"book": {}}, status=422)
    assert set(refused["fields"]) == {"isbn", "title", "author_id", "price_cents"}


def test_a_read_only_field_cannot_be_written(desk: Client) -> None:
    assert desk.send("POST", "/tickets", {**_TICKET, "seen_count": 3}).status == 422


def test_a_read_only_field_can_be_made_to_be_dropped() -> None:
    desk = client(DESK, refuses_read_only=False)
    assert desk.json("POST", "/tickets", {**_TICKET, "seen_count": 3}, status=201)["seen_count"] == 0


def test_unknown_fields_are_dropped_or_refused() -> None:
    assert "extra" not in client(DESK).json("POST", "/tickets", {**_TICKET, "extra": 1}, status=201)
    assert client(DESK, refuses_unknown_fields=True).send("POST", "/tickets", {**_TICKET, "extra": 1}).status == 422


def test_a_unique_value_cannot_be_taken_twice(shop: Client) -> None:
    shop.json("POST", "/books", {"book": _BOOK}, status=201)
    assert shop.send("POST", "/books", {"book": _BOOK}).status == 409
    other = shop.json("POST", "/books", {"book": {**_BOOK, "isbn": "9792222222222"}}, status=201)["book"]
    assert shop.send("PATCH", f"/books/{other['id']}", {"book": {"isbn": _BOOK["isbn"]}}).status == 409
    assert shop.send("PATCH", f"/books/{other['id']}", {"book": {"isbn": "9792222222222"}}).status == 200


def test_a_unique_value_is_free_again_after_a_delete(shop: Client) -> None:
    shop.json("POST", "/books", {"book": _BOOK}, status=201)
    shop.send("DELETE", "/books/1001")
    assert shop.json("POST", "/books", {"book": _BOOK}, status=201)["book"] != {}


def test_a_patch_changes_what_is_sent_and_moves_the_time() -> None:
    clock = HandClock()
    shop = client(SHOP, clock)
    shop.sandbox.populate("authors", 1)
    shop.json("POST", "/books", {"book": _BOOK}, status=201)
    clock.forward(61.25)
    book = shop.json("PATCH", "/books/1001", {"book": {"title": "Ebb"}})["book"]
    assert (book["title"], book["price_cents"]) == ("Ebb", 1999)
    assert (book["created_at"], book["updated_at"]) == ("2026-03-02T09:00:00.000Z", "2026-03-02T09:01:01.250Z")


def test_a_sent_array_replaces_the_array_and_new_elements_get_ids(shop: Client) -> None:
    two = [{"heading": "One"}, {"heading": "Two"}]
    book = shop.json("POST", "/books", {"book": {**_BOOK, "chapters": two}}, status=201)["book"]
    first, second = book["chapters"]
    after = shop.json("PATCH", "/books/1001", {"book": {"chapters": [second, {"heading": "Three"}]}})["book"]
    kept, new = after["chapters"]
    assert kept == second
    assert new["heading"] == "Three"
    assert len({first["id"], second["id"], new["id"]}) == 3


def test_a_merge_patch_empties_by_null_and_merges_objects(desk: Client) -> None:
    body = {**_TICKET, "effort": 2.5, "reporter": {"name": "Ann", "email": "ann@example.com"}}
    ticket = desk.json("POST", "/tickets", body, status=201)
    after = desk.json("PATCH", f"/tickets/{ticket['id']}", {"effort": None, "reporter": {"name": "Bea"}})
    assert after["effort"] is None
    assert after["reporter"] == {"name": "Bea", "email": "ann@example.com"}


def test_a_replacing_put_empties_what_is_not_sent() -> None:
    record = DESK.records[0]
    put = next(op for op in record.operations if op.method == "PATCH")

    operations = (*record.operations, replace(put, method="PUT", replaces=True))
    desk = client(with_record(DESK, "tickets", operations=operations))
    ticket = desk.json("POST", "/tickets", {**_TICKET, "effort": 2.5, "state": "solved"}, status=201)
    after = desk.json("PUT", f"/tickets/{ticket['id']}", {**ticket, "subject": "New", "effort": 1})
    assert (after["subject"], after["effort"], after["state"]) == ("New", 1, "solved")
    after = desk.json("PUT", f"/tickets/{ticket['id']}", _TICKET)
    assert (after["effort"], after["state"], after["created_at"]) == (None, "open", ticket["created_at"])
    assert desk.send("PUT", f"/tickets/{ticket['id']}", {"reporter": {"name": "Ann"}}).status == 422


def test_a_deleted_item_is_gone(shop: Client) -> None:
    shop.json("POST", "/books", {"book": _BOOK}, status=201)
    assert shop.send("DELETE", "/books/1001").status == 204
    for method, body in (("GET", None), ("PATCH", {"book": {"title": "x"}}), ("DELETE", None)):
        assert shop.send(method, "/books/1001", body).status == 404
    assert shop.json("GET", "/books")["books"] == []
    kept = shop.sandbox.store.item("books", "1001")
    assert kept is not None
    assert kept.deleted


def test_a_tombstone_shows_when_asked_for() -> None:
    clock = HandClock()
    desk = client(DESK, clock)
    ticket = desk.json("POST", "/tickets", _TICKET, status=201)
    clock.forward(90)
    desk.send("DELETE", f"/tickets/{ticket['id']}")
    assert desk.json("GET", "/tickets")["data"] == []
    assert desk.json("GET", "/tickets?include_deleted=false")["data"] == []
    shown = {**ticket, "deleted": True, "modified_at": "2026-03-02T09:01:30Z"}
    assert desk.json("GET", "/tickets?include_deleted=true")["data"] == [shown]
    assert desk.json("GET", "/tickets?include_deleted=true&modified[gte]=2026-03-02T09:01:00Z")["data"] == [shown]


def test_thin_tombstones_show_only_what_identifies_them() -> None:
    desk = client(DESK, thin_tombstones=True)
    ticket = desk.json("POST", "/tickets", _TICKET, status=201)
    desk.send("DELETE", f"/tickets/{ticket['id']}")
    assert desk.json("GET", "/tickets?include_deleted=true")["data"] == [
        {"id": ticket["id"], "modified_at": ticket["modified_at"], "deleted": True}
    ]


def test_archiving_twice_does_no_harm_and_restoring_undoes_it(desk: Client) -> None:
    ticket = desk.json("POST", "/tickets", _TICKET, status=201)
    address = f"/tickets/{ticket['id']}"
    assert desk.json("POST", f"{address}/archive")["archived"] is True
    assert desk.json("POST", f"{address}/archive")["archived"] is True
    item = desk.sandbox.store.item("tickets", str(ticket["id"]))
    assert item is not None
    assert item.archived
    assert desk.json("POST", f"{address}/restore")["archived"] is False
    assert [exchange.applied for exchange in desk.sandbox.log] == [True, True, False, True]


def test_an_upsert_makes_once_and_then_changes(desk: Client) -> None:
    first = desk.json("PUT", "/tickets/by-key/K-1", _TICKET, status=201)
    again = desk.json("PUT", "/tickets/by-key/K-1", {**_TICKET, "subject": "Mended"})
    assert (again["id"], again["subject"], again["external_key"]) == (first["id"], "Mended", "K-1")
    assert len(desk.sandbox.store.items("tickets")) == 1


def test_bulk_creates_make_all_or_none(desk: Client) -> None:
    made = desk.json("POST", "/tickets/bulk", {"tickets": [_TICKET, {**_TICKET, "subject": "B"}]}, status=201)
    assert [t["subject"] for t in made["tickets"]] == ["Broken", "B"]
    assert desk.send("POST", "/tickets/bulk", {"tickets": [_TICKET, {"subject": ""}]}).status == 422
    same_key: JSON = [{**_TICKET, "external_key": "K"}, {**_TICKET, "external_key": "K"}]
    assert desk.send("POST", "/tickets/bulk", {"tickets": same_key}).status == 409
    assert len(desk.sandbox.store.items("tickets")) == 2


def test_bulk_deletes_delete_all_or_none(desk: Client) -> None:
    ids: list[JSON] = list(desk.sandbox.populate("tickets", 3))
    assert desk.send("POST", "/tickets/bulk-delete", {"ids": [ids[0], "none"]}).status == 404
    assert len(desk.sandbox.store.items("tickets")) == 3
    assert desk.send("POST", "/tickets/bulk-delete", {"ids": ids[:2]}).status == 204
    assert [item.id for item in desk.sandbox.store.items("tickets")] == ids[2:]


def test_a_stale_etag_is_refused(desk: Client) -> None:
    made = desk.send("POST", "/tickets", _TICKET)
    address = f"/tickets/{orjson.loads(made.body)['id']}"
    stale = {"if-match": made.headers["etag"]}
    changed = desk.send("PATCH", address, {"subject": "A"}, headers=stale)
    assert changed.status == 200
    assert changed.headers["etag"] != made.headers["etag"]
    assert desk.send("PATCH", address, {"subject": "B"}, headers=stale).status == 412
    assert desk.send("DELETE", address, headers=stale).status == 412
    assert desk.send("PATCH", address, {"subject": "B"}, headers={"if-match": changed.headers["etag"]}).status == 200
    assert desk.send("GET", address).headers["etag"] != changed.headers["etag"]


def test_a_version_can_be_demanded_or_ignored() -> None:
    demanding, careless = client(DESK, demands_version=True), client(DESK, ignores_versions=True)
    for asking, headers, status in ((demanding, {}, 428), (careless, {"if-match": '"other"'}, 200)):
        ticket = asking.json("POST", "/tickets", _TICKET, status=201)
        assert asking.send("PATCH", f"/tickets/{ticket['id']}", {"subject": "A"}, headers=headers).status == status


def test_forms_are_read_with_nested_names_and_types() -> None:
    post = client(POST_OFFICE)
    form = (
        b"label=A&fragile=true&weight=2.5&count=&address[city]=Ulm&address[zip]=01067"
        b"&items[0][name]=Cup&items[0][quantity]=2&items[1][name]=Jar&items[1][quantity]=1&codes[]=x&codes[]=y"
    )
    made = post.json("POST", "/v1/parcels", data=form, headers=_FORM)
    assert {key: made[key] for key in ("label", "fragile", "weight", "count", "address", "items", "codes")} == {
        "label": "A",
        "fragile": True,
        "weight": 2.5,
        "count": None,
        "address": {"city": "Ulm", "zip": "01067"},
        "items": [{"name": "Cup", "quantity": 2}, {"name": "Jar", "quantity": 1}],
        "codes": ["x", "y"],
    }
    assert (made["created"], made["rev"], made["active"]) == (1772442000, 1, True)


def test_forms_with_nameless_positions_begin_a_new_element_where_a_key_repeats() -> None:
    post = client(POST_OFFICE)
    form = b"label=A&items[][name]=Cup&items[][quantity]=2&items[][name]=Jar&items[][quantity]=1"
    made = post.json("POST", "/v1/parcels", data=form, headers=_FORM)
    assert made["items"] == [{"name": "Cup", "quantity": 2}, {"name": "Jar", "quantity": 1}]


def test_a_version_field_counts_and_guards() -> None:
    post = client(POST_OFFICE)
    made = post.json("POST", "/v1/parcels", data=b"label=A", headers=_FORM)
    address = f"/v1/parcels/{made['id']}"
    assert post.json("POST", address, data=b"label=B&rev=1", headers=_FORM)["rev"] == 2
    assert post.send("POST", address, data=b"label=C&rev=1", headers=_FORM).status == 409


def test_an_item_marked_as_deleted_stays_in_lists() -> None:
    post = client(POST_OFFICE)
    made = post.json("POST", "/v1/parcels", data=b"label=A", headers=_FORM)
    assert post.json("DELETE", f"/v1/parcels/{made['id']}")["active"] is False
    listed = orjson.loads(post.send("GET", "/v1/parcels").body)
    assert [(item["id"], item["active"]) for item in listed] == [(made["id"], False)]
    item = post.sandbox.store.item("parcels", str(made["id"]))
    assert item is not None
    assert item.deleted


def test_an_operation_may_answer_without_the_item() -> None:

    record = DESK.records[0]
    silent = tuple(replace(op, returns_item=sure(False)) for op in record.operations)
    desk = client(with_record(DESK, "tickets", operations=silent))
    response = desk.send("POST", "/tickets", _TICKET)
    assert (response.status, response.body) == (201, b"")
    assert response.headers["location"].startswith("/tickets/tk_")


def test_json_api_bodies_are_read_with_fields_described_with_or_without_attributes() -> None:

    record = DESK.records[0]
    operations = tuple(replace(op, form=BodyForm.JSON_API, records_path="data") for op in record.operations)
    wrapped = (field("id", read_only=True), field("type"), field("attributes.subject", required=True))
    with_attributes = client(with_record(DESK, "tickets", operations=operations, fields=wrapped))
    without = client(with_record(DESK, "tickets", operations=operations))
    body: JSON = {"data": {"type": "ticket", "attributes": _TICKET}}
    made = with_attributes.json("POST", "/tickets", body, status=201)["data"]
    assert made["attributes"] == {"subject": "Broken"}
    flat = without.json("POST", "/tickets", body, status=201)["data"]
    assert flat["subject"] == "Broken"


@pytest.mark.parametrize("options", [("email", "post", "call"), (3, 5, 9)])
def test_where_all_ids_are_listed_a_new_item_has_one_of_them(options: tuple[JSON, ...]) -> None:
    kind = FieldType.INTEGER if isinstance(options[0], int) else FieldType.STRING
    profile = with_record(
        DESK,
        "tickets",
        fields=(field("id", kind, read_only=True, enum=options), field("label")),
        operations=(
            Operation(Verb.CREATE, "POST", "/tickets"),
            Operation(Verb.BULK_CREATE, "POST", "/tickets/many", body_is_array=True, body_path="tickets"),
            Operation(Verb.UPSERT, "PUT", "/tickets/{id}", id_param="id", id_in="path"),
        ),
        external_id=sure(None),
    )
    asking = client(profile)
    made = [asking.json("POST", "/tickets", {"label": "a"}, status=201)["id"]]
    asking.json("POST", "/tickets/many", {"tickets": [{"label": "b"}] * 3}, status=409)
    assert len(asking.sandbox.store.items("tickets")) == 1, "all of several are made, or none"
    asking.json("PUT", "/tickets/elsewhere", {"label": "c"}, status=422)
    left = [one for one in options if one not in made]
    made.append(asking.json("PUT", f"/tickets/{left[0]}", {"label": "c"}, status=201)["id"])
    made.append(asking.json("POST", "/tickets", {"label": "d"}, status=201)["id"])
    assert sorted(made, key=str) == sorted(options, key=str)
    refused = asking.json("POST", "/tickets", {"label": "e"}, status=409)
    assert "every id that an item can have is taken" in str(refused)


def test_one_id_alone_is_an_example() -> None:
    fields = (field("id", read_only=True, enum=("email",)), field("label"))
    asking = client(with_record(DESK, "tickets", fields=fields, external_id=sure(None)))
    made = [asking.json("POST", "/tickets", {"label": "a"}, status=201)["id"] for _ in range(2)]
    assert len(set(made)) == 2
