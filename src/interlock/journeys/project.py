"""Opens a project: the document, both systems as learned, and what was found on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from interlock.adapters import files
from interlock.document import decode, read
from interlock.errors import InputError, InterlockError, UsageError
from interlock.journeys import settings
from interlock.mapping import RecordMapping, compile_record
from interlock.model.document import Document, SystemRow
from interlock.model.environment import Environment
from interlock.model.finding import Finding, Severity, by_place
from interlock.model.profile import SystemProfile
from interlock.model.value import Side
from interlock.systems import from_json, learn

ENDING = ".interlock.md"


@dataclass(frozen=True, slots=True)
class Project:
    """A document with all that belongs to it.

    `findings` are those of reading the document and the descriptions; `profiles` lacks a side whose description is
    missing or unreadable, and then a finding says so.
    """

    folder: Path
    document: Document
    findings: tuple[Finding, ...]
    profiles: Mapping[Side, SystemProfile]

    def environment(self, name: str | None = None) -> Environment:
        """The environment of that name, or the only one.

        Raises:
            SettingsError: there is no usable `interlock.toml`.
            UsageError: several environments and none was named, or no such one.
        """
        path = self.folder / settings.FILE
        if not path.exists():
            raise UsageError(
                f"there is no `{settings.FILE}` in `{self.folder}`",
                hint="it says where the two systems are reached: [environments.NAME.systems.SYSTEM] with an address",
            )
        data = files.read(path, what="settings file", largest=1_000_000)
        return settings.choose(settings.parse(data), name)


def find_document(where: Path) -> Path:
    """The document at `where`, or the only one in that folder.

    Raises:
        UsageError: there is none, or several to choose from.
    """
    if not where.is_dir():
        return where
    found = sorted(path for path in where.iterdir() if path.name.endswith(ENDING) and path.is_file())
    if not found:
        raise UsageError(
            f"there is no document (`NAME{ENDING}`) in `{where}`",
            hint="name one, go to its folder, or see a complete example with `interlock demo`",
        )
    if len(found) > 1:
        names = ", ".join(f"`{path.name}`" for path in found)
        raise UsageError(f"there are several documents in `{where}`: {names}", hint="name the one you mean")
    return found[0]


def load(where: Path | str = ".") -> Project:
    """The project of the document at `where` (a file, or a folder that holds one).

    Raises:
        UsageError: there is no such file, or several documents.
        InputError: the document cannot be read as text at all.
    """
    path = find_document(Path(where))
    reading = read(decode(files.read(path, what="document"), str(path)), str(path))
    profiles: dict[Side, SystemProfile] = {}
    more: list[Finding] = []
    for row in reading.document.systems:
        profile, found = learned(path.parent, row)
        more += found
        if profile is not None:
            profiles[row.side] = profile
    return Project(path.parent, reading.document, by_place([*reading.findings, *more]), profiles)


def learned(folder: Path, row: SystemRow) -> tuple[SystemProfile | None, tuple[Finding, ...]]:
    """What is known of the system of a row: its profile on disk while that is in step, else learned now."""
    path = files.inside(folder, row.description) if row.description else None
    if path is None or not path.exists():
        return None, (_missing(row, outside=bool(row.description) and path is None),)
    try:
        data = files.read(path, what="API description")
    except InterlockError as problem:
        return None, (_unreadable(row, problem),)
    overlay_path = folder / "systems" / f"{row.name}.overlay.yaml"
    overlay = files.read(overlay_path, what="overlay") if overlay_path.exists() else None
    stored = stored_profile(folder, row.name, digest(data, overlay))
    if stored is not None:
        return stored, ()
    try:
        result = learn(row.name, data, file=str(path), open_ref=opener(path.parent), overlay=overlay)
    except InterlockError as problem:
        return None, (_unreadable(row, problem),)
    return result.profile, result.findings


def stored_profile(folder: Path, system: str, wanted_digest: str) -> SystemProfile | None:
    """The profile that `learn` wrote, if it was learned from exactly this description."""
    path = profile_path(folder, system)
    if not path.exists():
        return None
    try:
        profile = from_json(files.read(path, what="profile"))
    except InputError:
        return None
    return profile if profile.digest == wanted_digest else None


def profile_path(folder: Path, system: str) -> Path:
    """Where the profile of a system is kept."""
    return folder / "systems" / f"{system}.profile.json"


def digest(description: bytes, overlay: bytes | None) -> str:
    """The sha256 that a profile carries of what it was learned from."""
    return hashlib.sha256(description + (b"\0" + overlay if overlay else b"")).hexdigest()


def opener(folder: Path) -> Callable[[str], bytes]:
    """Opens files that a description refers to, inside its folder only."""

    def open_ref(relative: str) -> bytes:
        path = files.inside(folder, relative)
        if path is None:
            raise InputError(f"`{relative}` lies outside the folder of the description")
        return files.read(path, what="API description")

    return open_ref


def mappings(project: Project) -> dict[str, RecordMapping]:
    """The compiled mapping of each record whose two resources are known."""
    compiled = {}
    for row in project.document.records:
        left, right = (project.profiles.get(side) for side in (Side.LEFT, Side.RIGHT))
        left_record = left.record(row.left.text) if left else None
        right_record = right.record(row.right.text) if right else None
        if left_record is not None and right_record is not None:
            result = compile_record(row, left_record, right_record, project.document.tables, project.document.path)
            compiled[row.name] = result.mapping
    return compiled


def _missing(row: SystemRow, *, outside: bool) -> Finding:
    what = f"`{row.description}`" if row.description else "nothing"
    return Finding(
        code="description-missing",
        severity=Severity.ERROR,
        place=row.description_span,
        message=f"where is the API description of `{row.name}`? the table names {what}, "
        + ("which lies outside the project's folder" if outside else "which is not there"),
        why="without it nobody knows which fields there are and what the system can do; they would be guessed",
        hint=f"ask {row.company or 'the vendor'} for its OpenAPI file, put it into `systems/` and name it in this cell",
        subject=f"{row.name}/description",
    )


def _unreadable(row: SystemRow, problem: InterlockError) -> Finding:
    return Finding(
        code="description-missing",
        severity=Severity.ERROR,
        place=row.description_span,
        message=f"the API description of `{row.name}` cannot be read: {problem.message}",
        why="without it nobody knows which fields there are and what the system can do",
        hint=problem.hint or "fetch it again from the vendor; it must be an OpenAPI file in JSON or YAML",
        subject=f"{row.name}/description",
    )
