"""Values that a field could show: from its description where that has some, else made up by its format and name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON

_BY_FORMAT: dict[str, JSON] = {
    "email": "mia@company.example",
    "date": "2027-01-15",
    "date-time": "2027-01-15T09:30:00Z",
    "time": "09:30:00",
    "uri": "https://company.example/page",
    "url": "https://company.example/page",
    "uuid": "0b6c1f5e-8f0a-4d5e-9c1b-3f2a7d4e6b10",
    "decimal": "12.50",
}
# By the last part of a path: what people expect to see there.
_BY_NAME: tuple[tuple[re.Pattern[str], JSON], ...] = tuple(
    (re.compile(pattern), value)
    for pattern, value in (
        (r"e?-?mail", "mia@company.example"),
        (r"phone|mobile|fax", "+49 30 901820"),
        (r"first.?name|given", "Mia"),
        (r"(last|family|sur).?name", "Berg"),
        (r"company|organi[sz]ation", "Berg & Co"),
        (r"(^|[_-])name$", "Mia Berg"),
        (r"country.?code", "DE"),
        (r"country|region$", "Germany"),
        (r"currency", "EUR"),
        (r"city|town", "Berlin"),
        (r"street|address.?1?$", "Torstraße 1"),
        (r"zip|post.?code|postal", "10119"),
        (r"sku|product.?(code|number)|article", "A-100"),
        (r"cents|minor", 1250),
        (r"quantity|qty|count", 3),
        (r"price|amount|total|cost|tax", 12.5),
        (r"(^|[_-])(at|on)$|time|stamp", "2027-01-15T09:30:00Z"),
        (r"date|day", "2027-01-15"),
        (r"url|website|link", "https://company.example/page"),
        (r"lang|locale", "en"),
        (r"(number|code|reference|ref)$", "A-1042"),
        (r"(^|[_-])ids?$", "42"),
        (r"title|subject", "Hello"),
        (r"note|comment|description|text", "Please call first"),
    )
)
_BY_TYPE: dict[FieldType, JSON] = {
    FieldType.STRING: "text",
    FieldType.INTEGER: 7,
    FieldType.NUMBER: 12.5,
    FieldType.BOOLEAN: True,
}


def candidates(path: str, field: FieldProfile | None) -> Iterator[JSON]:
    """Values in the order in which they are worth showing; none for groups of fields."""
    if field is None:
        yield from _named(path)
        yield "text"
        return
    if field.type in {FieldType.OBJECT, FieldType.MAP}:
        return
    if field.example is not None:
        yield field.example
    yield from (value for value in field.enum if value is not None)
    if field.default is not None:
        yield field.default
    if field.type is FieldType.ARRAY:
        yield ["first", "second"]
        return
    if field.type is FieldType.STRING:
        yield from ([_BY_FORMAT[field.format]] if field.format in _BY_FORMAT else [])
        yield from (value for value in _named(path) if isinstance(value, str) and _fits(value, field))
    elif field.type in {FieldType.INTEGER, FieldType.NUMBER}:
        numbers = (value for value in _named(path) if isinstance(value, int | float))
        yield from (value for value in numbers if field.type is FieldType.NUMBER or isinstance(value, int))
    if field.type in _BY_TYPE:
        yield _BY_TYPE[field.type]


def _named(path: str) -> Iterator[JSON]:
    last = path.rsplit(".", 1)[-1].casefold()
    for pattern, value in _BY_NAME:
        if pattern.search(last):
            yield value


def _fits(value: str, field: FieldProfile) -> bool:
    return field.max_length is None or len(value) <= field.max_length
