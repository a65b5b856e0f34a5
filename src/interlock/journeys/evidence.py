"""Keeps evidence beside the document, in `evidence/`, and tells whether it still counts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from interlock import __version__
from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.errors import InterlockError, UsageError
from interlock.journeys.agreeing import agreed_content, described, open_in, stem
from interlock.journeys.documents import ENDING
from interlock.journeys.named_tests import digests_of_tests
from interlock.journeys.project import Project, load, names_in, probed_of
from interlock.model.agreement import Layer
from interlock.model.clock import Clock
from interlock.model.evidence import DESCRIPTIONS, KIND, SCOPE, SPEC, Evidence, parsed, void_because, written
from interlock.model.finding import Finding, Severity, printable
from interlock.model.place import whole_file
from interlock.model.value import JSON

FOLDER = "evidence"
_OTHERS = frozenset({"coldread"})
"""Kinds that are written in a form of their own."""

_LARGEST = 20_000_000
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence, the name of its file (`evidence/...`), and why it does not count now (empty: it does)."""

    evidence: Evidence
    file: str
    void: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether it counts."""
        return not self.void


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a document, the latest first, and what could not be read of it."""

    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]

    def of(self, kind: str, environment: str | None = None, *, about: str | None = None) -> tuple[Piece, ...]:
        """The pieces of a kind and environment, the latest first; `about` selects one of several."""
        return tuple(
            one
            for one in self.pieces
            if one.evidence.kind == kind
            and one.evidence.environment == environment
            and about in {None, one.evidence.about}
        )


