"""Recorded answers in a folder: what their names and contents say."""

from __future__ import annotations

import orjson
import pytest
from tests.systems.formats.helpers import record_of, works

from interlock.model.profile import PagingStyle, Verb
from interlock.systems import Source, learn_all, to_json

ITEM = {"id": 1, "sku": "S-1", "price": 3.5, "updated_at": "2026-01-01T00:00:00Z"}


def samples(**files: object) -> list[Source]:
    return [Source(f"answers/{name}.json", orjson.dumps(content)) for name, content in files.items()]


def test_a_folder_of_answers_is_learned() -> None:
    sources = samples(
        products={"items": [ITEM, {**ITEM, "price": None}], "next_page": 2, "total": 40},
        product=ITEM,
        **{"POST products.request": {"sku": "S-2"}, "DELETE products/42": {}},
    )
    found = learn_all("System", sources)
    record = record_of(found, "products")
    assert {(o.verb, o.path) for o in record.operations} == {
        (Verb.LIST, "/products"),
        (Verb.GET, "/products/{id}"),
        (Verb.CREATE, "/products"),
        (Verb.DELETE, "/products/{id}"),
    }
    price = record.field("price")
    assert price is not None
    assert (price.type.value, price.nullable, price.pointer) == (
        "number",
        True,
        "products.json#/response/body/items/0/price",
    )
    assert record.paging.value is not None
    assert record.paging.value.style is PagingStyle.NONE
    assert [f.code for f in found.findings] == ["samples-only"]
    kept = to_json(found.profile).decode()
    assert "S-1" not in kept


def test_one_answer_is_taken_only_when_said_so() -> None:
    (source,) = samples(orders=[ITEM])
    assert [f.code for f in learn_all("System", [source]).findings] == ["not-a-description"]
    found = learn_all("System", [source], taken_for={source.name: "samples"})
    assert [r.name for r in found.profile.records] == ["orders"]


def test_requests_with_their_answers_are_read_whole() -> None:
    request = {"method": "GET", "url": "/api/orders?page=2&per_page=5"}
    stubs = [
        {"request": request, "response": {"status": 200, "jsonBody": {"orders": [ITEM]}}},
        {
            "request": {"method": "PUT", "url": "/api/orders/77", "body": '{"sku": "x"}'},
            "response": {"status": 200, "body": orjson.dumps(ITEM).decode()},
        },
        {
            "request": {"method": "POST", "url": "/api/orders", "body": '{"sku": "x"}'},
            "response": {"status": 201, "body": orjson.dumps(ITEM).decode()},
        },
        {
            "request": {"method": "GET", "url": "/api/orders/77"},
            "response": {"status": 200, "body": orjson.dumps(ITEM).decode()},
        },
        {"request": {"method": "DELETE", "url": "/api/orders/77"}, "response": {"status": 204}},
    ]
    found = learn_all("System", samples(recorded=stubs, more=[]), taken_for={})
    works(found.profile, "orders", field="sku", value="S-9")


def test_a_recorded_http_answer_tells_its_status_and_headers() -> None:
    text = b'HTTP/1.1 200 OK\r\nETag: "5"\r\nContent-Type: application/json\r\n\r\n' + orjson.dumps(ITEM)
    source = Source("GET orders_42.http", text)
    found = learn_all("System", [source], taken_for={source.name: "samples"})
    (record,) = found.profile.records
    assert (record.name, record.version.value, record.operations[0].path) == ("orders", "etag", "/orders/{id}")


@pytest.mark.parametrize("data", [b"{}", b"[]", b"null", b"[1,2]", b'{"a": [[[]]]}', b"x", b"\xff\xfe"])
def test_answers_that_hold_nothing_give_findings(data: bytes) -> None:
    found = learn_all("System", [Source("a.json", data)], taken_for={"a.json": "samples"})
    assert found.profile.records == ()
    assert found.findings
