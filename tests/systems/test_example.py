"""Every fact that the example's sync stands on is learned from its two descriptions."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest

from interlock.model.path import Path
from interlock.model.profile import (
    AuthKind,
    BodyForm,
    Confidence,
    DeletesSeen,
    FieldType,
    FilterForm,
    PagingStyle,
    RateLimit,
    SystemProfile,
    Verb,
)
from interlock.systems import learn


@pytest.fixture(scope="module")
def shop(example_systems: FilePath) -> SystemProfile:
    return _learned(example_systems / "storefront.openapi.yaml")


@pytest.fixture(scope="module")
def erp(example_systems: FilePath) -> SystemProfile:
    return _learned(example_systems / "erp.openapi.yaml")


def _learned(file: FilePath) -> SystemProfile:
    found = learn("System", file.read_bytes(), file=file.name)
    assert found.findings == ()
    return found.profile


def test_the_shop_as_a_whole(shop: SystemProfile) -> None:
    assert [r.name for r in shop.records] == ["customers", "orders", "products"]
    assert shop.servers == ("https://api.lark.example",)
    assert [(a.kind, a.where, a.parameter) for a in shop.auth.value or ()] == [
        (AuthKind.API_KEY, "header", "X-Lark-Key")
    ]
    assert shop.rate_limit.value == RateLimit(600, 60.0)
    assert shop.signature_header.value == "X-Lark-Signature"
    assert shop.subscribe is not None
    arrives = shop.deliveries
    assert (arrives.scheme.value, arrives.name_at.value, arrives.id_at.value) == ("hmac_hex", "event", None)
    assert (arrives.address_field, arrives.events_field, arrives.each) == ("address", "events", False)
    assert (arrives.secret_field, arrives.secret_shown) == ("", True)
    assert (shop.subscribe.path, shop.subscribe.body_path) == ("/webhooks", "webhook")
    assert not shop.idempotency_header.known


def test_the_erp_as_a_whole(erp: SystemProfile) -> None:
    assert [r.name for r in erp.records] == ["business-partners", "sales-orders", "stock-levels"]
    (scheme,) = erp.auth.value or ()
    assert (scheme.kind, scheme.flow, scheme.token_url) == (
        AuthKind.OAUTH2,
        "clientCredentials",
        "https://api.ledgerline.example/oauth/token",
    )
    assert "orders:write" in scheme.scopes
    assert erp.rate_limit.value == RateLimit(120, 60.0)
    assert erp.idempotency_header.value == "Idempotency-Key"


@pytest.mark.parametrize("name", ["customers", "orders", "products"])
def test_a_record_of_the_shop(shop: SystemProfile, name: str) -> None:
    record = shop.record(name)
    assert record is not None
    thing = name.removesuffix("s")
    places = {op.verb: (op.method, op.path, op.body_path, op.records_path) for op in record.operations}
    places.pop(Verb.BULK_UPDATE, None)
    assert places == {
        Verb.LIST: ("GET", f"/{name}", "", name),
        Verb.CREATE: ("POST", f"/{name}", thing, thing),
        Verb.GET: ("GET", f"/{name}/{{id}}", "", thing),
        Verb.UPDATE: ("PATCH", f"/{name}/{{id}}", thing, thing),
        Verb.DELETE: ("DELETE", f"/{name}/{{id}}", "", ""),
    }
    paging, since, deletes = record.paging.value, record.since.value, record.deletes.value
    assert paging is not None
    assert (paging.style, paging.token_param, paging.size_param, paging.first) == (
        PagingStyle.PAGE,
        "page",
        "per_page",
        1,
    )
    assert (paging.size_default, paging.size_max) == (50, 100)
    assert since is not None
    assert (since.parameter, since.form, since.inclusive) == ("updated_since", FilterForm.PLAIN, True)
    assert record.primary_key.value == (Path.of("id"),)
    assert (record.created_at.value, record.updated_at.value) == (Path.of("created_at"), Path.of("updated_at"))
    assert record.stamp_resolution_s.value == 0.001
    assert record.sort.value is not None
    assert (record.sort.value[0].name, record.sort.value[1]) == ("sort", "updated_at")
    assert deletes is not None
    assert (deletes.how, deletes.event) == (DeletesSeen.EVENT, f"{thing}.deleted")
    assert record.events.value == (f"{thing}.created", f"{thing}.updated", f"{thing}.deleted")
    assert not record.idempotency_header.known


@pytest.mark.parametrize("name", ["business-partners", "sales-orders", "stock-levels"])
def test_a_record_of_the_erp(erp: SystemProfile, name: str) -> None:
    record = erp.record(name)
    assert record is not None
    paging, since, deletes = record.paging.value, record.since.value, record.deletes.value
    assert paging is not None
    assert (paging.style, paging.token_param, paging.size_param, paging.next_path) == (
        PagingStyle.CURSOR,
        "cursor",
        "limit",
        "next_cursor",
    )
    assert since is not None
    assert (since.parameter, since.form, since.inclusive) == ("modified[gte]", FilterForm.DEEP_OBJECT, True)
    assert (record.created_at.value, record.updated_at.value) == (Path.of("created_at"), Path.of("modified_at"))
    assert record.stamp_resolution_s.value == 1.0
    assert deletes is not None
    assert (deletes.how, deletes.parameter, deletes.parameter_value) == (
        DeletesSeen.TOMBSTONE,
        "include_deleted",
        "true",
    )
    assert (deletes.field, deletes.value) == (Path.of("deleted"), True)
    assert (record.idempotency_header.value, record.idempotency_header.confidence) == (
        "Idempotency-Key",
        Confidence.SURE,
    )


def test_archiving(shop: SystemProfile, erp: SystemProfile) -> None:
    customers, partners = shop.record("customers"), erp.record("business-partners")
    assert customers is not None
    assert partners is not None
    flag = customers.archive_flag.value
    assert flag is not None
    assert (flag.field, flag.value, flag.active) == (Path.of("archived"), True, False)
    archive = partners.operation(Verb.ARCHIVE)
    assert archive is not None
    assert (archive.method, archive.path, archive.id_param) == ("POST", "/business-partners/{id}/archive", "id")
    levels = erp.record("stock-levels")
    assert levels is not None
    assert not levels.archive_flag.known


def test_how_updates_are_sent(erp: SystemProfile) -> None:
    found = {r.name: r.operation(Verb.UPDATE) for r in erp.records}
    assert {n: (op.method, op.form, op.replaces) for n, op in found.items() if op} == {
        "business-partners": ("PATCH", BodyForm.MERGE_PATCH, False),
        "sales-orders": ("PATCH", BodyForm.MERGE_PATCH, False),
        "stock-levels": ("PUT", BodyForm.JSON, True),
    }


def test_finding_items_and_what_is_unique(shop: SystemProfile, erp: SystemProfile) -> None:
    orders = erp.record("sales-orders")
    assert orders is not None
    assert orders.external_id.value == Path.of("external_reference")
    assert [(f.field, f.parameter) for f in orders.finds] == [(Path.of("external_reference"), "external_reference")]
    unique = {r.name: r.match_keys.value for r in (*shop.records, *erp.records)}
    assert unique == {
        "customers": (Path.of("email"),),
        "orders": None,
        "products": (Path.of("sku"),),
        "business-partners": None,
        "sales-orders": (Path.of("external_reference"),),
        "stock-levels": (Path.of("product_code"),),
    }


def test_fields_of_an_order(shop: SystemProfile, erp: SystemProfile) -> None:
    orders, sales = shop.record("orders"), erp.record("sales-orders")
    assert orders is not None
    assert sales is not None
    total, lines, buyer = orders.field("total_cents"), orders.field("line_items[]"), orders.field("customer_id")
    assert total is not None
    assert (total.type, total.unit, total.required, total.minimum) == (FieldType.INTEGER, "cents", True, 0.0)
    assert lines is not None
    assert (lines.type, lines.items, lines.required) == (FieldType.ARRAY, None, True)
    assert buyer is not None
    assert buyer.refers_to.value == "customers"
    number, reference, own = orders.field("number"), sales.field("external_reference"), sales.field("order_number")
    assert number is not None
    assert (number.label, number.max_length, number.required) == ("Order number", 32, True)
    assert reference is not None
    assert (reference.nullable, reference.unique.value) == (True, True)
    assert own is not None
    assert own.read_only
    create = sales.operation(Verb.CREATE)
    assert create is not None
    assert [str(p) for p in create.fields_required] == [
        "business_partner_id",
        "total",
        "currency",
        "order_date",
        "lines[]",
        "lines[].product_code",
        "lines[].quantity",
        "lines[].unit_price",
    ]


def test_every_known_fact_says_where_it_was_read(shop: SystemProfile, erp: SystemProfile) -> None:
    for record in (*shop.records, *erp.records):
        for name in (
            "primary_key",
            "paging",
            "created_at",
            "updated_at",
            "since",
            "deletes",
            "archive_flag",
            "version",
        ):
            fact = getattr(record, name)
            if fact.known:
                assert fact.evidence, f"{record.name} {name}"
                assert all("#" in e.pointer for e in fact.evidence)
