"""Works out the figures of the moment from the ledger, seldom enough to cost nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from interlock.adapters.metrics import LATENCY_S, Figures, Latency
from interlock.journeys.alerting import AlertDesk
from interlock.journeys.project import Project
from interlock.journeys.receiving import Receiver
from interlock.journeys.standing import status_of
from interlock.journeys.wellbeing import Wellbeing
from interlock.model.latency import Times
from interlock.model.ledger import Ledger
from interlock.model.status import Status
from interlock.model.value import Side

_DAYS = 31
_LEAST_S = 10.0
_SHARE = 0.02
"""Figures are counted anew when the last count took no more than this share of the time since then."""


class Figuring:
    """The figures of one run."""

    def __init__(self, project: Project, ledger: Ledger, being: Wellbeing, receiver: Receiver, desk: AlertDesk) -> None:
        self._project = project
        self._ledger = ledger
        self._being = being
        self._receiver = receiver
        self._desk = desk
        self._names = {row.side: row.name for row in project.document.systems}
        self._known: tuple[datetime, float, Status] | None = None

    def now(self, at: datetime) -> Figures:
        """The figures of that moment; what must be counted may be a little older."""
        status = self._status(at)
        heard = {side: standing.missed for side, standing in self._receiver.standing.items()}
        passed = self._being.pass_at
        figures = _of_status(status, self._names, at)
        return replace(
            figures,
            contact_age_s={system: _age(at, then) for system, then in self._being.contact_at.items()},
            webhooks_missed={self._names[side]: missed for side, missed in heard.items() if missed is not None},
            hints_waiting=self._ledger.waiting_hints(),
            alerts_waiting=sum(one.due for one in self._ledger.notices()),
            pass_age_s=None if passed is None else _age(at, passed),
            problems=len(self._being.problems()),
        )

    def _status(self, at: datetime) -> Status:
        if self._known is not None:
            counted_at, took_s, status = self._known
            if at - counted_at < timedelta(seconds=max(_LEAST_S, took_s / _SHARE)):
                return status
        began = time.perf_counter()
        status = status_of(self._project, self._ledger, at, days=_DAYS)
        self._known = (at, time.perf_counter() - began, status)
        return status


def _of_status(status: Status, names: Mapping[Side, str], at: datetime) -> Figures:
    items: dict[tuple[str, str], int] = {}
    lag: dict[tuple[str, str], float] = {}
    for one in status.records:
        counts = {names[Side.LEFT]: one.left, names[Side.RIGHT]: one.right}
        counts |= {"linked": one.linked, "held": one.held, "unsettled": one.unsettled}
        items |= {(one.record, state): count for state, count in counts.items()}
        for side in Side:
            then = one.read_at(side)
            if then is not None:
                lag[one.record, names[side]] = _age(at, then)
    return Figures(
        items=items,
        held={one.kind.value: one.count for one in status.held},
        lag_s=lag,
        latency={(one.record, names[one.side]): _latency(one.times) for one in status.flows if one.times.count},
        paused={names[one.side]: bool(one.reason) for one in status.systems},
    )


def _latency(times: Times) -> Latency:
    """As a histogram; the sum is as near as the steps tell."""
    within = tuple(times.count - times.later_than(step) for step in LATENCY_S)
    bounds = (0.0, *LATENCY_S)
    below = (0, *within)
    total = sum((below[n + 1] - below[n]) * (bounds[n] + bounds[n + 1]) / 2 for n in range(len(LATENCY_S)))
    rest = times.count - within[-1]
    return Latency(within, times.count, round(total + rest * times.longest_s, 3))


def _age(at: datetime, then: datetime) -> float:
    return max((at - then).total_seconds(), 0.0)
