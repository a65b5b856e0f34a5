"""Names for what is asked of a system, without the ids that stand in addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from interlock.model.profile import SystemProfile

OTHER = "other"
"""What no operation of a profile is: signing in, mostly."""


class PathNames:
    """Says which record a request is about, as its path tells."""

    def __init__(self, profiles: Iterable[tuple[str, SystemProfile]]) -> None:
        self._patterns = {
            system: tuple(
                (operation.method, re.compile(_pattern(operation.path)), record.name)
                for record in profile.records
                for operation in record.operations
            )
            for system, profile in profiles
        }
        self.of = lru_cache(maxsize=4096)(self._of)

    def _of(self, system: str, method: str, path: str) -> str:
        """The name of the record, or `other`."""
        plain = path.split("?", 1)[0]
        for wanted, pattern, record in self._patterns.get(system, ()):
            if method == wanted and pattern.fullmatch(plain):
                return record
        return OTHER


def _pattern(path: str) -> str:
    parts = re.split(r"(\{[^{}]*\})", path.rstrip("/"))
    return "".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts) + "/?"
