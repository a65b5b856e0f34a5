"""Learns a system from its API description and keeps what was learned."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interlock.adapters import files
from interlock.catalogue import did_you_mean
from interlock.document import decode, read
from interlock.errors import InterlockError, UsageError
from interlock.journeys.project import demand_something, documents_in, opener, overlay_of, probed_of, profile_path
from interlock.model.finding import Finding
from interlock.model.profile import SystemProfile
from interlock.systems import learn as learn_description
from interlock.systems import to_json


@dataclass(frozen=True, slots=True)
class Learning:
    """What was learned, what was found on the way, and where it was written (None: not kept)."""

    profile: SystemProfile
    findings: tuple[Finding, ...]
    written: Path | None


def as_written(folder: Path, name: str) -> str:
    """The system's name as the documents of the folder write it; the given one where they name no systems yet.

    Raises:
        UsageError: they name others.
    """
    names: list[str] = []
    for path in documents_in(folder) if files.is_folder(folder) else []:
        with suppress(InterlockError):
            names += [
                row.name
                for row in read(decode(files.read(path, what="document"), str(path)), str(path)).document.systems
            ]
    for one in names:
        if one.casefold() == name.casefold():
            return one
    if names:
        raise UsageError(f"the document names no system `{name}`", hint=did_you_mean(name, names))
    return name


def learn(name: str, description: Path | str, *, folder: Path | str | None = None) -> Learning:
    """The profile of a system.

    Args:
        name: the system's name in the document.
        description: its OpenAPI file, JSON or YAML; references are followed inside its folder only.
        folder: the project's folder: its overlay is applied and the profile written there. None: neither.

    Raises:
        UsageError: the file is not there.
        InputError: it is no API description at all, or describes nothing that could be kept equal.
    """
    path = Path(description)
    data = files.read(path, what="API description")
    overlay = None if folder is None else overlay_of(Path(folder), name)
    probed = None if folder is None else probed_of(Path(folder), name)
    result = learn_description(name, data, file=str(path), open_ref=opener(path.parent), overlay=overlay, probed=probed)
    # Nothing is written then: what was learned before is worth more than nothing.
    demand_something(result)
    written = None
    if folder is not None:
        written = profile_path(Path(folder), name)
        files.write(written, to_json(result.profile, result.findings), what="profile")
    return Learning(result.profile, result.findings, written)
