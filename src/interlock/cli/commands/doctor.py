"""Prove what the integration needs in an environment before it runs there.

Each credential signs in with the scopes that the document needs and no more, each operation that it uses answers, the
sandbox mirrors production, clocks agree, the rate limit is known, webhooks arrive, no secret is committed, people are
named, access to each resource is confirmed. Nothing is written to a system, unless --write or --listen asks for it in
a sandbox. --listen tries whether webhooks arrive: one item is made, waited for and taken away again.

What was found is kept in `evidence/`, without secrets, and counts until the document, a description or the settings of
the environment change.

Exit codes: 0 nothing is missing, 1 something is, 2 could not run.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click
import orjson

from interlock import __version__
from interlock.adapters import whoami
from interlock.adapters.listener import address_of
from interlock.cli import options
from interlock.cli.console import colour, out, say, width
from interlock.doctor.check import Outcome
from interlock.doctor.diagnosis_text import diagnosis_data, diagnosis_text
from interlock.journeys.doctoring import confirm, diagnose
from interlock.journeys.project import load
from interlock.render.plain import visible


@click.command(help=__doc__)
@options.document
@options.env
@click.option("--write", is_flag=True, help="Try writes, too: in a sandbox, on items that are taken away again.")
@click.option(
    "--listen", metavar="ADDR:PORT", help="Try whether webhooks arrive there, which leads to your public address."
)
@click.option("--confirm", "resource", metavar="RESOURCE", help="Keep your word that you have access to a resource.")
@options.by
@options.patience("1 minute", timedelta(minutes=10))
@options.output("text", "json")
@options.quiet
def command(
    document: Path, *, environment: str | None, write: bool, listen: str | None, resource: str | None, by: str | None,
    patience: timedelta, form: str, quiet: bool,
) -> int:  # fmt: skip
    """Prove, or confirm."""
    project = load(document)
    if resource is not None:
        path = confirm(project, resource, env=environment, by=by or whoami.who())
        out(f"kept in {visible(str(path))}")
        return 0
    found = diagnose(
        project,
        env=environment,
        write=write,
        listen=None if listen is None else address_of(listen),
        patience_s=patience.total_seconds(),
        told=lambda system, what: say(visible(f"{system}: {what}"), quiet=quiet),
    )
    if form == "json":
        whole = {"interlock": __version__, **diagnosis_data(found)}
        out(orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode())
    else:
        out(diagnosis_text(found, color=colour(), width=width()))
    return 1 if found.having(Outcome.MISSING) else 0
