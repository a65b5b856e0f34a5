"""The sandbox shows items of the same form as production.

The first items of each list are compared in both environments: a field that only one of them shows, or whose values are
of another type, makes what was tried in the sandbox prove less. Values are not looked at, and none is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interlock.doctor.check import Check, Outcome, Patient, Proof
from interlock.errors import InterlockError
from interlock.model.value import JSON

_DEEPEST = 6
_MOST_SHOWN = 8


async def _prove(patient: Patient) -> Sequence[Proof]:
    other = patient.other
    if other is None:
        return [patient.proof(Outcome.NOT_TRIED, "there is no environment of the other kind to compare it with")]
    if other.line is None:
        return [patient.proof(Outcome.NOT_TRIED, f"`{patient.other_name}` cannot be asked: {other.trouble}")]
    found: list[Proof] = []
    alike: list[str] = []
    for record in patient.records:
        try:
            here, there = await patient.page(record), await other.page(record)
        except InterlockError as problem:
            return [patient.proof(Outcome.NOT_TRIED, f"`{patient.other_name}` was not compared: {problem.message}")]
        if not here.bodies or not there.bodies:
            said = f"{record.name}: one of the two has no items; add one (`interlock sandbox seed`)"
            found.append(patient.proof(Outcome.NOT_TRIED, said))
            continue
        differs = _different(_shape(here.bodies), _shape(there.bodies), patient.other_name)
        if differs:
            shown = "; ".join(differs[:_MOST_SHOWN]) + (
                f" and {len(differs) - _MOST_SHOWN} more" if differs[_MOST_SHOWN:] else ""
            )
            todo = "ask the vendor which is right, and correct the description where it is wrong"
            found.append(patient.proof(Outcome.WARNING, f"{record.name}: {shown}", todo=todo, turn=patient.turn))
        else:
            alike.append(record.name)
    if alike:
        said = f"{', '.join(alike)}: of the same form as in `{patient.other_name}`"
        found.insert(0, patient.proof(Outcome.PROVEN, said))
    return found


def _shape(bodies: Sequence[Mapping[str, JSON]]) -> dict[str, set[str]]:
    """The kinds of values at each path, over some items; what is null says nothing of its kind."""
    found: dict[str, set[str]] = {}
    for body in bodies:
        _add(found, "", body, 0)
    return found


def _add(found: dict[str, set[str]], path: str, value: object, depth: int) -> None:
    if isinstance(value, Mapping) and depth < _DEEPEST:
        for key, inner in value.items():
            _add(found, f"{path}.{key}" if path else str(key), inner, depth + 1)
    elif isinstance(value, list) and depth < _DEEPEST:
        found.setdefault(f"{path}[]", set())
        for inner in value[:5]:
            _add(found, f"{path}[]", inner, depth + 1)
    else:
        found.setdefault(path, set()).update(() if value is None else (_kind(value),))


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    return "a number" if isinstance(value, int | float) else "text"


def _different(here: dict[str, set[str]], there: dict[str, set[str]], other: str) -> list[str]:
    found = [f"`{path}` is shown here only" for path in here if path not in there]
    found += [f"`{path}` is shown in `{other}` only" for path in there if path not in here]
    for path, kinds in here.items():
        if path in there and kinds and there[path] and not kinds & there[path]:
            mine, theirs = " or ".join(sorted(kinds)), " or ".join(sorted(there[path]))
            found.append(f"`{path}` is {mine} here and {theirs} in `{other}`")
    return found


CHECK = Check("the sandbox mirrors production", 40, of_system=_prove)
