"""What does not fit is skipped without a word instead of being held."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.asking.decisions import deadline
from interlock.asking.sentences import an, many
from interlock.model.profile import Verb
from interlock.verify.breakages._base import Breakage, Case, Spot
from interlock.verify.breakages._muted import muted
from interlock.verify.breakages._sentences import flowing, target


def _needed(case: Case, spot: Spot) -> str:
    """A mapped field without which nothing can be created on the side of the spot; empty where there is none."""
    row, side = case.row(spot), target(spot)
    profile, source = case.profile(row, side), case.profile(row, side.other)
    create = profile.operation(Verb.CREATE) if profile is not None else None
    if profile is None or create is None or source is None:
        return ""
    demanded = set(create.fields_required) | {one.path for one in profile.fields if one.required}
    filtered = {one.field for one in row.only_when.value or ()}
    for one, path in flowing(row, side):
        there = (one.right if side.value == "right" else one.left).value or ()
        known = source.field(path)
        if set(there) & demanded and path not in filtered and known is not None:
            return str(path)
    return ""


def _spots(case: Case) -> Iterator[Spot]:
    for row, side in case.creating():
        if _needed(case, Spot(row.name, side)):
            yield Spot(row.name, side)


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    return (
        f"When {an(row.name)} without `{_needed(case, spot)}` is created in {case.name(side.other)}, it is held with a "
        f"reason and other {many(row.name)} exist in {case.name(side)} within {deadline(row)}."
    )


BREAKAGE = Breakage(
    title="skips what does not fit, and tells nobody",
    spots=_spots,
    build=lambda _spot: muted("hold"),
    criterion=_criterion,
    shows=("held", "absent", "answered"),
)
