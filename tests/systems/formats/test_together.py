"""Several descriptions of one system: joined fact by fact, contradictions told."""

from __future__ import annotations

from typing import Any

import pytest
from tests.systems.formats.helpers import learned, record_of, told, works
from tests.systems.helpers import answer, description, listing, objects, query, writing

from interlock.errors import UsageError
from interlock.model.fact import Confidence
from interlock.model.profile import Verb
from interlock.systems import Source, learn_all

ITEM: dict[str, Any] = {
    "id": {"type": "string"},
    "number": {"type": "string", "maxLength": 30},
    "total": {"type": "number"},
    "updated_at": {"type": "string", "format": "date-time"},
}
SILENT = description(
    {
        "/v2/invoices": {"get": listing(ITEM, query("page", "integer")), "post": writing(ITEM, status="201")},
        "/v2/invoices/{id}": {"get": {"responses": answer(objects(ITEM))}, "delete": {"responses": {"204": {}}}},
    }
)
PAGE = """# Billing API

At most 120 requests per minute are answered. Repeat a POST safely with an `Idempotency-Key` header.

## List invoices

`GET /v2/invoices`

Query parameters:

- `page` (integer): The page.
- `updated_since` (datetime): Only invoices changed at or after this moment.

## Create an invoice

`POST /v2/invoices`

| Field | Type | Description |
| --- | --- | --- |
| `number` | string | The number, maximum 20 characters |
| `memo` | string | A note |
"""
EVENTS = {
    "asyncapi": "3.0.0",
    "info": {"title": "Events", "version": "1"},
    "channels": {
        "hooks": {
            "address": "/hooks",
            "messages": {
                "invoice.updated": {"$ref": "#/components/messages/Changed"},
                "invoice.deleted": {"payload": objects({"id": {"type": "string"}})},
            },
        }
    },
    "operations": {"tell": {"action": "send", "channel": {"$ref": "#/channels/hooks"}}},
    "components": {
        "messages": {
            "Changed": {
                "name": "invoice.updated",
                "headers": objects({"X-Billing-Signature": {"type": "string"}}),
                "payload": objects({"event": {"type": "string"}, "data": {"$ref": "#/components/schemas/Invoice"}}),
            }
        },
        "schemas": {"Invoice": objects(ITEM)},
    },
}


def test_a_page_adds_what_a_description_is_silent_about() -> None:
    alone = learned(billing__json=SILENT)
    assert not alone.profile.rate_limit.known
    assert not record_of(alone, "invoices").since.known
    both = learned(billing__json=SILENT, reference__md=PAGE)
    assert both.profile.description_format == "OpenAPI 3.0.3 + reference pages"
    limit = both.profile.rate_limit
    assert limit.value is not None
    assert (limit.value.requests, limit.confidence, limit.evidence[0].pointer) == (
        120,
        Confidence.LIKELY,
        "reference.md#",
    )
    assert "120 requests per minute" in limit.evidence[0].quote
    assert both.profile.idempotency_header.value == "Idempotency-Key"
    invoices = record_of(both, "invoices")
    assert invoices.since.value is not None
    assert (invoices.since.value.parameter, invoices.since.confidence) == ("updated_since", Confidence.LIKELY)
    assert told(invoices.since).endswith("reference.md#line=12")
    listed = invoices.operation(Verb.LIST)
    assert listed is not None
    assert listed.records_path == "data"
    assert [p.name for p in listed.parameters] == ["page", "updated_since"]
    assert told(invoices.primary_key).endswith(
        "sure, billing.json#/paths/~1v2~1invoices/get/responses/200/content/"
        "application~1json/schema/properties/data/items/properties/id"
    )
    assert [(f.code, f.message) for f in both.findings] == [
        (
            "descriptions-disagree",
            "the greatest length of `number` of `invoices`: `billing.json` says 30, `reference.md` says 20",
        )
    ]


def test_events_told_apart_are_joined_to_the_records_that_they_are_about() -> None:
    both = learned(billing__json=SILENT, events__json=EVENTS)
    assert [(e.name, e.record, e.change, e.payload_path) for e in both.profile.events] == [
        ("invoice.updated", "invoices", "updated", "data"),
        ("invoice.deleted", "invoices", "deleted", ""),
    ]
    assert both.profile.signature_header.value == "X-Billing-Signature"
    assert both.profile.events[0].pointer == "events.json#/operations/tell"
    deletes = record_of(both, "invoices").deletes
    assert deletes.value is not None
    assert deletes.value.event == "invoice.deleted"


def test_the_order_in_which_files_are_given_changes_nothing() -> None:
    one = learned(billing__json=SILENT, reference__md=PAGE, events__json=EVENTS).profile
    other = learned(events__json=EVENTS, reference__md=PAGE, billing__json=SILENT).profile
    assert (one.records, one.events, one.auth, one.rate_limit) == (
        other.records,
        other.events,
        other.auth,
        other.rate_limit,
    )


def test_events_alone_keep_nothing() -> None:
    assert [f.code for f in learned(events__json=EVENTS).findings] == ["no-records"]


def test_events_over_other_wires_are_not_counted_on() -> None:
    kafka = {**EVENTS, "servers": {"broker": {"host": "b.example", "protocol": "kafka-secure"}}}
    both = learned(billing__json=SILENT, events__json=kafka)
    assert both.profile.events == ()
    assert [f.code for f in both.findings] == ["events-not-over-http"]


def test_events_of_version_2_are_read() -> None:
    old = {
        "asyncapi": "2.6.0",
        "channels": {
            "invoice/created": {
                "subscribe": {"message": {"oneOf": [{"$ref": "#/components/messages/InvoiceCreated"}]}},
                "publish": {"message": {"name": "command"}},
            },
            "loop": {"subscribe": {"message": {"$ref": "#/components/messages/Loop"}}},
        },
        "components": {
            "messages": {
                "InvoiceCreated": {"payload": {"$ref": "#/components/schemas/Missing"}},
                "Loop": {"$ref": "#/components/messages/Loop"},
            }
        },
    }
    both = learned(billing__json=SILENT, events__json=old)
    assert [(e.name, e.record, e.change) for e in both.profile.events] == [("InvoiceCreated", "invoices", "created")]


def test_a_sandbox_of_several_descriptions_works() -> None:
    more = {**SILENT["paths"]["/v2/invoices/{id}"], "patch": writing(ITEM)}
    whole = {**SILENT, "paths": {**SILENT["paths"], "/v2/invoices/{id}": more}}
    works(learned(billing__json=whole, reference__md=PAGE).profile, "invoices", field="number", value="R-1")


def test_what_nobody_can_read_is_told_and_the_rest_is_learned() -> None:
    both = learned(billing__json=SILENT, notes__bin=b"\x00\x01", other__txt="nothing of use")
    assert [r.name for r in both.profile.records] == ["invoices"]
    assert {f.code for f in both.findings} == {"not-a-description"}


def test_a_format_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no format `soup`"):
        learn_all("System", [Source("a.json", b"{}")], taken_for={"a.json": "soup"})
