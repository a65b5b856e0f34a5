"""The example under other names, and with its sides swapped: nothing may depend on either."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson
import ryaml

_SYSTEMS = {"Storefront": "Bazaar", "ERP": "Backbone"}
_RECORDS = {"Customer": "Patron", "Order": "Booking", "Stock": "Depot"}
_RESOURCES = {
    "customers": "patrons",
    "business-partners": "accounts",
    "orders": "bookings",
    "sales-orders": "jobs",
    "products": "wares",
    "stock-levels": "depots",
    "customer": "patron",
    "order": "booking",
    "product": "ware",
}
_FIELDS = {
    "email": "mail_box",
    "email_address": "contact_mail",
    "first_name": "given",
    "last_name": "surname",
    "display_name": "called",
    "phone": "dial",
    "country": "land",
    "country_code": "land_iso",
    "marketing_consent": "may_write",
    "newsletter": "gets_news",
    "kind": "sort_of",
    "number": "running_no",
    "external_reference": "foreign_no",
    "customer_id": "patron_ref",
    "business_partner_id": "account_ref",
    "payment_status": "paid_how",
    "payment_state": "money_state",
    "total_cents": "sum_minor",
    "total": "sum",
    "discount_cents": "rebate_minor",
    "discount": "rebate",
    "tax_cents": "duty_minor",
    "tax": "duty",
    "shipping_cents": "post_minor",
    "freight": "carriage",
    "currency": "coin",
    "placed_at": "booked_when",
    "order_date": "booked_day",
    "line_items": "entries",
    "lines": "rows",
    "sku": "article",
    "product_code": "ware_code",
    "quantity": "pieces",
    "unit_price_cents": "each_minor",
    "unit_price": "each",
    "channel": "way_in",
    "stock_quantity": "left_over",
    "available": "promisable",
}


def renamed_text(text: str) -> str:
    """The document with every system, record, resource and field under another name."""
    for old, new in {**_SYSTEMS, **_RECORDS}.items():
        text = re.sub(rf"\b{old}(s?)\b", rf"{new}\1", text)
    names = {**_FIELDS, **_RESOURCES}

    def quoted(found: re.Match[str]) -> str:
        path = found[1]
        parts = [names.get(part.removesuffix("[]"), part.removesuffix("[]")) for part in path.split(".")]
        brackets = ["[]" if part.endswith("[]") else "" for part in path.split(".")]
        return "`" + ".".join(p + b for p, b in zip(parts, brackets, strict=True)) + "`"

    # Values stand in backticks too: only those that are fields of the example are renamed, `customer` is also a value.
    return re.sub(r"`([\w.\[\]-]+)`", lambda m: m[0] if m[1] == "customer" else quoted(m), text)


def renamed_description(data: bytes) -> bytes:
    """An API description with every resource and field under another name; JSON, which is YAML too."""
    return orjson.dumps(_renamed(ryaml.loads(data.decode()), ()))  # type: ignore[attr-defined]


def _renamed(node: Any, at: tuple[str, ...]) -> Any:
    if isinstance(node, dict):
        found: dict[str, Any] = {}
        for key, value in node.items():
            new = key
            if at and at[-1] == "properties":
                new = _FIELDS.get(key, _RESOURCES.get(key, key))
            elif at and at[-1] == "paths":
                new = "/".join(_RESOURCES.get(part, part) for part in key.split("/"))
            found[new] = _renamed(value, (*at, key))
        return found
    if isinstance(node, list):
        return [_in_list(one, at) for one in node]
    if isinstance(node, str):
        return _words(node, at)
    return node


def _in_list(one: Any, at: tuple[str, ...]) -> Any:
    if at and at[-1] == "required" and isinstance(one, str):
        return _FIELDS.get(one, _RESOURCES.get(one, one))
    if at and at[-1] == "enum" and isinstance(one, str) and "." in one:
        record, _, change = one.partition(".")
        return f"{_RESOURCES.get(record, record)}.{change}"
    return _renamed(one, at)


def _words(text: str, at: tuple[str, ...]) -> str:
    if at and at[-1] == "name" and "parameters" in at:
        return _FIELDS.get(text, text)
    if at and at[-1] in {"description", "summary"}:
        text = re.sub(r"`(\w+)`", lambda m: f"`{_FIELDS.get(m[1], m[1])}`", text)
        return re.sub(r"`(\w+)\.(\w+)`", lambda m: f"`{_RESOURCES.get(m[1], m[1])}.{m[2]}`", text)
    if at and at[-1] == "tags":
        return _RESOURCES.get(text, text)
    return text


# Sides

_ARROWS = {"→": "←", "←": "→", "↔": "↔"}
_COUNTRIES = {
    "DE": "Germany",
    "FR": "France",
    "NL": "Netherlands",
    "ES": "Spain",
    "IT": "Italy",
    "PL": "Poland",
    "SE": "Sweden",
    "AT": "Austria",
    "PT": "Portugal",
    "DK": "Denmark",
}


def swapped_text(text: str) -> str:
    """The document with its right system first: rows, columns, arrows and pairs of values change sides."""
    lines = text.split("\n")
    section = ""
    for i, line in enumerate(lines):
        if line.startswith("## "):
            section = line[3:]
        if line.startswith("|") and section in {"Data map", "Field mapping"}:
            lines[i] = _swapped_row(line, section)
    first = next(i for i, line in enumerate(lines) if line.startswith("| Storefront | Lark"))
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    return "\n".join(lines)


def _swapped_row(line: str, section: str) -> str:
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if section == "Data map" and len(cells) == 7 and not cells[1].startswith("`email"):
        if cells[2].startswith("`") or cells[2] == "ERP":
            cells[1], cells[2] = cells[2], cells[1]
            cells[4] = _ARROWS.get(cells[4], cells[4])
        else:
            cells[1] = _turned(cells[1])
    elif section == "Data map":
        cells[1] = _turned(cells[1])
    elif len(cells) == 5:
        cells[0], cells[1], cells[2] = cells[2], _ARROWS.get(cells[1], cells[1]), cells[0]
        cells[3] = _turned(cells[3])
        if cells[3] == "country name to ISO code":
            # A two-way rule is read from the left; a look-up says the same from the other side.
            cells[3] = ", ".join(f"`{code}` = `{name}`" for code, name in _COUNTRIES.items())
    return "| " + " | ".join(cells) + " |"


def _turned(cell: str) -> str:
    return re.sub(r"(`[^`]*`|\w+) = (`[^`]*`|\w+)", r"\2 = \1", cell)


def renamed(descriptions: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every description renamed, by the same paths."""
    return {path: renamed_description(data) for path, data in descriptions.items()}
