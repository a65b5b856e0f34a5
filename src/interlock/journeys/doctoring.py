"""Proves the prerequisites of an environment, keeps what was proved, and what people say of their access."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from interlock.adapters import files, loops
from interlock.adapters.clocks import SystemClock
from interlock.adapters.git_search import committed_with
from interlock.adapters.probe_journal import FileNotes, alone
from interlock.catalogue import did_you_mean
from interlock.doctor.check import Patient, Statement, Whole
from interlock.doctor.diagnosis_text import diagnosis_data
from interlock.doctor.examining import Diagnosis, examine
from interlock.doctor.scopes import smallest
from interlock.doctor.used import used
from interlock.errors import InterlockError, UsageError
from interlock.journeys import settings
from interlock.journeys.access_tokens import tokens_of
from interlock.journeys.check import check
from interlock.journeys.connections import (
    connections_digest,
    connections_of,
    resource_digest,
    resource_digests,
    resource_name,
)
from interlock.journeys.discovering import LateTokens, demand_told, discovered
from interlock.journeys.evidence import evidence, keep, kept
from interlock.journeys.limits import requests_per_s
from interlock.journeys.looking import NothingYet, journal
from interlock.journeys.probing import WITHOUT_WRITES, Notes, demand_sandbox
from interlock.journeys.project import Project
from interlock.journeys.proving_scopes import given_to
from interlock.journeys.reaching import Way, way_to
from interlock.journeys.webhook_rounds import own_address, rounds
from interlock.model import hearing
from interlock.model.corrections import as_file_name
from interlock.model.document import Resource
from interlock.model.environment import Environment
from interlock.model.hearing import Hearing
from interlock.model.people import named
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.peers.pace import Pace
from interlock.peers.tokens import Tokens, by_client
from interlock.probing import Line

DOCTOR, ACCESS = "doctor", "access"
_LONGEST_ANSWER_S = 10.0


def diagnose(
    project: Project,
    *,
    env: str | None,
    write: bool = False,
    listen: tuple[str, int] | None = None,
    patience_s: float = 60.0,
    told: Callable[[str, str], None] = lambda *_: None,
) -> Diagnosis:
    """Prove the prerequisites of an environment, and keep what was found as evidence.

    Args:
        project: a loaded project; open questions are allowed.
        env: the environment; the only one where it is None.
        write: whether writes are tried, which is for sandboxes only.
        listen: where webhooks are taken, to try whether they arrive; where the settings say that they come to this
            machine and writes are tried, these say it. Nothing is tried where it is None otherwise.
        patience_s: how long the checks of one system may take together.
        told: hears of each check before it is made: the system, and what is checked.

    Raises:
        UsageError: there is no such environment, or it is no sandbox and writes are wanted.
        SettingsError: there are no usable settings.
    """
    environment = project.environment(env)
    if write:
        demand_sandbox(environment, "trying writes", without=WITHOUT_WRITES)
    if listen is None and write:
        listen = own_address(environment)
    wish = _Wish(write, listen, patience_s, told)
    found = loops.run(_examined(project, environment, wish))
    if not project.is_draft:
        data = {name: value for name, value in diagnosis_data(found).items() if name not in {"verdict", "environment"}}
        digests = {connections_of(environment.name): connections_digest(environment)}
        one = evidence(
            project, DOCTOR, verdict=found.verdict, details=data, environment=environment.name, extra=digests
        )
        keep(project, one)
    return found


def confirm(project: Project, resource: str, *, env: str | None, by: str) -> Path:
    """Keep a person's word that they have access to a resource; the file where it is kept.

    Raises:
        UsageError: the document names no such resource, person or environment.
    """
    environment = project.environment(env)
    row = _resource(project, resource)
    person = named(project.document, by)
    one = evidence(
        project,
        ACCESS,
        verdict="confirmed",
        details={"resource": row.what},
        environment=environment.name,
        about=f"{row.what}, {person.name}",
        by=person.name,
        of=(),
        extra={resource_name(row): resource_digest(row)},
    )
    return keep(project, one)


def statements(project: Project, environment: str) -> tuple[Statement, ...]:
    """What people said of their access, as far as it still counts."""
    if project.is_draft:
        return ()
    now = resource_digests(project)
    pieces = (one for one in kept(project, now).pieces if one.evidence.kind == ACCESS and one.holds)
    return tuple(
        Statement(str(one.evidence.details.get("resource", "")), one.evidence.by, one.evidence.made_at)
        for one in pieces
        if one.evidence.environment == environment
    )


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be tried, and for how long."""

    write: bool
    listen: tuple[str, int] | None
    patience_s: float
    told: Callable[[str, str], None]


