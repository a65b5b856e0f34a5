"""The ways in for webhooks: which systems send some, how they are signed, and what keeps one shut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from interlock.adapters.secrets import resolve
from interlock.errors import SettingsError
from interlock.journeys.project import Project
from interlock.journeys.receiving import Door
from interlock.journeys.subscribing import remembered
from interlock.model.environment import Environment
from interlock.model.ledger import Ledger
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.model.webhooks import Hooks
from interlock.peers.deliveries import Deliveries


@dataclass(frozen=True, slots=True)
class Way:
    """What a system's webhooks meet: a door, or why there is none. `secret` is ours for it to sign with."""

    side: Side
    system: str
    path: str
    hooks: Hooks
    door: Door | None
    shut: str = ""
    secret: str = ""


def ways(project: Project, environment: Environment, ledger: Ledger) -> tuple[Way, ...]:
    """The way in for each system that sends webhooks, as far as is known.

    Raises:
        SettingsError: what `interlock.toml` says of webhooks cannot work, or a secret is missing.
    """
    return tuple(_ways(project, environment, ledger))


def resources_of(project: Project, side: Side) -> frozenset[str]:
    """The records of a system that flow."""
    return frozenset(row.resource(side) for row in project.document.records)


def _ways(project: Project, environment: Environment, ledger: Ledger) -> Iterator[Way]:
    taken: set[str] = set()
    for side in Side:
        profile, system = project.profiles[side], project.document.system(side).name
        connection = environment.connection(system)
        written = connection.hooks if connection is not None else None
        if written is None and not profile.events:
            continue
        name = _slug(system)
        path = f"/webhooks/{name if name not in taken else side.value}"
        taken.add(name)
        yield _way(project, environment, ledger, side, path, profile, written)


def _way(
    project: Project,
    environment: Environment,
    ledger: Ledger,
    side: Side,
    path: str,
    profile: SystemProfile,
    written: Hooks | None,
) -> Way:
    system, hooks = project.document.system(side).name, written or Hooks()
    try:
        deliveries = Deliveries(side, profile, hooks, resources_of(project, side))
        ours = _secrets(hooks, system, environment)
    except SettingsError as problem:
        if written is not None:
            raise
        return Way(side, system, path, hooks, None, f"{problem.message}; {problem.hint}")
    if deliveries.needs_secret and not ours and not _makes_one(profile, hooks, environment):
        why = f"there is no secret that the webhooks of `{system}` are signed with"
        hint = f'write secret = "env:NAME" under [environments.{environment.name}.systems.{system}.webhooks]'
        if written is not None:
            raise SettingsError(why, hint=hint)
        return Way(side, system, path, hooks, None, f"{why}; {hint}")
    door = Door(side, system, deliveries, _accepted(ours, ledger, side))
    return Way(side, system, path, hooks, door, secret=ours[0] if ours else "")


def _secrets(hooks: Hooks, system: str, environment: Environment) -> tuple[str, ...]:
    references = {name: one for name, one in (("secret", hooks.secret), ("old_secret", hooks.old_secret)) if one}
    credential = resolve(references, system=system, environment=environment.name)
    return tuple(secret for name in references if (secret := credential.reveal(name)))


def _makes_one(profile: SystemProfile, hooks: Hooks, environment: Environment) -> bool:
    """Whether the system makes a secret when we subscribe, and we do."""
    subscribes = hooks.register and bool(environment.public_address) and profile.subscribe is not None
    return subscribes and profile.deliveries.secret_shown


def _accepted(ours: Sequence[str], ledger: Ledger, side: Side) -> Callable[[], tuple[str, ...]]:
    """The secrets that are believed now: ours, and the one that the system made for our subscription."""

    def accepted() -> tuple[str, ...]:
        known = remembered(ledger, side)
        return (*ours, known.secret) if known is not None and known.secret else tuple(ours)

    return accepted


def _slug(system: str) -> str:
    """The system's name as a part of an address."""
    kept = "".join(one if one.isascii() and one.isalnum() else "-" for one in system.casefold())
    return kept.strip("-")[:60] or "system"
