"""Two systems that say the same in other words: a shop that counts in cents, and a back office."""

from __future__ import annotations

from typing import Any

import orjson

T: dict[str, Any] = {"type": "string"}
I: dict[str, Any] = {"type": "integer"}  # noqa: E741 - as in tables of types
N: dict[str, Any] = {"type": "number"}
B: dict[str, Any] = {"type": "boolean"}
AT: dict[str, Any] = {"type": "string", "format": "date-time"}
DAY: dict[str, Any] = {"type": "string", "format": "date"}


def of(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields}


def listed(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of(**fields)}


def text(most: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": most}


def one_of(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _paths(name: str, fields: dict[str, Any], required: list[str]) -> dict[str, Any]:
    own = {
        "id": {**T, "readOnly": True},
        **fields,
        "archived": B,
        "created_at": {**AT, "readOnly": True},
        "updated_at": {**AT, "readOnly": True},
    }
    item = {"type": "object", "properties": own}
    content = {"application/json": {"schema": item}}
    created = {"application/json": {"schema": {**item, "required": required}}}
    query = [
        {"name": "page", "in": "query", "schema": {"type": "integer"}},
        {"name": "per_page", "in": "query", "schema": {"type": "integer", "maximum": 100}},
        {"name": "updated_since", "in": "query", "schema": AT},
    ]
    answer = {"200": {"description": "", "content": content}}
    page = {"type": "object", "properties": {"data": {"type": "array", "items": item}}}
    many = {"application/json": {"schema": page}}
    ident = {"name": "id", "in": "path", "required": True, "schema": T}
    return {
        f"/{name}": {
            "get": {"parameters": query, "responses": {"200": {"description": "", "content": many}}},
            "post": {"requestBody": {"content": created}, "responses": {"201": answer["200"]}},
        },
        f"/{name}/{{id}}": {
            "parameters": [ident],
            "get": {"responses": answer},
            "patch": {"requestBody": {"content": content}, "responses": answer},
            "delete": {"responses": {"204": {"description": ""}}},
        },
    }


def description(title: str, **resources: tuple[dict[str, Any], list[str]]) -> bytes:
    """An API description with these resources: fields, and which of them an item must have when it is created."""
    paths: dict[str, Any] = {}
    for name, (fields, required) in resources.items():
        paths |= _paths(name, fields, required)
    return orjson.dumps({"openapi": "3.1.0", "info": {"title": title, "version": "1"}, "paths": paths})


SHOP = description(
    "Shop",
    customers=(
        {
            "email": T,
            "full_name": T,
            "phone": T,
            "country": T,
            "state": T,
            "language": T,
            "newsletter": one_of("Y", "N"),
            "kind": one_of("person", "company"),
            "vat_id": T,
            "born": T,
            "tags": T,
        },
        ["email"],
    ),
    orders=(
        {
            "number": T,
            "currency": one_of("EUR", "USD", "JPY"),
            "placed_at": I,
            "lines": listed(sku=T, title=T, quantity=I, unit_cents=I, discount_cents=I),
            "shipping_cents": I,
            "tax_percent": N,
            "street": T,
            "house_number": T,
            "zip": T,
            "city": T,
            "attributes": listed(name=T, value=T),
            "note": text(500),
            "gift": B,
        },
        ["number"],
    ),
    products=({"sku": T, "available": I, "weight_g": I, "backorder": B}, ["sku"]),
)
OFFICE = description(
    "Office",
    partners=(
        {
            "mail": T,
            "first_name": T,
            "last_name": T,
            "telephone": T,
            "country_code": text(2),
            "region": text(3),
            "locale": text(2),
            "wants_news": B,
            "segment": one_of("B2B", "B2C"),
            "tax_number": T,
            "birth_date": DAY,
            "labels": {"type": "array", "items": T},
        },
        ["mail"],
    ),
    sales=(
        {
            "reference": T,
            "currency": T,
            "ordered": AT,
            "positions": listed(code=T, text=text(30), quantity=I, price=N, rebate=N),
            "pieces": I,
            "freight": N,
            "freight_eur": N,
            "tax_rate": N,
            "address": T,
            "colour": T,
            "wrapping": T,
            "remark": text(200),
            "gift": one_of("yes", "no"),
        },
        ["reference"],
    ),
    stock=({"code": T, "on_hand": I, "reserved": I, "kilos": N, "may_be_late": one_of("1", "0")}, ["code"]),
)
