"""What a run would do or did, one sign and one line per change, as text and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from interlock.model.pause import RESTS
from interlock.model.plan import ChangeKind, CycleReport, FieldChange, Line, Plan, Tally
from interlock.model.value import ABSENT, JSON, Side
from interlock.render.data import dumps, headed
from interlock.render.outlooks import first_run, recovered, risks
from interlock.render.plain import counted, paint, visible, wrapped
from interlock.render.values import line_of, shown, value_datum

PLAN_SCHEMA = "urn:interlock:schema:plan:1"
RUN_SCHEMA = "urn:interlock:schema:run:1"

_SIGNS: Mapping[ChangeKind, tuple[str, str]] = {
    ChangeKind.CREATE: ("+", "create"),
    ChangeKind.UPDATE: ("~", "update"),
    ChangeKind.RESTORE: ("<", "update"),
    ChangeKind.ARCHIVE: ("a", "remove"),
    ChangeKind.DELETE: ("-", "remove"),
    ChangeKind.LINK: ("=", "good"),
    ChangeKind.END: ("x", "dim"),
    ChangeKind.HOLD: ("?", "doubt"),
    ChangeKind.REPORT: ("!", "doubt"),
}
"""Sign and style, by what becomes of the item."""

Names = Mapping[Side, str]

_NAMED = 10
"""So many of the items that were left are named."""


def plan_text(plan: Plan, *, names: Names, color: bool = False, width: int = 100) -> str:
    """Every change in its order, with its fields and reasons; then how many there are of each kind.

    Args:
        plan: what a run would do.
        names: the systems' names by side.
        color: whether to colour for a terminal.
        width: how many columns there are.
    """
    lines = [f"plan for {visible(plan.environment)} at {plan.at:%Y-%m-%d %H:%M:%S} UTC", ""]
    lines += first_run(plan, names, color=color)
    lines += _changes(plan.lines, names, color, width)
    lines += unread_lines(plan.unread, names, width)
    lines += _resting(plan.resting, width)
    nothing = "nothing to do" if not plan.unread else "nothing is known to be done; not all could be read"
    lines.append(_summary(plan.lines, color, "to ") if plan.lines else nothing)
    lines += risks(plan.lines)
    lines += [wrapped(text, width=width, rest="    ") for text in recovered(plan, names)]
    lines += _tallies(plan.tally)
    return "\n".join(lines) + "\n"


def cycle_text(report: CycleReport, *, names: Names, color: bool = False, width: int = 100) -> str:
    """What one pass did, in the same form as the plan."""
    seconds = (report.ended_at - report.began_at).total_seconds()
    lines = [f"run in {visible(report.environment)} at {report.began_at:%Y-%m-%d %H:%M:%S} UTC, {seconds:.3g} s", ""]
    lines += _changes(report.lines, names, color, width)
    if report.more:
        lines += [f"... and {sum(report.more.values()):,} more, each of which is in the history", ""]
    lines += unread_lines(report.unread, names, width)
    lines += _paused(report, names, width)
    lines += _resting(report.resting, width)
    lines.append(_summary(report.lines, color, "", report.more) if report.lines else _nothing(report))
    lines.append(counted(report.writes, "write"))
    if report.found_done:
        lines.append(f"{counted(report.found_done, 'write')} found done whose answer had been lost")
    lines += _tallies(report.tally)
    if report.stopped:
        lines.append("stopped before everything was done")
    lines += _unplanned(report, width)
    if report.next_at is not None:
        lines.append(f"something is due at {report.next_at:%Y-%m-%d %H:%M:%S} UTC")
    return "\n".join(lines) + "\n"


def changes_text(lines: Sequence[Line], *, names: Names, color: bool = False, width: int = 100) -> str:
    """Changes in their order, each with its fields and reasons."""
    return "\n".join(_changes(lines, names, color, width)) + "\n"


def _changes(lines: Sequence[Line], names: Names, color: bool, width: int) -> list[str]:
    shown_lines: list[str] = []
    for line in lines:
        shown_lines += line_text(line, names=names, color=color, width=width)
    return [*shown_lines, ""] if shown_lines else []


def line_text(line: Line, *, names: Names, color: bool = False, width: int = 100) -> list[str]:
    """One change as a line with its reason, and a line for each of its fields."""
    sign, style = _SIGNS[line.kind]
    kind = line.kind.value + (f" ({line.held.value})" if line.held is not None else "")
    head = f"{paint(sign, style, color=color)} {kind} {visible(_subject(line, names))}"
    reason = [f"    {text}" for text in _reason(line.reason, line.place, width - 4)]
    return [head, *reason, *(text for change in line.fields for text in _field(line, change, width))]


def _subject(line: Line, names: Names) -> str:
    here, there = names[line.side], names[line.side.other]
    if line.kind is ChangeKind.LINK:
        return f"{line.record} {line.source_id} of {there} with {line.target_id} of {here}"
    if line.kind is ChangeKind.CREATE:
        return f"{line.record} in {here}, from {line.source_id} of {there}"
    if line.target_id and line.source_id and line.target_id != line.source_id:
        return f"{line.record} {line.target_id} in {here}, from {line.source_id} of {there}"
    return f"{line.record} {line.target_id or line.source_id} in {here}"


def _reason(reason: str, place: str, width: int) -> list[str]:
    said = reason + line_of(place)
    return wrapped(said.strip(), width=width).splitlines() if said else []


def _field(line: Line, change: FieldChange, width: int) -> list[str]:
    after = shown(change.after, sensitive=change.sensitive)
    told = f"{visible(change.pair)}: "
    if line.kind is ChangeKind.CREATE and change.before is ABSENT:
        told += after
    else:
        told += f"{shown(change.before, sensitive=change.sensitive)} → {after}"
    if change.lost is not ABSENT:
        told += f", {shown(change.lost, sensitive=change.sensitive)} gives way"
    # Said once above for all fields; repeated only where a field has a reason of its own.
    own = change.reason != line.reason and bool(change.reason)
    because = _reason(change.reason, change.place, width - 8) if own else []
    return [f"    {told}", *(f"        {text}" for text in because)]


def unread_lines(unread: Sequence[tuple[str, Side, str]], names: Names, width: int) -> list[str]:
    """What could not be read: one sentence for each reason: a system that does not answer is told of once."""
    told: dict[tuple[Side, str], list[str]] = {}
    for record, side, reason in unread:
        told.setdefault((side, _bare(reason, names[side])), []).append(record)
    return [
        wrapped(f"{_listed(records)} could not be read in {names[side]}: {reason}", width=width)
        for (side, reason), records in told.items()
    ]


def _paused(report: CycleReport, names: Names, width: int) -> list[str]:
    """Which systems are paused, with the reason where it was not just said of a record."""
    said = {(side, _bare(reason, names[side])) for _, side, reason in report.unread}
    lines = []
    for side, reason in report.paused:
        why = _bare(reason, names[side])
        because = f": {why}" if (side, why) not in said else ""
        lines.append(wrapped(f"{names[side]} is paused{because}", width=width))
    return lines


def _nothing(report: CycleReport) -> str:
    if report.unread or report.stopped or report.resting:
        return "nothing was done"
    return "nothing more was to do" if report.found_done else "nothing was to do"


def _unplanned(report: CycleReport, width: int) -> list[str]:
    """What was left because the plan that was carried out does not have it, and what only the plan has."""
    lines = []
    if report.unplanned:
        ids = [f"{record} {item}" for record, item, _ in report.unplanned]
        told = ", ".join(ids[:_NAMED]) + (f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else "")
        why = report.unplanned[0][2]
        lines.append(wrapped(f"left, as the plan does not have it: {told}: {why}", width=width))
    if report.not_done:
        lines.append(
            wrapped(
                f"{counted(report.not_done, 'change')} of the plan not done by this run: done before, or no longer to "
                "be done so; a new plan tells",
                width=width,
            )
        )
    return lines


def _resting(resting: Sequence[tuple[str, str]], width: int) -> list[str]:
    """The records that people paused, or that may not be run, those together that rest for the same reason."""
    told: dict[str, list[str]] = {}
    for record, why in resting:
        told.setdefault(why, []).append(record)
    return [wrapped(_at_rest(records, why), width=width) for why, records in told.items()]


def _at_rest(records: Sequence[str], why: str) -> str:
    one = len(records) == 1
    if why.startswith(RESTS):
        return f"{_listed(records)} {'rests' if one else 'rest'}: {why.removeprefix(RESTS)}"
    return f"{_listed(records)} {'is' if one else 'are'} paused {why}"


def _bare(reason: str, system: str) -> str:
    """The reason without the system's name before it, which is said already."""
    return reason.removeprefix(f"{system}: ")


