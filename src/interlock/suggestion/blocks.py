"""Groups of fields that belong together: an address, a person, one side of a twin; and rows of a list."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from interlock.suggestion.kinds import Kind
from interlock.suggestion.reading import Reading
from interlock.suggestion.vocabulary import stem, vocabulary

_LAST_WORD = re.compile(r"([A-Z]?[a-z]+|[A-Z]+)[^a-zA-Z]*$")

_FEWEST = 3
_LONGEST_PREFIX = 3


def group(side: Sequence[Reading]) -> None:
    """Writes into each reading of a side the group that it stands in, and what its name says within it.

    Fields under one path are a group; of those at the top, so are three or more whose names begin alike. Twins are
    fields of other groups that say the same within theirs.
    """
    _put_in_groups(side)
    groups: dict[tuple[str, ...], set[str]] = {}
    for one in side:
        groups.setdefault(one.inner, set()).add(one.block)
    marked = any("[]" in one.field.path for one in side)
    lists = {one.field.path for one in side if one.by_type is Kind.LIST}
    for one in side:
        one.twins = len(groups[one.inner]) - 1
        one.in_row = _in_row(one.field.path, lists, marked=marked)


def _in_row(path: str, lists: set[str], *, marked: bool) -> bool:
    """Whether a field stands in the elements of a list: `[]` says so, a list above it, or else a plural above it."""
    above = path.split(".")[:-1]
    for length, part in enumerate(above, 1):
        if part.endswith("[]") or ".".join(above[:length]) in lists:
            return True
        if not marked and _is_plural(part):
            return True
    return False


def _is_plural(part: str) -> bool:
    """Whether a part of a path names several things, and not just the fields of one."""
    found = _LAST_WORD.search(part)
    if found is None:
        return False
    word = found[1].lower()
    return stem(word) != word and stem(word) not in vocabulary().bags


def _put_in_groups(side: Sequence[Reading]) -> None:
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
