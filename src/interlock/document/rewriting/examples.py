"""The example of a shape, told with the records, systems and fields of the document that it is shown for."""

from __future__ import annotations

import re

from interlock.document.rewriting.known import KnownField
from interlock.document.rewriting.sense import a, plural
from interlock.document.rewriting.vocabulary import Vocabulary, stems
from interlock.document.shapes.parameters import SYSTEMS
from interlock.document.shapes.shape import Argument, Shape, match
from interlock.model.value import Side

_FIELDS = frozenset({"field", "left", "right", "by_left", "by_right", "array"})
_VALUES = frozenset({"value", "after", "before"})
_ARTICLE = re.compile(r"\b(an?) $", re.IGNORECASE)


def filled(shape: Shape, text: str, vocabulary: Vocabulary, about: str = "") -> str:
    """The example with what the text speaks of, else what the whole sentence is `about`, else the document's first."""
    found = match(shape, shape.example)
    if found is None or len(vocabulary.names.systems) != 2 or not vocabulary.names.records:
        return shape.example
    record = spoken_of(f"{text} {about}", vocabulary)
    systems = _systems(text, record, vocabulary)
    field = _field(text, record, systems[0], vocabulary)
    said, end = "", 0
    for argument in found.arguments:
        said += shape.example[end : argument.start]
        own = _own(argument, shape, record, systems, field)
        if argument.name == "record" and own:
            said = _ARTICLE.sub(f"{a(own).partition(' ')[0]} ", said)
        said += own or shape.example[argument.start : argument.end]
        end = argument.end
    return said + shape.example[end:]


def _own(argument: Argument, shape: Shape, record: str, systems: tuple[str, str], field: KnownField | None) -> str:
    """What stands in the document's example for an argument; nothing: what stands in the shape's."""
    written = shape.example[argument.start : argument.end]
    if argument.name == "record":
        return plural(record) if written.endswith("s") and written != str(argument.value).removesuffix("s") else record
    if argument.name in SYSTEMS:
        return systems[1 if argument.name in {"second", "target"} or shape.lasting else 0]
    if argument.name in _FIELDS and field is not None:
        return f"`{field.name}`"
    if argument.name in _VALUES and field is not None and field.values:
        return f"`{field.values[-1 if argument.name == 'after' else 0]}`"
    return ""


def spoken_of(text: str, vocabulary: Vocabulary) -> str:
    """The record that the text names first, else the document's first."""
    words = stems(text)
    for start in range(len(words)):
        for length in (3, 2, 1):
            for meaning in vocabulary.meanings.get(words[start : start + length], ()):
                if meaning.kind == "record":
                    return str(meaning.value)
                if meaning.kind == "term":
                    term = vocabulary.names.term(str(meaning.value))
                    return (vocabulary.names.record(term.record) if term else None) or vocabulary.names.records[0]
    return vocabulary.names.records[0]


def _systems(text: str, record: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """The system that the text names first, else where the record comes from; and the other one."""
    left, right = vocabulary.names.systems
    folded = text.casefold()
    named = sorted((folded.find(one.casefold()), one) for one in (left, right) if one.casefold() in folded)
    first = named[0][1] if named else vocabulary.system(vocabulary.source(record))
    return (first, right if first == left else left)


def _field(text: str, record: str, system: str, vocabulary: Vocabulary) -> KnownField | None:
    """A field of the record in the system: the one that the text names, else one with values, else the first."""
    side = vocabulary.names.side(system) or Side.LEFT
    own = [known for known in vocabulary.fields if known.record == record and known.side is side]
    words = set(stems(text))
    named = [known for known in own if set(stems(known.path)) & words]
    return next(iter(named or [known for known in own if known.values] or own), None)
