"""`held decide`, `held replay` and `held assign`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import click

from interlock.catalogue import did_you_mean
from interlock.cli import options
from interlock.cli.asking import agreed
from interlock.cli.commands.held.choosing import choice, filters, numbers
from interlock.cli.console import out, say, width
from interlock.errors import UsageError
from interlock.journeys import holding
from interlock.journeys.project import Project, load
from interlock.model.history import Decision, Held, possible_decisions
from interlock.model.value import Side
from interlock.render import decided_text, option_of
from interlock.render.plain import counted

_FLAGS = {
    "approve": Decision.APPROVE,
    "reject": Decision.REJECT,
    "retry": Decision.RETRY,
    "leave": Decision.LEAVE,
}


@click.command("decide")
@numbers
@click.option("--take", "system", metavar="SYSTEM", help="The value of this system goes to both.")
@click.option("--approve", is_flag=True, help="Do what was held, such as a delete.")
@click.option("--reject", is_flag=True, help="Do not do it; keep what is there.")
@click.option("--retry", is_flag=True, help="Try again, as if for the first time.")
@click.option("--leave", is_flag=True, help="Both keep what they have, until one of them changes.")
@click.option("--link", "other", metavar="ID", help="It is the same as the item with this id in the other system.")
@click.option("--withdraw", is_flag=True, help="Take back a decision that no run has carried out yet.")
@click.option("--seen", metavar="MARK", help="Only if it is still as `held show` or the JSON showed it.")
@filters
@options.by
@options.yes
@options.where
@options.env
def decide(
    numbers: tuple[int, ...],
    *,
    system: str | None,
    other: str | None,
    withdraw: bool,
    seen: str | None,
    kind: str | None,
    record: str | None,
    assignee: str | None,
    older_than: timedelta | None,
    by: str | None,
    yes: bool,
    document: Path,
    environment: str | None,
    **flags: bool,
) -> int:
    """Decide about held items, by number or all that fit --kind, --record, --with and --older-than.

    `interlock held show NUMBER` tells what may be decided about one, and what comes of it. The next run carries it
    out; a decision about values that have changed since is refused. Until then whoever names its number may decide
    anew; without numbers, what somebody decided stays so.

    Exit codes: 0 decided, 1 one or more could not be, 2 could not run.
    """
    project = load(document)
    said = [name for name, given in flags.items() if given]
    said += ["take"] if system is not None else []
    said += ["link"] if other is not None else []
    said += ["withdraw"] if withdraw else []
    if len(said) != 1:
        given = " and ".join(f"--{name}" for name in said) if said else "none"
        raise UsageError(
            f"one decision is needed, given: {given}",
            hint="give one of --take SYSTEM, --approve, --reject, --retry, --leave, --link ID; "
            "`interlock held show NUMBER` tells which may be",
        )
    chosen = choice(numbers=numbers, kind=kind, record=record, assignee=assignee, older_than=older_than)
    items: Sequence[Held] = _chosen(project, chosen, environment)
    if seen is not None:
        holding.demand_seen(project, items, seen, env=environment)
    if withdraw:
        back = holding.withdraw(project, items, env=environment, by=by)
        out(f"{len(back)} of {len(items)} taken back: {_numbers(back)}" if back else "nothing was decided yet")
        return 0
    if other is not None:
        return _linked(project, items, other, environment, by)
    decision = _FLAGS[said[0]] if system is None else _side(project, system)
    items = _undecided(project, _possible(items, decision, chosen), chosen)
    if not items:
        return 1
    if not numbers and not agreed(f"decide about {counted(len(items), 'held item')} ({_numbers(items)})?", yes=yes):
        say("nothing was decided")
        return 1
    return _decided(project, items, decision, environment, by)


@click.command("replay")
@numbers
@filters
@options.by
@options.yes
@options.where
@options.env
def replay(
    numbers: tuple[int, ...],
    *,
    kind: str | None,
    record: str | None,
    assignee: str | None,
    older_than: timedelta | None,
    by: str | None,
    yes: bool,
    document: Path,
    environment: str | None,
) -> int:
    """Try again what can be tried again: after somebody mended what was wrong.

    Without a number or filter: everything that was rejected, is ambiguous or waits. What is in doubt may be there
    already and is tried again by number only.

    Exit codes: 0 noted, 1 one or more could not be, 2 could not run.
    """
    project = load(document)
    chosen = choice(numbers=numbers, kind=kind, record=record, assignee=assignee, older_than=older_than)
    items: Sequence[Held] = [
        one
        for one in holding.held(project, chosen, env=environment)
        if numbers or (Decision.RETRY in possible_decisions(one) and one.kind not in holding.DANGEROUS)
    ]
    items = _undecided(project, items, chosen)
    if not items:
        say("nothing is held that can be tried again")
        return 0
    if not numbers and not agreed(f"try {counted(len(items), 'held item')} again ({_numbers(items)})?", yes=yes):
        say("nothing was changed")
        return 1
    return _decided(project, items, Decision.RETRY, environment, by)


@click.command("assign")
@click.argument("name", metavar="NAME")
@numbers
@filters
@options.where
@options.env
def assign(
    name: str,
    numbers: tuple[int, ...],
    *,
    kind: str | None,
    record: str | None,
    assignee: str | None,
    older_than: timedelta | None,
    document: Path,
    environment: str | None,
) -> int:
    """Say who looks after held items: NAME is a person or a role of the document.

    An empty NAME ("") gives them back to whom their kind falls to.
    """
    project = load(document)
    chosen = choice(numbers=numbers, kind=kind, record=record, assignee=assignee, older_than=older_than)
    items = _chosen(project, chosen, environment)
    for one in holding.assign(project, items, name, env=environment):
        out(f"#{one.id} with {one.assignee}" if one.assignee else f"#{one.id} with whom it falls to")
    return 0


def _chosen(project: Project, chosen: holding.Choice, environment: str | None) -> tuple[Held, ...]:
    if chosen.everything:
        raise UsageError(
            "which held items are meant is not said",
            hint="give their numbers (`interlock held` lists them), or --kind, --record, --with or --older-than",
        )
    items = holding.held(project, chosen, env=environment)
    if not items:
        raise UsageError("nothing is held that fits", hint="`interlock held` lists what is")
    return items


def _side(project: Project, system: str) -> Decision:
    side = project.document.side(system)
    if side is None:
        names = [row.name for row in project.document.systems]
        raise UsageError(f"no system is called `{system}`", hint=did_you_mean(system, names))
    return Decision.LEFT if side is Side.LEFT else Decision.RIGHT


def _possible(items: Sequence[Held], decision: Decision, chosen: holding.Choice) -> Sequence[Held]:
    """Of items chosen by what they have in common, those that can be decided so; named ones are refused one by one."""
    if chosen.numbers:
        return items
    fitting = [one for one in items if decision in possible_decisions(one)]
    fitting = [one for one in fitting if decision is not Decision.RETRY or one.kind not in holding.DANGEROUS]
    if not fitting:
        raise UsageError(
            f"none of the {len(items)} can be decided so", hint="`interlock held` tells what may be decided about each"
        )
    return fitting


def _undecided(project: Project, items: Sequence[Held], chosen: holding.Choice) -> Sequence[Held]:
    """Those that nobody has decided about yet; what somebody decided gives way to who names its number, and says so."""
    names = {row.side: row.name for row in project.document.systems}
    for one in items:
        if one.decision is not None:
            what = f"{option_of(one.decision, names)}, decided by {one.decided_by or 'somebody'}"
            say(f"in place of {what}: #{one.id}" if chosen.numbers else f"left as it is: #{one.id}, {what}")
    return items if chosen.numbers else [one for one in items if one.decision is None]


def _linked(project: Project, items: Sequence[Held], other: str, environment: str | None, by: str | None) -> int:
    if len(items) != 1:
        raise UsageError(f"`--link` goes with one number, given: {len(items)}", hint="link them one by one")
    (one,) = items
    taken = holding.link(project, one, other, env=environment, by=by)
    names = {row.side: row.name for row in project.document.systems}
    ids = {one.side: one.item_id, one.side.other: other}
    both = " and ".join(f"{ids[side]} in {names[side]}" for side in Side)
    out(f"#{one.id} {one.record}: {both} are linked, decided by {taken.by}; the next run brings them in step")
    return 0


def _decided(
    project: Project, items: Sequence[Held], decision: Decision, environment: str | None, by: str | None
) -> int:
    names = {row.side: row.name for row in project.document.systems}
    fitting = [one for one in items if decision in possible_decisions(one)]
    for one in items:
        if one not in fitting:
            may = " or ".join(option_of(other, names) for other in possible_decisions(one))
            given = option_of(decision, names)
            say(f"not decided: #{one.id} ({one.kind.value}) cannot be decided by {given}, only by {may}")
    taken = holding.decide(project, fitting, decision, env=environment, by=by)
    owner = project.document.owner
    text = decided_text(
        taken.decided,
        decision,
        names=names,
        by=taken.by,
        alone=taken.alone,
        owner="" if owner is None else owner.name,
        width=width(),
    )
    if text:
        out(text)
    for _, why in taken.refused:
        say(f"not decided: {why}")
    return 1 if taken.refused or len(fitting) < len(items) else 0


def _numbers(items: Sequence[Held]) -> str:
    told = ", ".join(f"#{one.id}" for one in items[:12])
    return told if len(items) <= 12 else f"{told} and {len(items) - 12} more"
