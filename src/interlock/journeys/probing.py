"""Asks a live system what its description leaves open, and keeps what it was seen to do."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from interlock.adapters import files, loops
from interlock.adapters.clocks import SystemClock
from interlock.adapters.probe_journal import FileNotes, alone
from interlock.catalogue import did_you_mean
from interlock.errors import InterlockError, SettingsError, UsageError
from interlock.journeys import settings
from interlock.journeys.access_tokens import line_on
from interlock.journeys.learning import Learning, as_described, learn
from interlock.journeys.limits import requests_per_s
from interlock.journeys.project import Project, documents_in, load, probed_of
from interlock.journeys.reaching import Way, connection_of, way_to
from interlock.model.corrections import as_file_name, probed_file
from interlock.model.environment import Connection, Environment
from interlock.model.finding import Finding
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.probing import Line, Made, Session, merged
from interlock.probing.results import Result
from interlock.probing.session import Extent, Outcome, extent

_HIDDEN = ".interlock"


class Notes:
    """The journal of one system in one environment, as probes need it."""

    def __init__(self, notes: FileNotes) -> None:
        self._notes = notes

    def note(self, made: Made) -> None:
        """Remember an item."""
        self._notes.note((made.system, made.record, made.tag, made.id))

    def forget(self, made: Made) -> None:
        """It is gone."""
        self._notes.forget((made.system, made.record, made.tag, made.id))

    def left(self) -> tuple[Made, ...]:
        """What was made and is not known to be gone."""
        return tuple(Made(*one) for one in self._notes.left() if len(one) == 4)


WITHOUT_WRITES = "leave --write out, which only reads"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A probe that could begin: what is asked where, and how many requests it takes at most."""

    name: str
    descriptions: tuple[Path, ...]
    taken_for: str
    folder: Path
    environment: Environment
    connection: Connection
    way: Way
    profile: SystemProfile
    records: tuple[str, ...]
    write: bool
    requests_per_s: float | None
    extent: Extent
    journal: Notes
    lock: Path

    @property
    def where(self) -> str:
        """When and where, as the evidence has it."""
        return f"probed on {SystemClock().now():%Y-%m-%d} against {self.environment.name}"


