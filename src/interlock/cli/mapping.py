"""Proposed field pairs on their way to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.journeys.meeting import Meeting
from interlock.journeys.suggesting import Proposals
from interlock.model.suggestion import Candidate
from interlock.model.value import Side
from interlock.render.suggestions import Proposed, Waiting


def as_proposed(proposals: Proposals, fields: Iterable[str] = ()) -> Proposed:
    """What is shown of proposals; of the named fields their best candidates.

    Raises:
        UsageError: neither resource has a field of such a name.
    """
    met = proposals.meeting
    return Proposed(
        met.name,
        (met.system(Side.LEFT), met.system(Side.RIGHT)),
        (met.left.name, met.right.name),
        proposals.selected,
        tuple(Waiting(met.system(one.side), one.field, one.could) for one in proposals.unfed),
        proposals.refused,
        len(met.row.fields) if met.row is not None else 0,
        tuple(found for name in fields for found in _best(proposals, name)),
    )


def _best(proposals: Proposals, name: str) -> Iterator[tuple[Side, str, tuple[Candidate, ...]]]:
    met = proposals.meeting
    wanted = name.strip("`").casefold()
    found = [
        (side, str(field.path)) for side in Side for field in met.profile(side).fields if _is(wanted, str(field.path))
    ]
    exact = [(side, path) for side, path in found if path.casefold() == wanted]
    if not found:
        raise UsageError(f"neither resource has a field `{name}`", hint=did_you_mean(name, _names(met)))
    for side, path in exact or found:
        yield side, path, proposals.best[side].get(path, ())


def _is(wanted: str, path: str) -> bool:
    return path.casefold() == wanted or path.casefold().endswith((f".{wanted}", f".{wanted}[]", f"{wanted}[]"))


def _names(met: Meeting) -> list[str]:
    return [str(field.path) for side in Side for field in met.profile(side).fields]
