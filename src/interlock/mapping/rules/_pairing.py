"""Pairs of values as a codec: shared by the look-ups written in a cell and in a table."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.mapping.outcome import Misfit, Problem
from interlock.mapping.rule import Call, Codec, Conversion, Read, Written, itself
from interlock.mapping.values import key_text, literal
from interlock.model.value import Canonical


def pairing(pairs: Sequence[tuple[Written, Written]], call: Call) -> Conversion:
    """The conversion between the left and the right values of the pairs.

    Canonical is the value of the side that the rule ends at. On a two-way row, values that are paired with one value
    are one value: the first pair says how it is written. On a one-way row only values of the target may repeat.

    Raises:
        Problem: there are no pairs, or one value would have to become two.
    """
    if not pairs:
        raise Problem("there are no pairs to look up")
    ordered = pairs if call.source_is_left else [(right, left) for left, right in pairs]
    sources = [literal(pair[0], call.source) for pair in ordered]
    targets = [literal(pair[1], call.target) for pair in ordered]
    first_of: dict[str, Canonical] = {}
    forward: dict[str, Canonical] = {}
    backward: dict[str, Canonical] = {}
    rows: dict[tuple[str, bool], int] = {}
    for number, (source, target) in enumerate(zip(sources, targets, strict=True)):
        here, there = key_text(source), key_text(target)
        first = (rows.setdefault((here, True), number), rows.setdefault((there, False), number))
        if here in forward and key_text(forward[here]) != there:
            if not call.two_way:
                message, hint = f"`{here}` stands for two values", "keep one of the pairs that begin with it"
                raise Problem(message, hint=hint, rows=(first[0], number))
            if there in backward:
                message, hint = f"`{here}` and `{there}` each stand for two values", "remove one of their pairs"
                raise Problem(message, hint=hint, rows=tuple(sorted({*first, number})))
        canonical = forward.get(here, first_of.get(there, target))
        forward[here] = canonical
        first_of.setdefault(there, canonical)
        backward.setdefault(key_text(canonical), source)
    shown = Codec(_find(first_of), itself, knows=first_of)
    back = _find(backward) if call.two_way else None
    return Conversion(Codec(_find(forward), back, knows=forward, knows_back=backward), shown)


def _find(table: dict[str, Canonical]) -> Read:
    def read(value: Canonical) -> Canonical:
        if type(value) is str:
            written = value
        else:
            written = ("true" if value else "false") if type(value) is bool else key_text(value)
        if written in table:
            return table[written]
        if value is None:
            return None
        raise Misfit("is not among the values of the look-up")

    return read
