"""Both sides show the same value.

An empty cell means this rule. Between fields of different types the value is compared as what the stricter one says:
`"12"` and `12` are the same number, `"true"` and `true` the same truth, two spellings of one instant the same moment
(a local time is taken in the field's zone, else in UTC; next to a Unix time whole seconds count). Texts are compared to
the letter, and a number or a truth where a text is described counts as its text; `null` and empty text are two things.

Example: an empty cell, or `equal`.
Loses: nothing.
Inverse: itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from interlock.mapping.domains import ANYTHING
from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import Call, Codec, Conversion, Read, Rule, Sample, itself
from interlock.mapping.values import as_moment, as_number, as_shown_text, as_truth, zone_of
from interlock.mapping.wire import is_unix_time
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import Canonical

_NUMERIC_FORMATS = {"decimal", "number", "double", "float", "integer", "int32", "int64"}
# The strictest first. What goes into a text is a text from then on, so that it is one on the other side as well.
_STRICT: Mapping[str, Read] = {"truth": as_truth, "number": as_number, "text": as_shown_text}


def _kind(field: FieldProfile | None) -> str:
    if field is None:
        return "any"
    if is_unix_time(field) or (field.type is FieldType.STRING and field.format == "date-time"):
        return "moment"
    if field.type is FieldType.STRING:
        return "number" if field.format in _NUMERIC_FORMATS else "text"
    return {FieldType.INTEGER: "number", FieldType.NUMBER: "number", FieldType.BOOLEAN: "truth"}.get(field.type, "any")


def _moments(field: FieldProfile | None, *, whole_seconds: bool) -> Read:
    zone = zone_of(field)

    def read(value: Canonical) -> Canonical:
        try:
            moment = as_moment(value, zone)
        except Misfit:
            return value  # what is no moment is compared to the letter
        return moment.replace(microsecond=0) if whole_seconds and isinstance(moment, datetime) else moment

    return read


def _build(call: Call) -> Conversion:
    kinds = {_kind(call.source), _kind(call.target)}
    if "moment" in kinds and "truth" not in kinds:
        whole = is_unix_time(call.source) or is_unix_time(call.target)
        source, target = (_moments(field, whole_seconds=whole) for field in (call.source, call.target))
        return Conversion(Codec(source, itself), Codec(target, itself))
    strict = next((read for kind, read in _STRICT.items() if kind in kinds), itself)
    codec = Codec(strict, itself)
    return Conversion(codec, codec)


RULE = Rule(
    shapes=("", "equal", "(the )same"),
    build=_build,
    inverse=True,
    domain=ANYTHING,
    samples=(
        Sample("", "", ""),
        Sample("", " spaced ", " spaced "),
        Sample("", "ÅÄÖ \u0000 \U0001f600", "ÅÄÖ \u0000 \U0001f600"),
        Sample("", 0, 0),
        Sample("", 0.1, 0.1),
        Sample("", False, False),
        Sample("", [], []),
        Sample("", {"a": [1, None, {"b": 0.5}]}, {"a": [1, None, {"b": 0.5}]}),
    ),
)
