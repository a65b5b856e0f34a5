"""Gives single cells their meaning."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo

from interlock.catalogue import did_you_mean
from interlock.document.context import Context
from interlock.document.report import shown
from interlock.document.shapes import shapes
from interlock.document.shapes.shape import Match, first_match
from interlock.document.splitting import split
from interlock.document.words import Words
from interlock.model.decisions import Condition, MatchKey, MatchPair, Winner, WinnerKind
from interlock.model.document import Stated
from interlock.model.path import Path
from interlock.model.value import Side

T = TypeVar("T")

_FIELD_SEPARATOR = re.compile(r", and |, | and |<br ?/?>", re.IGNORECASE)
_PAIR_SEPARATOR = re.compile(r", and |, | and |; |<br ?/?>", re.IGNORECASE)
_CONDITION_SEPARATOR = re.compile(r", and |; |, | and |<br ?/?>", re.IGNORECASE)
_PATH = re.compile(r"[^\s.\[\]|,`]+(?:\[\])?(?:\.[^\s.\[\]|,`]+(?:\[\])?)*")
# So many different cells are no longer people's.
_MOST_SEEN = 10_000
_SIDE = re.compile(r"([^:`]{1,80}): *(.+)")


def name(words: Words) -> Stated[str]:
    """A cell that holds a name, with or without backticks."""
    bare = words.bare()
    return Stated(bare.text, bare.span, bare.text or None)


def text(words: Words) -> Stated[str]:
    """A cell whose words are kept as they are."""
    return Stated(words.text, words.span, words.text or None)


def side(context: Context, words: Words, subject: str) -> Stated[Side]:
    """A cell that names a system."""
    bare = words.bare()
    found = context.names.side(bare.text)
    if bare and found is None:
        context.unknown_system(bare, subject)
    return Stated(words.text, words.span, found)


def decision(context: Context, words: Words, kind: str, expected: type[T], subject: str) -> Stated[T]:
    """A cell that one shape of a catalogue must understand."""
    if not words or context.too_long(words, subject):
        return Stated(words.text, words.span)
    tidy = words.tidy()
    seen, key = context.names.seen, (kind, tidy.text)
    known = seen.get(key)
    if known is not None:
        return Stated(words.text, words.span, known if isinstance(known, expected) else None)
    catalogue = shapes()[kind]
    found = first_match(catalogue, tidy.text, context.names)
    if found is None:
        guessed = first_match(catalogue, tidy.text, context.guess)
        if guessed is None or not context.unknown_names(guessed, tidy, subject):
            _unknown(context, words, kind, subject)
        return Stated(words.text, words.span)
    if not zones_known(context, found, tidy, subject):
        return Stated(words.text, words.span)
    try:
        made = found.shape.make(found.args, context.names.sides) if found.shape.make else None
    except ValueError as no:
        message, hint = f"{shown(words.text)} cannot be: {no}", f"write it like `{found.shape.example}`"
        context.report.add("unknown-decision", words, message, hint=hint, subject=subject)
        return Stated(words.text, words.span)
    if len(seen) < _MOST_SEEN:
        seen[key] = made
    return Stated(words.text, words.span, made if isinstance(made, expected) else None)


def zones_known(context: Context, found: Match, words: Words, subject: str) -> bool:
    """Whether all time zones in a match exist; those that do not are reported."""
    for argument in found.arguments:
        if argument.name == "zone" and not _is_zone(str(argument.value)):
            place = words.part(argument.start, argument.end)
            message = f"no time zone is called {shown(place.text)}"
            context.report.add(
                "unknown-time-zone", place, message, hint="write it like `Europe/Paris` or `UTC`", subject=subject
            )
            return False
    return True


def _is_zone(key: str) -> bool:
    try:
        ZoneInfo(key)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _unknown(context: Context, words: Words, kind: str, subject: str) -> None:
    hint, replacement = context.reworded(kind, words)
    context.report.add(
        "unknown-decision",
        words,
        f"{shown(words.text)} is none of the {kind} that can be written here",
        hint=hint,
        subject=subject,
        replacement=replacement,
    )


def wins(context: Context, words: Words, subject: str) -> Stated[Winner]:
    """A cell of a field table's column Wins; a system's name alone means that it wins."""
    where = context.names.side(words.bare().text) if words else None
    if where is not None:
        return Stated(words.text, words.span, Winner(WinnerKind.SIDE, side=where))
    return decision(context, words, "conflicts", Winner, subject)


def fields(context: Context, words: Words, subject: str) -> Stated[tuple[Path, ...]]:
    """A cell that lists fields; empty: no field."""
    if not words or context.too_long(words, subject):
        return Stated(words.text, words.span)
    tidy = words.tidy()
    alone = _path(tidy) if "<" not in tidy.text else None  # `<br>` would part two of them
    found = [alone] if alone is not None else split(tidy, _path, _FIELD_SEPARATOR)
    if found is None:
        message = f"{shown(words.text)} is no list of fields"
        context.report.add(
            "not-a-field", words, message, hint="write each field in backticks, like `lines[].price`", subject=subject
        )
        return Stated(words.text, words.span)
    return Stated(words.text, words.span, tuple(found))


def _path(words: Words) -> Path | None:
    bare = words.bare()
    return Path.of(bare.text) if _PATH.fullmatch(bare.text) else None


def match_key(context: Context, words: Words, subject: str) -> Stated[MatchKey]:
    """A cell of Matched by."""
    if not words or context.too_long(words, subject):
        return Stated(words.text, words.span)
    pairs = split(words.tidy(), _pair, _PAIR_SEPARATOR)
    if pairs is None:
        _unknown(context, words, "matches", subject)
        return Stated(words.text, words.span)
    return Stated(words.text, words.span, MatchKey(tuple(pairs)))


def _pair(words: Words) -> MatchPair | None:
    found = first_match(shapes()["matches"], words.text)
    made = found.shape.make(found.args, {}) if found and found.shape.make else None
    return made if isinstance(made, MatchPair) else None


def conditions(context: Context, words: Words, subject: str) -> Stated[tuple[Condition, ...]]:
    """A cell of Only when: conditions, each after the name of its system."""
    if not words or context.too_long(words, subject):
        return Stated(words.text, words.span)
    tidy = words.tidy()
    found = split(tidy, lambda part: _sided(context, part), _CONDITION_SEPARATOR)
    sided = _carried(found) if found else None
    if sided is None:
        _conditions_unknown(context, tidy, subject, has_side=bool(found))
        return Stated(words.text, words.span)
    return Stated(words.text, words.span, tuple(sided))


def condition(context: Context, words: Words) -> Condition | None:
    """One condition without a side, or None."""
    term = context.names.term(words.text)
    if term is not None:
        return term.condition
    found = first_match(shapes()["conditions"], words.text)
    made = found.shape.make(found.args, {}) if found and found.shape.make else None
    return made if isinstance(made, Condition) else None


def _sided(context: Context, words: Words) -> Condition | None:
    prefixed = _SIDE.fullmatch(words.text)
    if prefixed is None:
        return condition(context, words)
    where = context.names.side(prefixed.group(1))
    found = condition(context, words.part(prefixed.start(2)))
    return replace(found, side=where) if found and where else None


def _carried(found: list[Condition]) -> list[Condition] | None:
    """The conditions with the side of the one before where they name none; None when the first names none."""
    here: Side | None = None
    carried = []
    for one in found:
        here = one.side or here
        carried.append(replace(one, side=here))
    return carried if carried[0].side else None


def _conditions_unknown(context: Context, words: Words, subject: str, *, has_side: bool) -> None:
    prefixed = _SIDE.fullmatch(words.text)
    if prefixed and context.names.system(prefixed.group(1)) is None:
        context.unknown_system(words.part(0, prefixed.end(1)).strip(), subject)
    elif has_side:
        known = context.names.systems
        message = f"{shown(words.text)} does not say which system's items it is about"
        hint = f"begin with the system: `{known[0]}: ...`" if known else did_you_mean("", known)
        context.report.add("unknown-decision", words, message, hint=hint, subject=subject)
    else:
        _unknown(context, words, "conditions", subject)
