"""Sign in to a system, or see how a credential of it is got.

NAME is the system's name in the document. Where a person signs in, a browser is opened and comes back to this machine;
the tokens are kept outside of the repository, readable by you alone, and renewed by themselves. Where the program signs
in by itself, one token is asked for and thrown away, which shows that it works.

--guide prints the steps to a credential at the vendor, the fewest scopes with which the document works, and what each
is for. No secret is ever printed.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click
import orjson

from interlock import __version__
from interlock.adapters.loopback import open_browser
from interlock.cli import completing, options
from interlock.cli.console import colour, out, say, width
from interlock.doctor.guide_text import guide_data, guide_text
from interlock.errors import UsageError
from interlock.journeys.authorising import granted, guide_to, scopes_of, sign_in, sign_out, way_of
from interlock.journeys.entering import Person
from interlock.journeys.project import Project, load
from interlock.journeys.reaching import SIGNED_IN, Way
from interlock.render.plain import visible


@click.command(help=__doc__)
@click.argument("name", shell_complete=completing.systems)
@options.where
@options.env
@click.option("--guide", "only_guide", is_flag=True, help="Print how a credential is got; nothing is sent.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.option("--paste", is_flag=True, help="Ask for the address that the browser ended at: where it runs elsewhere.")
@click.option("--sign-out", is_flag=True, help="Forget the sign-in on this machine.")
@options.patience("5 minutes", timedelta(hours=1))
@options.output("text", "json")
@options.quiet
def command(
    name: str, *, document: Path, environment: str | None, only_guide: bool, no_browser: bool, paste: bool,
    sign_out: bool, patience: timedelta, form: str, quiet: bool,
) -> int:  # fmt: skip
    """Sign in, or guide."""
    project = load(document)
    if only_guide:
        guide = guide_to(project, name, environment)
        if form == "json":
            out(orjson.dumps({"interlock": __version__, **guide_data(guide)}, option=orjson.OPT_INDENT_2).decode())
        else:
            out(guide_text(guide, color=colour(), width=width()))
        return 0
    way = way_of(project, name, environment)
    if sign_out:
        return _signed_out(way)
    if way.grant not in SIGNED_IN:
        return _by_itself(project, way)
    person = Person(
        told=lambda line: say(visible(line)),
        open=(lambda _: False) if no_browser else open_browser,
        paste=_pasted if paste else None,
        patience_s=patience.total_seconds(),
    )
    entered = sign_in(project, way, person)
    out(f"signed in to {visible(way.name)} in {visible(way.environment.name)}; kept in {visible(entered.place)}")
    say(f"scopes: {visible(' '.join(entered.scopes)) or 'the vendor does not say'}", quiet=quiet)
    if entered.lacks:
        out(f"not given, and asked for: {visible(' '.join(entered.lacks))}")
    return 1 if entered.lacks else 0


def _pasted() -> str:
    return str(click.prompt("the address that the browser ended at", err=True))


def _signed_out(way: Way) -> int:
    if way.grant not in SIGNED_IN:
        raise UsageError(f"nobody signs in to `{way.name}` in the environment `{way.environment.name}`")
    done = sign_out(way)
    if not done.was_there:
        out("nobody was signed in")
    elif done.untold:
        out("forgotten here; the vendor's settings take the permission back")
        say(f"the vendor was not told: {visible(done.untold)}")
    else:
        out("forgotten here, and taken back by the vendor")
    return 0


def _by_itself(project: Project, way: Way) -> int:
    found = granted(way)
    if found is None:
        out(f"nobody signs in to {visible(way.name)}: its credential does it; `interlock doctor` tries it")
        return 0
    needed = scopes_of(project, way)
    scopes = found.scopes or ()
    out(f"{visible(way.name)} gives an access token" + (f" for {visible(' '.join(scopes))}" if scopes else ""))
    lacks = needed.missing_from(scopes) if found.scopes is not None else ()
    if lacks:
        out(f"not given, and needed: {visible(' '.join(lacks))}")
    return 1 if lacks else 0
