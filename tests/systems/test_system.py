"""What holds for a system as a whole: signing in, limits, headers, events."""

from __future__ import annotations

from typing import Any

import pytest
from tests.systems.helpers import ID, answer, description, listing, objects, profile, writing

from interlock.model.profile import AuthKind, AuthScheme, Confidence, EventKind, RateLimit

TEXT: dict[str, Any] = {"type": "string"}
ITEM: dict[str, Any] = {**ID, "name": TEXT, "updated_at": TEXT}


def _whole(prose: str = "", *, paths: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    whole = description({"/invoices": {"get": listing(ITEM)}, **(paths or {})}, **more)
    whole["info"]["description"] = prose
    return whole


def _schemes(**schemes: Any) -> tuple[AuthScheme, ...]:
    return profile(_whole(components={"securitySchemes": schemes})).auth.value or ()


@pytest.mark.parametrize(
    ("scheme", "kind", "where", "parameter", "prefix"),
    [
        ({"type": "http", "scheme": "bearer"}, AuthKind.BEARER, "header", "authorization", "Bearer "),
        ({"type": "http", "scheme": "Basic"}, AuthKind.BASIC, "header", "authorization", "Basic "),
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, AuthKind.API_KEY, "header", "X-Key", ""),
        ({"type": "apiKey", "in": "query", "name": "key"}, AuthKind.API_KEY, "query", "key", ""),
        (
            {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Send `Bearer TOKEN`."},
            AuthKind.BEARER,
            "header",
            "authorization",
            "Bearer ",
        ),
        (
            {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Authorization: Acme-Key abc`"},
            AuthKind.API_KEY,
            "header",
            "authorization",
            "Acme-Key ",
        ),
    ],
)
def test_security_schemes(scheme: dict[str, Any], kind: AuthKind, where: str, parameter: str, prefix: str) -> None:
    (found,) = _schemes(main=scheme)
    assert (found.kind, found.where, found.parameter, found.prefix) == (kind, where, parameter, prefix)


def test_oauth_flows_machines_first() -> None:
    flows = {
        "authorizationCode": {"authorizationUrl": "https://a/auth", "tokenUrl": "https://a/token", "scopes": {"r": ""}},
        "clientCredentials": {"tokenUrl": "https://a/token", "scopes": {"r": "", "w": ""}},
    }
    found = _schemes(main={"type": "oauth2", "flows": flows})
    assert [(s.flow, s.token_url, s.scopes) for s in found] == [
        ("clientCredentials", "https://a/token", ("r", "w")),
        ("authorizationCode", "https://a/token", ("r",)),
    ]


def test_the_scheme_that_is_asked_for_everywhere_goes_first() -> None:
    schemes = {"old": {"type": "http", "scheme": "basic"}, "new": {"type": "http", "scheme": "bearer"}}
    found = profile(_whole(components={"securitySchemes": schemes}, security=[{"new": []}])).auth.value
    assert [s.name for s in found or ()] == ["new", "old"]


def test_an_authorization_header_tells_where_no_scheme_does() -> None:
    header = {"name": "Authorization", "in": "header", "description": "`Bearer {token}`", "schema": TEXT}
    paths = {"/things": {"get": {**listing(ITEM), "parameters": [header]}}}
    found = profile(_whole(paths=paths)).auth
    assert [(s.kind, s.prefix) for s in found.value or ()] == [(AuthKind.BEARER, "Bearer ")]
    assert found.confidence is Confidence.LIKELY


@pytest.mark.parametrize(
    ("prose", "kind", "parameter"),
    [
        ("Use Basic authentication.", AuthKind.BASIC, "authorization"),
        ("Send a bearer token.", AuthKind.BEARER, "authorization"),
        ("Send your key in the `X-Api-Key` header.", AuthKind.API_KEY, "X-Api-Key"),
    ],
)
def test_prose_tells_where_nothing_else_does(prose: str, kind: AuthKind, parameter: str) -> None:
    found = profile(_whole(prose)).auth
    assert [(s.kind, s.parameter) for s in found.value or ()] == [(kind, parameter)]
    assert found.confidence is Confidence.POSSIBLE


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("You can make 120 requests per minute.", RateLimit(120, 60.0)),
        ("At most 1,000 API calls per hour are allowed.", RateLimit(1000, 3600.0)),
        ("100 requests every 10 seconds", RateLimit(100, 10.0)),
        ("10 requests/second", RateLimit(10, 1.0)),
        ("The rate limit is 300 per minute.", RateLimit(300, 60.0)),
        ("Requests are limited. There are 24 hours per day.", None),
        ("A list has at most 100 items per page.", None),
    ],
)
def test_rate_limits(prose: str, expected: RateLimit | None) -> None:
    found = profile(_whole(prose)).rate_limit
    assert found.value == expected
    assert [e.pointer for e in found.evidence] == (["#/info/description"] if expected else [])


def test_headers_with_a_fixed_value() -> None:
    version = {"name": "Api-Version", "in": "header", "required": True, "schema": {**TEXT, "default": "2026-01"}}
    tenant = {"name": "X-Mode", "in": "header", "required": True, "schema": {**TEXT, "enum": ["live"]}}
    found = profile(description({"/things": {"get": {**listing(ITEM), "parameters": [version, tenant]}}}))
    assert found.version_header.value == ("Api-Version", "2026-01")
    assert found.fixed_headers == (("X-Mode", "live"),)


def test_idempotency_by_header_and_by_prose() -> None:
    header = {"name": "X-Idempotency-Key", "in": "header", "schema": TEXT}
    paths = {"/things": {"get": listing(ITEM), "post": {**writing(ITEM), "parameters": [header]}}}
    by_header = profile(description(paths))
    by_prose = profile(_whole("Send an `Idempotency-Key` with each POST.", paths={"/things": {"post": writing(ITEM)}}))
    assert by_header.records[0].idempotency_header.value == "X-Idempotency-Key"
    assert by_header.idempotency_header.value == "X-Idempotency-Key"
    assert by_prose.idempotency_header.value == "Idempotency-Key"


def _event(body: dict[str, Any]) -> dict[str, Any]:
    return {"post": {"requestBody": {"content": {"application/json": {"schema": body}}}, "responses": {"200": {}}}}


def test_webhooks_of_openapi_3_1() -> None:
    hooks = {
        "invoice.deleted": _event(objects({"type": TEXT, "data": objects({"id": TEXT})})),
        "invoiceUpdated": _event(objects({"data": objects({"object": objects(ITEM)})})),
    }
    whole = {**_whole(webhooks=hooks), "openapi": "3.1.0"}
    found = profile(whole)
    pointers = [e.pointer for e in found.events]
    assert found.events == (
        EventKind("invoice.deleted", "invoices", "deleted", "", "data.id", pointers[0]),
        EventKind("invoiceUpdated", "invoices", "updated", "data.object", "data.object.id", pointers[1]),
    )
    assert found.records[0].events.value == ("invoice.deleted", "invoiceUpdated")


def test_the_events_that_a_subscription_can_name() -> None:
    names = {"type": "array", "items": {"type": "string", "enum": ["*", "invoice.created", "refund.created"]}}
    body = objects({"url": TEXT, "enabled_events": names})
    subscribe = {"requestBody": {"content": {"application/json": {"schema": body}}}, "responses": answer(body)}
    found = profile(_whole(paths={"/webhook_endpoints": {"post": subscribe}}))
    assert [(e.name, e.record, e.change) for e in found.events] == [
        ("invoice.created", "invoices", "created"),
        ("refund.created", "", "created"),
    ]
    assert found.subscribe is not None
    assert found.subscribe.path == "/webhook_endpoints"
    assert found.ping is None


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/hooks/{id}/pings", True), ("/hooks/{id}/test-event", True), ("/hooks/{id}/enable", False),
        ("/orders/{id}/test", False), ("/hooks/{id}/tests/{name}", False),
    ],
)  # fmt: skip
def test_the_test_that_a_system_sends_to_a_subscription(path: str, found: bool) -> None:
    body = objects({"url": TEXT, "events": {"type": "array", "items": TEXT}})
    subscribe = {"requestBody": {"content": {"application/json": {"schema": body}}}, "responses": answer(body)}
    learned = profile(_whole(paths={"/hooks": {"post": subscribe}, path: {"post": {"responses": answer(body)}}}))
    assert (learned.ping is not None and learned.ping.path == path) is found


def test_a_record_called_subscriptions_subscribes_to_nothing() -> None:
    item = {**ITEM, "address": objects({"city": TEXT})}
    paths = {"/subscriptions": {"get": listing(item), "post": writing(item)}}
    assert profile(description(paths)).subscribe is None


def test_servers_with_variables() -> None:
    servers = [{"url": "https://{region}.example.com/v1/", "variables": {"region": {"default": "eu"}}}]
    assert profile(_whole(servers=servers)).servers == ("https://eu.example.com/v1",)
