"""What all criteria share: two addresses whose systems may be exchanged, and what stands between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from interlock.model.answer_form import AnswerForms
from interlock.model.clock import Clock
from interlock.model.http import Answer, Request
from interlock.model.value import Side
from interlock.sandbox import Sandbox

_NOT_YET = Answer(None, sent=False)


class Switch:
    """One address: it answers as the sandbox does that stands behind it now, and tells of every request."""

    def __init__(self, speed: float) -> None:
        self.box: Sandbox | None = None
        self.asked = 0
        self.heard: Callable[[Request], None] | None = None
        self._speed = speed

    def answer(self, request: Request) -> Answer:
        """What becomes of the request; nothing listens while no sandbox stands here."""
        self.asked += 1
        if self.box is None:
            return _NOT_YET
        try:
            answer = self.box.answer(request)
        finally:
            if self.heard is not None:
                self.heard(request)
        # What is waited for passes on the wire, whose time is real.
        return Answer(answer.response, answer.sent, answer.delay_s / self._speed)


class Judged(Protocol):
    """What is judged, where it can be started and stopped here."""

    @property
    def why_ended(self) -> str:
        """Why it does not run any more, in a clause; empty while it does, or where it ended as it should."""
        ...

    async def start(self, go_live: str) -> None:
        """Start it with nothing of what it knew before; `go_live` is the moment from which items count as new."""
        ...

    async def restart(self) -> None:
        """Start it again with all that it knows."""
        ...

    async def stop(self) -> None:
        """End it."""
        ...


class Between:
    """The two addresses, the time, and what is judged.

    Where it is started here (`judged`), each criterion has two empty systems and it begins anew. Where somebody else
    runs it, the systems and what is in them stay, and each criterion makes items of its own beside them. `forms` say
    how the systems' descriptions show answers: whatever was written for them may rely on all of it.
    """

    def __init__(
        self,
        clock: Clock,
        speed: float,
        judged: Judged | None,
        *,
        asked_within_s: float = 30.0,
        forms: Mapping[Side, AnswerForms] | None = None,
    ) -> None:
        self.clock = clock
        self.speed = speed
        self.judged = judged
        self.asked_within_s = asked_within_s
        self.forms = forms or {}
        self.switches: Mapping[Side, Switch] = {side: Switch(speed) for side in Side}
        self.boxes: dict[Side, Sandbox] = {}
        self.made = 0
        """How many items were made so far in systems that stay."""

    @property
    def asked(self) -> int:
        """How many requests came so far."""
        return sum(switch.asked for switch in self.switches.values())