def digests_now(project: Project, extra: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """The sha256 of what evidence is proved of: `scope`, `spec`, `descriptions`, and what else the caller names."""
    layers = agreed_content(project).digests
    return {
        SCOPE: layers[Layer.SCOPE],
        SPEC: layers[Layer.SPEC],
        DESCRIPTIONS: _descriptions(project),
        **(extra or {}),
    }


def evidence(
    project: Project,
    kind: str,
    *,
    verdict: str,
    details: Mapping[str, JSON],
    environment: str | None = None,
    about: str = "",
    by: str = "",
    of: Iterable[str] = (SCOPE, SPEC, DESCRIPTIONS),
    extra: Mapping[str, str] | None = None,
    clock: Clock | None = None,
    at: datetime | None = None,
) -> Evidence:
    """A piece of evidence for what stands there now; it is not kept yet.

    Args:
        project: the project as it was when the proof began.
        kind: what was proved: small letters and hyphens.
        verdict: the outcome in a word or two.
        details: the rest, plain data without secrets.
        environment: where; None for nowhere in particular.
        about: which one, where there are several of a kind.
        by: the person whose statement it is; empty where it was computed.
        of: for which digests it holds.
        extra: digests of more that it holds for, by what they are of.
        clock: tells when; the system's unless given.
        at: when it was, where that is not now.
    """
    now = digests_now(project)
    digests = {name: now[name] for name in of} | dict(extra or {})
    made_at = (at or (clock or SystemClock()).now()).replace(microsecond=0)
    return Evidence(kind, made_at, __version__, digests, verdict, dict(details), environment, about, by)


def keep(project: Project, one: Evidence) -> Path:
    """Write a piece of evidence; the one before it of the same kind, environment and subject is replaced.

    Raises:
        UsageError: it is of another version of a document, or what lies there is of something else.
        InterlockError: it cannot be written; what was there is as it was.
    """
    if project.is_draft:
        raise UsageError("nothing is kept of a version of the document that is not the project's own")
    path = _folder(project) / _name(project, one)
    data = written(one, Path(project.document.path).name)
    if files.exists(path):
        before = _read(path)
        if isinstance(before, tuple) and _subject(before[1]) != _subject(one):
            raise UsageError(f"`{path}` is evidence of something else", hint="give it another name, or take it away")
    files.write(path, data, what="evidence")
    return path


def unchanged(project: Project, proof: Evidence) -> bool:
    """Whether the document, its descriptions and its tests are still those that a proof was made of."""
    if project.is_draft:
        return True
    now = load(project.document.path)
    digests = {**digests_of_tests(now.document, now.folder), **digests_now(now)}
    same = all(digests.get(name) == one for name, one in proof.digests.items())
    # What was played is what was loaded; a description that changed since has another profile.
    return same and dict(now.profiles) == dict(project.profiles)


def kept(project: Project, extra: Mapping[str, str] | None = None) -> Kept:
    """All evidence that is kept of the project's document, each piece with whether it still counts.

    Nothing is raised for what is wrong with a file: it is a finding, and proves nothing.

    Args:
        project: a loaded project.
        extra: the digests of more than the document that evidence was kept for, as they are now.

    Raises:
        UsageError: the folder leads out of the project, or cannot be read.
    """
    now = {**digests_of_tests(project.document, project.folder), **digests_now(project, extra)}
    pieces, findings = [], []
    for path in _paths(project):
        found = _read(path)
        if isinstance(found, str):
            findings.append(_broken(path, found))
        elif found[0] == Path(project.document.path).name:
            reasons = void_because(found[1], now, tool=__version__)
            pieces.append(Piece(found[1], f"{FOLDER}/{path.name}", reasons))
    pieces.sort(key=lambda one: (one.evidence.made_at, one.file), reverse=True)
    return Kept(tuple(pieces), tuple(findings))


def _subject(one: Evidence) -> tuple[str, str | None, str]:
    return one.kind, one.environment, one.about


def _folder(project: Project) -> Path:
    if files.inside(project.folder, FOLDER) is None:
        raise UsageError(
            f"`{project.folder / FOLDER}` leads out of the project's folder",
            hint="evidence is kept beside the document; make it a folder",
        )
    return project.folder / FOLDER


def _name(project: Project, one: Evidence) -> str:
    parts = [stem(Path(project.document.path)), one.kind, *map(_slug, filter(None, (one.environment, one.about)))]
    return f"{'.'.join(parts)}.json"


def _slug(name: str) -> str:
    """The name as part of a file's name; where something of it is lost, with what tells it from others."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    if plain == name:
        return plain
    return "-".join(part for part in (plain, hashlib.sha256(name.encode(errors="replace")).hexdigest()[:6]) if part)


def _paths(project: Project) -> list[Path]:
    folder = _folder(project)
    if project.is_draft or not files.is_folder(folder):
        return []
    mine = stem(Path(project.document.path))
    longer = tuple(
        f"{name}." for one in names_in(project.folder) if (name := one.removesuffix(ENDING)).startswith(f"{mine}.")
    )
    found = [path for path in files.listed(folder) if _is_of(path.name, mine) and not path.name.startswith(longer)]
    return sorted(found)[:_MOST]


def _is_of(name: str, document: str) -> bool:
    kind = name.removeprefix(f"{document}.").split(".")[0]
    return (
        name.startswith(f"{document}.")
        and name.endswith(".json")
        and KIND.fullmatch(kind) is not None
        and kind not in _OTHERS
    )


def _read(path: Path) -> tuple[str, Evidence] | str:
    """The document's name and the evidence, or what is wrong with the file."""
    try:
        return parsed(files.read(path, what="piece of evidence", largest=_LARGEST))
    except InterlockError as problem:
        return problem.message
    except ValueError as problem:
        return str(problem)


def _broken(path: Path, problem: str) -> Finding:
    return Finding(
        code="evidence-unreadable",
        severity=Severity.WARNING,
        place=whole_file(str(path)),
        message=f"`{printable(path.name)}` proves nothing: {printable(problem)}",
        why="a gate that rests on it stays closed",
        hint="take it from the version control system, or run what made it again",
        subject=f"{path.name}/evidence",
    )


def _descriptions(project: Project) -> str:
    digest = hashlib.sha256()
    opener = open_in(project.folder)
    for row in project.document.systems:
        known = described(opener, row.description, row.name)
        probed = probed_of(project.folder, row.name)
        seen = "" if probed is None else hashlib.sha256(probed.replace(b"\r\n", b"\n")).hexdigest()
        digest.update(f"{row.side.value} {known.description} {known.corrections} {seen}\n".encode())
    return digest.hexdigest()
