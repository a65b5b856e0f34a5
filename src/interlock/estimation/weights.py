"""Weights: how long each kind of work takes, read from a file that a team may edit."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from interlock.catalogue import did_you_mean
from interlock.errors import InputError
from interlock.estimation.driver import drivers
from interlock.model.estimate import Phase, Role

MOST_HOURS = 100_000
LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """The least that it takes, the likeliest, and the most; each no less than the one before."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Work:
    """What each of a driver takes in a phase for a role, in hours."""

    driver: str
    phase: Phase
    role: Role
    hours: ThreePoint


@dataclass(frozen=True, slots=True)
class Weights:
    """All that turns counts into hours and days.

    `common`, `each` and `most` are standard deviations of logarithms (the second added to the first's square for each
    thing that widens), `capacity` hours a week, `answers`, `access` and `review` working days.
    """

    basis: str
    work: tuple[Work, ...]
    capacity: Mapping[Role, float]
    management: ThreePoint
    answers: ThreePoint
    access: ThreePoint
    review: ThreePoint
    round: int
    common: float
    each: float
    most: float


@cache
def default_text() -> str:
    """The file of default weights, to be copied and edited."""
    return resources.files("interlock.estimation").joinpath("weights.toml").read_text(encoding="utf-8")


@cache
def default_weights() -> Weights:
    """The weights that count unless a team gives its own."""
    return parse(default_text().encode(), file="weights.toml")


def parse(data: bytes, *, file: str) -> Weights:
    """The weights of a file; what it leaves out, the default file says.

    Raises:
        InputError: it is no TOML, or says something that weights cannot be; all that is wrong is told at once.
    """
    told = _tables(data, file)
    base = {} if file == "weights.toml" else _tables(default_text().encode(), "weights.toml")
    problems = list(_problems(told))
    if problems:
        raise InputError(
            f"`{file}` holds no usable weights: " + "; ".join(problems[:10]),
            hint="start from what `interlock estimate --print-weights` prints",
        )
    merged = {key: _merged(base.get(key), value) for key, value in {**base, **told}.items()}
    return _weights(merged, own="basis" in told)


def _tables(data: bytes, file: str) -> dict[str, object]:
    if len(data) > LARGEST_FILE:
        raise InputError(f"`{file}` has {len(data):,} bytes; weights have at most {LARGEST_FILE:,}")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as fault:
        raise InputError(
            f"`{file}` is no TOML: {fault}", hint="start from what `interlock estimate --print-weights` prints"
        ) from None


def _merged(base: object, told: object) -> object:
    if isinstance(base, dict) and isinstance(told, dict):
        return {**base, **{key: _merged(base.get(key), value) for key, value in told.items()}}
    return told


# What may stand in a file

_PLAIN = {
    "spread": {"common": (0.0, 2.0), "each": (0.0, 1.0), "most": (0.0, 2.0)},
    "capacity": {role.value: (0.1, 2000.0) for role in Role},
}
_POINTS = {"waiting": ("answers", "access", "review"), "management": ("share",)}


def _problems(told: Mapping[str, object]) -> Iterator[str]:
    known = {"basis", "work", *_PLAIN, *_POINTS}
    for key, value in told.items():
        if key not in known:
            yield _unknown("part", key, known)
        elif key == "basis":
            if not isinstance(value, str):
                yield "`basis` is to be a text"
        elif not isinstance(value, dict):
            yield f"`{key}` is to be a table"
        elif key == "work":
            yield from _work_problems(value)
        else:
            yield from _part_problems(key, value)


def _part_problems(part: str, told: Mapping[str, object]) -> Iterator[str]:
    plain, points = _PLAIN.get(part, {}), _POINTS.get(part, ())
    rounds = {"round"} if part == "waiting" else set()
    for key, value in told.items():
        where = f"`{part}.{key}`"
        if key in plain:
            least, most = plain[key]
            if not _is_number(value) or not least <= float(str(value)) <= most:
                yield f"{where} is `{value}`, and is to be a number from {least:g} to {most:g}"
        elif key in points:
            yield from _point_problems(where, value)
        elif key in rounds:
            if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_HOURS:
                yield f"{where} is `{value}`, and is to be a whole number from 1"
        else:
            yield _unknown(f"part of `{part}`", key, {*plain, *points, *rounds})


def _work_problems(told: Mapping[str, object]) -> Iterator[str]:
    for driver, phases in told.items():
        if driver not in drivers():
            yield _unknown("driver", driver, set(drivers().items))
            continue
        for phase, roles in phases.items() if isinstance(phases, dict) else [("", None)]:
            if phase not in set(Phase) or not isinstance(roles, dict):
                yield _unknown(f"phase of `work.{driver}`", phase, set(Phase))
                continue
            for role, hours in roles.items():
                if role not in set(Role):
                    yield _unknown(f"role of `work.{driver}`", role, set(Role))
                else:
                    yield from _point_problems(f"`work.{driver}.{phase}.{role}`", hours)


def _point_problems(where: str, value: object) -> Iterator[str]:
    if not isinstance(value, list) or len(value) != 3 or not all(_is_number(one) for one in value):
        yield f"{where} is to be three numbers: least, likely, most"
    elif not 0 <= value[0] <= value[1] <= value[2] <= MOST_HOURS:
        yield f"{where} is {value}: each is to be no less than the one before, from 0 to {MOST_HOURS:,}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _unknown(kind: str, name: str, known: set[str]) -> str:
    return f"`{name}` is no {kind} ({did_you_mean(name, sorted(known))})"


# From tables to weights


def _weights(told: Mapping[str, object], *, own: bool) -> Weights:
    spread, waiting = _part(told, "spread"), _part(told, "waiting")
    basis = " ".join(str(told.get("basis", "")).split())
    return Weights(
        basis=basis if own else f"{basis} (some of them replaced by your own)",
        work=tuple(_work(_part(told, "work"))),
        capacity={Role(role): float(str(hours)) for role, hours in _part(told, "capacity").items()},
        management=_point(_part(told, "management")["share"]),
        answers=_point(waiting["answers"]),
        access=_point(waiting["access"]),
        review=_point(waiting["review"]),
        round=int(str(waiting["round"])),
        common=float(str(spread["common"])),
        each=float(str(spread["each"])),
        most=float(str(spread["most"])),
    )


def _work(told: Mapping[str, object]) -> Iterator[Work]:
    for driver in sorted(told):
        phases = _part(told, driver)
        for phase in Phase:
            roles = _part(phases, phase)
            yield from (Work(driver, phase, role, _point(roles[role])) for role in Role if role in roles)


def _part(told: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = told.get(key, {})
    return found if isinstance(found, dict) else {}


def _point(value: object) -> ThreePoint:
    low, likely, high = (float(one) for one in value) if isinstance(value, list) else (0.0, 0.0, 0.0)
    return ThreePoint(low, likely, high)
