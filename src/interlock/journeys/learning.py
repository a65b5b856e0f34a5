"""Learns a system from its API description and keeps what was learned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interlock.adapters import files
from interlock.journeys.project import opener, profile_path
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


def learn(name: str, description: Path | str, *, folder: Path | str | None = None) -> Learning:
    """The profile of a system.

    Args:
        name: the system's name in the document.
        description: its OpenAPI file, JSON or YAML; references are followed inside its folder only.
        folder: the project's folder: its overlay is applied and the profile written there. None: neither.

    Raises:
        UsageError: the file is not there.
        InputError: it is no API description at all.
    """
    path = Path(description)
    data = files.read(path, what="API description")
    overlay = None
    if folder is not None:
        overlay_path = Path(folder) / "systems" / f"{name}.overlay.yaml"
        overlay = files.read(overlay_path, what="overlay") if overlay_path.exists() else None
    result = learn_description(name, data, file=str(path), open_ref=opener(path.parent), overlay=overlay)
    written = None
    if folder is not None:
        written = profile_path(Path(folder), name)
        files.write(written, to_json(result.profile), what="profile")
    return Learning(result.profile, result.findings, written)
