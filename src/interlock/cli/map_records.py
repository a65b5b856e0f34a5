"""`interlock map` without a record: the data map itself is proposed."""

from __future__ import annotations

import sys

from interlock import __version__
from interlock.cli.console import colour, out, say, width
from interlock.cli.progress import underway
from interlock.journeys.map_records import (
    RecordProposals,
    RecordsMapped,
    accept_records,
    chosen_records,
    propose_records,
    refuse_records,
)
from interlock.journeys.mapping import Mapper
from interlock.model.suggestion import Encoder
from interlock.render import counted, visible, wrapped
from interlock.render.record_suggestions import record_lines, record_suggestions_json, record_suggestions_text

_HELP = "Enter (take it), skip, never (not proposed again), list (show all), quit (what was taken stays)"


def map_records(
    mapper: Mapper, *, accept: str | None, listed: bool, form: str, quiet: bool, encoder: Encoder | None = None
) -> int:
    """Propose pairs of resources; write those that are accepted, or ask on a terminal."""
    for one in mapper.project.document.systems:
        profile = mapper.project.profiles.get(one.side)
        if profile is not None:
            say(f"comparing {counted(len(profile.records), 'resource')} of {visible(one.name)}", quiet=quiet)
    with underway("comparing resources and their fields", quiet=quiet):
        proposals = propose_records(mapper.project, encoder=encoder)
    some = list(zip(proposals.selected, proposals.names, strict=True))
    done: RecordsMapped | None = None
    if accept is not None:
        done = accept_records(mapper, proposals, chosen_records(proposals, accept))
    if form == "json":
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
    elif sys.stdin.isatty() and sys.stdout.isatty() and not listed:
        return _converse(mapper, proposals)
    else:
        out(record_suggestions_text(some, proposals.systems, color=colour(), width=width()))
    if done is None:
        return int(bool(some))
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
