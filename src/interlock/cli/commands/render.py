"""Give a document away in a form that people read: a page, Markdown, or data.

The page is one HTML file with everything in it: it can be printed, and it loads and sends nothing. With --for partner
the other company asks, answers, proposes and agrees in it, in any browser and without a network; what they save there
comes back by `interlock receive`.

With --for review it is the evidence pack for a partner's review of the integration, as a page or Markdown: what it
does, the data field by field with what is personal, which operations and scopes it uses and why, who owns the data,
deletes and how long values are kept, security, errors, what proves it, whom to reach, and what is not known.

What is still open is shown as open. --scope leaves out field mappings, tables and error policies: what is agreed first.
--verify runs the acceptance criteria and shows what became of each. Without --output it is printed; the form follows
the ending of the file unless --format says otherwise, and a name without an ending is a page.

Exit codes: 0 written or printed, 2 could not run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interlock.cli import options
from interlock.cli.console import out, say
from interlock.errors import UsageError
from interlock.journeys.project import find_document, load
from interlock.journeys.rendering import form_named, form_of, render, write_rendering
from interlock.journeys.reviewing import review_pack
from interlock.render import visible
from interlock.render.forms import forms


@click.command(help=__doc__)
@options.document
@click.option("--format", "form", type=click.Choice(list(forms().items)), help="The form (default: html).")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write.")
@click.option("--scope", "scope_only", is_flag=True, help="Leave out mappings, tables and error policies.")
@click.option("--for", "reader", type=click.Choice(["partner", "review"]), help="Whom it is for.")
@options.env
@click.option("--verify", "verified", is_flag=True, help="Run the criteria first and show what became of each.")
@options.quiet
def command(
    document: Path,
    *,
    form: str | None,
    output: Path | None,
    scope_only: bool,
    reader: str | None,
    environment: str | None,
    verified: bool,
    quiet: bool,
) -> int:
    """Render one document."""
    chosen = form or (form_of(output) if output is not None else "html")
    if output is None and not form_named(chosen).text and sys.stdout.isatty():
        raise UsageError(f"`{chosen}` is nothing for a terminal", hint="name a file with --output FILE")
    project = load(find_document(document))
    if reader == "review":
        if scope_only or verified:
            raise UsageError("the pack for a review is of the whole document, with the evidence that is kept")
        data = review_pack(project, chosen, env=environment)
    elif environment is not None:
        raise UsageError("`--env` goes with `--for review`", hint="leave it out: the document is the same in all")
    else:
        data = render(project, chosen, scope_only=scope_only, partner=reader == "partner", verified=verified)
    if output is not None:
        write_rendering(output, data)
        say(f"{visible(str(output))} was written", quiet=quiet)
    elif form_named(chosen).text:
        out(data.decode())
    else:
        sys.stdout.buffer.write(data)
    return 0
