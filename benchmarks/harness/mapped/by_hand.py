"""The same job as a careful engineer writes it by hand, for this record and no other.

What is absent or null stays so, values of a wrong type hold the order with a sentence that names field and value, and
whatever can be looked up or made once is. There is no canonical form in between, and nothing is compared with what the
other side shows: the mapping does both, because a sync needs it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import get_currency_precision
from benchmarks.harness.mapped.job import Known

from interlock.model.value import Side

_STATES = {"open": "new", "paid": "settled", "sent": "done", "void": "cancelled"}
_STATUSES = {there: here for here, there in _STATES.items()}
_GIFTS = {"yes": True, "no": False}
_GIFTS_BACK = {True: "yes", False: "no"}
_COUNTRIES = {name: code for code, name in Locale("en").territories.items() if len(code) == 2}
_NAMES = {code: name for name, code in _COUNTRIES.items()}
_PLACES = {code: get_currency_precision(code) for code in ("EUR", "USD", "JPY", "GBP", "CHF", "KWD")}
_BERLIN = ZoneInfo("Europe/Berlin")


class Held(Exception):
    """The order is held; what is wrong, in a sentence."""

    def __init__(self, field: str, value: object, why: str) -> None:
        super().__init__(f"`{field}` is {value!r:.80}, which {why}")


def _amount(field: str, cents: object, places: int) -> float | int:
    if type(cents) is not int:
        raise Held(field, cents, "is not a whole number of minor units")
    return float(Decimal(cents).scaleb(-places)) if places else cents


def _cents(field: str, amount: object, places: int) -> int:
    if type(amount) is not float and type(amount) is not int:
        raise Held(field, amount, "is not a number")
    units = Decimal(repr(amount)).scaleb(places)
    if units != units.to_integral_value():
        raise Held(field, amount, "has more decimal places than its currency")
    return int(units)


def _moment(field: str, text: object) -> datetime:
    if not isinstance(text, str):
        raise Held(field, text, "is not a date with a time")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Held(field, text, "is not a date with a time") from None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _text(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise Held(field, value, "is not a text")
    return value


def _mail(field: str, value: object) -> str:
    address = _text(field, value).strip().lower()
    local, at, domain = address.rpartition("@")
    if address and not (at and local and domain and " " not in address and len(address) <= 320):
        raise Held(field, value, "is not an e-mail address")
    return address


def _found(field: str, value: Any, table: dict[Any, Any], what: str) -> Any:
    try:
        return table[value]
    except (KeyError, TypeError):
        raise Held(field, value, f"is not {what}") from None


def there(order: dict[str, Any], links: Known) -> dict[str, Any]:  # noqa: C901, PLR0912 - as fast as one can write it
    """What the books get of an order."""
    sale: dict[str, Any] = {}
    if (number := order.get("number")) is not None:
        sale["reference"] = _text("number", number)
    if (client := order.get("client_id")) is not None and client != "":
        link = links.link_of("Client", Side.LEFT, client)
        account = links.id_in("Client", Side.RIGHT, link) if link is not None else None
        if account is None:
            raise Held("client_id", client, "has no account yet")
        sale["account_id"] = account
    if (status := order.get("status")) is not None:
        sale["state"] = _found("status", status, _STATES, "a known status")
    currency = order.get("currency")
    if currency is not None:
        sale["currency"] = currency
        places = _found("currency", currency, _PLACES, "a known currency")
    if (total := order.get("total_cents")) is not None:
        sale["total"] = _amount("total_cents", total, places)
    if (tax := order.get("tax_cents")) is not None:
        sale["tax"] = _amount("tax_cents", tax, places)
    if (placed := order.get("placed_at")) is not None:
        sale["ordered_at"] = _moment("placed_at", placed).isoformat().replace("+00:00", "Z")
    if (due := order.get("due_at")) is not None:
        sale["due_on"] = _moment("due_at", due).astimezone(_BERLIN).date().isoformat()
    names = [_text("first", name).strip() for name in (order.get("first"), order.get("last")) if name is not None]
    if names:
        sale["contact"] = " ".join(name for name in names if name)
    if (mail := order.get("mail")) is not None:
        sale["email"] = _mail("mail", mail)
    if (country := order.get("country")) is not None:
        sale["country_code"] = _found("country", country, _COUNTRIES, "a country")
    address = order.get("address")
    if isinstance(address, dict):
        if (street := address.get("street")) is not None:
            sale["ship_street"] = _text("address.street", street)
        if (city := address.get("city")) is not None:
            sale["ship_city"] = _text("address.city", city).upper()
        if (code := address.get("zip")) is not None:
            sale["ship_zip"] = _text("address.zip", code)
    if (gift := order.get("gift")) is not None:
        sale["is_gift"] = _found("gift", gift, _GIFTS, "yes or no")
    if (note := order.get("note")) is not None:
        sale["remark"] = _text("note", note).strip()
    if (weight := order.get("weight")) is not None:
        if type(weight) is not float and type(weight) is not int:
            raise Held("weight", weight, "is not a number")
        sale["weight_text"] = format(Decimal(repr(weight)), "f")
    if (priority := order.get("priority")) is not None:
        if type(priority) is not int:
            raise Held("priority", priority, "is not a whole number")
        sale["rank"] = priority
    sale["channel"] = "web"
    if "items" in order:
        sale["lines"] = _lines(order["items"], places)
    return sale


def _lines(items: Any, places: int) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    seen: set[str] = set()
    if items is None:
        return lines
    if not isinstance(items, list):
        raise Held("items", items, "is not a list")
    for item in items:
        if not isinstance(item, dict):
            raise Held("items", item, "is not an object")
        sku = item.get("sku")
        if not isinstance(sku, str) or not sku or sku in seen:
            raise Held("items[].sku", sku, "is not the code of one line")
        seen.add(sku)
        line: dict[str, Any] = {"code": sku}
        if (quantity := item.get("quantity")) is not None:
            if type(quantity) is not int:
                raise Held("items[].quantity", quantity, "is not a whole number")
            line["quantity"] = quantity
        if (cents := item.get("cents")) is not None:
            line["price"] = _amount("items[].cents", cents, places)
        if (title := item.get("title")) is not None:
            line["text"] = _text("items[].title", title).strip()
        lines.append(line)
    return lines


def back(sale: dict[str, Any], links: Known) -> dict[str, Any]:  # noqa: C901, PLR0912 - as above
    """What the shop gets of a sale."""
    order: dict[str, Any] = {}
    if (reference := sale.get("reference")) is not None:
        order["number"] = _text("reference", reference)
    if (account := sale.get("account_id")) is not None and account != "":
        link = links.link_of("Client", Side.RIGHT, account)
        client = links.id_in("Client", Side.LEFT, link) if link is not None else None
        if client is None:
            raise Held("account_id", account, "has no client yet")
        order["client_id"] = client
    if (state := sale.get("state")) is not None:
        order["status"] = _found("state", state, _STATUSES, "a known state")
    if (currency := sale.get("currency")) is not None:
        order["currency"] = currency
        places = _found("currency", currency, _PLACES, "a known currency")
    if (total := sale.get("total")) is not None:
        order["total_cents"] = _cents("total", total, places)
    if (tax := sale.get("tax")) is not None:
        order["tax_cents"] = _cents("tax", tax, places)
    if (ordered := sale.get("ordered_at")) is not None:
        order["placed_at"] = _moment("ordered_at", ordered).isoformat().replace("+00:00", "Z")
    if (email := sale.get("email")) is not None:
        order["mail"] = _mail("email", email)
    if (code := sale.get("country_code")) is not None:
        order["country"] = _found("country_code", code, _NAMES, "the code of a country")
    address: dict[str, Any] = {}
    if (street := sale.get("ship_street")) is not None:
        address["street"] = _text("ship_street", street)
    if (city := sale.get("ship_city")) is not None:
        address["city"] = _text("ship_city", city).upper()
    if (postcode := sale.get("ship_zip")) is not None:
        address["zip"] = _text("ship_zip", postcode)
    if address:
        order["address"] = address
    if (gift := sale.get("is_gift")) is not None:
        order["gift"] = _found("is_gift", gift, _GIFTS_BACK, "true or false")
    if (remark := sale.get("remark")) is not None:
        order["note"] = _text("remark", remark).strip()
    if (weight := sale.get("weight_text")) is not None:
        try:
            order["weight"] = float(_text("weight_text", weight))
        except ValueError:
            raise Held("weight_text", weight, "is not a number") from None
    if (rank := sale.get("rank")) is not None:
        if type(rank) is not int:
            raise Held("rank", rank, "is not a whole number")
        order["priority"] = rank
    if "lines" in sale:
        order["items"] = _items(sale["lines"], places)
    return order


def _items(lines: Any, places: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    seen: set[str] = set()
    if lines is None:
        return items
    if not isinstance(lines, list):
        raise Held("lines", lines, "is not a list")
    for line in lines:
        if not isinstance(line, dict):
            raise Held("lines", line, "is not an object")
        code = line.get("code")
        if not isinstance(code, str) or not code or code in seen:
            raise Held("lines[].code", code, "is not the code of one line")
        seen.add(code)
        item: dict[str, Any] = {"sku": code}
        if (quantity := line.get("quantity")) is not None:
            if type(quantity) is not int:
                raise Held("lines[].quantity", quantity, "is not a whole number")
            item["quantity"] = quantity
        if (price := line.get("price")) is not None:
            item["cents"] = _cents("lines[].price", price, places)
        if (text := line.get("text")) is not None:
            item["title"] = _text("lines[].text", text).strip()
        items.append(item)
    return items
