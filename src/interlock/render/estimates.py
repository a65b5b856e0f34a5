"""What an integration may take."""

from __future__ import annotations

from collections.abc import Iterator

from interlock.model.estimate import Accuracy, DriverShare, Estimate, Fit, Phase, Range, Role, Saving
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import counted, paint, visible, wrapped
from interlock.render.tables import table

SCHEMA = "urn:interlock:schema:estimate:1"
_RANGE = ("P50", "P80", "P95")
_ROLES = {
    Role.ANALYST: "analyst",
    Role.ENGINEER: "engineer",
    Role.PROJECT_MANAGER: "manager",
    Role.END_USER: "end user",
    Role.QA: "QA",
}


def estimate_text(found: Estimate, *, color: bool = False, width: int = 100) -> str:
    """Hours by phase and role, days and dates, the target, what it all comes from, what could be left out."""
    blocks = [
        [*_heading(found, color=color, width=width)],
        [*_hours(found, color=color)],
        [*_calendar(found, color=color, width=width)],
        [*_drivers(found, color=color, width=width)],
        [*_savings(found, color=color, width=width)],
        [*_fit(found.fit, color=color, width=width)],
        [*_footing(found, width=width)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _heading(found: Estimate, *, color: bool, width: int) -> Iterator[str]:
    title = " ".join(part for part in (found.title, found.version) if part) or "the document"
    yield paint(wrapped(visible(title), width=width), "strong", color=color)
    for means in found.without:
        yield wrapped(f"without: {visible(means)}", width=width, rest="  ")
    yield wrapped(
        f"{_hour(found.hours.p50)} to {_hour(found.hours.p80)} hours of work, done between {found.done[0]} and "
        f"{found.done[1]} when it begins on {found.start} (P50 to P80)",
        width=width,
        rest="  ",
    )


def _hours(found: Estimate, *, color: bool) -> Iterator[str]:
    roles = [role for role in Role if found.by_role[role].p95 > 0]
    heads = ["hours", *(_ROLES[role] for role in roles), *_RANGE]
    rows = [
        [phase.value, *(_cell(found, phase, role) for role in roles), *_three(found.by_phase[phase])] for phase in Phase
    ]
    for n, name in enumerate(_RANGE):
        rows.append([name, *(_three(found.by_role[role])[n] for role in roles), *_only(n, found.hours)])
    yield from table(heads, rows, color=color, right_aligned=range(1, len(heads)))


def _cell(found: Estimate, phase: Phase, role: Role) -> str:
    hours = found.cells.get((phase, role))
    return "" if hours is None else _hour(hours.p50)


def _only(n: int, hours: Range) -> list[str]:
    return [figure if column == n else "" for column, figure in enumerate(_three(hours))]


def _calendar(found: Estimate, *, color: bool, width: int) -> Iterator[str]:
    heads = ["working days", *_RANGE]
    rows = [[phase.value, *_three(found.days_by_phase[phase])] for phase in Phase]
    rows.append(["all, one after the other", *_three(found.days)])
    rows.append(["of which waiting", *_three(found.waiting)])
    rows.append(["done on", *(day.isoformat() for day in found.done)])
    yield from table(heads, rows, color=color, right_aligned=range(1, len(heads)))
    if found.target is not None:
        likely = f"{found.target.what} {found.target.day}: {_percent(found.target.chance)} likely"
        style = "good" if not found.rescue and found.target.chance >= 0.8 else "bad"
        yield ""
        yield paint(wrapped(visible(likely), width=width), style, color=color)
        for n, step in enumerate(found.rescue):
            also = "also without" if n else "without"
            yield wrapped(f"{also} {visible(step.item)}: {_percent(step.chance or 0.0)}", width=width, first="  ")


def _drivers(found: Estimate, *, color: bool, width: int) -> Iterator[str]:
    heads = ["what it comes from", "count", "hours P50", *_RANGE[1:], ""]
    rows = [[one.title, f"{one.count:,}", *_three(one.hours), "widens" if one.widens else ""] for one in found.drivers]
    yield from table(heads, rows, color=color, right_aligned=range(1, 5))
    gaps = [one for one in found.drivers if one.widens]
    for one in gaps:
        yield wrapped(f"{one.title}: {_places(one)}", width=width, first="  ", rest="    ")


def _places(one: DriverShare) -> str:
    more = one.count - len(one.places)
    return ", ".join(visible(place) for place in one.places) + (f" and {more:,} more" if more > 0 else "")


def _savings(found: Estimate, *, color: bool, width: int) -> Iterator[str]:
    if not found.savings:
        return
    aims = found.target is not None
    heads = ["left out, it saves", "hours P50", "P80", "days P50", "P80", *(["target"] if aims else [])]
    rows = []
    for one in found.savings:
        days = [_hour(one.days.p50), _hour(one.days.p80)]
        rows.append([one.item, _hour(one.hours.p50), _hour(one.hours.p80), *days, *(_aim(one) if aims else [])])
    yield from table(heads, rows, color=color, right_aligned=range(1, len(heads)))
    for one in found.savings:
        if "," in one.means:
            yield wrapped(f"{one.item}: {visible(one.means)}", width=width, first="  ", rest="    ")


def _aim(one: Saving) -> list[str]:
    return ["" if one.chance is None else _percent(one.chance)]


def _fit(fit: Fit | None, *, color: bool, width: int) -> Iterator[str]:
    if fit is None:
        return
    yield paint(f"calibrated by {counted(fit.integrations, 'finished integration')}", "strong", color=color)
    factors = ", ".join(
        f"{'all' if phase is None else phase.value} × {factor:.2f}" for phase, factor in fit.factor.items()
    )
    yield wrapped(f"your hours against the weights: {factors}", width=width, first="  ", rest="    ")
    if fit.weeks_factor is not None:
        yield wrapped(
            f"your weeks against the capacity: × {fit.weeks_factor:.2f}", width=width, first="  ", rest="    "
        )
    yield wrapped(f"the weights alone: {_how_well(fit.plain)}", width=width, first="  ", rest="    ")
    if fit.calibrated is None:
        yield wrapped("too few to say how well the calibrated ones fit: three are needed", width=width, first="  ")
    else:
        told = f"calibrated, each left out in its turn: {_how_well(fit.calibrated)}"
        yield wrapped(told, width=width, first="  ", rest="    ")


def _how_well(fit: Accuracy) -> str:
    return (
        f"off by {_percent(fit.error)} on average, {_percent(fit.near)} within 25 %, "
        f"{_percent(fit.below_p80)} took no more than P80"
    )


def _footing(found: Estimate, *, width: int) -> Iterator[str]:
    for note in found.notes:
        yield wrapped(visible(note), width=width, rest="  ")
    yield wrapped(f"the weights: {visible(found.basis)}", width=width, rest="  ")
    yield wrapped(
        f"{found.rounds:,} outcomes drawn with seed {found.seed}; P50s of parts do not add up to the P50 of the whole",
        width=width,
        rest="  ",
    )


def _three(hours: Range) -> list[str]:
    return [_hour(hours.p50), _hour(hours.p80), _hour(hours.p95)]


def _hour(value: float) -> str:
    return f"{value:,.1f}" if 0 < value < 9.95 else f"{value:,.0f}"


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"


# For programs


def estimate_json(found: Estimate, *, version: str) -> str:
    """The same as JSON (`docs/schemas/estimate.json`); `version` is the tool's."""
    data: dict[str, JSON] = {
        "document": {"title": found.title, "version": found.version},
        "without": list(found.without),
        "start": found.start.isoformat(),
        "hours": _range(found.hours),
        "by_phase": {phase.value: _range(hours) for phase, hours in found.by_phase.items()},
        "by_role": {role.value: _range(hours) for role, hours in found.by_role.items()},
        "cells": [
            {"phase": phase.value, "role": role.value, "hours": _range(hours)}
            for (phase, role), hours in found.cells.items()
        ],
        "working_days": _range(found.days),
        "working_days_by_phase": {phase.value: _range(days) for phase, days in found.days_by_phase.items()},
        "waiting": _range(found.waiting),
        "done": dict(zip(("p50", "p80", "p95"), (day.isoformat() for day in found.done), strict=True)),
        "target": None
        if found.target is None
        else {
            "what": found.target.what,
            "day": found.target.day.isoformat(),
            "chance": round(found.target.chance, 4),
            "leave_out": [_saving(one) for one in found.rescue],
        },
        "drivers": [_driver(one) for one in found.drivers],
        "savings": [_saving(one) for one in found.savings],
        "fit": None if found.fit is None else _fit_datum(found.fit),
        "basis": found.basis,
        "notes": list(found.notes),
        "seed": found.seed,
        "rounds": found.rounds,
    }
    return dumps(headed(SCHEMA, version, data))


def _range(hours: Range) -> dict[str, JSON]:
    return {"p50": round(hours.p50, 2), "p80": round(hours.p80, 2), "p95": round(hours.p95, 2)}


def _driver(one: DriverShare) -> dict[str, JSON]:
    return {
        "name": one.name,
        "title": one.title,
        "count": one.count,
        "hours": _range(one.hours),
        "places": list(one.places),
        "widens": one.widens,
    }


def _saving(one: Saving) -> dict[str, JSON]:
    return {
        "item": one.item,
        "means": one.means,
        "hours": _range(one.hours),
        "working_days": _range(one.days),
        "chance": None if one.chance is None else round(one.chance, 4),
    }


def _fit_datum(fit: Fit) -> dict[str, JSON]:
    return {
        "integrations": fit.integrations,
        "factor": {"all" if phase is None else phase.value: round(factor, 4) for phase, factor in fit.factor.items()},
        "weeks_factor": None if fit.weeks_factor is None else round(fit.weeks_factor, 4),
        "spread": round(fit.spread, 4),
        "plain": _accuracy(fit.plain),
        "calibrated": None if fit.calibrated is None else _accuracy(fit.calibrated),
    }


def _accuracy(fit: Accuracy) -> dict[str, JSON]:
    return {"error": round(fit.error, 4), "near": round(fit.near, 4), "below_p80": round(fit.below_p80, 4)}
