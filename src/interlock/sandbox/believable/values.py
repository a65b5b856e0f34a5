"""A believable value for one field: from its enum, name, format, example and bounds, in this order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from interlock.model.formats import fits_pattern, pattern_of, plain_pattern
from interlock.model.patterns import text_for
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON
from interlock.sandbox.believable.makers import number_range, text_maker, varied
from interlock.sandbox.believable.naming import words_of, words_of_path
from interlock.sandbox.believable.scene import Scene
from interlock.sandbox.stamps import stamper

ValueMaker: TypeAlias = Callable[[Scene], JSON]

_MOST_TRIES = 40
_FUTURE = {"due", "expires", "expiry", "until", "end", "ends", "next", "delivery", "valid", "renewal"}
_LONG_PAST = {"birth", "birthday", "birthdate", "founded"}
_PER_ITEM = {"number", "reference", "code", "key", "slug", "identifier", "id", "barcode", "username", "login", "ref"}


def value_maker(field: FieldProfile, kind: FieldType, *, distinct: bool) -> ValueMaker:
    """What makes values of one type for a field; distinct ones differ from item to item."""
    words = words_of_path(field.path)
    if field.enum:
        return _enum_maker(field, words, distinct=distinct)
    if kind is FieldType.BOOLEAN:
        default = field.default
        return lambda scene: bool(default) if isinstance(default, bool) else scene.chance.below(2) == 1
    if kind in {FieldType.INTEGER, FieldType.NUMBER}:
        if _is_moment(field, words):
            return _moment_maker(field, words)
        return _number_maker(field, kind, words, distinct=distinct)
    if kind is FieldType.STRING:
        if field.format in {"date", "date-time"} or (not field.format and _is_moment(field, words)):
            return _moment_maker(field, words)
        return _text_maker(field, words, distinct=distinct)
    if kind is FieldType.ARRAY:
        return lambda _scene: []
    example = field.example
    return lambda _scene: example if isinstance(example, dict) else {}


def _enum_maker(field: FieldProfile, words: tuple[str, ...], *, distinct: bool) -> ValueMaker:
    options: list[JSON] = [option for option in field.enum if option is not None] or [None]
    about_place = {"country", "currency"} & set(words)

    def make(scene: Scene) -> JSON:
        if distinct:
            return options[(scene.number - 1) % len(options)]
        if about_place:
            for own in (scene.locale.currency, scene.locale.alpha2, scene.locale.country, scene.locale.alpha3):
                found = next((o for o in options if isinstance(o, str) and o.casefold() == own.casefold()), None)
                if found is not None:
                    return found
        return scene.chance.pick(options)

    return make


def _is_moment(field: FieldProfile, words: tuple[str, ...]) -> bool:
    if field.type is FieldType.STRING:
        return False
    hint = f"{field.format} {field.unit} {field.description}".casefold()
    stamped = words[-1:] in {("at",), ("on",), ("timestamp",), ("date",), ("created",), ("updated",), ("modified",)}
    return "unix" in hint or "epoch" in hint or (stamped and field.type is FieldType.INTEGER)


def _moment_maker(field: FieldProfile, words: tuple[str, ...]) -> ValueMaker:
    shows = stamper(field, None)
    having = set(words)

    def make(scene: Scene) -> JSON:
        return _bounded(shows.show(shows.truncated(_moment(scene, having))), field)

    return make


def _bounded(value: JSON, field: FieldProfile) -> JSON:
    if not isinstance(value, int | float):
        return value
    if field.maximum is not None and value > field.maximum:
        return int(field.maximum // 1)
    return -int(-field.minimum // 1) if field.minimum is not None and value < field.minimum else value


def _moment(scene: Scene, having: set[str]) -> datetime:
    if having & _FUTURE:
        return scene.now + timedelta(days=scene.chance.between(7, 60))
    if having & _LONG_PAST:
        return scene.now - timedelta(days=scene.chance.between(8_000, 25_000))
    return scene.now - timedelta(minutes=scene.chance.between(5, 40_000))


def _number_maker(field: FieldProfile, kind: FieldType, words: tuple[str, ...], *, distinct: bool) -> ValueMaker:
    words = (*words, *words_of(field.unit))
    least, most = number_range(field, words)
    step = Decimal(str(field.multiple_of)) if field.multiple_of else Decimal(1)
    whole = kind is FieldType.INTEGER
    hundredths = not whole and (step == Decimal("0.01") or (not field.multiple_of and most > 25))

    def make(scene: Scene) -> JSON:
        drawn = least + scene.number if distinct else scene.chance.between(least, most)
        if whole:
            return int(drawn // step * step) if step > 1 else drawn
        if hundredths:
            exact = Decimal(drawn * 100 + scene.chance.below(100)) / 100
            return float(min(exact, Decimal(str(field.maximum)))) if field.maximum is not None else float(exact)
        return float(Decimal(drawn) // step * step) if step != 1 else drawn

    return make


def _text_maker(field: FieldProfile, words: tuple[str, ...], *, distinct: bool) -> ValueMaker:
    maker = text_maker(field, words) or text_maker(field, words_of(field.label))
    pattern = pattern_of(field)
    counted = distinct or (bool(words) and words[-1] in _PER_ITEM)
    label = field.label or " ".join(words).capitalize()

    def make(scene: Scene) -> JSON:
        if maker is not None:
            text = maker(scene, field)
            if distinct and str(scene.number) not in text and not field.format:
                text = f"{text} {scene.number}"
        elif counted or not isinstance(field.example, str):
            text = varied(field.example, label, scene.number)
        else:
            text = field.example
        text = _fitted(text, field, scene.number, distinct=counted)
        if pattern is not None and not fits_pattern(text, pattern):
            text = _patterned(field, scene) or text
        return text

    return make


def _patterned(field: FieldProfile, scene: Scene) -> str | None:
    """A text that the field takes, of its pattern as of its length; None where none was found."""
    pattern = pattern_of(field)
    tries: list[str] = []
    for _ in range(_MOST_TRIES):
        made = text_for(plain_pattern(field.pattern)[0], scene.chance)
        if made is None or pattern is None:
            break
        if fits_pattern(made, pattern):
            if _has_length(made, field):
                return made
            tries.append(made)
    # A pattern without an end of its own often takes a part of what is too long.
    for made in sorted(tries, key=len)[:1]:
        cut = made[: field.max_length]
        if pattern is not None and fits_pattern(cut, pattern) and _has_length(cut, field):
            return cut
    example = field.example
    return example if isinstance(example, str) and _has_length(example, field) else None


def _has_length(text: str, field: FieldProfile) -> bool:
    return (field.min_length or 0) <= len(text) <= (len(text) if field.max_length is None else field.max_length)


def _fitted(text: str, field: FieldProfile, number: int, *, distinct: bool) -> str:
    if field.max_length is not None and len(text) > field.max_length:
        tail = str(number) if distinct else ""
        text = (text[: max(0, field.max_length - len(tail))] + tail)[: field.max_length]
    if field.min_length is not None and len(text) < field.min_length:
        text = text.ljust(field.min_length, "x") if text else "x" * field.min_length
    return text
