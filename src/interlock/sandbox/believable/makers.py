"""Believable texts and numbers by the words of a field's name; the first row of a table that fits is taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from interlock.model.formats import format_is_meant
from interlock.model.profile import FieldProfile
from interlock.model.value import JSON
from interlock.sandbox.believable.scene import Scene
from interlock.sandbox.believable.words import NOTES, TAGS

TextMaker: TypeAlias = Callable[[Scene, FieldProfile], str]
Words: TypeAlias = frozenset[str]


def _email(scene: Scene, _field: FieldProfile) -> str:
    return f"{_plain(scene.first)}.{_plain(scene.last)}.{scene.number}@example.com"


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def _phone(scene: Scene, _field: FieldProfile) -> str:
    return scene.digits(scene.locale.phone, distinct=True)


def _country(scene: Scene, field: FieldProfile) -> str:
    example = field.example if isinstance(field.example, str) else ""
    length = field.max_length or len(example) or 99
    if length == 2 or (not example and _says_code(field)):
        return scene.locale.alpha2
    return scene.locale.alpha3 if length == 3 and example.isupper() else scene.locale.country


def _says_code(field: FieldProfile) -> bool:
    return "code" in str(field.path).casefold() or "iso" in f"{field.path} {field.description}".casefold()


def _currency(scene: Scene, field: FieldProfile) -> str:
    lower = isinstance(field.example, str) and field.example.islower()
    return scene.locale.currency.lower() if lower else scene.locale.currency


def _sku(scene: Scene, _field: FieldProfile) -> str:
    return f"{scene.good.upper()}-{scene.number:05d}-{scene.material.upper()}"


def _url(scene: Scene, field: FieldProfile) -> str:
    return f"https://www.example.com/{field.path.root.lower()}/{scene.number}"


def _street(scene: Scene, _field: FieldProfile) -> str:
    return f"{scene.locale.street} {1 + scene.chance.below(180)}"


def _second_line(scene: Scene, _field: FieldProfile) -> str:
    return f"Floor {1 + scene.chance.below(9)}"


def _title(scene: Scene, _field: FieldProfile) -> str:
    return f"{scene.material.capitalize()} {scene.good.lower()} {scene.number}"


def _name(scene: Scene, field: FieldProfile) -> str:
    if field.path.array is not None:
        return _title(scene, field)
    text = f"{field.label} {field.description} {field.example}".casefold()
    if any(word in text for word in ("company", "business name", "gmbh", "inc.", "ltd")):
        return scene.company
    return f"{scene.first} {scene.last}"


TEXTS: tuple[tuple[tuple[Words, ...], TextMaker], ...] = (
    ((frozenset({"email"}), frozenset({"mail"})), _email),
    ((frozenset({"phone"}), frozenset({"mobile"}), frozenset({"fax"}), frozenset({"telephone"})), _phone),
    ((frozenset({"first", "name"}), frozenset({"given", "name"}), frozenset({"firstname"})), lambda s, _f: s.first),
    (
        (frozenset({"last", "name"}), frozenset({"family", "name"}), frozenset({"surname"}), frozenset({"lastname"})),
        lambda s, _f: s.last,
    ),
    ((frozenset({"company"}), frozenset({"organisation"}), frozenset({"organization"})), lambda s, _f: s.company),
    ((frozenset({"sku"}), frozenset({"product", "code"}), frozenset({"item", "code"}), frozenset({"article"})), _sku),
    ((frozenset({"country"}),), _country),
    ((frozenset({"currency"}),), _currency),
    ((frozenset({"language"}), frozenset({"locale"})), lambda s, _f: s.locale.language),
    (
        (frozenset({"postcode"}), frozenset({"postal"}), frozenset({"zip"}), frozenset({"zipcode"})),
        lambda s, _f: s.digits(s.locale.postcode, distinct=False),
    ),
    ((frozenset({"city"}), frozenset({"town"})), lambda s, _f: s.locale.city),
    ((frozenset({"region"}), frozenset({"state"}), frozenset({"province"})), lambda s, _f: s.locale.region),
    ((frozenset({"line", "2"}), frozenset({"address", "2"}), frozenset({"street", "2"})), _second_line),
    ((frozenset({"street"}), frozenset({"address"})), _street),
    ((frozenset({"url"}), frozenset({"website"}), frozenset({"link"}), frozenset({"uri"})), _url),
    ((frozenset({"title"}), frozenset({"product", "name"})), _title),
    ((frozenset({"tags"}), frozenset({"tag"}), frozenset({"labels"})), lambda s, _f: s.chance.pick(TAGS)),
    (
        (frozenset({"note"}), frozenset({"notes"}), frozenset({"comment"}), frozenset({"remark"}), frozenset({"memo"})),
        lambda s, _f: s.chance.pick(NOTES),
    ),
    ((frozenset({"name"}), frozenset({"contact"})), _name),
)

FORMATS: dict[str, TextMaker] = {
    "email": _email,
    "uri": _url,
    "url": _url,
    "uuid": lambda scene, _field: scene.chance.uuid(),
    "hostname": lambda scene, _field: f"host-{scene.number}.example.com",
    "ipv4": lambda scene, _field: f"192.0.2.{scene.number % 255}",
}


def text_maker(field: FieldProfile, words: tuple[str, ...]) -> TextMaker | None:
    """What makes texts for a field of that format and name, or None."""
    if field.format in FORMATS and format_is_meant(field):
        return FORMATS[field.format]
    having = set(words)
    return next((maker for wanted, maker in TEXTS if any(names <= having for names in wanted)), None)


# Numbers: the words, then the least and most in whole units.
_RANGES: tuple[tuple[Words, tuple[int, int]], ...] = (
    (frozenset({"cents", "amount", "price", "total", "cost", "limit", "balance", "subtotal"}), (500, 20_000)),
    (frozenset({"discount", "tax", "shipping", "freight", "fee", "vat"}), (100, 900)),
    (frozenset({"quantity", "qty", "count"}), (1, 9)),
    (frozenset({"stock", "available", "inventory", "hand", "reserved"}), (1, 200)),
    (frozenset({"percent", "percentage", "rate"}), (1, 25)),
    (frozenset({"days", "terms"}), (7, 60)),
    (frozenset({"year"}), (2015, 2026)),
    (frozenset({"weight", "height", "width", "length", "depth"}), (1, 80)),
)


def number_range(field: FieldProfile, words: tuple[str, ...]) -> tuple[int, int]:
    """The least and most believable whole number for a field of that name, inside what the field takes."""
    having = set(words)
    specific = [bounds for names, bounds in _RANGES if names & having]
    least, most = specific[-1] if specific else (1, 1000)
    if field.minimum is not None and least < field.minimum:
        least = -int(-field.minimum // 1)
        most = max(most, least + 100)
    if field.maximum is not None and most > field.maximum:
        most = int(field.maximum // 1)
        least = min(least, most)
    return least, most


def varied(example: JSON, label: str, number: int) -> str:
    """A text like the example that no other number gives: `R-1041` becomes `R-1042`."""
    text = example if isinstance(example, str) and example else label or "Value"
    digits = len(text) - len(text.rstrip("0123456789"))
    digits = min(digits, 15)
    if digits == 0:
        return f"{text}-{number}"
    head, tail = text[:-digits], text[-digits:]
    return f"{head}{int(tail) + number:0{digits}d}"
