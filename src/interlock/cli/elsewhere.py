"""`interlock verify` where it is not in virtual time: on the real systems of an environment, or around other code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from interlock.cli import completing, options
from interlock.cli.asking import agreed
from interlock.cli.console import say
from interlock.cli.progress import TakenAway
from interlock.cli.verdict_pages import kept, told
from interlock.errors import UsageError
from interlock.journeys.project import Project
from interlock.journeys.verifying import keep_verdicts
from interlock.model.value import Side
from interlock.model.verdict import Judgement, Verdict
from interlock.render.page.verification import PLAYED_EXTERNAL, PLAYED_LIVE
from interlock.verify import chosen

_Command = TypeVar("_Command", bound=Callable[..., int])


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where criteria are played if not on sandboxes in virtual time, as the options say it."""

    environment: str | None
    patience: timedelta | None
    clean_up: bool
    allow_production: bool
    yes: bool
    external: bool
    command: str
    speed: float | None
    ports: tuple[int, ...]
    tell: Path | None

    @property
    def is_asked(self) -> bool:
        """Whether any of it is asked for."""
        return self.environment is not None or self.external or self.clean_up

    def demand_sense(self) -> None:
        """Refuse options that would say nothing together, before anything runs.

        Raises:
            UsageError: there are such.
        """
        live = self.environment is not None or self.clean_up
        if live and self.external:
            raise UsageError("`--env` verifies on real systems and `--external` on sandboxes", hint="leave one out")
        needs_env = {"--patience": self.patience, "--allow-production": self.allow_production, "--yes": self.yes}
        needs_external = {"--command": self.command, "--speed": self.speed, "--port": self.ports, "--tell": self.tell}
        for given, needs, there in ((needs_env, "--env", live), (needs_external, "--external", self.external)):
            for option, value in given.items():
                if value and not there:
                    raise UsageError(f"`{option}` says nothing without `{needs}`", hint=f"add `{needs}`")
        if len(self.ports) not in {0, len(Side)}:
            raise UsageError("`--port` is given once for each of the two systems, or not at all")


def elsewhere(command: _Command) -> _Command:
    """The options of `Elsewhere`; the command gets it as `where`."""

    @wraps(command)
    def gathered(*args: Any, **more: Any) -> int:
        names = Elsewhere.__dataclass_fields__
        where = Elsewhere(**{name: more.pop(name) for name in names})
        return command(*args, where=where, **more)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered  # type: ignore[return-value]


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--env", "environment", metavar="NAME", shell_complete=completing.environments,
                 help="Play on the real systems of this environment, in real time."),
    click.option("--patience", type=options.Span(), metavar="TIME",
                 help="With --env: how long one criterion may wait (default: 10 minutes)."),
    click.option("--clean-up", is_flag=True, help="Only take away what a verification left in real systems."),
    click.option("--allow-production", is_flag=True, help="With --env: also where it is not marked as a sandbox."),
    options.yes,
    click.option("--external", is_flag=True, help="Serve both sandboxes, and judge whatever is between them."),
    click.option("--command", default="", metavar="COMMAND", help="With --external: starts the integration."),
    click.option("--speed", type=float, metavar="N",
                 help="With --external: the systems' time passes N times as fast (default: 1)."),
    click.option("--port", "ports", type=click.IntRange(0, 65_535), multiple=True, metavar="PORT",
                 help="With --external: where the systems listen; given twice."),
    click.option("--tell", type=click.Path(path_type=Path), metavar="FILE",
                 help="With --external: write addresses and credentials here, as JSON or NAME.env."),
)  # fmt: skip


def verify_elsewhere(
    project: Project,
    where: Elsewhere,
    *,
    only: tuple[str, ...],
    seed: int | None,
    form: str,
    timeline: bool,
    quiet: bool,
) -> int:
    """Play the criteria there, and tell; 0 where all are met."""

    def shown(each: Any) -> list[Verdict]:
        count = len(chosen(project.document, only))
        played = PLAYED_EXTERNAL if where.external else PLAYED_LIVE
        return told(project, each, count, form=form, timeline=timeline, quiet=quiet, played=played)

    if where.external:
        verdicts = shown(_external(project, where, only=only, seed=seed or 0, quiet=quiet))
        return _code(verdicts)
    return _live(project, where, only=only, seed=seed, shown=shown, quiet=quiet)


def _external(project: Project, where: Elsewhere, *, only: tuple[str, ...], seed: int, quiet: bool) -> Any:
    # Servers and what talks to systems take long to load.
    from interlock.journeys.external import Served, as_variables, tell  # noqa: PLC0415
    from interlock.journeys.verifying_external import External, verify_external  # noqa: PLC0415

    speed = where.speed if where.speed is not None else 1.0

    def heard(systems: tuple[Served, ...]) -> None:
        if where.tell is not None:
            tell(where.tell, systems, speed)
        for line in as_variables(systems, speed).splitlines():
            say(line, quiet=quiet)
        if not where.command:
            say("start the integration now; it is judged from its first request on", quiet=quiet)

    left, right = where.ports or (0, 0)
    wait_s = 30.0 if where.command else 600.0
    how = External(where.command, Path(), speed, (left, right), wait_s)
    return verify_external(project, how, only=only, seed=seed, told=heard)


def _live(
    project: Project,
    where: Elsewhere,
    *,
    only: tuple[str, ...],
    seed: int | None,
    shown: Callable[[Any], list[Verdict]],
    quiet: bool,
) -> int:
    from interlock.journeys.verifying_live import PATIENCE, Live, clean_up, live, verify_live  # noqa: PLC0415

    on = live(project, where.environment, allow_production=where.allow_production)
    away = TakenAway(quiet=quiet)
    on.told, on.said = away.count, say
    names = {side: project.document.system(side).name for side in Side}
    places = " and ".join(f"{names[side]} ({address})" for side, address in on.places.items())

    def left_over(on: Live) -> int:
        for one in on.left:
            item = f"`{one.resource}` `{one.item_id}`" if one.item_id else f"`{one.resource}`"
            say(f"not taken away: {item} in {names[one.side]}: {one.why}")
        if on.left:
            say("it stays noted: `--clean-up` tries again")
        return 1 if on.left else 0

    if where.clean_up:
        with away:
            before, _ = clean_up(on)
        say(f"nothing was left in {places}" if not before else f"taken away in {places}", quiet=quiet or bool(on.left))
        return left_over(on)
    if not agreed(f"make, change and delete items of its own in {places}?", yes=where.yes):
        return 2
    with away:
        verdicts = shown(verify_live(on, only=only, seed=seed, patience=where.patience or PATIENCE))
    if {one.criterion for one in verdicts} == {one.name for one in project.document.criteria}:
        keeping = partial(keep_verdicts, project, verdicts, environment=on.environment.name)
        kept(keeping, "these verdicts are", quiet=quiet)
    return left_over(on) or _code(verdicts)


def _code(verdicts: list[Verdict]) -> int:
    return 0 if all(verdict.judgement is Judgement.MET for verdict in verdicts) else 1
