"""How many requests a system takes: so many in any stretch of so many seconds."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from math import ceil

from interlock.model.profile import RateLimit
from interlock.sandbox.answers import Refusal


class RateGuard:
    """Refuses what comes too fast; what was refused does not count."""

    def __init__(self, limit: RateLimit | None) -> None:
        self._limit = limit
        self._seen: deque[float] = deque()

    def check(self, at: datetime) -> None:
        """Count a request.

        Raises:
            Refusal: 429 with Retry-After in whole seconds, after which there is room again.
        """
        if self._limit is None:
            return
        now_s = at.timestamp()
        seen = self._seen
        while seen and now_s - seen[0] >= self._limit.per_s:
            seen.popleft()
        if len(seen) >= self._limit.requests:
            wait_s = max(1, ceil(seen[0] + self._limit.per_s - now_s)) if seen else ceil(self._limit.per_s)
            raise Refusal(429, "too many requests", headers={"retry-after": str(wait_s)})
        seen.append(now_s)