def _listed(records: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(records[:-1]), records[-1]) if part)


def _summary(
    lines: Sequence[Line], color: bool, before: str, more: Mapping[ChangeKind, int] = MappingProxyType({})
) -> str:
    counts = Counter(line.kind for line in lines)
    counts.update(more)
    parts = [(f"{counts[kind]:,} {before}{kind.value}", _SIGNS[kind][1]) for kind in ChangeKind if counts[kind]]
    return ", ".join(paint(part, style, color=color) for part, style in parts)


def _tallies(tallies: Mapping[str, Tally]) -> list[str]:
    return [f"{visible(record)}: {_tally(tally)}" for record, tally in tallies.items()]


def _tally(tally: Tally) -> str:
    parts = [f"{count:,} {name}" for name, count in _counts(tally).items() if count]
    return ", ".join(parts) or "nothing seen"


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "written": tally.written,
        "equal": tally.equal,
        "filtered": tally.filtered,
        "reported": tally.reported,
        "held": tally.held,
        "waiting": tally.waiting,
    }


def plan_json(plan: Plan, *, names: Names, version: str) -> str:
    """The plan as JSON (`docs/schemas/plan.json`); sensitive values are not in it."""
    content: dict[str, JSON] = {
        "environment": plan.environment,
        "at": plan.at.isoformat(),
        "first": plan.first,
        "document": plan.document,
        "ledger": plan.ledger,
        "resting": _resting_data(plan.resting),
        **_data(plan.lines, plan.tally, plan.unread, names),
    }
    return dumps(headed(PLAN_SCHEMA, version, content))


