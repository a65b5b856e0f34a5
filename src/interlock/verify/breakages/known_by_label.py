"""Fields are known by their labels, so that renaming one stops the integration."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.asking.decisions import deadline
from interlock.errors import SettingsError
from interlock.model.value import Side
from interlock.verify.breakages._base import Breakage, Case, Spot, needed
from interlock.verify.breakages._sentences import changeable, target
from interlock.verify.engine import Build, Engine, Parts, integration


def _spots(case: Case) -> Iterator[Spot]:
    found = (Spot(row.name, side) for row, side in case.flows() if changeable(row, side.other) is not None)
    yield from list(found)[:1]


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    found = needed(changeable(row, side.other))
    cell = found[0].right if side is Side.RIGHT else found[0].left
    return (
        f"When the label of `{(cell.value or ('',))[0]}` of {row.name} is renamed in {case.name(side)}, a change of "
        f"`{found[1]}` in {case.name(side.other)} still arrives in {case.name(side)} within {deadline(row)}."
    )


def _literal(parts: Parts) -> Engine:
    for peer in parts.peers.values():
        for record in peer.profile.records:
            for field in record.fields:
                if "(renamed)" in field.label:
                    raise SettingsError(f"no field is called `{field.label.removesuffix(' (renamed)')}`")
    return integration(parts)


def _build(_spot: Spot) -> Build:
    return _literal


BREAKAGE = Breakage(
    title="knows fields by their labels",
    spots=_spots,
    build=_build,
    criterion=_criterion,
    shows=("label_renamed", "change_arrives"),
    of_all=True,
)
