"""The way there in languages that a document could hold instead, each as its makers show it, compiled once.

None of them follows references, so what the link gives is handed in beside the order (`account`). Where a language
cannot say a field (other cases of letters, time zones, look-ups by a value), that field is left out and counted.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from benchmarks.harness.mapped import by_hand

Way = Callable[[dict[str, Any]], Any]
"""From an order with `account` in it to what the books get."""

FIELDS = 20

_JSONATA = """(
  $states := {"open": "new", "paid": "settled", "sent": "done", "void": "cancelled"};
  $countries := {"Germany": "DE", "France": "FR", "Japan": "JP"};
  $scale := {"EUR": 100, "USD": 100, "JPY": 1};
  $by := $lookup($scale, currency);
  {
    "reference": number, "account_id": account, "state": $lookup($states, status),
    "total": total_cents / $by, "tax": tax_cents / $by, "currency": currency,
    "ordered_at": $fromMillis($toMillis(placed_at)), "due_on": $substring($fromMillis($toMillis(due_at)), 0, 10),
    "contact": $join([first, last], " "), "email": $lowercase($trim(mail)),
    "country_code": $lookup($countries, country), "ship_street": address.street,
    "ship_city": $uppercase(address.city), "ship_zip": address.zip, "is_gift": gift = "yes",
    "remark": $exists(note) and note != null ? $trim(note) : null, "weight_text": $string(weight), "rank": priority,
    "channel": "web",
    "lines": [items.{"code": sku, "quantity": quantity, "price": cents / $by, "text": $trim(title)}]
  }
)"""

_JQ = """
{"EUR": 100, "USD": 100, "JPY": 1}[.currency] as $by
| {
    reference: .number, account_id: .account,
    state: {"open": "new", "paid": "settled", "sent": "done", "void": "cancelled"}[.status],
    total: (.total_cents / $by), tax: (.tax_cents / $by), currency: .currency,
    ordered_at: .placed_at, due_on: .due_at[0:10], contact: ([.first, .last] | join(" ")),
    email: (.mail | ascii_downcase), country_code: {"Germany": "DE", "France": "FR", "Japan": "JP"}[.country],
    ship_street: .address.street, ship_city: (.address.city | ascii_upcase), ship_zip: .address.zip,
    is_gift: (.gift == "yes"), remark: (.note | if . == null then null else gsub("^ +| +$"; "") end),
    weight_text: (.weight | tostring), rank: .priority, channel: "web",
    lines: [.items[] | {code: .sku, quantity: .quantity, price: (.cents / $by), text: .title}]
  }
"""

_JMESPATH = """{
  reference: number, account_id: account, total: total_cents, tax: tax_cents, currency: currency,
  ordered_at: placed_at, contact: join(' ', [first, last]), email: mail, country_code: country,
  ship_street: address.street, ship_zip: address.zip, is_gift: gift == 'yes', remark: note,
  weight_text: to_string(weight), rank: priority, channel: 'web',
  lines: items[].{code: sku, quantity: quantity, price: cents, text: title}
}"""


def jsonata_python() -> tuple[Way, int]:
    from jsonata.jsonata import Jsonata  # noqa: PLC0415 - needed by this contestant alone

    made = Jsonata.jsonata(_JSONATA)
    return made.evaluate, FIELDS - 1  # no dates in a time zone


def jq() -> tuple[Way, int]:
    import jq as library  # noqa: PLC0415 - needed by this contestant alone

    made = library.compile(_JQ)
    return lambda order: made.input_value(order).first(), FIELDS - 2  # no moments with an offset, no dates in a zone


def jmespath() -> tuple[Way, int]:
    import jmespath as library  # noqa: PLC0415 - needed by this contestant alone

    made = library.compile(_JMESPATH)
    return made.search, FIELDS - 8  # no arithmetic, no other case, no look-ups, no dates, no trimming


def glom() -> tuple[Way, int]:
    from glom import Coalesce, Glommer, T  # noqa: PLC0415 - needed by this contestant alone

    def amount(path: str) -> Callable[[dict[str, Any]], Any]:
        return lambda order: float(Decimal(order[path]).scaleb(-(0 if order["currency"] == "JPY" else 2)))

    def lines(order: dict[str, Any]) -> list[dict[str, Any]]:
        shift = -(0 if order["currency"] == "JPY" else 2)
        spec = {
            "code": "sku",
            "quantity": "quantity",
            "price": ("cents", lambda cents: float(Decimal(cents).scaleb(shift))),
            "text": ("title", str.strip),
        }
        return list(glommer.glom(order["items"], [spec]))

    spec = {
        "reference": "number",
        "account_id": "account",
        "state": ("status", {"open": "new", "paid": "settled", "sent": "done", "void": "cancelled"}.__getitem__),
        "total": amount("total_cents"),
        "tax": amount("tax_cents"),
        "currency": "currency",
        "ordered_at": ("placed_at", lambda text: by_hand._moment("", text).isoformat().replace("+00:00", "Z")),  # noqa: SLF001 - the same work
        "due_on": ("due_at", lambda text: by_hand._moment("", text).astimezone(by_hand._BERLIN).date().isoformat()),  # noqa: SLF001
        "contact": lambda order: f"{order['first']} {order['last']}",
        "email": ("mail", str.strip, str.lower),
        "country_code": ("country", by_hand._COUNTRIES.__getitem__),  # noqa: SLF001
        "ship_street": "address.street",
        "ship_city": ("address.city", str.upper),
        "ship_zip": "address.zip",
        "is_gift": T["gift"],
        "remark": Coalesce(("note", lambda note: note and note.strip()), default=None),
        "weight_text": ("weight", str),
        "rank": "priority",
        "channel": lambda _order: "web",
        "lines": lines,
    }
    glommer = Glommer()
    return lambda order: glommer.glom(order, spec), FIELDS


CONTESTANTS: dict[str, Callable[[], tuple[Way, int]]] = {
    "jsonata-python": jsonata_python,
    "jmespath": jmespath,
    "glom": glom,
    "jq": jq,
}
