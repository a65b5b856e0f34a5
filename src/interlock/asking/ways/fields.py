"""Which fields flow: those of a record that has no mapping yet, and those that a system requires."""

from __future__ import annotations

import re

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import add_field_rows, add_item
from interlock.model.document import RecordRow
from interlock.model.profile import FieldProfile
from interlock.model.value import Side

_MOST_CHOICES = 5
_BETWEEN = re.compile(r"\s*[,;]\s*")
_PAIR = re.compile(r"`?([^`=<>←→↔\s][^`=<>←→↔]*?)`?\s*(=|<->|->|<-|↔|→|←)\s*`?([^`=<>←→↔]*[^`=<>←→↔\s])`?")
_ARROWS = {"=": "", "<->": "↔", "->": "→", "<-": "←"}
_PATH = re.compile(r"[^\s`|]{1,200}")
_ALWAYS = re.compile(r"always\s+\S", re.IGNORECASE)
_ON_PURPOSE = "left out on purpose"


def _offer(asked: Asked) -> Offer | None:
    row = asked.record()
    if row is None:
        return None
    if asked.finding.code == "record-without-fields":
        return _of_record(asked, row)
    _, system, field, _ = asked.finding.subject.split("/", 3)
    side = asked.document.side(system)
    if side is None:
        return None
    return _fed(asked, row, side, field) if asked.finding.code == "required-field-not-fed" else _read(asked, row, side)


def _of_record(asked: Asked, row: RecordRow) -> Offer:
    def write(words: str) -> str:
        rows = []
        for part in filter(None, _BETWEEN.split(words.strip())):
            found = _PAIR.fullmatch(part)
            if found is None:
                raise NotAnAnswer(f"`{part}` is no pair of fields; write it like `number` = `reference`")
            arrow = _ARROWS.get(found[2], found[2]) or _arrow(row)
            rows.append({"left": _code(found[1]), "direction": arrow, "right": _code(found[3])})
        if not rows:
            raise NotAnAnswer("nothing is written")
        return add_field_rows(asked.text, row.name, _columns(asked), rows)

    alike = [
        f"`{one.path}` = `{other.path}`" for one in _fields(asked, row, Side.LEFT) for other in _alike(asked, row, one)
    ]
    matched = row.matched_by.value
    keys = [f"`{pair.left}` = `{pair.right}`" for pair in matched.pairs] if matched is not None else []
    pairs = list(dict.fromkeys([*keys, *alike]))
    choices = (
        (Choice(", ".join(pairs), "these flow as they are; more rows can be written below them"),) if pairs else ()
    )
    return Offer(write, choices, "pairs of fields, several with commas between, like `number` = `reference`")


def _fed(asked: Asked, row: RecordRow, side: Side, field: str) -> Offer:
    def write(words: str) -> str:
        said = words.strip()
        if _ALWAYS.match(said):
            return _row(asked, row, side, there=field, rule=said)
        name, _, rule = said.strip("`").partition("`:") if "`:" in said else said.strip("`").partition(": ")
        if not _PATH.fullmatch(name.strip()):
            raise NotAnAnswer(f"`{said}` is no field of {asked.name(side.other)}, and no `always VALUE`")
        return _row(asked, row, side, there=field, here=name.strip(), rule=rule.strip())

    choices = tuple(
        Choice(f"`{one.path}`", f"`{one.path}` of {asked.name(side.other)} is written into `{field}`")
        for one in _likely(asked, row, side.other, field)
    )
    expects = (
        f"a field of {asked.name(side.other)} (`FIELD: RULE` where the value changes on its way), or `always VALUE`"
    )
    return Offer(write, choices, expects)


def _read(asked: Asked, row: RecordRow, side: Side) -> Offer:
    field, here, there = asked.finding.subject.split("/")[2], asked.name(side), asked.name(side.other)

    def write(words: str) -> str:
        said = words.strip()
        if said.casefold() in {"yes", _ON_PURPOSE}:
            line = f"`{field}` of {row.name} in {here} is {_ON_PURPOSE}."
            return add_item(asked.text, "Assumptions and considerations", line)
        if not _PATH.fullmatch(said.strip("`")):
            raise NotAnAnswer(f"`{said}` is no field of {there}")
        return _row(asked, row, side.other, there=said.strip("`"), here=field)

    found = tuple(
        Choice(f"`{one.path}`", f"`{field}` of {here} is written into `{one.path}` of {there}")
        for one in _likely(asked, row, side.other, field)
    )
    out = Choice(_ON_PURPOSE, f"`{field}` stays in {here}, and a line under Assumptions says so")
    return Offer(write, (*found, out), f"or the field of {there} that it is written into")


def _row(asked: Asked, row: RecordRow, target: Side, *, there: str, here: str = "", rule: str = "") -> str:
    cells = (
        {"left": _code(there), "right": _code(here)}
        if target is Side.LEFT
        else {"left": _code(here), "right": _code(there)}
    )
    arrow = "→" if target is Side.RIGHT else "←"
    return add_field_rows(asked.text, row.name, _columns(asked), [{**cells, "direction": arrow, "rule": rule}])


def _columns(asked: Asked) -> dict[str, str]:
    return {asked.name(Side.LEFT): "left", "Direction": "direction", asked.name(Side.RIGHT): "right", "Rule": "rule"}


def _arrow(row: RecordRow) -> str:
    return row.direction.value.value if row.direction.value is not None else ""


def _code(name: str) -> str:
    return f"`{name}`" if name else ""


def _fields(asked: Asked, row: RecordRow, side: Side) -> tuple[FieldProfile, ...]:
    profile = asked.profiles.get(side)
    learned = profile.record(row.resource(side)) if profile is not None else None
    return learned.fields if learned is not None else ()


def _alike(asked: Asked, row: RecordRow, one: FieldProfile) -> tuple[FieldProfile, ...]:
    """The field of the right system with the same words as one of the left, unless it is its own id."""
    if one.read_only or _words(str(one.path)) == "id" or len(one.path.parts) != 1:
        return ()
    found = (other for other in _fields(asked, row, Side.RIGHT) if _words(str(other.path)) == _words(str(one.path)))
    return tuple(other for other in found if not other.read_only)[:1]


def _likely(asked: Asked, row: RecordRow, side: Side, like: str) -> list[FieldProfile]:
    """The fields of a side that share words with a field of the other, those that share most first."""
    wanted = _parts(like)
    known = [one for one in _fields(asked, row, side) if wanted & _parts(str(one.path)) and "[]" not in str(one.path)]
    return sorted(known, key=lambda one: -len(wanted & _parts(str(one.path))))[:_MOST_CHOICES]


def _parts(name: str) -> set[str]:
    return {part.casefold() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+|\d+", name)} - {"id"}


def _words(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


WAY = Way(("record-without-fields", "required-field-not-fed", "required-field-not-read"), _offer)
