"""Estimate what an integration takes: hours by phase and role, working days, dates.

Every figure is a range: what half of all drawn outcomes stay below (P50), four in five (P80) and nineteen in twenty
(P95). What they come from is listed: records, fields, rules without a way back, criteria, gaps of the two systems;
open questions widen the range. Phases follow each other, waiting for answers, access and the partner's review included.

--without ITEM leaves something out and shows what that saves: a record (`Order`), its way back (`Customer/way back`),
a field (`Order/total`), a story or criterion by its name; repeatable. With a target under Dates it says how
likely that is, and what to leave out where it is not.

The weights are a file: --print-weights shows the default ones and what they are based on; --weights FILE takes your
own. --actuals FILE, a table of your own finished integrations, calibrates them and says how well it fits; --format csv
writes the row of this one, to be completed when it has gone live.

Exit codes: 0 estimated (and the target, if any, is likely: at least 80 %), 1 the target is not likely, 2 could not run.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from interlock import __version__
from interlock.cli import options
from interlock.cli.console import colour, out, width
from interlock.estimation import GOOD_CHANCE, default_text
from interlock.journeys.estimating import ROUNDS, estimate, history_cells
from interlock.journeys.project import load
from interlock.render import estimate_json, estimate_text
from interlock.render.sheets import sheet


@click.command(help=__doc__)
@options.document
@click.option("--without", metavar="ITEM", multiple=True, help="Leave this out of the scope; repeatable.")
@click.option("--weights", type=click.Path(path_type=Path), metavar="FILE", help="Your own weights.")
@click.option("--actuals", type=click.Path(path_type=Path), metavar="FILE", help="Your finished integrations, as CSV.")
@click.option("--print-weights", is_flag=True, help="Print the default weights, to be copied and edited.")
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The first day of work, such as 2027-01-31 (default: today).",
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same figures.")
@click.option("--rounds", type=int, default=ROUNDS, show_default=True, help="How many outcomes to draw.")
@options.output("text", "json", "csv")
def command(
    document: Path,
    *,
    without: tuple[str, ...],
    weights: Path | None,
    actuals: Path | None,
    print_weights: bool,
    start: datetime | None,
    seed: int,
    rounds: int,
    form: str,
) -> int:
    """Estimate a document."""
    if print_weights:
        out(default_text())
        return 0
    project = load(document)
    if form == "csv":
        heads, row = history_cells(project)
        out(sheet(heads, [row]))
        return 0
    found = estimate(
        project,
        without=without,
        weights=weights,
        actuals=actuals,
        start=_day(start),
        seed=seed,
        rounds=rounds,
    )
    if form == "json":
        out(estimate_json(found, version=__version__))
    else:
        out(estimate_text(found, color=colour(), width=width()))
    return int(found.target is not None and found.target.chance < GOOD_CHANCE)


def _day(start: datetime | None) -> date | None:
    return None if start is None else start.date()
