"""Learn a system from its API description.

NAME is the system's name in the document. FILE is its description: an OpenAPI file, or one in another format, or a
folder; left out, it is the one that the document names. The format is told by the content; --as says it where that is
not enough. Several files that describe the same system make one profile: what one is silent about another may say, and
where they contradict each other a finding tells.
References are followed inside the folder of the file only, never over the network. What was learned is shown, and
written to systems/NAME.profile.json where the current folder is a project (or with --into FOLDER).

--explain FIELD shows one thing that is known (a field, a fact such as `Customer.deletes`, a whole record), every fact
with where it was read and how sure it is, and what is not known as questions: why each matters and what settles it.
--questions lists all of them. --set states what the description does not say, `Customer.updated_at=modified` or
`orders.email.max_length=80`, in systems/NAME.overlay.yaml, which lies beside the description and outlives it; `none`
says that there is none, --unset takes back what was stated. --update FILE shows what a new version of the description
changes for the records and fields in the document, and --take puts it in the place of the one so far.

--format json prints what was learned for programs: `records` with their list operation (method, path, records_path,
pagination with style and request_params), primary_key, cursor_field and cursor_param, and `auth`, the form in which
learning is measured against known APIs; and `profile`, every fact with its evidence and how sure it is.

--probe asks the live system of an environment what its description leaves open or says wrongly, reading only. What it
was seen to do is shown with the requests and answers that it rests on, kept in systems/NAME.probed.yaml, and counts
from then on. --write also makes, changes and deletes a few items of its own, in an environment marked as a sandbox
only; they carry a mark and are taken away again, also after Ctrl-C, and by the next probe after a crash.
"""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from interlock import __version__
from interlock.cli import completing, options
from interlock.cli import learning as learning_
from interlock.cli.console import colour, out, say, width
from interlock.errors import UsageError
from interlock.journeys.documents import ENDING
from interlock.journeys.knowing import knowledge
from interlock.journeys.learning import as_written, learn
from interlock.journeys.project import description_path, load
from interlock.model.profile import SystemProfile
from interlock.render import findings_text, profile_text
from interlock.systems import score_form, to_json


@click.command(help=__doc__)
@click.argument("name", shell_complete=completing.systems)
@click.argument("file", type=click.Path(path_type=Path), nargs=-1)
@click.option(
    "--as", "taken_for", metavar="FORMAT", help="What FILE is in: openapi, postman, har, samples, pages and others."
)
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FOLDER", help="The project's folder to write the profile into."
)
@click.option("--fields", is_flag=True, help="Show every field, too.")
@click.option(
    "--explain", metavar="FIELD", help="Show what is known of this, where it was read, and what is not known."
)
@click.option("--questions", is_flag=True, help="List what is not known, why it matters and what would settle it.")
@click.option(
    "--set", "settings", multiple=True, metavar="FIELD=VALUE", help="State what the description does not; repeatable."
)
@click.option("--unset", "removed", multiple=True, metavar="FIELD", help="Take back what was stated; repeatable.")
@click.option("--because", default="", metavar="TEXT", help="Why a correction is right: what was said, or where it is.")
@options.by
@click.option("--update", "new", type=click.Path(path_type=Path), metavar="FILE", help="Compare with this new version.")
@click.option("--take", is_flag=True, help="Put the new version in the place of the description so far.")
@click.option("--probe", is_flag=True, help="Ask the live system, reading only.")
@click.option("--write", is_flag=True, help="With --probe: write, too; in a sandbox only.")
@options.env
@options.records
@options.output("text", "json")
@options.quiet
def command(
    name: str,
    file: tuple[Path, ...],
    *,
    taken_for: str | None,
    into: Path | None,
    fields: bool,
    explain: str | None,
    questions: bool,
    settings: tuple[str, ...],
    removed: tuple[str, ...],
    because: str,
    by: str | None,
    new: Path | None,
    take: bool,
    probe: bool,
    write: bool,
    environment: str | None,
    records: tuple[str, ...],
    form: str,
    quiet: bool,
) -> int:
    """Learn one system."""
    here = into or Path()
    _demand_one_thing(explain=explain, questions=questions, settings=settings or removed, update=new, probe=probe)
    if take and new is None:
        raise UsageError("`--take` goes with `--update FILE`")
    if explain is not None or questions or settings or removed or new is not None:
        known = knowledge(here, name, file[0] if file else None)
        if explain is not None:
            return learning_.explain(known, explain, form=form)
        if questions:
            return learning_.ask(known, form=form)
        if new is not None:
            return learning_.revise(known, new, take=take, form=form, quiet=quiet)
        return learning_.state(known, settings, removed, because=because, by=by, quiet=quiet)
    _demand_probe(probe, write=write, environment=environment, records=records)
    if not file:
        file = (_description(here, name),)
    is_project = into is not None or any(here.glob(f"*{ENDING}"))
    if is_project:
        name = as_written(here, name)
    if probe:
        # Loading what talks to systems takes long, and learning needs none of it.
        from interlock.cli.probing import Wish, probe_system  # noqa: PLC0415

        wish = Wish(name, file, here, environment, records, write=write, taken_for=taken_for or "")
        return probe_system(wish, form=form, quiet=quiet)
    learning = learn(name, file, folder=here if is_project else None, taken_for=taken_for or "")
    if form == "json":
        out(_for_programs(learning.profile))
    else:
        out(profile_text(learning.profile, color=colour(), fields=fields))
    if not learning.profile.description_format.startswith("OpenAPI") or "+" in learning.profile.description_format:
        say(f"read as {learning.profile.description_format}", quiet=quiet)
    if learning.findings:
        say(findings_text(learning.findings, "", color=colour(), width=width()), quiet=quiet)
    if learning.written is not None:
        say(f"written to {learning.written}", quiet=quiet)
        if len(file) > 1:
            say("put these files into one folder and name it in the document, so that all of them count", quiet=quiet)
    return 1 if learning.findings else 0


def _demand_one_thing(**wishes: object) -> None:
    given = [f"`--{name.replace('settings', 'set')}`" for name, wish in wishes.items() if wish]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} are different things", hint="give them one after the other")


def _demand_probe(probe: bool, **how: object) -> None:
    if not probe and any(how.values()):
        raise UsageError("`--write`, `--env` and `--record` say how a live system is asked", hint="add --probe")


def _for_programs(profile: SystemProfile) -> str:
    content = {"interlock": __version__, **score_form(profile), "profile": orjson.loads(to_json(profile))}
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()


def _description(folder: Path, name: str) -> Path:
    project = load(folder)
    wanted = as_written(folder, name)
    row = next((row for row in project.document.systems if row.name == wanted), None)
    path = description_path(project.folder, row) if row is not None else None
    if path is None:
        raise UsageError(
            f"the document names no file of the project as the API description of `{name}`", hint="give the FILE"
        )
    return path
