"""Behaviours at work: each lays its hands on requests, items and answers, in the order of their choosing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from interlock.model.http import Request
from interlock.sandbox.answers import Outcome
from interlock.sandbox.behaviours import Turn, Twist
from interlock.sandbox.item import StoredItem


class Hands:
    """The twists of one sandbox, each with a memory of its own, in their order."""

    def __init__(self, twists: tuple[Twist, ...], memories: Sequence[dict[str, Any]]) -> None:
        self._twists: tuple[tuple[Twist, dict[str, Any]], ...] = tuple(zip(twists, memories, strict=True))
        self.show = any(twist.shown is not None for twist in twists)

    def __bool__(self) -> bool:
        return bool(self._twists)

    def asked(self, turn: Turn) -> Request:
        """The request for which it is taken."""
        for twist in self._each(turn):
            if twist.asked is not None:
                turn.request = twist.asked(turn)
        return turn.request

    def refuse(self, turn: Turn) -> None:
        """Look whether a behaviour refuses the request.

        Raises:
            Refusal: one does.
        """
        for twist in self._each(turn):
            if twist.refuses is not None:
                twist.refuses(turn)

    def shown(self, turn: Turn, item: StoredItem, data: bytes) -> bytes:
        """An item as the answer has it."""
        body = orjson.loads(data)
        for twist in self._each(turn):
            if twist.shown is not None:
                body = twist.shown(turn, item, body)
        return orjson.dumps(body)

    def answered(self, turn: Turn, outcome: Outcome) -> Outcome:
        """What becomes of the answer."""
        for twist in self._each(turn):
            if twist.answered is not None:
                outcome = twist.answered(turn, outcome)
        return outcome

    def _each(self, turn: Turn) -> Iterator[Twist]:
        for twist, memory in self._twists:
            turn.memory = memory
            yield twist
