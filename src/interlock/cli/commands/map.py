"""Propose which field meets which, and write what is accepted into the field mapping.

Without RECORD the data map itself is proposed: which resource meets which, and by which fields items are matched; what
is to be decided about a record stays open, for `interlock ask`.
RECORD is a record of the data map, or the names of a resource of the left and of one of the right system. Each proposed
pair has its direction, its rule and its reasons, and is sure, likely or possible; what is mapped already, and what was
refused before, is not proposed. What a system requires and nothing fills is listed with what could fill it.

On a terminal it asks pair by pair: take it, or another of the five best, or name a field of your own, pass it over, or
refuse it for good. What is taken is written at once, so that Ctrl-C loses nothing. --list only shows.

--accept writes without questions what is sure, or likely and better. A row that would bring an error is left out and
said; personal values are marked as sensitive. Nothing that stands in the document is changed.
With -o a workbook is written in which people decide; --from takes it back, also one that another program saved.
What was accepted and refused is kept in interlock.decisions.jsonl beside the document, for the next time.

With --samples or --env values of both sides are compared, too: their form, their choices, how many are the same. They
are neither kept nor shown, and --env only reads.
--ask-model lets a language model look at the pairs that are not sure; interlock.toml says which: [language_model] with
address (any that speaks as OpenAI's chat completions do), model, key = "env:NAME", and consent = true to ask it without
the flag. Names, types, labels and descriptions of fields are sent, no values; it can make nothing sure.

Exit codes: 0 nothing is proposed any more or it was written, 1 something is proposed or left out, 2 could not run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interlock import __version__
from interlock.adapters.whoami import who
from interlock.cli import completing, options
from interlock.cli.console import colour, out, say, width
from interlock.cli.map_conversation import converse
from interlock.cli.map_records import Way, map_records, records_taken
from interlock.cli.mapping import as_proposed
from interlock.cli.progress import underway
from interlock.errors import SystemFault, UsageError
from interlock.journeys.encoding import encoder_for
from interlock.journeys.map_book import decided, write_book
from interlock.journeys.map_sitting import MapSitting
from interlock.journeys.mapping import Mapped, Mapper, chosen
from interlock.journeys.meeting import Meeting, meeting
from interlock.journeys.project import Project, load
from interlock.journeys.record_book import records_decided
from interlock.journeys.samples_of import Samples
from interlock.journeys.second_opinion import open_model, questions_about, with_second_opinion
from interlock.journeys.suggesting import Proposals, propose_fields
from interlock.model.suggestion import Encoder
from interlock.model.value import Side
from interlock.render import (
    asked_text,
    best_text,
    counted,
    heading_text,
    left_out_text,
    suggestions_json,
    suggestions_text,
    visible,
    wrapped,
)
from interlock.render.suggestion_book import suggestions_xlsx
from interlock.render.suggestions import Proposed
from interlock.suggestion.second_opinion import RULES


@click.command(help=__doc__)
@click.argument("names", metavar="[RECORD | LEFT RIGHT]", nargs=-1, shell_complete=completing.records)
@options.where
@click.option(
    "--field", "fields", metavar="FIELD", multiple=True, help="The best candidates of this field; repeatable."
)
@click.option("--list", "listed", is_flag=True, help="Only show what is proposed; ask nothing.")
@click.option("--accept", type=click.Choice(("sure", "likely")), help="Write these into the document.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write a workbook (.xlsx).")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the decisions that people wrote into the workbook.",
)
@click.option(
    "--samples", multiple=True, metavar="SYSTEM=FILE", help="Items that the system showed, as JSON; to compare values."
)
@click.option(
    "--env",
    "environment",
    metavar="NAME",
    shell_complete=completing.environments,
    help="Compare the values of the first page that the systems of this environment list.",
)
@click.option("--words-only", is_flag=True, help="Compare names by their words only, not by their meaning.")
@click.option("--ask-model", is_flag=True, help="Let a language model look at what is not sure (see below).")
@click.option("--show-question", is_flag=True, help="Print what a language model would be sent, and send nothing.")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@click.option("--by", metavar="NAME", help="Who decides (default: INTERLOCK_BY, else your login).")
@options.output("text", "json")
@options.quiet
def command(
    names: tuple[str, ...],
    *,
    document: Path,
    fields: tuple[str, ...],
    listed: bool,
    accept: str | None,
    output: Path | None,
    source: Path | None,
    samples: tuple[str, ...],
    environment: str | None,
    words_only: bool,
    ask_model: bool,
    show_question: bool,
    dry_run: bool,
    by: str | None,
    form: str,
    quiet: bool,
) -> int:
    """Map the fields of a record."""
    if len(names) > 2:
        raise UsageError("one record, or one resource of each system, is expected", hint="interlock map RECORD")
    project = load(document)
    mapper = Mapper(project, by=by or who(), dry_run=dry_run)
    if source is not None and (accept is not None or output is not None):
        raise UsageError(
            "`--from` takes what people decided, `--accept` and `-o` what is proposed", hint="one after the other"
        )
    if source is not None:
        return _taken_from(source, names, mapper, quiet=quiet)
    if not names:
        if fields:
            raise UsageError("which record?", hint="interlock map RECORD")
        encoder = _encoder(project, words_only=words_only, quiet=quiet)
        way = Way(accept=accept, listed=listed, form=form, output=output)
        return map_records(mapper, way, quiet=quiet, encoder=encoder)
    met = meeting(project, names)
    wanted = bool(samples) or environment is not None
    items = _samples(met, samples, environment, quiet=quiet) if wanted else {}
    encoder = _encoder(project, words_only=words_only, quiet=quiet)
    with underway(f"comparing {len(met.left.fields):,} fields with {len(met.right.fields):,}", quiet=quiet):
        proposals = propose_fields(met, encoder=encoder, samples=items, also_mapped=bool(fields))
    if show_question:
        out("\n\n".join([RULES, *(one.text for one in questions_about(proposals))]))
        return 0
    model = open_model(project.folder, asked=ask_model) if not fields else None
    if model is not None:
        heard = with_second_opinion(proposals, model, tell=lambda text: say(visible(text), quiet=quiet))
        proposals = heard.proposals
        for note in heard.notes:
            say(f"note: {visible(note)}")
    shown = as_proposed(proposals, fields)
    if fields:
        text = best_text(shown, color=colour(), width=width())
        out(suggestions_json(shown, version=__version__) if form == "json" else text)
        return 0
    if output is not None:
        write_book(output, suggestions_xlsx(shown, proposals.others))
        say(f"written to {visible(str(output))}; `interlock map --from` takes it back", quiet=quiet)
        return 0
    if accept is None and form == "text" and not listed and _is_watched():
        return _converse(proposals, mapper)
    mapped = mapper.accept(met, chosen(proposals, accept)) if accept is not None else None
    if form == "json":
        out(_as_json(shown, mapped or Mapped((), (), 0, "", written=False)))
    elif mapped is None:
        out(suggestions_text(shown, color=colour(), width=width()))
    else:
        _tell(mapped, project.document.path, dry_run=dry_run, quiet=quiet)
    return int(bool(proposals.selected)) if mapped is None else _code(mapped)


def _encoder(project: Project, *, words_only: bool, quiet: bool) -> Encoder | None:
    """What compares names in meaning; how to get it is said where it is not there."""
    if words_only:
        return None
    encoder, missing = encoder_for(project.folder)
    if missing:
        say(f"note: names are compared by their words: {visible(missing)}", quiet=quiet)
    return encoder


def _samples(met: Meeting, given: tuple[str, ...], environment: str | None, *, quiet: bool) -> dict[Side, Samples]:
    """Items of both systems whose values are compared; they are neither kept nor shown."""
    # What asks systems takes a second to load, and few want it.
    from interlock.journeys.sampling import samples_from, samples_in  # noqa: PLC0415

    found: dict[Side, Samples] = {}
    for one in given:
        system, _, file = one.partition("=")
        side = met.project.document.side(system.strip())
        if side is None or not file:
            names = " or ".join(f"{met.system(each)}=FILE" for each in Side)
            raise UsageError(f"`{one}` does not say whose items these are", hint=f"write {names}")
        found[side] = samples_in(Path(file))
    for side in Side:
        if environment is not None and side not in found:
            try:
                found[side] = samples_from(met.project, environment, side, met.profile(side).name)
            except SystemFault as fault:
                say(f"note: {visible(met.system(side))} gives no items: {visible(fault.message)}")
    for side, items in found.items():
        say(f"comparing values of {counted(len(items), 'item')} of {visible(met.system(side))}", quiet=quiet)
    return found


def _as_json(shown: Proposed, done: Mapped) -> str:
    return suggestions_json(
        shown,
        accepted=done.rows,
        left_out=done.left_out,
        difference=done.difference,
        written=done.written,
        version=__version__,
    )


def _code(mapped: Mapped) -> int:
    return int(bool(mapped.left_out) or (bool(mapped.rows) and not mapped.written))


def _taken_from(source: Path, names: tuple[str, ...], mapper: Mapper, *, quiet: bool) -> int:
    """Take decisions from a workbook; where anything in it cannot be taken, nothing is."""
    of_records = None if names else records_decided(mapper.project, source)
    if of_records is not None:
        return records_taken(mapper, of_records, quiet=quiet)
    found = decided(mapper.project, source, names)
    refused = [one for each in found for one in each.refused]
    if refused:
        out("\n".join(wrapped(one, width=width(), rest="  ") for one in refused))
        say("nothing was written: something in the workbook cannot be taken", quiet=quiet)
        return 1
    codes = []
    for one in found:
        mapped = mapper.accept(one.met, one.yes, no=one.never)
        _tell(mapped, mapper.project.document.path, dry_run=mapper.dry_run, quiet=quiet)
        if one.never:
            say(f"{counted(len(one.never), 'pair')} refused for good", quiet=quiet)
        codes.append(_code(mapped))
    return max(codes)


def _is_watched() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _converse(proposals: Proposals, mapper: Mapper) -> int:
    """Ask pair by pair; what is taken is written at once."""
    shown = as_proposed(proposals)
    out(heading_text(shown, color=colour(), width=width()))
    sitting = MapSitting(mapper, proposals)
    try:
        converse(sitting, proposals)
    finally:
        say(f"{counted(sitting.accepted, 'row')} written" if not mapper.dry_run else "nothing was written: --dry-run")
    if mapper.dry_run:
        out("".join(visible(line) + "\n" for line in mapper.difference.splitlines()))
    return int(sitting.next() is not None)


def _tell(mapped: Mapped, path: str, *, dry_run: bool, quiet: bool) -> None:
    """What was written, or would be."""
    out("".join(visible(line) + "\n" for line in mapped.difference.splitlines()) or "nothing changes")
    if mapped.left_out:
        out(f"\n{left_out_text(mapped.left_out, color=colour(), width=width())}")
    if mapped.asked:
        out(f"\n{asked_text(mapped.asked, color=colour(), width=width())}")
    if mapped.sensitive:
        say(f"{counted(mapped.sensitive, 'row')} with personal values: marked as sensitive", quiet=quiet)
    if mapped.rows:
        done = "nothing was written: --dry-run" if dry_run else f"{visible(path)} was changed"
        say(f"{counted(len(mapped.rows), 'row')}; {done}", quiet=quiet)
