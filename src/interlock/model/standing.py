"""How a whole project stands in one environment: its phases, and what runs there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from interlock.model.gate import Gate, Phase, Waiting, every_gate, waiting_for
from interlock.model.status import Status
from interlock.model.value import Side


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """The phases of a project, and how what runs in an environment stands (None: nothing has run there, for `idle`).

    `title` and `version` are the document's, `between` names its systems with their companies. `is_production` tells
    that the environment is one, so that a gate that is open there is a thing to report though it runs.
    """

    file: str
    title: str
    version: str
    environment: str
    at: datetime
    names: Mapping[Side, str]
    between: str
    phases: tuple[Phase, ...]
    running: Status | None = None
    idle: str = ""
    is_production: bool = False
    unreadable: tuple[str, ...] = ()
    """what lies among the evidence and proves nothing, because it cannot be read"""
    target: str = ""
    """what the document aims at (`Target 2027-02-01`), empty where it does not say"""

    @property
    def open(self) -> tuple[Gate, ...]:
        """The gates that are neither met nor overridden."""
        return tuple(gate for gate in every_gate(self.phases) if not gate.passes)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Everybody whose turn it is."""
        return waiting_for(self.phases)
