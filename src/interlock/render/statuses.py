"""How an environment stands: as text and as data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from interlock.model.standing import ProjectStatus
from interlock.model.status import FlowStatus, RecordStatus, Status, SystemStatus
from interlock.model.value import JSON, Side
from interlock.render.data import dumps, headed
from interlock.render.heard import heard_datum, heard_lines
from interlock.render.phase_data import phases_datum
from interlock.render.phases import phases_text
from interlock.render.plain import counted, paint, visible, wrapped
from interlock.render.tables import table
from interlock.render.times import age, ago, every, spanned

SCHEMA = "urn:interlock:schema:status:1"
SCHEMA_OF_ALL = "urn:interlock:schema:statuses:1"

Names = Mapping[Side, str]

_MOST_REFUSED = 10


def needs(status: Status, names: Names) -> tuple[str, ...]:
    """What needs a person, one sentence each; empty where nothing does."""
    told = []
    if status.behind:
        told.append(
            "the ledger is an older copy, or not the one that was there: the next run reads both systems as a whole, "
            "and holds what seems new or deleted; look at it with `interlock plan` first"
        )
    if status.undecided:
        told.append(f"{counted(status.undecided, 'held item')} to be decided about: see `interlock held`")
    told += [
        f"{names[system.side]} cannot be used: {_bare(system.reason, names[system.side])}"
        for system in status.systems
        if system.reason and not system.by_people
    ]
    told += [
        f"{one.record} was last looked at in {names[side]} {ago(one.read_at(side), status.at)}: is a run under way?"
        for one in status.records
        for side in one.late
    ]
    told += [
        f"{counted(flow.later, 'change')} of {flow.record} came too late to {names[flow.side]} for `{flow.criterion}`"
        for flow in status.flows
        if flow.later
    ]
    if status.untold:
        told.append(f"{counted(status.untold, 'alert')} not told yet: does the channel work?")
    return tuple(told)


def project_text(project: ProjectStatus, *, color: bool = False, width: int = 100) -> str:
    """The phases with their gates, then what runs, or why nothing does."""
    phases = phases_text(project, color=color, width=width)
    if project.running is None:
        return f"{phases}\n{wrapped(project.idle, width=width)}\n"
    return f"{phases}\n{status_text(project.running, names=project.names, color=color, width=width)}"


def is_in_order(project: ProjectStatus) -> bool:
    """Whether nothing needs a person: no gate is open, and all is well with what runs.

    Gates that are open for an environment that runs and is no production are no matter: it never goes live.
    """
    running = project.running
    if running is not None and needs(running, project.names):
        return False
    if project.unreadable:
        return False
    return not project.open or (running is not None and not project.is_production)


def status_text(status: Status, *, names: Names, color: bool = False, width: int = 100) -> str:
    """Systems, records, how long changes took, what is held and refused, then what needs a person."""
    lines = [f"{visible(status.environment)} at {status.at:%Y-%m-%d %H:%M:%S} UTC"]
    for state, told in (("retired", status.retired), ("paused", status.paused)):
        if told:
            lines.append(paint(wrapped(f"everything is {state} {told}", width=width), "bad", color=color))
    lines += ["", *_systems(status, names, color, width)]
    if status.records:
        lines += ["", *_records(status, names, color, width)]
    if any(flow.times.count or flow.times.excused or flow.promise for flow in status.flows):
        lines += ["", *_flows(status, names, color)]
    lines += heard_lines(status, names, color=color)
    lines += _waiting(status, names, width)
    found = needs(status, names)
    lines += [
        "",
        paint("needs a person:" if found else "nothing needs a person", "bad" if found else "good", color=color),
    ]
    lines += [wrapped(one, width=width, first="- ", rest="  ") for one in found]
    return "\n".join(lines) + "\n"


def _systems(status: Status, names: Names, color: bool, width: int) -> list[str]:
    rows = [[names[one.side], ago(one.last_contact, status.at), _state(one, status.at)] for one in status.systems]
    lines = table(["System", "Last answer", "State"], rows, color=color)
    for one in status.systems:
        if one.reason:
            why = one.reason if one.by_people else _bare(one.reason, names[one.side])
            lines.append(wrapped(f"{names[one.side]}: {why}", width=width, first="  ", rest="    "))
    return lines


def _state(one: SystemStatus, at: datetime) -> str:
    if not one.reason:
        return "in use" if one.last_contact else "not asked yet"
    text = "paused" if one.by_people else "not usable"
    if one.since is not None:
        text += f" for {age(one.since, at)}"
    if one.until is None:
        return text
    return f"{text}, {'until' if one.by_people else 'tried again at'} {one.until:%H:%M:%S} UTC"


def _records(status: Status, names: Names, color: bool, width: int) -> list[str]:
    left, right = names[Side.LEFT], names[Side.RIGHT]
    heads = ["Record", left, right, "Linked", "Held", "Not settled", f"{left} read", f"{right} read", "Wanted"]
    rows = [
        [
            one.record,
            *(f"{count:,}" for count in (one.left, one.right, one.linked, one.held, one.unsettled)),
            *(ago(one.read_at(side), status.at) + (" (late)" if side in one.late else "") for side in Side),
            _wanted(one),
        ]
        for one in status.records
    ]
    lines = table(heads, rows, color=color, right_aligned=range(1, 6))
    for one in status.records:
        if one.paused and not status.paused:
            lines.append(wrapped(f"{one.record}: paused {one.paused}", width=width, first="  ", rest="    "))
    return lines


def _wanted(one: RecordStatus) -> str:
    if one.paused:
        return "paused"
    return "once a day" if one.how_often is None else f"every {every(one.how_often)}"


def _flows(status: Status, names: Names, color: bool) -> list[str]:
    period = "Today" if status.days == 1 else f"In {status.days} days"
    heads = ["Changes", period, "Half within", "99 % within", "Longest", "Promised", "Kept"]
    rows = []
    for flow in status.flows:
        times = flow.times
        measured = [spanned(times.within(0.5)), spanned(times.within(0.99)), spanned(times.longest_s)]
        rows.append(
            [
                f"{flow.record} to {names[flow.side]}",
                f"{times.count:,}" + (f" and {times.excused:,} excused" if times.excused else ""),
                *(measured if times.count else ["", "", ""]),
                "" if flow.promise is None else f"{every(flow.promise)} ({flow.criterion})",
                _kept(flow),
            ]
        )
    return table(heads, rows, color=color)


def _kept(flow: FlowStatus) -> str:
    if flow.promise is None or not flow.times.count:
        return ""
    return f"no, {flow.later:,} later" if flow.later else "yes"


def _waiting(status: Status, names: Names, width: int) -> list[str]:
    lines: list[str] = []
    if status.held:
        kinds = [
            f"{one.count:,} {one.kind.value}"
            + (f" ({one.count - one.undecided:,} decided)" if one.undecided < one.count else "")
            + f", the oldest #{one.oldest_id} for {age(one.oldest, status.at)}"
            for one in status.held
        ]
        lines += ["", wrapped(f"held: {'; '.join(kinds)}", width=width, rest="      ")]
    if status.refused:
        lines += ["", f"not taken yet, and tried again: {len(status.refused):,}"]
    for one in status.refused[:_MOST_REFUSED]:
        told = (
            f"{one.record} {one.subject} to {names[one.side]}, tried {counted(one.count, 'time')}, "
            f"again at {one.next_at:%H:%M:%S} UTC: {one.reason}"
        )
        lines.append(wrapped(told, width=width, first="  ", rest="    "))
    if status.open_writes:
        lines += ["", f"{counted(status.open_writes, 'write')} not settled: under way, or its answer is missing"]
    return lines


def _bare(reason: str, system: str) -> str:
    return reason.removeprefix(f"{system}: ")


def status_json(project: ProjectStatus, *, version: str) -> str:
    """How a project stands as JSON (`docs/schemas/status.json`)."""
    return dumps(headed(SCHEMA, version, _project(project)))


def statuses_json(projects: Mapping[str, ProjectStatus], *, version: str) -> str:
    """How several documents stand as JSON (`docs/schemas/statuses.json`), by file."""
    documents: list[JSON] = [{"file": file, **_project(one)} for file, one in projects.items()]
    return dumps(headed(SCHEMA_OF_ALL, version, {"documents": documents}))


def _project(project: ProjectStatus) -> dict[str, JSON]:
    running = project.running
    if running is None:
        told: dict[str, JSON] = {"environment": project.environment, "at": project.at.isoformat(), "idle": project.idle}
    else:
        told = _datum(running, project.names)
    return {**told, **phases_datum(project)}


def _datum(status: Status, names: Names) -> dict[str, JSON]:
    return {
        "environment": status.environment,
        "at": status.at.isoformat(),
        "retired": status.retired,
        "paused": status.paused,
        "systems": [_system_datum(one, names) for one in status.systems],
        "records": [_record_datum(one, names) for one in status.records],
        "days": status.days,
        "flows": [_flow_datum(one, names) for one in status.flows],
        "held": [
            {
                "kind": one.kind.value,
                "count": one.count,
                "undecided": one.undecided,
                "oldest": one.oldest.isoformat(),
                "oldest_id": one.oldest_id,
            }
            for one in status.held
        ],
        "refused": [
            {
                "record": one.record,
                "system": names[one.side],
                "item": one.subject,
                "attempts": one.count,
                "next_at": one.next_at.isoformat(),
                "reason": one.reason,
            }
            for one in status.refused
        ],
        "open_writes": status.open_writes,
        "webhooks": [heard_datum(side, one, names) for side, one in status.webhooks],
        "alerts_waiting": status.untold,
        "needs": list(needs(status, names)),
    }


def _system_datum(one: SystemStatus, names: Names) -> JSON:
    return {
        "side": one.side.value,
        "name": names[one.side],
        "last_contact": _moment(one.last_contact),
        "usable": not one.reason,
        "reason": one.reason,
        "since": _moment(one.since),
        "until": _moment(one.until),
        "by_people": one.by_people,
    }


def _record_datum(one: RecordStatus, names: Names) -> JSON:
    return {
        "record": one.record,
        "left": one.left,
        "right": one.right,
        "linked": one.linked,
        "held": one.held,
        "unsettled": one.unsettled,
        "left_read_at": _moment(one.left_read_at),
        "right_read_at": _moment(one.right_read_at),
        "every_s": None if one.how_often is None else one.how_often.total_seconds(),
        "late": [names[side] for side in one.late],
        "paused": one.paused,
    }


def _flow_datum(flow: FlowStatus, names: Names) -> JSON:
    times, counted_any = flow.times, bool(flow.times.count)
    return {
        "record": flow.record,
        "to": names[flow.side],
        "count": times.count,
        "excused": times.excused,
        "p50_s": round(times.within(0.5), 3) if counted_any else None,
        "p99_s": round(times.within(0.99), 3) if counted_any else None,
        "max_s": round(times.longest_s, 3) if counted_any else None,
        "promised_s": None if flow.promise is None else flow.promise.total_seconds(),
        "criterion": flow.criterion,
        "later": flow.later,
    }


def _moment(at: datetime | None) -> JSON:
    return None if at is None else at.isoformat()
