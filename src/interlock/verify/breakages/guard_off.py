"""A mass delete goes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from interlock.asking.sentences import many
from interlock.model.decisions import DeleteKind
from interlock.model.document import Policy
from interlock.verify.breakages import deletes_ignored
from interlock.verify.breakages._base import Breakage, Case, Spot, said
from interlock.verify.breakages._sentences import target
from interlock.verify.engine import Build, Engine, Parts, integration


def _guards(case: Case) -> bool:
    found = (policy.when.value for policy in case.document.policies)
    return any(when is not None and when.shape == "many_deleted" for when in found)


def _spots(case: Case) -> Iterator[Spot]:
    if _guards(case):
        yield from list(deletes_ignored.spots(case))[:1]


def _criterion(case: Case, spot: Spot) -> str:
    row, side = case.row(spot), target(spot)
    rule = row.on_delete.value
    harm = f"no {row.name} is archived in {case.name(side)}"
    if rule is not None and rule.kind is DeleteKind.DELETE:
        harm = f"no {row.name} is lost"
    return (
        f"When 30 of 100 {many(row.name)} are deleted in {case.name(side.other)}, {harm} for 1 hour and the owner is "
        "asked."
    )


def _never_holds(policy: Policy) -> Policy:
    when = policy.when.value
    if when is None or when.shape != "many_deleted":
        return policy
    return replace(policy, when=said(policy.when, replace(when, args={**when.args, "percent": 100.0})))


def _unguarded(parts: Parts) -> Engine:
    policies = tuple(_never_holds(policy) for policy in parts.document.policies)
    return integration(replace(parts, document=replace(parts.document, policies=policies)))


def _build(_spot: Spot) -> Build:
    return _unguarded


BREAKAGE = Breakage(
    title="lets a mass delete through",
    spots=_spots,
    build=_build,
    criterion=_criterion,
    shows=("none_archived", "owner_asked", "none_lost", "deleted"),
    of_all=True,
)
