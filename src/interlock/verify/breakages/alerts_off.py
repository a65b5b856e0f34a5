"""Nobody is alerted, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.model.alert import Alert
from interlock.verify.breakages import no_retry
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.engine import Build, Engine, Parts, integration


class _Deaf:
    def send(self, alert: Alert) -> None:
        """Nobody hears of it."""
        del alert


def _silent(parts: Parts) -> Engine:
    return integration(replace(parts, alerts=_Deaf()))


def _build(_spot: Spot) -> Build:
    return _silent


def _spots(case: Case) -> Iterator[Spot]:
    alerts = any(then.shape == "alert" for policy in case.document.policies for then in policy.then.value or ())
    if alerts:
        yield from list(no_retry.spots(case))[:1]


BREAKAGE = Breakage(
    title="alerts nobody",
    spots=_spots,
    build=_build,
    criterion=no_retry.criterion,
    shows=("alert_sent", "owner_asked"),
    of_all=True,
)
