"""What `learn --probe` prints: how much will be asked, how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from interlock import __version__
from interlock.cli.console import colour, out, say, width
from interlock.journeys.probing import Prepared, Probing, prepare, probe
from interlock.probing import Made
from interlock.render import counted, findings_text, probed_text
from interlock.systems.storage import to_data


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be probed: the system, its description, where its project is, in which environment and how."""

    name: str
    descriptions: Sequence[Path]
    folder: Path
    env: str | None
    records: Sequence[str]
    write: bool
    taken_for: str = ""


def probe_system(wish: Wish, *, form: str, quiet: bool) -> int:
    """Probe one system and show what it was seen to do; the exit code."""
    prepared = prepare(
        wish.name,
        wish.descriptions,
        folder=wish.folder,
        env=wish.env,
        records=wish.records,
        write=wish.write,
        taken_for=wish.taken_for,
    )
    say(_announced(prepared), quiet=quiet)
    try:
        done = probe(
            prepared,
            told=lambda record, question, number, most: say(
                f"{number} of at most {most}  {record}: {question}", quiet=quiet
            ),
            cleaned=lambda left: say(
                f"taking away {counted(len(left), 'item')} of an earlier probe first", quiet=quiet
            ),
        )
    finally:
        if left := prepared.journal.left():
            say(_left(left, prepared))
    if form == "json":
        out(_for_programs(prepared, done))
    else:
        rows = [(one.record, one.observation) for one in done.outcome.results]
        out(probed_text(rows, color=colour(), width=width()))
    findings = (*done.findings, *done.learning.findings)
    if findings:
        say(findings_text(findings, "", color=colour(), width=width()), quiet=quiet)
    say(f"{counted(done.outcome.sent, 'request')} sent; kept in {done.written}", quiet=quiet)
    return 1 if findings or done.outcome.left else 0


def _announced(prepared: Prepared) -> str:
    extent, environment = prepared.extent, prepared.environment
    of = counted(len(prepared.records), "record")
    writes = (
        f", {extent.for_writes:,} of them to make, change and take away at most {counted(extent.items, 'item')} "
        "that carry the mark `ilprobe`"
        if prepared.write
        else ", all of them only read"
    )
    return (
        f"asking `{prepared.name}` at {prepared.connection.address} ({environment.kind} environment "
        f"`{environment.name}`) about {of}: at most {counted(extent.requests, 'request')}{writes}"
    )


def _left(left: Sequence[Made], prepared: Prepared) -> str:
    named = ", ".join(f"{made.record} {made.id or f'with the mark {made.tag}'}" for made in left[:5])
    more = f" and {len(left) - 5} more" if len(left) > 5 else ""
    away = "the next probe with --write takes it away first, or delete it there"
    return f"still in `{prepared.name}`: {named}{more}; {away}"


def _for_programs(prepared: Prepared, done: Probing) -> str:
    content = {
        "interlock": __version__,
        "system": prepared.name,
        "environment": prepared.environment.name,
        "requests": done.outcome.sent,
        "answers": [{"record": one.record, **to_data(one.observation)} for one in done.outcome.results],
        "left": [to_data(made) for made in done.outcome.left],
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()
