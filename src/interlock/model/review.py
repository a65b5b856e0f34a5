"""What a partner's review of an integration asks for, beside the document itself: access, security, proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ScopeNeeded:
    """A scope that is asked for: what the vendor says of it, and the operations that need it."""

    name: str
    says: str
    operations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperationUsed:
    """One operation that is used: `reads` tells that it changes nothing; `what` says in words what it is used for."""

    record: str
    request: str
    what: str
    reads: bool


@dataclass(frozen=True, slots=True)
class Access:
    """What the integration does in one system, and what its credential must be allowed to.

    `sign_in` is how it proves who it is, empty where the description does not say. `silent` are operations of which the
    description does not say which scopes they ask for; `not_needed` are scopes that are offered and not asked for.
    `problem` says why nothing is known of the system.
    """

    system: str
    company: str
    sign_in: str = ""
    scopes: tuple[ScopeNeeded, ...] = ()
    operations: tuple[OperationUsed, ...] = ()
    silent: tuple[str, ...] = ()
    not_needed: tuple[str, ...] = ()
    limit: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Datum:
    """One row of a record's fields. `personal` says whether its values are marked, or look, personal."""

    left: str
    arrow: str
    right: str
    rule: str
    personal: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: what came of it, when, by whom (empty: it was run), and why it does not count any more."""

    what: str
    verdict: str
    at: datetime
    by: str = ""
    void: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion with what became of it in the last kept run; `judgement` is empty where it was not run."""

    name: str
    sentence: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Review:
    """All of it. `secured` and `kept` are facts with what they are of; `unknown` is what nothing tells."""

    environment: str
    at: datetime
    access: tuple[Access, ...]
    data: tuple[tuple[str, tuple[Datum, ...]], ...]
    """the fields of each record, by its name"""
    secured: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    handled: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]
    criteria: tuple[Judged, ...]
    digests: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
