"""Lists of values and of objects, as rules take them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interlock.mapping.outcome import Misfit
from interlock.mapping.rule import Written
from interlock.mapping.values import spelled
from interlock.model.value import Canonical


def listed(value: Canonical) -> tuple[Canonical, ...]:
    """The elements of a list.

    Raises:
        Misfit: it is none.
    """
    if not isinstance(value, tuple):
        raise Misfit("is not a list")
    return value


def entries(value: Canonical) -> Iterator[Mapping[str, Canonical]]:
    """The elements of a list of objects.

    Raises:
        Misfit: it is none.
    """
    for element in listed(value):
        if not isinstance(element, Mapping):
            raise Misfit("is not a list of objects")
        yield element


def is_written(value: Canonical, written: Written) -> bool:
    """Whether a value is the one that a cell writes."""
    if value is None:
        return written.text == "null" and not written.quoted
    return not isinstance(value, tuple | Mapping) and spelled(value) == written.text


def single(value: Canonical) -> Canonical:
    """The value, which is no list and no object.

    Raises:
        Misfit: it is one.
    """
    if isinstance(value, tuple | Mapping):
        raise Misfit("is not a single value")
    return value
