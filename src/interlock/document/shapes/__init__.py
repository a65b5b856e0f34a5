"""The shapes of the document's sentences and cells: one shape one file, found by catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from interlock.catalogue import Catalogue, discover
from interlock.document.shapes.shape import Shape

_PACKAGES = {
    "triggers": "criteria.triggers",
    "withs": "criteria.withs",
    "circumstances": "criteria.circumstances",
    "outcomes": "criteria.outcomes",
    "deadlines": "criteria.deadlines",
    "stories": "stories",
    "situations": "situations",
    "reactions": "reactions",
    "facts": "facts",
    "directions": "cells.directions",
    "conflicts": "cells.conflicts",
    "deletes": "cells.deletes",
    "matches": "cells.matches",
    "conditions": "cells.conditions",
    "leavings": "cells.leavings",
    "creations": "cells.creations",
    "startings": "cells.startings",
    "frequencies": "cells.frequencies",
}


@lru_cache(maxsize=1)
def shapes() -> Mapping[str, Catalogue[Shape]]:
    """Every catalogue of shapes by its name (`triggers`, `conflicts`, ...)."""
    return MappingProxyType(
        {name: discover(f"{__name__}.{package}", "SHAPE", Shape) for name, package in _PACKAGES.items()}
    )
