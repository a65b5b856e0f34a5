"""Serve a stand-in for a system over HTTP, on this machine only.

NAME is the system's name in the document. The stand-in is made from what was learned of it: it keeps items, pages,
filters, validates and asks for a credential, which is the environment's where its variables are set, else a made-up
one that is printed. It runs until Ctrl-C; nothing is kept after it ends.
"""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from interlock.cli import completing, options
from interlock.cli.console import out, say
from interlock.cli.groups import Family
from interlock.cli.seeding import seed
from interlock.journeys.project import load
from interlock.journeys.running import finished
from interlock.journeys.serving import credential_lines, faults_of, sandbox_of, serve, wanted_port
from interlock.model.http import Answer, Request, Response

_LONGEST_SCRIPT = 500_000


@click.command("serve", help=__doc__)
@click.argument("name", shell_complete=completing.systems)
@click.option("--document", type=click.Path(path_type=Path), default=Path(), help="The document, or its folder.")
@options.env
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Where to listen (default: as the environment says, or free)."
)
@click.option(
    "--records",
    type=click.IntRange(0, 100_000),
    help="Items of each record (default: 20, and more in proportion to what the document says it keeps).",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed makes other items.")
@click.option(
    "--behave",
    multiple=True,
    metavar="BEHAVIOUR",
    help="A behaviour of docs/behaviours.md, as `index_lag=5`; may be given several times.",
)
@click.option(
    "--recorded",
    type=click.Path(exists=True, path_type=Path),
    help="Begin with the items of recorded answers: a HAR file, or a folder of JSON files.",
)
@click.option(
    "--fault",
    multiple=True,
    metavar="FAULT",
    help="What goes wrong, as `after 10 s: down for 30 s`; see docs/sandbox.md.",
)
@click.option(
    "--faults",
    type=click.File("r", encoding="utf-8"),
    help="A file with a fault on each line, `-` for standard input.",
)
@options.quiet
def serving(
    name: str,
    *,
    document: Path,
    environment: str | None,
    port: int | None,
    records: int | None,
    seed: int,
    behave: tuple[str, ...],
    recorded: Path | None,
    fault: tuple[str, ...],
    faults: TextIO | None,
    quiet: bool,
) -> int:
    """Serve one sandbox."""
    troubles = faults_of(fault, faults.read(_LONGEST_SCRIPT) if faults is not None else "")
    project = load(document)
    sandbox = sandbox_of(
        project, name, records=records, seed=seed, env=environment, behave=behave, used=True, recorded=recorded
    )
    wanted = wanted_port(project, name, environment) if port is None else port

    def ready(address: str) -> None:
        out(f"{sandbox.profile.name} answers at {address}")
        for line in credential_lines(project, sandbox.profile.name, sandbox.credential, environment):
            out(f"  {line}")
        say(f"look at it, and let things go wrong, at {address}/__interlock__/", quiet=quiet)
        say("Ctrl-C ends it", quiet=quiet)

    def access(request: Request, answer: Answer) -> None:
        status = answer.response.status if isinstance(answer.response, Response) else "no answer"
        say(f"{request.method} {request.path} {status}", quiet=quiet)

    finished(lambda stop: serve(sandbox, port=wanted, stop=stop, ready=ready, access=access, faults=troubles))
    return 0


command = Family(name="sandbox", help=f"{__doc__}\nWithout a command: `serve`.\n")
command.add_command(serving)
command.add_command(seed)