async def _examined(project: Project, environment: Environment, wish: _Wish) -> Diagnosis:
    other = _other(project, environment)
    heard = _heard(project, environment)
    whole = Whole(
        project.document,
        check(project, signed=False),
        statements(project, environment.name),
        environment.name,
        environment.kind,
    )
    async with AsyncExitStack() as stack:
        patients = []
        for row in project.document.systems:
            patient = _patient(project, environment, row.side, stack)
            patient.hearing = heard.get(row.side)
            patient.write = wish.write
            if wish.write or wish.listen is not None:
                patient.journal = _journal(project, environment, row.name, stack)
            if row.side in project.profiles and other is not None and other.connection(row.name) is not None:
                patient.other = _patient(project, other, row.side, stack)
                patient.other_name = other.name
            patients.append(patient)
        if wish.listen is not None:
            await stack.enter_async_context(rounds(project, environment, patients, wish.listen, SystemClock()))
        return await examine(patients, whole, patience_s=wish.patience_s, told=wish.told)


def _patient(project: Project, environment: Environment, side: Side, stack: AsyncExitStack) -> Patient:
    name = project.document.system(side).name
    profile = project.profiles.get(side) or SystemProfile(name)
    operations = used(project.document, profile, side)
    connection = environment.connection(name)
    patient = Patient(
        name, side, project.document, profile, environment.kind, operations, smallest(operations, None), None,
        listens=bool(environment.public_address) or (connection is not None and connection.hooks is not None),
        token=secrets.token_hex(3), address="" if connection is None else connection.address,
    )  # fmt: skip
    if side not in project.profiles:
        patient.trouble = "nothing is known of it: its API description is missing, or cannot be read"
        patient.todo = "name the description under Systems; `interlock check` says what is wrong with it"
        return patient
    try:
        way = way_to(name, profile, environment, project.folder, SystemClock())
        scheme = way.scheme(way.grant)
        patient.scopes = smallest(operations, scheme)
        patient.committed = committed_with(
            project.folder, [one.reveal() for part, one in way.credential.parts.items() if part not in _OPEN_PARTS]
        )
        patient.enter = partial(_connect, patient, project, way, stack)
    except InterlockError as problem:
        patient.line = None
        patient.trouble, patient.todo = problem.message, problem.hint
    return patient


_OPEN_PARTS = {"client_id", "username", "scope", "client_certificate"}
"""What is told to everybody who asks."""


async def _connect(patient: Patient, project: Project, way: Way, stack: AsyncExitStack) -> None:
    way = await discovered(way)
    demand_told(way)
    transport = way.transport()
    stack.push_async_callback(transport.aclose)
    tokens = tokens_of(way) or _usual(way)
    assert not isinstance(tokens, LateTokens)  # noqa: S101 - what was discovered is not late
    if tokens is not None:
        stack.push_async_callback(tokens.aclose)
    patient.line = Line(
        patient.profile,
        transport,
        way.clock,
        way.credential,
        timeout_s=min(way.connection.timeout_s, _LONGEST_ANSWER_S),
        requests_per_s=requests_per_s(project.document, patient.name, patient.profile),
        tokens=tokens,
    )
    patient.granted = await given_to(way, tokens)


def _usual(way: Way) -> Tokens | None:
    """Tokens by client credentials as the client gets them by itself, so that what they were given is seen."""
    parts, scheme = way.credential.parts, way.scheme()
    if "token" in parts or scheme is None or not scheme.token_url or not parts.keys() >= {"client_id", "client_secret"}:
        return None
    pace = Pace(way.clock, requests_per_s=None, limit=way.profile.rate_limit.value)
    return by_client(
        way.profile, scheme.token_url, way.credential, way.transport(), way.clock, pace, timeout_s=_LONGEST_ANSWER_S
    )


def _other(project: Project, environment: Environment) -> Environment | None:
    """The environment to compare with: the first of the other kind."""
    data = files.read(project.folder / settings.FILE, what="settings file", largest=1_000_000)
    known = settings.parse(data).values()
    return next((one for one in known if one.kind != environment.kind), None)


def _heard(project: Project, environment: Environment) -> dict[Side, Hearing]:
    """What the systems told by themselves, of those that were listened to."""
    try:
        with journal(project, environment.name) as ledger:
            said = {side: ledger.fact(hearing.fact_of(side)) for side in Side}
    except (NothingYet, InterlockError):
        return {}
    return {side: hearing.read(text) for side, text in said.items() if text is not None}


def _journal(project: Project, environment: Environment, name: str, stack: AsyncExitStack) -> Notes:
    at = project.folder / ".interlock" / "doctor" / f"{as_file_name(environment.name)}.{as_file_name(name)}"
    stack.enter_context(alone(at.with_name(f"{at.name}.lock")))
    return Notes(FileNotes(at.with_name(f"{at.name}.made")))


def _resource(project: Project, wanted: str) -> Resource:
    rows = {row.what.casefold(): row for row in project.document.resources}
    if wanted.casefold() not in rows:
        known = [row.what for row in rows.values()]
        hint = did_you_mean(wanted, known) or "add it to the table of Resources"
        raise UsageError(f"the document names no resource `{wanted}`", hint=hint)
    return rows[wanted.casefold()]
