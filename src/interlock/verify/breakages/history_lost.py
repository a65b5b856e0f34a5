"""Nothing is written to the history, so that a value that lost is nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.verify.breakages import wrong_winner
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.breakages._muted import muted


def _spots(case: Case) -> Iterator[Spot]:
    yield from list(wrong_winner.spots(case))[:1]


BREAKAGE = Breakage(
    title="keeps no history",
    spots=_spots,
    build=lambda _spot: muted("note"),
    criterion=wrong_winner.criterion,
    shows=("loser_in_history", "histories_kept"),
    of_all=True,
)
