"""See the whole way in a minute, from a document to a running sync.

Writes a complete example into FOLDER (new or empty), serves a sandbox for each of its systems on free ports of this
machine, and goes through check, learn, verify, plan, run, changes on both sides, run again, history. The servers end
with it; the folder stays.

Exit codes: 0 all went as it should, 1 something did not, 2 could not run.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interlock.adapters.alerts import ConsoleAlerts
from interlock.cli.console import colour, out, width
from interlock.journeys.demo import demo
from interlock.journeys.example import write_example


class _Console:
    """Tells the demonstration on the terminal."""

    def __init__(self) -> None:
        self.color = colour()
        self.width = width()
        self._number = 0

    def step(self, title: str, explanation: str) -> None:
        """Show a numbered heading."""
        self._number += 1
        head = click.style(f"{self._number:>2}  {title}", bold=True, fg="cyan")
        click.echo(f"\n{head}  {explanation}\n", color=self.color)

    def show(self, text: str) -> None:
        """Show text, indented below its heading."""
        click.echo("\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").splitlines()), color=self.color)

    def progress(self, text: str) -> None:
        """Show on a terminal how far it is, in place of the last word on it."""
        if sys.stderr.isatty():
            click.echo(f"\r\033[K    {text}", nl=False, err=True)


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("interlock-demo"))
@click.option("--only-write", is_flag=True, help="Write the example and stop there.")
def command(folder: Path, *, only_write: bool) -> int:
    """Play the demonstration."""
    if only_write:
        out("\n".join(str(path) for path in write_example(folder)))
        return 0
    console = _Console()
    went_well = demo(folder, console, ConsoleAlerts())
    console.step("next", "What to try:")
    console.show(
        f"cd {folder}\n"
        "interlock check                  # delete a cell of the data map first, and see what is asked\n"
        "interlock verify --timeline      # the evidence behind each verdict\n"
        "interlock history                # what the demonstration wrote\n"
        "interlock sandbox --help         # serve the two sandboxes yourself, then: interlock run --watch\n"
        "(as `python3 dev.py run check ...` where the program is not on the path)"
    )
    return 0 if went_well else 1
