"""The bench of one criterion between two served sandboxes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any, cast

from interlock.adapters.webhook_sender import WebhookSender
from interlock.model.cadence import look_every
from interlock.model.document import Criterion
from interlock.model.http import Request
from interlock.model.ledger import Ledger
from interlock.model.path import Path
from interlock.model.value import Side
from interlock.sandbox import Sandbox
from interlock.verify.bench import Bench
from interlock.verify.external.between import Between
from interlock.verify.external.unknowable import NoJournal, UnknownAlerts
from interlock.verify.stand import Stand
from interlock.verify.steps._base import CannotTell, Phase, Steps
from interlock.verify.watching import Tempo

_LOOK_S = 0.05
_POLL_S = 0.02
_SURE_AFTER = timedelta(minutes=15)
# A program at work takes real time, however fast the systems' time passes.
_SETTLES_WITHIN_S = 10.0
_ROUNDS = 2
_MARGIN = timedelta(seconds=37)


class ExternalBench(Bench):
    """Two sandboxes at addresses of this machine, and whatever stands between them. `between` is what criteria share.

    Sentences that speak of what the integration alone knows are judged as far as the systems show them.
    """

    built_here = False
    age_s = 60.0

    def __init__(self, *args: Any, between: Between, changed: Callable[[], None], **more: Any) -> None:
        self._between = between
        self.first = between.made
        super().__init__(*args, changed=changed, **more)
        self.alerts = UnknownAlerts()
        self._senders = AsyncExitStack()
        pause = timedelta(seconds=max(30.0, _LOOK_S * between.speed))
        self.tempo = Tempo(pause=pause, sure_after=_SURE_AFTER)
        for side, switch in between.switches.items():
            switch.box = self._boxes[side]
            switch.heard = self._heard

    def _stands(self, seed: int) -> Mapping[Side, Stand]:
        between = self._between
        if between.judged is not None or not between.boxes:
            between.boxes = {
                side: Sandbox(self.profiles[side], self.clock, seed=seed, forms=between.forms.get(side))
                for side in Side
            }
        for box in between.boxes.values():
            box.faults.clear()
            box.log.clear()
        self._boxes = between.boxes
        return self._boxes

    def _journal(self) -> Ledger:
        return cast("Ledger", NoJournal())

    def _let_go(self) -> None:
        self._between.made = 0 if self._between.judged is not None else self.inventory.made
        for switch in self._between.switches.values():
            switch.heard = None

    def _heard(self, request: Request) -> None:
        if request.writes:
            self._written()

    # What differs

    async def admit(self, criterion: Criterion, steps: Steps) -> None:  # noqa: ARG002 - it depends on when
        """Refuse what needs an integration that begins anew, where nobody can start this one from here.

        Raises:
            CannotTell: it needs that.
        """
        phase = steps.circumstance[0].phase if steps.circumstance is not None else Phase.RUNNING
        if self._between.judged is None and phase is not Phase.RUNNING:
            raise CannotTell(
                f"it happens {phase.value}, and an integration that somebody else runs cannot be begun anew from here: "
                "`--command` gives the command that starts it"
            )

    async def start(self) -> None:
        """Start it, where it is started from here, and wait until it asks for something."""
        self.broken = ""
        for box in self._boxes.values():
            await self._senders.enter_async_context(WebhookSender(box.webhooks, self.clock.now))
        before = self._between.asked
        if self._between.judged is not None and self.go_live is not None:
            await self._between.judged.start(self.go_live.isoformat())
        until = asyncio.get_running_loop().time() + self._between.asked_within_s
        while self._between.asked == before and not self._ended():
            if asyncio.get_running_loop().time() > until:
                raise CannotTell(f"the integration asked nothing within {self._between.asked_within_s:g} seconds")
            await asyncio.sleep(_POLL_S)

    async def settle(self) -> None:
        """Wait until it has looked at all twice since it last wrote, and nothing was written for two of its turns.

        That is not longer than its first run may take.
        """
        began = self.clock.now()
        turns = (look_every(row.how_often.value) for row in self.document.records)
        quiet = 2 * min(max(turns, default=timedelta(minutes=1)), timedelta(days=1)) + _MARGIN
        until = began + max(self.answers_within(), quiet)
        while (now := self.clock.now()) < until and not (self._ended() or self._rests(began, now - quiet)):
            await self.clock.sleep(_POLL_S * self._between.speed)

    def answers_within(self) -> timedelta:
        """As long as by the document, but no less than a program needs."""
        return max(self.settling_time(), timedelta(seconds=_SETTLES_WITHIN_S * self._between.speed))

    async def observe(self) -> None:
        """Note when it has ended by itself."""
        self._ended()

    async def stop(self) -> None:
        """End it, where it was started from here."""
        if self._between.judged is not None:
            self._ended()
            await self._between.judged.stop()
        await self._senders.aclose()

    async def relabel(self, side: Side, resource: str, path: Path) -> None:
        """Rename the label of a field; it begins again, with all that it knows, where it is started from here."""
        self.sandboxes[side].rename_label(resource, str(path), f"{path} (renamed)")
        if self._between.judged is not None:
            await self._between.judged.restart()

    def _ended(self) -> bool:
        judged = self._between.judged
        if judged is not None and judged.why_ended:
            self.broken = judged.why_ended
        return bool(self.broken)

    def _rests(self, began: datetime, quiet_from: datetime) -> bool:
        """Whether nothing was written since then, and each list that it ever read was read twice after."""
        wrote = max(began, self._last_write())
        if wrote > quiet_from:
            return False
        reads = [
            (side, e.resource, e.at)
            for side, box in self._boxes.items()
            for e in box.log
            if e.resource is not None and not e.request.writes
        ]
        after = Counter((side, resource) for side, resource, at in reads if at > wrote)
        # One that only hears of changes by webhooks reads no list: it has its whole time.
        return bool(reads) and all(after[side, resource] >= _ROUNDS for side, resource, _ in reads)

    def _last_write(self) -> datetime:
        written = (next((e.at for e in reversed(box.log) if e.applied), None) for box in self._boxes.values())
        return max((at for at in written if at is not None), default=self.clock.now() - timedelta(days=2))
