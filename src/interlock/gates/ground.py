"""What gates are judged by, all of it values: the document and everything that is known of it this moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from interlock.model.agreement import Agreed, Layer
from interlock.model.coldread import Standing
from interlock.model.document import Document
from interlock.model.evidence import Evidence
from interlock.model.finding import Finding, Severity
from interlock.model.gate import Override
from interlock.model.history import Held
from interlock.model.profile import SystemProfile
from interlock.model.readiness import Readiness
from interlock.model.value import Side

_IN_THE_WAY = (Severity.ERROR, Severity.QUESTION)


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of kept evidence: why it does not count any more (empty: it holds), and where it is kept."""

    evidence: Evidence
    void: tuple[str, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """All that the gates of one environment are judged by.

    `environment` is empty where the project names none yet. `digests` are of what stands there now (`scope`, `spec`,
    `stories`, `report` ...); `since` says since when each of `scope`, `spec` and `descriptions` stands as it does, and
    lacks what nothing tells. `held` is what is held there, None where nothing has run yet.
    """

    document: Document
    profiles: Mapping[Side, SystemProfile]
    environment: str
    now: datetime
    scope: tuple[Finding, ...]
    """what `check --scope` finds"""
    whole: tuple[Finding, ...]
    """what `check` finds, without signatures"""
    agreed: Agreed
    read: Standing
    readiness: Readiness
    digests: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[str, datetime] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()
    held: tuple[Held, ...] | None = None
    overrides: tuple[Override, ...] = ()
    sandboxes: tuple[str, ...] = ()
    """the environments that are no production: where vendors' own sandboxes are reached"""
    settings: str = ""
    """why there is no such environment, empty where there is"""

    def of(self, kind: str, *, environment: str | None = None) -> Iterator[Proof]:
        """The evidence of a kind, the newest first; of one environment (empty: of none) if given."""
        found = [
            one
            for one in self.proofs
            if one.evidence.kind == kind and environment in {None, one.evidence.environment or ""}
        ]
        yield from sorted(found, key=lambda one: one.evidence.made_at, reverse=True)

    def digests_of(self, *names: str) -> dict[str, str]:
        """The digests by these names that there are."""
        return {name: self.digests[name] for name in names if name in self.digests}

    def voided_at(self, proof: Proof) -> datetime | None:
        """When what a proof is of last changed since it was made; None where it still stands, or nothing tells when."""
        changed = [name for name, digest in proof.evidence.digests.items() if self.digests.get(name) != digest]
        dates = [self.since.get(SCOPE if name in {"stories", "decisions"} else name) for name in changed]
        known = [one for one in dates if one is not None and one >= proof.evidence.made_at]
        return max(known) if known and len(known) == len(dates) else None


def in_the_way(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that stand in the way: errors and open questions."""
    return tuple(one for one in findings if one.severity in _IN_THE_WAY)


SCOPE, SPEC = Layer.SCOPE.value, Layer.SPEC.value
