"""Going live as people see it: what they agree to, how it came out, and the record that is kept beside the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from interlock.model.golive import GoLive, Overridden, Standing, told
from interlock.model.plan import ChangeKind, Line, Plan
from interlock.model.value import Side
from interlock.render.data import dumps, headed
from interlock.render.markdown import said, table
from interlock.render.outlooks import first_run, risks
from interlock.render.plain import counted, visible, wrapped
from interlock.render.plans import line_text

GOLIVE_SCHEMA = "urn:interlock:schema:golive:1"

_SAMPLES = 3
"""So many changes of each kind and record are shown one by one."""

_SHOWN = 20
"""So many of each kind and record that are put back, unless all are asked for."""

_ORDER = (
    ChangeKind.LINK,
    ChangeKind.CREATE,
    ChangeKind.UPDATE,
    ChangeKind.RESTORE,
    ChangeKind.ARCHIVE,
    ChangeKind.DELETE,
    ChangeKind.HOLD,
    ChangeKind.END,
    ChangeKind.REPORT,
)

Names = Mapping[Side, str]


def preview_text(plan: Plan, *, names: Names, color: bool = False, width: int = 100) -> str:
    """What going live would do: counts by record, then samples of each kind of change with their reasons."""
    lines = [f"what going live in {visible(plan.environment)} would do", ""]
    lines += first_run(plan, names, color=color)
    for record in dict.fromkeys(line.record for line in plan.lines):
        of = [line for line in plan.lines if line.record == record]
        for kind in _ORDER:
            some = [line for line in of if line.kind is kind]
            if some:
                lines += _samples(record, kind, some, names, color, width)
    if not plan.lines:
        lines += ["nothing is to be written: both systems are in step already", ""]
    return "\n".join([*lines, *risks(plan.lines)]).rstrip() + "\n"


def _samples(
    record: str, kind: ChangeKind, some: Sequence[Line], names: Names, color: bool, width: int
) -> Iterator[str]:
    shown = f", {_SAMPLES} of them" if len(some) > _SAMPLES else ""
    yield f"{visible(record)}: {len(some):,} to {kind.value}{shown}:"
    for line in some[:_SAMPLES]:
        yield from (f"  {text}" for text in line_text(line, names=names, color=color, width=width - 2))
    yield ""


def golive_text(run: GoLive, *, environment: str, width: int = 100) -> str:
    """How a go-live stands: its waves with what was found after each, what was tried, what was let pass."""
    lines = [f"go-live {run.number} of {visible(environment)}, version {visible(run.version)}: {run.standing.value}"]
    for wave in run.waves:
        lines.append(f"wave {wave.number}: {counted(wave.count, 'item')} written")
        for check in wave.checks:
            sign = "ok" if check.passed else "let pass" if check.overridden_by else "FAILED"
            lines.append(wrapped(f"{sign}: {check.title}: {visible(check.said)}", width=width, first="  ", rest="    "))
            if not check.passed:
                lines += [wrapped(visible(one), width=width, first="    ", rest="      ") for one in check.evidence]
        if wave.rolled_back:
            lines.append(f"  rolled back {visible(wave.rolled_back)}")
    for one in run.smoke:
        sign = {True: "ok", False: "FAILED", None: "not tried"}[one.met]
        text = f"smoke test {sign}: {one.record}: {one.what}: {one.said}"
        lines.append(wrapped(visible(text), width=width, rest="    "))
    lines += [wrapped(visible(_overridden(one)), width=width, rest="    ") for one in run.overridden]
    if run.standing is Standing.STOPPED:
        lines.append(wrapped(f"stopped: {visible(run.said)}", width=width, rest="    "))
    return "\n".join(lines) + "\n"


def golive_json(run: GoLive, *, environment: str, version: str) -> str:
    """The same as data."""
    return dumps(headed(GOLIVE_SCHEMA, version, {"environment": environment, **told(run)}))


def _overridden(one: Overridden) -> str:
    missing = f" ({'; '.join(one.missing)})" if one.missing else ""
    return f"let pass: {one.code}{missing}, by {one.by} at {one.at:%Y-%m-%d %H:%M} UTC: {one.reason}"


def golive_page(details: Mapping[str, Any], *, title: str, environment: str, systems: Names) -> str:
    """The record of a go-live as a Markdown page, from the data of its evidence."""
    between = " and ".join(systems[side] for side in Side if side in systems)
    lines = [
        f"# Go-live {details['number']}: {said(title)}",
        "",
        f"Between {said(between)}, in the environment {said(environment)}: **{details['standing']}**.",
        "",
        *table(["", ""], _facts(details)),
        "",
        *_section("What was agreed to", ["Record", "Change", "Items"], _agreed(details)),
        *_waves(details),
        *_section("Smoke tests", ["Record", "What", "Outcome", "Evidence"], _smoke(details)),
        *_section("Let pass", ["Gate or check", "What was missing", "By", "When", "Why"], _let_pass(details)),
        *_section("Signatures", ["Layer", "Party", "Name", "By", "When", "Holds"], _signatures(details)),
        *_section("What was proved", ["What", "Where", "Verdict", "When", "Holds"], _proved(details)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _section(heading: str, heads: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    some = [[said(cell) for cell in row] for row in rows]
    if some:
        yield from (f"## {heading}", "", *table(heads, some), "")


def _facts(details: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    yield "By", said(details["by"])
    yield "Began", _moment(details["began_at"])
    yield "Ended", _moment(details["ended_at"])
    yield "Version of the document", said(details["version"])
    yield "Records", said(", ".join(details["flows"]))
    window = details["window"] + (f": {details['now_reason']}" if details["now_reason"] else "")
    yield "Window", said(window)
    for name, digest in details["digests"].items():
        yield f"Digest of the {name}", f"`{digest[:24]}`"
    if details["said"]:
        yield "Why", said(details["said"])


def _agreed(details: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for record, kinds in details["agreed"].items():
        for kind, count in kinds.items():
            yield record, kind, f"{count:,}"


def _waves(details: Mapping[str, Any]) -> Iterator[str]:
    for wave in details["waves"]:
        size = "all that was left" if wave["most"] is None else f"up to {wave['most']:,} of each record"
        yield f"## Wave {wave['number']}: {size}"
        yield ""
        written = [f"{count:,} {record} {kind}" for record, of in wave["writes"].items() for kind, count in of.items()]
        lines = f"lines {wave['first'] + 1} to {wave['last']} of the history" if wave["last"] > wave["first"] else ""
        yield f"{said(', '.join(written)) or 'Nothing was written'}{f' ({lines})' if lines else ''}."
        if wave["rolled_back"]:
            yield f"Rolled back {said(wave['rolled_back'])}."
        yield ""
        rows = [(said(one["title"]), _came_out(one), said(one["said"])) for one in wave["checks"]]
        if rows:
            yield from (*table(["Check", "Outcome", "Found"], rows), "")
        for one in wave["checks"]:
            yield from (f"- {said(text)}" for text in one["evidence"])
            yield from ([""] if one["evidence"] else [])


def _came_out(check: Mapping[str, Any]) -> str:
    if check["passed"]:
        return "as it should be"
    return said(f"let pass by {check['overridden_by']}") if check["overridden_by"] else "**failed**"


def _smoke(details: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for one in details["smoke"]:
        outcome = {True: "as it should", False: "NOT as it should", None: "not tried"}[one["met"]]
        yield one["record"], one["what"], outcome, one["said"]


def _let_pass(details: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for one in details["overridden"]:
        yield one["code"], "; ".join(one["missing"]), one["by"], _moment(one["at"]), one["reason"]


def _signatures(details: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for one in details["signatures"]:
        holds = "yes" if one["holds"] else "no"
        yield one["layer"], one["party"], one["name"], one["grade"], _moment(one["when"]), holds


def _proved(details: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for one in details["verdicts"]:
        what = one["kind"] + (f" of {one['about']}" if one["about"] else "")
        holds = "yes" if one["holds"] else "no"
        yield what, one["environment"] or "", one["verdict"], _moment(one["made_at"]), holds


def _moment(text: str | None) -> str:
    return "" if text is None else f"{text[:16].replace('T', ' ')} UTC"


def rollback_text(
    lines: Sequence[Line],
    stays: Sequence[tuple[str, str, str, str]],
    *,
    already: int,
    names: Names,
    every: bool = False,
    color: bool = False,
    width: int = 100,
) -> str:
    """What is put back, change by change, and what stays as it is, each with why.

    Args:
        lines: what is written, in its order.
        stays: by record, system, id and reason, what is left.
        already: how many items are as they were already.
        names: the systems' names by side.
        every: all of them, not only the first of each kind.
        color: whether to colour for a terminal.
        width: how many columns there are.
    """
    shown: list[str] = []
    number: Counter[tuple[str, ChangeKind]] = Counter()
    for line in lines:
        number[line.record, line.kind] += 1
        if every or number[line.record, line.kind] <= _SHOWN:
            goes = line.kind in (ChangeKind.DELETE, ChangeKind.ARCHIVE)  # all of its values go with the item
            shown += line_text(replace(line, fields=()) if goes else line, names=names, color=color, width=width)
    for (record, kind), count in number.items():
        if not every and count > _SHOWN:
            shown.append(f"... and {count - _SHOWN:,} more {record} to {kind.value}")
    if shown:
        shown.append("")
    if stays:
        shown.append(f"{counted(len(stays), 'item')} stay as they are:" if len(stays) > 1 else "1 item stays as it is:")
        for record, system, item, why in stays:
            text = f"{record} {item} in {system}: {why}"
            shown.append(wrapped(visible(text), width=width, first="  ", rest="    "))
        shown.append("")
    if already:
        shown.append(f"{counted(already, 'item')} as before already")
    shown.append(f"{counted(len(lines), 'item')} to put back" if lines else "nothing is to be put back")
    return "\n".join(shown) + "\n"
