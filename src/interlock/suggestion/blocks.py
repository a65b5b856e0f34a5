"""Groups of fields that belong together: an address, a person, one side of a twin."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from interlock.suggestion.reading import Reading

_FEWEST = 3
_LONGEST_PREFIX = 3


def group(side: Sequence[Reading]) -> None:
    """Writes into each reading of a side the group that it stands in, and what its name says within it.

    Fields under one path are a group; of those at the top, so are three or more whose names begin alike.
    """
    prefixes: Counter[tuple[str, ...]] = Counter()
    for one in side:
        if len(one.parts) == 1:
            for length in range(1, min(_LONGEST_PREFIX, len(one.leaf) - 1) + 1):
                prefixes[one.leaf[:length]] += 1
    for one in side:
        if len(one.parts) > 1:
            one.block, one.inner = ".".join("_".join(part) for part in one.parts[:-1]), one.leaf
            continue
        one.block, one.inner = "", one.leaf
        most = 0.0
        for length in range(1, min(_LONGEST_PREFIX, len(one.leaf) - 1) + 1):
            prefix = one.leaf[:length]
            if prefixes[prefix] < _FEWEST or prefixes[prefix] > len(side) / 2:
                continue
            worth = math.sqrt(prefixes[prefix]) * (0.5 + length)
            if worth > most:
                most, one.block, one.inner = worth, "~" + "_".join(prefix), one.leaf[length:]
