"""Ids as a system makes them: counted, UUIDs, or a prefix with letters and digits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON
from interlock.sandbox.chance import Chance
from interlock.sandbox.index import text_of

_PREFIX = re.compile(r"([A-Za-z]{1,12}[_-])[A-Za-z0-9]+")
_FIRST_NUMBER = 1001
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MOST_SEEN = 500


@dataclass(frozen=True, slots=True)
class IdMaker:
    """Makes the ids of one resource; `form` is `integer`, `uuid`, `digits` or `text`.

    Where there are `options`, the ids are of these.
    """

    form: str
    key: tuple[object, ...]
    prefix: str = ""
    length: int = 10
    first: int = _FIRST_NUMBER
    alphabet: str = _ALPHABET
    options: tuple[str, ...] = ()

    def make(self, number: int) -> str:
        """The id of the item of that number."""
        if self.options:
            return self.options[number % len(self.options)]
        if self.form in {"integer", "digits"}:
            return str(self.first + number)
        chance = Chance(*self.key, number)
        return chance.uuid() if self.form == "uuid" else self.prefix + chance.text(self.length, self.alphabet)

    def shown(self, item_id: str) -> JSON:
        """The id as it stands in a body."""
        return int(item_id) if self.form == "integer" and item_id.lstrip("-").isdigit() else item_id

    def fits(self, given: JSON) -> bool:
        """Whether an id that a caller chose is of the right kind."""
        if self.options and text_of(given) not in self.options:
            return False
        if self.form == "integer":
            return isinstance(given, int) and not isinstance(given, bool)
        return isinstance(given, str) and 0 < len(given) <= 255


def id_maker(field: FieldProfile | None, *key: object) -> IdMaker:
    """How ids are made, by the type, format and example of the id's field."""
    if field is None:
        return IdMaker("text", key)
    listed = tuple(dict.fromkeys(text for one in field.enum if (text := text_of(one))))
    # One value alone is an example of an id rather than the only one that there can be.
    return replace(_free(field, key), options=listed if len(listed) > 1 else ())


def _free(field: FieldProfile, key: tuple[object, ...]) -> IdMaker:
    if field.type in {FieldType.INTEGER, FieldType.NUMBER}:
        return IdMaker("integer", key)
    if field.format == "uuid":
        return IdMaker("uuid", key)
    example = field.example if isinstance(field.example, str) else ""
    if example.isdigit() or (field.pattern and re.fullmatch(r"\^?(\\d|\[0-9\])[+*]\$?", field.pattern)):
        return IdMaker("digits", key)
    found = _PREFIX.fullmatch(example)
    prefix = found.group(1) if found else ""
    most = (field.max_length or 64) - len(prefix)
    return IdMaker("text", key, prefix, max(4, min(10, most)))


def like(maker: IdMaker, seen: Sequence[str]) -> IdMaker:
    """How ids are made that look like those that were seen; as before where they have nothing in common."""
    ids = [one for one in seen[:_MOST_SEEN] if one]
    if not ids or (maker.options and set(ids) <= set(maker.options)):
        return maker
    maker = replace(maker, options=())  # it has others than it says
    if all(one.isascii() and one.isdigit() and len(one) < 16 for one in ids):
        return replace(maker, form="integer" if maker.form == "integer" else "digits", first=max(map(int, ids)) + 1)
    if maker.form == "integer":
        return maker
    if all(_UUID.fullmatch(one) for one in ids):
        return replace(maker, form="uuid")
    found = [_PREFIX.fullmatch(one) for one in ids]
    prefixes = {one.group(1) for one in found if one is not None}
    prefix = prefixes.pop() if len(prefixes) == 1 and all(found) else ""
    rests = [one.removeprefix(prefix) for one in ids]
    lengths = Counter(map(len, rests))
    alphabet = "".join(sorted({sign for rest in rests for sign in rest if sign.isalnum()}))
    length = max(4, min(64, lengths.most_common(1)[0][0]))
    return replace(maker, form="text", prefix=prefix, length=length, alphabet=alphabet or maker.alphabet)
