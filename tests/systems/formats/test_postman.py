"""A Postman collection: folders, variables, saved answers and ways to sign in."""

from __future__ import annotations

from typing import Any

import orjson
from tests.systems.formats.helpers import learned, record_of, works

from interlock.model.profile import AuthKind, PagingStyle, Verb
from interlock.systems import to_json

INVOICE = {"id": 17, "number": "R-1", "total": 9.5, "customer": {"id": 4}, "created_at": "2026-01-01T00:00:00Z"}
URL: dict[str, Any] = {"raw": "{{baseUrl}}/invoices", "host": ["{{baseUrl}}"], "path": ["invoices"]}


def saved(answer: object, code: int = 200) -> list[dict[str, Any]]:
    return [{"name": "ok", "code": code, "header": [], "body": orjson.dumps(answer).decode()}]


def collection() -> dict[str, Any]:
    one = {"raw": "{{baseUrl}}/invoices/:invoiceId", "variable": [{"key": "invoiceId", "value": "17"}]}
    body = {"mode": "raw", "raw": '{"number": "{{number}}", "total": {{total}}}'}
    listing = {
        **URL,
        "query": [
            {"key": "page", "value": "1", "description": "Which page"},
            {"key": "per_page", "value": "50", "description": "How many, at most 200"},
            {"key": "modified_since", "value": "", "description": "Only what was changed since", "disabled": True},
        ],
    }
    requests = [
        {"name": "List", "request": {"method": "GET", "url": listing}, "response": saved({"invoices": [INVOICE]})},
        {"name": "One", "request": {"method": "GET", "url": one}, "response": saved({"invoice": INVOICE})},
        {"name": "New", "request": {"method": "POST", "url": URL, "body": body}, "response": saved(INVOICE, 201)},
        {"name": "Change", "request": {"method": "PUT", "url": one, "body": body}, "response": saved(INVOICE)},
        {"name": "Drop", "request": {"method": "DELETE", "url": one}, "response": [{"code": 204, "body": ""}]},
    ]
    return {
        "info": {
            "name": "Billing",
            "description": "At most 60 requests per minute.",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "auth": {
            "type": "apikey",
            "apikey": [{"key": "key", "value": "X-Billing-Key"}, {"key": "value", "value": "s3"}],
        },
        "variable": [{"key": "baseUrl", "value": "https://api.billing.example/v2"}, {"key": "secret", "value": "hush"}],
        "item": [{"name": "Invoices", "item": requests}],
    }


def test_a_collection_is_learned() -> None:
    found = learned(billing__json=collection())
    assert found.findings == ()
    assert found.profile.description_format == "Postman collection"
    assert found.profile.servers == ("https://api.billing.example",)
    record = record_of(found, "invoices")
    assert {(o.verb, o.method, o.path) for o in record.operations} == {
        (Verb.LIST, "GET", "/v2/invoices"),
        (Verb.GET, "GET", "/v2/invoices/{invoiceId}"),
        (Verb.CREATE, "POST", "/v2/invoices"),
        (Verb.UPDATE, "PUT", "/v2/invoices/{invoiceId}"),
        (Verb.DELETE, "DELETE", "/v2/invoices/{invoiceId}"),
    }
    paging = record.paging.value
    assert paging is not None
    assert (paging.style, paging.token_param, paging.size_param, paging.size_max) == (
        PagingStyle.PAGE,
        "page",
        "per_page",
        200,
    )
    assert record.primary_key.evidence[0].pointer == "#/item/0/item/0/response/0/response/body/invoices/0/id"
    auth = found.profile.auth.value or ()
    assert [(s.kind, s.parameter) for s in auth] == [(AuthKind.API_KEY, "X-Billing-Key")]
    limit = found.profile.rate_limit.value
    assert limit is not None
    assert (limit.requests, limit.per_s) == (60, 60)


def test_a_sandbox_of_a_collection_works() -> None:
    works(learned(billing__json=collection()).profile, "invoices", field="number", value="R-99")


def test_a_collection_without_saved_answers_says_so() -> None:
    whole = collection()
    for request in whole["item"][0]["item"]:
        request["response"] = []
    assert "no-answers" in [f.code for f in learned(billing__json=whole).findings]


def test_a_name_and_password_in_an_address_are_not_kept() -> None:
    whole = collection()
    whole["variable"][0]["value"] = "https://ada:pa55word@api.billing.example/v2"
    found = learned(billing__json=whole)
    assert found.profile.servers == ("https://api.billing.example",)
    kept = to_json(found.profile).decode()
    assert all(secret not in kept for secret in ("pa55word", "hush", "s3"))


def test_a_described_header_is_a_filter_and_a_bare_one_is_a_cache_of_a_browser() -> None:
    whole = collection()
    whole["item"][0]["item"][0]["request"]["url"]["query"] = []
    header: dict[str, Any] = {"key": "If-Modified-Since", "value": "2026-01-01T00:00:00Z"}
    whole["item"][0]["item"][0]["request"]["header"] = [header]
    assert not record_of(learned(billing__json=whole), "invoices").since.known
    header["description"] = "Only invoices modified since"
    since = record_of(learned(billing__json=whole), "invoices").since.value
    assert since is not None
    assert (since.parameter, since.form.value) == ("If-Modified-Since", "header")
