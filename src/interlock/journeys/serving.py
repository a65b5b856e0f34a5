"""Serves a sandbox of a system over HTTP, on this machine only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path as FilePath

from interlock.adapters.clocks import SystemClock
from interlock.adapters.sandbox_server import Access, SandboxServer
from interlock.adapters.secrets import resolve
from interlock.adapters.webhook_sender import WebhookSender
from interlock.catalogue import did_you_mean
from interlock.errors import SettingsError, UsageError
from interlock.journeys.answering_forms import answer_forms
from interlock.journeys.descriptions import sources_of
from interlock.journeys.limits import requests_per_s
from interlock.journeys.project import NoSettings, Project
from interlock.model.clock import Clock
from interlock.model.environment import Connection
from interlock.model.profile import RateLimit, RecordProfile
from interlock.model.secret import Credential
from interlock.model.sums import kept
from interlock.model.value import Side
from interlock.sandbox import Sandbox
from interlock.sandbox.operating import Attended, Trouble, read_script, read_trouble
from interlock.sandbox.recorded import seed
from interlock.systems import recordings
from interlock.systems.formats import recognised

_FEW, _MANY = 20, 1_000


def sandbox_of(
    project: Project,
    system: str,
    *,
    records: int | None,
    seed: int = 0,
    env: str | None = None,
    clock: Clock | None = None,
    behave: Iterable[str] = (),
    used: bool = False,
    recorded: FilePath | None = None,
) -> Sandbox:
    """A sandbox of a system of the document, with so many believable items of each record.

    Without a number there are 20 of the rarest record and more of the others, in proportion to how many of each the
    document says that the system keeps: at most 1,000, and never more than it says; 20 where it does not say.

    It asks for the credential that the environment refers to where that is set, else for a made-up one. It keeps to
    the limits that the document states. Where it was `used`, its items were made in the last ninety days, and there is
    something unusual about some. Where answers of the real system were `recorded`, in a HAR file or a folder of JSON
    files, it begins with the items in them, and those that are made up beside them are like these. A used one answers
    in the form that its OpenAPI description gives to answers.

    Raises:
        UsageError: the document names no such system, or there is no such behaviour.
        InputError: nothing is known of the system.
    """
    side = project.document.side(system)
    profile = project.profiles.get(side) if side is not None else None
    if side is None:
        names = [row.name for row in project.document.systems]
        raise UsageError(f"the document names no system `{system}`", hint=did_you_mean(system, names))
    if profile is None:
        raise UsageError(
            f"nothing is known of `{system}`: its API description is missing or cannot be read",
            hint=f"see why with `interlock check {project.document.path}`",
        )
    name = project.document.system(side).name
    limit = requests_per_s(project.document, name, profile)
    sandbox = Sandbox(
        profile,
        clock or SystemClock(),
        credential=_credential(project, name, env),
        seed=seed,
        rate_limit=RateLimit(round(limit * 60), 60.0) if limit is not None else None,
        behave=behave,
        forms=answer_forms(project, side) if used else None,
    )
    wanted = _wanted(project, side, records)
    if recorded is not None:
        _seed(sandbox, recorded)
    for record in _in_order(profile.records):
        made = len(sandbox.store.items(record.name)) if recorded is not None else 0
        missing = wanted.get(record.name, 0) - made
        if missing > 0:
            if used:
                sandbox.store.furnish(record.name, missing)
            else:
                sandbox.populate(record.name, missing)
    return sandbox


def _wanted(project: Project, side: Side, records: int | None) -> dict[str, int]:
    """How many items of each resource are wanted."""
    rows = project.document.records
    if records is not None:
        return {row.resource(side): records for row in rows}
    stated: dict[str, int | None] = {row.resource(side): None for row in rows}
    for row in rows:
        count = kept(project.document, row, side)
        if count is not None:
            stated[row.resource(side)] = max(count, stated[row.resource(side)] or 0)
    rarest = min((count for count in stated.values() if count), default=_FEW)
    few = min(_FEW, rarest)
    return {
        name: _FEW if count is None else min(count, _MANY, round(count * few / rarest))
        for name, count in stated.items()
    }


def _seed(sandbox: Sandbox, recorded: FilePath) -> None:
    sources = sources_of(recorded)
    seeded = seed(sandbox, recordings(sources))
    if not seeded.items:
        unread = [source.name for source in sources if not recognised(source, any_data=True)]
        if len(unread) == len(sources):
            raise UsageError(
                f"`{unread[0]}` is neither a HAR file nor JSON, or was cut off",
                hint="save it again, as a HAR file with content, or as files like `GET things.json`",
            )
        raise UsageError(
            f"`{recorded}` shows no item that `{sandbox.profile.name}` has",
            hint="record its own requests with their answers: a HAR file, or files like `GET things.json`",
        )


def _in_order(records: tuple[RecordProfile, ...]) -> list[RecordProfile]:
    """The resources, those that others refer to first."""
    placed: dict[str, RecordProfile] = {}
    known = {record.name: record for record in records}

    def place(record: RecordProfile, above: frozenset[str]) -> None:
        wanted = [field.refers_to.value for field in record.fields] + [record.parent.value]
        for name in wanted:
            if name in known and name not in above and name not in placed:
                place(known[name], above | {name})
        placed.setdefault(record.name, record)

    for record in records:
        place(record, frozenset({record.name}))
    return list(placed.values())


def faults_of(said: Iterable[str], script: str) -> tuple[Trouble, ...]:
    """The faults that a person wrote, one by one and in a script.

    Raises:
        UsageError: one is not understood.
    """
    return (*(read_trouble(one) for one in said), *read_script(script))


def wanted_port(project: Project, system: str, env: str | None) -> int:
    """The port at which the environment expects the system on this machine, or 0."""
    connection, _ = _connection(project, system, env)
    if connection is None or "//127.0.0.1:" not in connection.address:
        return 0
    port = connection.address.rsplit(":", 1)[-1].split("/")[0]
    return int(port) if port.isdigit() else 0


async def serve(
    sandbox: Sandbox,
    *,
    port: int,
    stop: asyncio.Event,
    ready: Callable[[str], None],
    access: Access | None = None,
    faults: Iterable[Trouble] = (),
) -> None:
    """Answer requests, and send webhooks to whoever subscribes, until `stop` is set; `ready` hears the address.

    `faults` begin to count when it listens. Below `/__interlock__/` is what runs it.

    Raises:
        InterlockError: the port is taken.
        UsageError: a fault names a resource that the system does not have.
    """
    attended = Attended(sandbox)
    for fault in faults:
        attended.troubles.add(fault)
    async with (
        SandboxServer(attended, port=port, on_access=access) as server,
        WebhookSender(sandbox.webhooks, sandbox.clock.now),
    ):
        ready(server.address)
        await stop.wait()


def credential_lines(project: Project, system: str, credential: Credential, env: str | None) -> list[str]:
    """What a caller must show, ready to be typed: `export NAME=...` for each part that the environment refers to.

    Only what is made up is shown, and opens nothing but this sandbox; a secret of the environment is never printed.
    """
    if _credential(project, system, env) is not None:
        return ["its credential is what the environment's variables hold"]
    connection, _ = _connection(project, system, env)
    if connection is None:
        return [f"{part} = {credential.reveal(part)}" for part in credential.parts]
    return [
        f"export {reference.removeprefix('env:')}={credential.reveal(part)}"
        for part, reference in connection.credential.items()
        if credential.reveal(part)
    ]


def _connection(project: Project, system: str, env: str | None) -> tuple[Connection | None, str]:
    """How the environment reaches a system, and the environment's name; None where nobody has written that yet.

    Raises:
        SettingsError: the settings are broken.
        UsageError: there is no such environment, or several and none was named.
    """
    try:
        environment = project.environment(env)
    except NoSettings:
        if env is not None:
            raise
        return None, ""
    return environment.connection(system), environment.name


def _credential(project: Project, system: str, env: str | None) -> Credential | None:
    connection, environment = _connection(project, system, env)
    if connection is None:
        return None
    try:
        return resolve(connection.credential, system=system, environment=environment)
    except SettingsError:
        # Its variables are not set; then anything will do, and callers are told what.
        return None
