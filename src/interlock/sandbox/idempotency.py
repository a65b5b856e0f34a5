"""Answers kept by the keys that callers chose, so that a repeated request does nothing twice."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from interlock.model.http import Request, Response
from interlock.sandbox.answers import Outcome, Refusal
from interlock.sandbox.behaviours import Behaviours

_LIFE = timedelta(hours=24)
_MOST_KEYS = 100_000
_LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class _Kept:
    until: datetime
    digest: bytes
    response: Response
    item_id: str | None


class KeptAnswers:
    """The answers of writes by key, for a day."""

    def __init__(self, behaviours: Behaviours) -> None:
        self._kept: OrderedDict[tuple[str, str, str], _Kept] = OrderedDict()
        self.behave(behaviours)

    def behave(self, behaviours: Behaviours) -> None:
        """Keep answers so from now on."""
        self._reused_status = behaviours.key_reused_status
        self._failures = behaviours.replays_failures

    def recall(self, key: str, request: Request, at: datetime) -> Outcome | None:
        """The answer that was given for this key, or None where it is new.

        Raises:
            Refusal: the key was used for another body, or is too long.
        """
        if not key or len(key) > _LONGEST_KEY:
            raise Refusal(400, f"an idempotency key has 1 to {_LONGEST_KEY} characters")
        kept = self._kept.get((request.method, request.path, key))
        if kept is None or kept.until <= at:
            return None
        failed = kept.response.status >= 300
        if kept.digest != _digest(request) and not failed:
            raise Refusal(self._reused_status, "this idempotency key was used for another request")
        headers = {**kept.response.headers, "idempotent-replayed": "true"}
        return Outcome(Response(kept.response.status, headers, kept.response.body), kept.item_id)

    def keep(self, key: str, request: Request, outcome: Outcome, at: datetime) -> None:
        """Remember the answer of a successful write, or of every one where failures are replayed."""
        if not self._failures and (not outcome.applied or outcome.response.status >= 300):
            return
        place = (request.method, request.path, key)
        self._kept.pop(place, None)
        self._kept[place] = _Kept(at + _LIFE, _digest(request), outcome.response, outcome.item_id)
        while len(self._kept) > _MOST_KEYS:
            self._kept.popitem(last=False)


def _digest(request: Request) -> bytes:
    return blake2b(request.body, digest_size=16).digest()