def cycle_json(report: CycleReport, *, names: Names, version: str) -> str:
    """What one pass did as JSON (`docs/schemas/run.json`); sensitive values are not in it."""
    content: dict[str, JSON] = {
        "environment": report.environment,
        "began_at": report.began_at.isoformat(),
        "ended_at": report.ended_at.isoformat(),
        "writes": report.writes,
        "found_done": report.found_done,
        "paused": [{"system": names[side], "reason": reason} for side, reason in report.paused],
        "resting": _resting_data(report.resting),
        "stopped": report.stopped,
        "more_changes": sum(report.more.values()),
        "unplanned": [{"record": one[0], "item": one[1], "reason": one[2]} for one in report.unplanned],
        "not_done": report.not_done,
        "next_at": report.next_at.isoformat() if report.next_at else None,
        **_data(report.lines, report.tally, report.unread, names),
    }
    return dumps(headed(RUN_SCHEMA, version, content))


def _resting_data(resting: Sequence[tuple[str, str]]) -> list[JSON]:
    return [{"record": record, "told": told} for record, told in resting]


def _data(
    lines: Sequence[Line], tally: Mapping[str, Tally], unread: Sequence[tuple[str, Side, str]], names: Names
) -> dict[str, JSON]:
    return {
        "changes": [line_datum(line, names) for line in lines],
        "tally": {record: dict(_counts(one)) for record, one in tally.items()},
        "unread": [{"record": one[0], "system": names[one[1]], "reason": one[2]} for one in unread],
    }


def line_datum(line: Line, names: Names) -> JSON:
    """One change as data."""
    return {
        "kind": line.kind.value,
        "record": line.record,
        "system": names[line.side],
        "source_id": line.source_id,
        "target_id": line.target_id,
        "held": line.held.value if line.held is not None else None,
        "reason": line.reason,
        "place": line.place,
        "mark": line.mark,
        "fields": [
            {
                "pair": change.pair,
                "before": value_datum(change.before, sensitive=change.sensitive),
                "after": value_datum(change.after, sensitive=change.sensitive),
                "lost": value_datum(change.lost, sensitive=change.sensitive),
                "reason": change.reason,
                "place": change.place,
            }
            for change in line.fields
        ],
    }
