"""A sandbox with somebody at its controls: its own paths answer as ever, and below one more path it can be run."""

from __future__ import annotations

from interlock.model.http import Answer, Request
from interlock.sandbox.operating.controls import PLACE, Controls
from interlock.sandbox.operating.troubles import Troubles
from interlock.sandbox.sandbox import Sandbox

_MOST_KEPT = 20_000


class Attended:
    """Answers for a sandbox, and for whoever runs it below `/__interlock__/`; faults begin and end by themselves.

    The log of the sandbox keeps its last ten thousand requests at least.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.troubles = Troubles(sandbox)
        self._controls = Controls(sandbox, self.troubles)

    def answer(self, request: Request) -> Answer:
        """What becomes of the request; never raises."""
        if self.troubles.all():
            self.troubles.tick()
        if request.path.startswith(PLACE):
            return Answer(self._controls.answer(request))
        answer = self.sandbox.answer(request)
        log = self.sandbox.log
        if len(log) > _MOST_KEPT:
            forgotten = len(log) // 2
            del log[:forgotten]
            self._controls.forgotten += forgotten
        return answer
