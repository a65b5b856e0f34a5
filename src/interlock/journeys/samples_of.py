"""Values that items showed, field by field: a few are enough to compare shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from interlock.model.path import Path
from interlock.model.value import JSON, Body

Samples: TypeAlias = Sequence[Body]
"""Items of a resource as its system showed them."""

_MOST, _LONGEST = 30, 500


def values_at(items: Samples, path: Path) -> tuple[JSON, ...]:
    """The first values of a field in items, through lists; what is absent, null, or very long is passed over."""
    found = (value for item in items for value in _below(item, path.parts))
    return tuple(islice((value for value in found if _tells(value)), _MOST))


def _below(here: JSON, parts: Sequence[str]) -> Iterator[JSON]:
    if not parts:
        yield here
        return
    if not isinstance(here, dict):
        return
    inner = here.get(parts[0].removesuffix("[]"))
    if not parts[0].endswith("[]"):
        yield from _below(inner, parts[1:])
    elif isinstance(inner, list):
        for element in inner:
            yield from _below(element, parts[1:])


def _tells(value: JSON) -> bool:
    return value is not None and not isinstance(value, dict | list) and len(str(value)) <= _LONGEST
