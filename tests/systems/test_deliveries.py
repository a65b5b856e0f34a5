"""How events arrive, as descriptions of different habits tell it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.systems.helpers import answer, description, listing, objects, profile

from interlock.model.webhooks import Deliveries

TEXT = {"type": "string"}
ITEM = {"id": TEXT, "number": TEXT, "total": {"type": "integer"}, "updated_at": {**TEXT, "format": "date-time"}}


def _header(name: str, text: str = "") -> dict[str, Any]:
    return {"name": name, "in": "header", "description": text, "schema": TEXT}


def _told(*headers: dict[str, Any], body: dict[str, Any] | None = None, prose: str = "", **paths: Any) -> Deliveries:
    post = {
        "parameters": list(headers),
        "requestBody": {"content": {"application/json": {"schema": body or objects({"data": objects({"id": TEXT})})}}},
        "responses": {"200": {"description": "taken"}},
    }
    whole = description({"/invoices": {"get": listing(ITEM)}, **{f"/{name}": path for name, path in paths.items()}})
    info = {**whole["info"], "description": prose}
    return profile(
        {**whole, "openapi": "3.1.0", "info": info, "webhooks": {"invoice.updated": {"post": post}}}
    ).deliveries


@pytest.mark.parametrize(
    ("header", "said", "scheme"),
    [
        ("X-Signature", "HMAC-SHA256 of the body, hexadecimal", "hmac_hex"),
        ("X-Hmac-Sha256", "the HMAC-SHA-256 digest, base64 encoded", "hmac_base64"),
        ("Acme-Signature", "such as `t=1492774577,v1=5257a869`: HMAC with SHA256 of moment and body", "timed"),
        ("X-Signature", "HMAC-SHA1, hex", None),
        ("X-Signature", "the signature", None),
        ("X-Hook-Token", "the token that you chose", "token"),
    ],
)
def test_the_scheme_is_what_the_header_says(header: str, said: str, scheme: str | None) -> None:
    assert _told(_header(header, said)).scheme.value == scheme


def test_the_scheme_is_found_in_prose() -> None:
    prose = "Each event carries `Acme-Signature`, the HMAC-SHA256 of the raw body in hex."
    assert _told(prose=prose).scheme.value == "hmac_hex"


def test_the_published_standard_is_known_by_its_headers() -> None:
    found = _told(_header("webhook-id"), _header("webhook-timestamp"), _header("webhook-signature"))
    assert (found.scheme.value, found.id_at.value) == ("standard_webhooks", "header:webhook-id")


def test_name_and_id_stand_in_headers_or_in_the_body() -> None:
    found = _told(_header("X-Topic"), _header("X-Event-Id"))
    assert (found.name_at.value, found.id_at.value) == ("header:X-Topic", "header:X-Event-Id")
    found = _told(body=objects({"id": TEXT, "type": TEXT, "data": objects({"id": TEXT})}))
    assert (found.name_at.value, found.id_at.value) == ("type", "id")
    found = _told(body=objects({"id": TEXT, "event_id": TEXT}))
    assert (found.name_at.value, found.id_at.value) == (None, "event_id")
    assert _told(body=objects({"id": TEXT})).id_at.value is None, "it is the item's"


def test_the_fields_of_a_subscription() -> None:
    body = objects({"topic": TEXT, "address": TEXT, "signing_secret": TEXT})
    hooks = {"post": {"requestBody": {"content": {"application/json": {"schema": body}}}, "responses": answer(body)}}
    found = _told(webhooks=hooks)
    assert (found.address_field, found.events_field, found.each) == ("address", "topic", True)
    assert found.secret_field == "signing_secret"
