"""Where a project keeps its corrections to an API description."""

from __future__ import annotations

SOME_CORRECTIONS = "systems/NAME.overlay.yaml"
"""The file as it is called where no system is meant in particular."""


def corrections_file(system: str) -> str:
    """The path of the file in the project's folder: whatever the system is called, it lies in `systems/`."""
    return f"systems/{as_file_name(system)}.overlay.yaml"


def probed_file(system: str) -> str:
    """The path of the file with what the live system was seen to do, in the project's folder."""
    return f"systems/{as_file_name(system)}.probed.yaml"


def as_file_name(system: str) -> str:
    """A system's name as part of a file name, at most 100 characters."""
    return "".join("-" if one in "/\\:" or not one.isprintable() else one for one in system)[:100]
