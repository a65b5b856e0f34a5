"""What comes of learning a description."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model.finding import Finding
from interlock.model.profile import SystemProfile


@dataclass(frozen=True, slots=True)
class Learned:
    """What a description told, and the problems met on the way."""

    profile: SystemProfile
    findings: tuple[Finding, ...]