@dataclass(frozen=True, slots=True)
class Probing:
    """What came of it: the outcome, what is wrong with the description, what is known now, where it was written."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    learning: Learning
    written: Path


def prepare(
    name: str,
    descriptions: Sequence[Path],
    *,
    folder: Path,
    env: str | None,
    records: Sequence[str] = (),
    write: bool = False,
    taken_for: str = "",
) -> Prepared:
    """A probe that could begin; nothing was sent.

    Args:
        name: the system's name in the document.
        descriptions: the files that describe it.
        folder: the project's folder, with `interlock.toml`.
        env: the environment; the only one where it is None.
        records: the records to ask about; empty: those that the document's data map names, else all.
        write: whether writing probes are asked as well.
        taken_for: the format that the files are in; told by their content where left out.

    Raises:
        UsageError: no such environment, system or record; or writing where it may not be written.
        SettingsError: there are no usable settings, or a secret is missing.
        InputError: nothing could be learned of the description.
    """
    path = folder / settings.FILE
    if not files.exists(path):
        raise SettingsError(
            f"there is no `{settings.FILE}` in `{folder}`",
            hint="it says where the system is reached: [environments.NAME.systems.SYSTEM] with an address",
        )
    data = files.read(path, what="settings file", largest=1_000_000)
    environment = settings.choose(settings.parse(data, file=str(path)), env)
    connection = connection_of(environment, name)
    if write:
        demand_sandbox(environment, "a probe", without=WITHOUT_WRITES)
    # What an earlier probe found out is asked anew, and does not count.
    profile = as_described(name, list(descriptions), folder=folder, taken_for=taken_for, with_probed=False).profile
    project = _project(folder, name)
    chosen = _records(profile, records, project)
    limit = requests_per_s(project.document, name, profile) if project is not None else None
    hidden = folder / _HIDDEN / "probes" / f"{as_file_name(environment.name)}.{as_file_name(name)}"
    journal = Notes(FileNotes(hidden.with_name(f"{hidden.name}.made")))
    return Prepared(
        name=name,
        descriptions=tuple(descriptions),
        taken_for=taken_for,
        folder=folder,
        environment=environment,
        connection=connection,
        way=way_to(name, profile, environment, folder, SystemClock()),
        profile=profile,
        records=chosen,
        write=write,
        requests_per_s=limit,
        extent=extent(profile, chosen, write=write),
        journal=journal,
        lock=hidden.with_name(f"{hidden.name}.lock"),
    )


def probe(
    prepared: Prepared,
    *,
    told: Callable[[str, str, int, int], None] = lambda *_: None,
    cleaned: Callable[[Sequence[Made]], None] = lambda _: None,
) -> Probing:
    """Ask everything, and keep what was found out beside the description.

    Args:
        prepared: what is asked where.
        told: hears of each question: the record, the question, its number, how many there are at most.
        cleaned: hears of what an earlier probe had made, which is taken away first.

    Raises:
        SystemFault: the system is not reached, or does not accept the credential; what was made is gone, or noted.
        UsageError: nothing of it could be listed, or another probe is under way.
        InputError: what an earlier probe kept cannot be read.
    """
    with ExitStack() as stack:
        stack.enter_context(alone(prepared.lock))
        outcome = loops.run(_asked(prepared, told, cleaned))
    _demand_lists(prepared, outcome.results)
    path = prepared.folder / probed_file(prepared.name)
    before = probed_of(prepared.folder, prepared.name)
    data = merged(before, outcome.results, where=prepared.where, file=str(path))
    files.write(path, data, what="file of what was probed")
    findings = [one.finding(str(prepared.descriptions[0]), prepared.name) for one in outcome.results]
    learning = learn(prepared.name, list(prepared.descriptions), folder=prepared.folder, taken_for=prepared.taken_for)
    return Probing(outcome, tuple(one for one in findings if one is not None), learning, path)


async def _asked(
    prepared: Prepared,
    told: Callable[[str, str, int, int], None],
    cleaned: Callable[[Sequence[Made]], None],
) -> Outcome:
    async with line_on(prepared.way, prepared.requests_per_s) as line:
        session = _session(prepared, line, told)
        if prepared.write and (left := prepared.journal.left()):
            cleaned(left)
            await session.clear_up()
        return await session.run()


def _session(prepared: Prepared, line: Line, told: Callable[[str, str, int, int], None]) -> Session:
    return Session(
        prepared.profile,
        prepared.records,
        line,
        where=prepared.where,
        write=prepared.write,
        token=secrets.token_hex(3),
        journal=prepared.journal,
        told=told,
    )


def demand_sandbox(environment: Environment, what: str, *, without: str = "") -> None:
    """Refuse to write where that could harm; `what` names what would write, `without` says what to do instead.

    Raises:
        UsageError: the environment is not marked as a sandbox.
    """
    if environment.kind != "sandbox":
        other = "name an environment of kind sandbox with --env"
        raise UsageError(
            f"`{environment.name}` is a {environment.kind} environment: {what} makes, changes and deletes items, and "
            "does so nowhere among customers' data by itself",
            hint=f"{without}; or {other}" if without else other,
        )
    if not environment.marked:
        raise UsageError(
            f"the environment `{environment.name}` is not marked as a sandbox: {what} makes, changes and deletes "
            "items there",
            hint=f'write kind = "sandbox" below [environments.{environment.name}] in `{settings.FILE}` if that is what '
            f"it is{f'; or {without}' if without else ''}",
        )


def _project(folder: Path, name: str) -> Project | None:
    """The project whose document names the system, if one does."""
    for path in documents_in(folder):
        try:
            project = load(path)
        except InterlockError:
            continue
        if project.document.side(name) is not None:
            return project
    return None


def _records(profile: SystemProfile, wanted: Sequence[str], project: Project | None) -> tuple[str, ...]:
    names = {record.name.casefold(): record.name for record in profile.records}
    if wanted:
        rows = _named(project, profile.name) if project is not None else {}
        found = [names.get(one.casefold()) or rows.get(one.casefold(), "") for one in wanted]
        for one, name in zip(wanted, found, strict=True):
            if name not in names.values():
                raise UsageError(f"`{profile.name}` has no record `{one}`", hint=did_you_mean(one, names.values()))
        return tuple(dict.fromkeys(found))
    mapped = [name for name in _named(project, profile.name).values() if name in names.values()] if project else []
    return tuple(dict.fromkeys(mapped)) or tuple(names.values())


def _named(project: Project, system: str) -> dict[str, str]:
    """What the system calls each record of the data map, by the document's name."""
    left = project.document.side(system) is Side.LEFT
    return {row.name.casefold(): (row.left if left else row.right).text for row in project.document.records}


def _demand_lists(prepared: Prepared, results: Sequence[Result]) -> None:
    """Refuse to conclude anything where nothing at all could be listed.

    Raises:
        UsageError: that is so; it says what was answered.
    """
    listed = [one.observation for one in results if one.observation.probe == "listed"]
    asked = [one for one in listed if one.evidence]
    if not asked or any(not one.answer.startswith("cannot tell") for one in asked):
        return
    first = asked[0].evidence[0]
    raise UsageError(
        f"nothing of `{prepared.name}` could be listed at `{prepared.connection.address}`: {first.pointer} was "
        f"answered {first.quote}",
        hint=f"is `address` of the environment `{prepared.environment.name}` right, and may the credential read? "
        "nothing was concluded or written",
    )
