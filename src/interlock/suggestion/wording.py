"""The rule that a proposed pair needs, in the words of a rule cell.

Each family looks at both fields and says in which words it would put the rule, the best first; words that no rule
understands are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interlock.mapping.language import parse_rule, rules
from interlock.model.decisions import Direction
from interlock.model.value import JSON
from interlock.suggestion.evidence import shape_of
from interlock.suggestion.kinds import Kind
from interlock.suggestion.nearness import near
from interlock.suggestion.reading import Reading
from interlock.suggestion.references import is_listed

_MINOR = {"cent", "minor", "pence", "penny", "smallest"}
_NUMBERS = {"number", "integer", "float", "double", "decimal", "money", "currency", "int", "long"}
_TEXTS = {"string", "text", "char", "varchar"}
_TRUE = {"yes", "y", "true", "on", "1", "active", "enabled", "t"}
_FALSE = {"no", "n", "false", "off", "0", "inactive", "disabled", "f"}
_MOST_CHOICES = 40
_NEAR_CHOICE = 0.62


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as a rule sees it: from which field values start, to which they go, and what stands beside them."""

    source: Reading
    target: Reading
    beside_source: Sequence[Reading]
    beside_target: Sequence[Reading]
    way: Direction
    linked: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule in words, and whether values can come back by it."""

    rule: str
    two_way: bool


def worded(row: Row) -> Wording:
    """The rule for a pair; no words where the value is copied."""
    for family in _FAMILIES:
        for words in family(row):
            use = parse_rule(words)
            if use is not None:
                return Wording(words, rules()[use.rule].inverse)
    return Wording("", two_way=True)


def _reference(row: Row) -> Iterator[str]:
    one, other = row.source.field.refers_to, row.target.field.refers_to
    if row.way is Direction.LEFT:
        one, other = other, one
    if (one, other) not in row.linked:
        return
    record = row.linked[one, other]
    lists = [field.type == "array" for field in (row.source.field, row.target.field)]
    if not any(lists):
        yield f"the linked {record}"
    elif all(is_listed(field) for field in (row.source.field, row.target.field)):
        yield f"the linked {record}, each, as a set"


def _minor_units(row: Row) -> Iterator[str]:
    minor = _in_minor_units(row.source), _in_minor_units(row.target)
    if minor[0] == minor[1] or not (_of_money(row.source) and _of_money(row.target)):
        return
    currency = _beside(row.source, row.beside_source, "currency") or _beside(row.target, row.beside_target, "currency")
    if currency:
        yield f"cents to amount in `{currency}`" if minor[0] else f"amount in `{currency}` to cents"


def _choices(row: Row) -> Iterator[str]:
    if not (row.source.field.enum and row.target.field.enum):
        return
    ours, theirs = row.source.field.enum, row.target.field.enum
    if len(ours) > _MOST_CHOICES or len(theirs) > _MOST_CHOICES:
        return
    pairs = _matched(ours, theirs)
    if not pairs or all(a == b for a, b in pairs):
        return
    if row.way is Direction.LEFT:
        pairs = [(b, a) for a, b in pairs]
    yield ", ".join(f"{_cell(a)} = {_cell(b)}" for a, b in pairs)


def _truths(row: Row) -> Iterator[str]:
    """A choice of yes and no on one side, a truth on the other."""
    flags = row.source.by_type is Kind.FLAG, row.target.by_type is Kind.FLAG
    worded_side = row.target if flags[0] else row.source
    if flags[0] == flags[1] or not worded_side.field.enum:
        return
    yes = [one for one in worded_side.field.enum if str(one).lower() in _TRUE]
    no = [one for one in worded_side.field.enum if str(one).lower() in _FALSE]
    if len(yes) != 1 or len(no) != 1:
        return
    flag_left = flags[0] == (row.way is not Direction.LEFT)
    pairs: list[tuple[JSON, JSON]] = [(True, yes[0]), (False, no[0])]
    yield ", ".join(f"{_cell(a)} = {_cell(b)}" if flag_left else f"{_cell(b)} = {_cell(a)}" for a, b in pairs)


def _countries(row: Row) -> Iterator[str]:
    if not (_is_country(row.source) and _is_country(row.target)):
        return
    coded = _coded(row.source), _coded(row.target)
    if coded == (False, True):
        yield "country name to ISO code"
    elif coded == (True, False):
        yield "ISO code to country name"


def _moments(row: Row) -> Iterator[str]:
    forms = _moment_form(row.source), _moment_form(row.target)
    if forms == ("moment", "date"):
        yield "date in UTC"
    elif forms == ("date", "moment"):
        yield "start of the day in UTC"
    elif forms[0] in {"seconds", "milliseconds"} and forms[1] == "moment":
        yield f"Unix {forms[0]} to time"
    elif forms[0] == "moment" and forms[1] in {"seconds", "milliseconds"}:
        yield f"time to Unix {forms[1]}"


def _lists(row: Row) -> Iterator[str]:
    lists = row.source.by_type is Kind.LIST, row.target.by_type is Kind.LIST
    if lists == (True, True):
        if row.source.field.items in _TEXTS and row.target.field.items in _TEXTS:
            yield "as a set"
        key = _list_key(row)
        if key:
            yield key
    elif lists == (True, False) and row.source.field.items in _TEXTS:
        yield "the first one"


def _people(row: Row) -> Iterator[str]:
    if row.source.by_name is row.target.by_name is Kind.EMAIL and not (
        row.source.by_type is Kind.LIST or row.target.by_type is Kind.LIST
    ):
        yield "e-mail address"


def _numbers(row: Row) -> Iterator[str]:
    types = row.source.field.type.lower(), row.target.field.type.lower()
    if {_moment_form(row.source), _moment_form(row.target)} & {"moment", "date"}:
        return  # No date is written as a plain number, and none reads as one.
    if types[0] in _NUMBERS and types[1] in _TEXTS and not _names_a_thing(row.target):
        yield "number to text"
    elif types[0] in _TEXTS and types[1] in _NUMBERS and not _names_a_thing(row.source):
        yield "text to number"


_FAMILIES: tuple[Callable[[Row], Iterator[str]], ...] = (
    _reference,
    _minor_units,
    _choices,
    _truths,
    _countries,
    _moments,
    _lists,
    _people,
    _numbers,
)


def _in_minor_units(one: Reading) -> bool:
    return (
        one.field.unit.lower() in {"cents", "cent", "minor units"}
        or bool(_MINOR & {*one.words, *one.labelled} and not {"per"} & set(one.words))
        or "minor unit" in one.field.description.lower()
        or " in cents" in one.field.description.lower()
    )


def _of_money(one: Reading) -> bool:
    kinds = {one.by_type, one.by_name}
    return Kind.MONEY in kinds or bool(kinds & {Kind.NUMBER, Kind.COUNT}) or _in_minor_units(one)


def _beside(one: Reading, side: Sequence[Reading], meaning: str) -> str:
    """The path of the field with a meaning that stands nearest: in the same group first, then at the top."""
    found = [other for other in side if meaning in other.leaf and other is not one and "[]" not in other.field.path]
    found.sort(key=lambda other: (other.block != one.block, len(other.parts), len(other.words)))
    return found[0].field.path if found else ""


def _is_country(one: Reading) -> bool:
    return bool({"country", "country_code"} & {*one.leaf, *one.labelled})


def _coded(one: Reading) -> bool | None:
    """Whether a country is given by its code; None where nothing tells."""
    shape = shape_of(one.field.samples)
    if shape in {"two capital letters", "three capital letters"} or one.field.longest in {2, 3}:
        return True
    if one.field.enum:
        return all(isinstance(value, str) and re.fullmatch(r"[A-Z]{2,3}", value) for value in one.field.enum)
    if "country_code" in {*one.leaf, *one.labelled} or re.search(r"\bISO\b|\bcode\b", one.field.description):
        return True
    named = {"name"} & {*one.words} or re.search(r"\bname\b", one.field.description, re.IGNORECASE)
    return False if named or one.field.samples else None


def _moment_form(one: Reading) -> str:
    """`moment`, `date`, `seconds` or `milliseconds` since 1970, or nothing where the type does not tell."""
    told = one.field.format.lower() or one.field.type.lower()
    if one.field.type.lower() in {"integer", "number", "long"}:
        counts = told in {"unix-time", "unixtime", "unix", "epoch"}
        text = f"{one.field.description} {one.field.unit}".lower()
        if "milli" in text and (counts or one.by_name is Kind.MOMENT):
            return "milliseconds"
        says = "epoch" in text or "unix" in text or "seconds" in text
        return "seconds" if counts or (says and one.by_name is Kind.MOMENT) else ""
    if told in {"date-time", "datetime", "timestamp", "datetimeoffset"}:
        return "moment"
    return "date" if told == "date" else ""


def _names_a_thing(one: Reading) -> bool:
    return one.by_name in {Kind.REFERENCE, Kind.PHONE} or "postcode" in one.leaf


def _list_key(row: Row) -> str:
    """Elements belong together by the field of both that tells them apart."""
    best, words = 0, ""
    for a in _members(row.source, row.beside_source):
        for b in _members(row.target, row.beside_target):
            shared = set(a.leaf) & set(b.leaf)
            worth = 3 * bool(shared & {"sku", "barcode"}) + 2 * bool(a.field.unique and b.field.unique and shared)
            if worth > best:
                names = (a.field.path.rsplit(".", 1)[-1], b.field.path.rsplit(".", 1)[-1])
                names = names[::-1] if row.way is Direction.LEFT else names
                best, words = worth, f"paired by `{names[0]}` = `{names[1]}`"
    return words


def _members(one: Reading, side: Sequence[Reading]) -> list[Reading]:
    above = one.field.path + "."
    return [
        other
        for other in side
        if other.field.path.startswith(above) and other.field.path.count(".") == above.count(".")
    ]


def _matched(ours: Sequence[JSON], theirs: Sequence[JSON]) -> list[tuple[JSON, JSON]]:
    """Choices of two lists that mean the same, best first, each used once; those left over are for people."""
    scored = []
    for a in ours:
        for b in theirs:
            if a is None or b is None:
                continue
            alike = _alike(str(a), str(b))
            if alike >= _NEAR_CHOICE:
                scored.append((alike, a, b))
    scored.sort(key=lambda one: -one[0])
    found: list[tuple[JSON, JSON]] = []
    for _, a, b in scored:
        if all(a != x and b != y for x, y in found):
            found.append((a, b))
    return sorted(found, key=lambda one: list(ours).index(one[0]))


def _alike(one: str, other: str) -> float:
    a, b = (re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") for text in (one, other))
    return 1.0 if a.replace("_", "") == b.replace("_", "") else near(a, b)


def _cell(value: JSON) -> str:
    if value is True or value is False:
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else f"`{value}`"
