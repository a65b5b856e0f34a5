"""Learns a system from its API description and keeps what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interlock.adapters import files
from interlock.catalogue import did_you_mean
from interlock.document import decode, read
from interlock.errors import InterlockError, UsageError
from interlock.journeys.descriptions import sources_of
from interlock.journeys.project import demand_something, documents_in, opener, overlay_of, probed_of, profile_path
from interlock.model.finding import Finding
from interlock.model.profile import SystemProfile
from interlock.systems import Learned, learn_all, to_json


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


def learn(
    name: str,
    description: Path | str | Sequence[Path | str],
    *,
    folder: Path | str | None = None,
    taken_for: str = "",
) -> Learning:
    """The profile of a system.

    Args:
        name: the system's name in the document.
        description: the file that describes it, or several, or a folder of them; references are followed inside the
            first one's folder only.
        folder: the project's folder: its overlay is applied and the profile written there. None: neither.
        taken_for: the format that the files are in; told by their content where left out.

    Raises:
        UsageError: the file is not there, or there is no such format.
        InputError: it is no API description at all, or describes nothing that could be kept equal.
    """
    result = as_described(name, description, folder=folder, taken_for=taken_for)
    written = None
    if folder is not None:
        written = profile_path(Path(folder), name)
        files.write(written, to_json(result.profile, result.findings), what="profile")
    return Learning(result.profile, result.findings, written)


def as_described(
    name: str,
    description: Path | str | Sequence[Path | str],
    *,
    folder: Path | str | None = None,
    taken_for: str = "",
    with_probed: bool = True,
) -> Learned:
    """What is learned of a system; nothing is written.

    Args and errors are those of `learn`; without `with_probed` what the live system was seen to do does not count.
    """
    given = [description] if isinstance(description, str | Path) else list(description)
    sources = [source for one in given for source in sources_of(Path(one))]
    first = Path(given[0])
    overlay = None if folder is None else overlay_of(Path(folder), name)
    probed = probed_of(Path(folder), name) if folder is not None and with_probed else None
    formats = {source.name: taken_for for source in sources} if taken_for else None
    beside_it = opener(first if files.is_folder(first) else first.parent)
    result = learn_all(name, sources, open_ref=beside_it, overlay=overlay, probed=probed, taken_for=formats)
    # Nothing is written then: what was learned before is worth more than nothing.
    demand_something(result)
    return result
