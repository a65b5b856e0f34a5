"""`interlock map` without a record: the data map itself is proposed."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from interlock import __version__
from interlock.cli.console import colour, out, say, width
from interlock.cli.progress import underway
from interlock.errors import UsageError
from interlock.journeys.map_book import write_book
from interlock.journeys.map_records import (
    RecordProposals,
    RecordsMapped,
    accept_records,
    chosen_records,
    propose_records,
    refuse_records,
)
from interlock.journeys.mapping import Mapper
from interlock.journeys.record_book import RecordsDecided
from interlock.model.suggestion import Encoder
from interlock.render import counted, visible, wrapped
from interlock.render.record_suggestions import record_lines, record_suggestions_json, record_suggestions_text
from interlock.render.suggestion_book import records_xlsx

_HELP = "Enter (take it), skip, never (not proposed again), list (show all), quit (what was taken stays)"


@dataclass(frozen=True, slots=True)
class Way:
    """What becomes of proposals: `accept` those (`sure`, `likely`), only `listed`, or written to an `output`."""

    accept: str | None
    listed: bool
    form: str
    output: Path | None = None


def map_records(mapper: Mapper, way: Way, *, quiet: bool, encoder: Encoder | None = None) -> int:
    """Propose pairs of resources; write those that are accepted, or ask on a terminal."""
    if way.accept is not None and way.output is not None:
        raise UsageError("`--accept` writes the document, `-o` a workbook", hint="one after the other")
    for one in mapper.project.document.systems:
        profile = mapper.project.profiles.get(one.side)
        if profile is not None:
            say(f"comparing {counted(len(profile.records), 'resource')} of {visible(one.name)}", quiet=quiet)
    with underway("comparing resources and their fields", quiet=quiet):
        proposals = propose_records(mapper.project, encoder=encoder)
    some = list(zip(proposals.selected, proposals.names, strict=True))
    if way.output is not None:
        write_book(way.output, records_xlsx(some, proposals.systems))
        say(f"written to {visible(str(way.output))}; `interlock map --from` takes it back", quiet=quiet)
        return 0
    done: RecordsMapped | None = None
    if way.accept is not None:
        done = accept_records(mapper, proposals, chosen_records(proposals, way.accept))
    if way.form == "json":
        it = done or RecordsMapped((), (), "", written=False)
        out(
            record_suggestions_json(
                some,
                proposals.systems,
                accepted=it.rows,
                left_out=it.left_out,
                difference=it.difference,
                written=it.written,
                version=__version__,
            )
        )
    elif done is not None:
        _tell(done, mapper, quiet=quiet)
    elif sys.stdin.isatty() and sys.stdout.isatty() and not way.listed:
        return _converse(mapper, proposals)
    else:
        out(record_suggestions_text(some, proposals.systems, color=colour(), width=width()))
    if done is None:
        return int(bool(some))
    return int(bool(done.left_out) or (bool(done.rows) and not done.written))


def records_taken(mapper: Mapper, decided: RecordsDecided, *, quiet: bool) -> int:
    """Write what a workbook decided; where anything in it cannot be taken, nothing is."""
    if decided.refused:
        out("\n".join(wrapped(one, width=width(), rest="  ") for one in decided.refused))
        say("nothing was written: something in the workbook cannot be taken", quiet=quiet)
        return 1
    done = accept_records(mapper, decided.yes, decided.yes.selected)
    refuse_records(mapper, decided.yes, decided.never)
    _tell(done, mapper, quiet=quiet)
    if decided.never:
        say(f"{counted(len(decided.never), 'pair')} refused for good", quiet=quiet)
    return int(bool(done.left_out) or (bool(done.rows) and not done.written))


def _tell(done: RecordsMapped, mapper: Mapper, *, quiet: bool) -> None:
    out("".join(visible(line) + "\n" for line in done.difference.splitlines()) or "nothing changes")
    for one, why in done.left_out:
        out(wrapped(f"left out: {one.left} and {one.right}: {why}", width=width(), rest="  "))
    if done.rows:
        said = "nothing was written: --dry-run" if mapper.dry_run else f"{visible(str(mapper.path))} was changed"
        say(f"{counted(len(done.rows), 'record')}; {said}", quiet=quiet)
        say(
            "next: interlock ask, for what is to be decided about them; interlock map RECORD for their fields",
            quiet=quiet,
        )


def _converse(mapper: Mapper, proposals: RecordProposals) -> int:
    """Ask pair by pair; what is taken is written at once."""
    say(wrapped(f"answer with {_HELP}", width=width()))
    some = list(zip(proposals.selected, proposals.names, strict=True))
    taken = skipped = 0
    for n, (one, name) in enumerate(some):
        shown = "\n".join(record_lines([(one, name)], proposals.systems, color=colour(), width=width()))
        out(f"\n{one.confidence.value}  ({len(some) - n:,} to go)\n{shown}")
        while True:
            try:
                said = input("> ").strip().casefold()
            except EOFError:
                said = "quit"
            if said in {"", "y", "yes", "1"}:
                done = accept_records(mapper, proposals, [one])
                taken += len(done.rows)
                for _, why in done.left_out:
                    say(f"  no: {why}")
                break
            if said in {"skip", "s"}:
                skipped += 1
                break
            if said in {"never", "n"}:
                refuse_records(mapper, proposals, [one])
                break
            if said in {"quit", "q", "exit"}:
                say(f"{counted(taken, 'record')} written")
                return 1
            if said == "list":
                out(record_suggestions_text(some, proposals.systems, color=colour(), width=width()))
            else:
                say(wrapped(f"answer with {_HELP}", width=width()))
    say(f"{counted(taken, 'record')} written")
    return int(skipped > 0)
