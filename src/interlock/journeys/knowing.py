"""What is known of one system of a project, what its file of corrections says, and how that is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.adapters.whoami import who
from interlock.errors import UsageError
from interlock.journeys.descriptions import sources_of
from interlock.journeys.learning import as_written
from interlock.journeys.project import (
    Project,
    demand_something,
    description_path,
    load,
    opener,
    overlay_of,
    probed_of,
    profile_path,
)
from interlock.model.clock import Clock
from interlock.model.corrections import corrections_file
from interlock.model.document import SystemRow
from interlock.model.explained import Explained, Restated
from interlock.model.finding import Finding
from interlock.model.readiness import Capability
from interlock.readiness import explain, in_words, open_questions
from interlock.systems import (
    REMOVED,
    Address,
    Learned,
    Source,
    addresses,
    learn_all,
    statement,
    to_json,
    with_statements,
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A system of a project with what is learned of it now. `names` are the records of the document there."""

    project: Project
    row: SystemRow
    description: Path
    learned: Learned
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Correcting:
    """What was corrected, what is wrong in the description with it, and the files that were written."""

    restated: tuple[Restated, ...]
    findings: tuple[Finding, ...]
    written: tuple[Path, ...]


def knowledge(folder: Path, name: str, description: Path | None = None) -> Knowledge:
    """What is known of a system now.

    Args:
        folder: the project's folder, or its document.
        name: the system's name in the document.
        description: another description of it; the one that the document names unless given.

    Raises:
        UsageError: the document names no such system, or no description of it.
        InputError: the description cannot be read.
    """
    project = load(folder)
    wanted = as_written(project.folder, name)
    row = next((one for one in project.document.systems if one.name == wanted), None)
    path = description or (description_path(project.folder, row) if row is not None else None)
    if row is None or path is None:
        raise UsageError(
            f"the document names no file of the project as the API description of `{name}`", hint="give the FILE"
        )
    names = {one.name: one.resource(row.side) for one in project.document.records}
    return Knowledge(project, row, path, learn_now(project.folder, row.name, path), names)


def learn_now(
    folder: Path, name: str, path: Path, *, overlay: bytes | None = None, data: bytes | None = None
) -> Learned:
    """What a description says with the corrections of the project.

    Args:
        folder: the project's folder.
        name: the system's name in the document.
        path: the description.
        overlay: what the file of corrections would hold; what it holds unless given.
        data: what the description would hold; what it holds unless given.

    Raises:
        UsageError: the file is not there.
        InputError: nothing can be learned of it.
    """
    beside = opener(path if files.is_folder(path) else path.parent)
    used = overlay if overlay is not None else overlay_of(folder, name)
    sources = sources_of(path) if data is None else (Source(str(path), data),)
    found = learn_all(name, sources, open_ref=beside, overlay=used, probed=probed_of(folder, name))
    demand_something(found)
    return found


def explained(known: Knowledge, text: str) -> tuple[Explained, ...]:
    """What is known of a fact, field, operation or record, with the questions that are open there.

    Raises:
        UsageError: nothing is called so.
    """
    profile = known.learned.profile
    return tuple(explain(profile, address) for address in addresses(profile, text, names=known.names))


def questions(known: Knowledge) -> tuple[tuple[Capability, tuple[str, ...]], ...]:
    """What is not known of the system and of the records that the document uses; of all where it uses none."""
    profile = known.learned.profile
    used = tuple(name for name in known.names.values() if profile.record(name) is not None)
    return open_questions(profile, used)


def correct(
    known: Knowledge,
    settings: Sequence[str] = (),
    *,
    removed: Sequence[str] = (),
    because: str = "",
    by: str | None = None,
    clock: Clock | None = None,
) -> Correcting:
    """State things of a system in its file of corrections; all of them or none.

    Args:
        known: what is known of the system.
        settings: `ADDRESS=VALUE` each.
        removed: addresses of what is no longer stated.
        because: what was said, or why it is believed.
        by: who says so; `INTERLOCK_BY` or the login unless given.
        clock: says which day is today.

    Raises:
        UsageError: nothing is called so, or a value is of another kind.
        InputError: the file of corrections cannot be read or changed.
    """
    profile, folder = known.learned.profile, known.project.folder
    said = f"said by {by or who() or 'somebody'} on {(clock or SystemClock()).now().date().isoformat()}"
    changes, changed = [], []
    for setting in settings:
        address, value = _parted(known, setting)
        changes.append(statement(profile, address, value, said=said, quote=because))
        changed.append(address)
    for text in removed:
        address = _one(known, text, new=True)
        changes.append((address.keys, REMOVED))
        changed.append(address)
    path = folder / corrections_file(known.row.name)
    before = overlay_of(folder, known.row.name)
    overlay = with_statements(before, changes, file=str(path), system=known.row.name)
    after = learn_now(folder, known.row.name, known.description, overlay=overlay)
    new = [one for one in after.findings if one not in known.learned.findings and one.code == "overlay-target"]
    if new:
        raise UsageError(new[0].message, hint=new[0].hint)
    written = profile_path(folder, known.row.name)
    files.write(path, overlay, what="file of corrections")
    files.write(written, to_json(after.profile, after.findings), what="profile")
    restated = tuple(
        Restated(str(address), _now(known.learned, address), _now(after, address)) for address in dict.fromkeys(changed)
    )
    return Correcting(restated, after.findings, (path, written))


def _parted(known: Knowledge, setting: str) -> tuple[Address, str]:
    text, sign, value = setting.partition("=")
    if not sign or not value.strip():
        raise UsageError(
            f"`{setting}` is no correction",
            hint="write what is corrected and its value: `RECORD.updated_at=modified`; `none` says that there is none",
        )
    return _one(known, text, new=True), value


def _one(known: Knowledge, text: str, *, new: bool) -> Address:
    found = addresses(known.learned.profile, text, names=known.names, new=new)
    if len(found) > 1:
        raise UsageError(
            f"`{text}` may mean " + ", ".join(f"`{one}`" for one in found[:5]) + (" …" if len(found) > 5 else ""),
            hint="name the record, too",
        )
    return found[0]


def _now(learned: Learned, address: Address) -> str:
    """What is known at an address, in words."""
    found = explain(learned.profile, address).known
    if address.operation and not address.fact:
        found = tuple(one for one in found if one.title in ("method", "path"))
    return "; ".join(one.value for one in found) or in_words(None)
