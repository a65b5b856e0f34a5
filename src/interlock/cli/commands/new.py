"""Start a document, from a template or from what two systems have in common.

What the template does not know is left open: `interlock check` lists it and `interlock ask` goes through it. Beside the
document stand `interlock.toml` and the folder `systems/`, written only where they are missing; nothing is overwritten.

With --from, the API descriptions of two systems are learned, and the records that both have are put into the data map.
On a terminal, what is not given is asked for.

Exit codes: 0 written, 2 could not run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interlock.cli import completing, options
from interlock.cli.console import out, say, width
from interlock.errors import UsageError
from interlock.journeys.starting import Template, new_document, templates
from interlock.render import wrapped


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--template", metavar="NAME", shell_complete=completing.templates, help="One of the templates that --list shows."
)
@click.option("--list", "listed", is_flag=True, help="Show the templates.")
@click.option(
    "--from",
    "descriptions",
    metavar="LEFT RIGHT",
    nargs=2,
    type=click.Path(path_type=Path),
    help="The API descriptions of the two systems.",
)
@click.option("--name", metavar="NAME", default="", help="The document's title, which gives its file its name.")
@click.option("--left", metavar="NAME", default="", help="The first system.")
@click.option("--right", metavar="NAME", default="", help="The second system.")
@click.option("--owner", metavar="PERSON", default="", help="Who decides: `Name <address>`.")
@click.option("--company", metavar="NAME", default="", help="The owner's company, whose the first system is.")
@click.option("--partner", metavar="NAME", default="", help="The other company, whose the second system is.")
@options.quiet
def command(
    folder: Path,
    *,
    template: str | None,
    listed: bool,
    descriptions: tuple[Path, Path] | None,
    name: str,
    left: str,
    right: str,
    owner: str,
    company: str,
    partner: str,
    quiet: bool,
) -> int:
    """Write a new document."""
    if listed:
        out(
            "\n".join(wrapped(one.about, width=width(), first=f"{one.name:<10} ", rest=" " * 11) for one in templates())
        )
        return 0
    if template is None and descriptions is None:
        chosen = _chosen()
        template = chosen.name
        left = left or click.prompt("the first system", default=chosen.left, err=True)
        right = right or click.prompt("the second system", default=chosen.right, err=True)
        company = company or click.prompt("the company of the first one", default="", show_default=False, err=True)
        partner = partner or click.prompt("the company of the second one", default="", show_default=False, err=True)
        if company:
            owner = owner or click.prompt("who decides (Name <address>)", default="", show_default=False, err=True)
        name = name or click.prompt("the name of the document", default=template, err=True)
    started = new_document(
        folder,
        template=template or "blank",
        name=name,
        left=left,
        right=right,
        company=company,
        partner=partner,
        owner=owner,
        described_by=descriptions,
    )
    out("\n".join(str(path) for path in started.written))
    for line in started.to_add:
        say(line, quiet=quiet)
    for one in started.common:
        say(f"{one.name}: {one.left} and {one.right}", quiet=quiet)
    if descriptions is not None and not started.common:
        say(
            "no record is called alike in both: see what `interlock map` proposes, or write the data map yourself",
            quiet=quiet,
        )
    say(f"next: interlock ask --scope {started.document}", quiet=quiet)
    return 0


def _chosen() -> Template:
    """The template that a person chooses.

    Raises:
        UsageError: there is no terminal to ask on.
    """
    known = templates()
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        names = ", ".join(f"`{one.name}`" for one in known)
        raise UsageError(f"no template is given; there is {names}", hint="give one with --template NAME, or use --from")
    for number, one in enumerate(known, start=1):
        say(wrapped(one.about, width=width(), first=f"  {number}  {one.name:<10} ", rest=" " * 16))
    number = click.prompt("start from", type=click.IntRange(1, len(known)), default=1, err=True)
    return known[number - 1]
