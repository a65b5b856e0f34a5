"""The gates of a project: gathers all that they are judged by, and keeps who let one pass and why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import orjson

from interlock import __version__
from interlock.adapters import files
from interlock.adapters.clocks import SystemClock
from interlock.catalogue import did_you_mean
from interlock.document.digests import decisions_digest
from interlock.errors import UsageError
from interlock.gates import Ground, Proof, judge
from interlock.gates.runs import VERIFICATION, judgements
from interlock.journeys import settings
from interlock.journeys.check import check
from interlock.journeys.connections import connection_digests, resource_digests
from interlock.journeys.evidence import Piece, digests_now, keep, kept
from interlock.journeys.looking import NothingYet, journal
from interlock.journeys.project import NoSettings, Project, beside
from interlock.journeys.reading import readable
from interlock.journeys.readying import readiness
from interlock.journeys.signatures import signatures
from interlock.journeys.since import since
from interlock.model.agreement import Layer, has_authority
from interlock.model.clock import Clock
from interlock.model.coldread import standing
from interlock.model.document import Document, Person
from interlock.model.environment import Environment
from interlock.model.evidence import Evidence
from interlock.model.gate import Gate, Override, Phase, every_gate
from interlock.model.history import Held
from interlock.model.people import named, named_or_none
from interlock.model.value import JSON

_OVERRIDE = "override"


def gates(project: Project, env: str | None = None, *, clock: Clock | None = None) -> tuple[Phase, ...]:
    """The five phases of a project, each with its gates as they stand this moment.

    Args:
        project: a loaded project; open questions are allowed, and are what some gates miss.
        env: the environment that is to go live; the only one unless named.
        clock: tells what time it is; the system's unless given.

    Raises:
        SettingsError: `interlock.toml` cannot be used.
        UsageError: several environments and none was named, or no such one.
        InterlockError: evidence or signatures cannot be read.
    """
    return judge(ground(project, env, clock=clock))


def ground(project: Project, env: str | None = None, *, clock: Clock | None = None) -> Ground:
    """All that the gates of an environment are judged by; arguments and errors are those of `gates`."""
    environment, problem = _environment(project, env)
    document = project.document
    others = beside(project, readable_only=True)
    digests = all_digests(project)
    pieces = kept(project, digests).pieces
    path = Path(document.path)
    return Ground(
        document=document,
        profiles=project.profiles,
        environment=environment.name if environment is not None else env or "",
        now=(clock or SystemClock()).now(),
        scope=check(project, others=others, scope_only=True, signed=False),
        whole=check(project, others=others, signed=False),
        agreed=signatures(project),
        read=standing(document, () if project.is_draft else readable(path)[0], digests["decisions"]),
        readiness=readiness(project),
        digests=digests,
        since={} if project.is_draft else since(project),
        proofs=tuple(Proof(one.evidence, one.void, one.file) for one in pieces),
        held=_held(project, environment),
        overrides=tuple(_overrides(document, pieces)),
        sandboxes=_sandboxes(project),
        settings=problem,
    )


def override(
    project: Project, *, env: str | None = None, gate: str, by: str, reason: str, clock: Clock | None = None
) -> Path:
    """Let a gate pass though it is open, for what stands there now; the file in which that is kept.

    Args:
        project: a loaded project.
        env: the environment; the only one unless named.
        gate: the code of the gate.
        by: who takes the responsibility: somebody who may sign the scope.
        reason: why.
        clock: tells when; the system's unless given.

    Raises:
        UsageError: there is no such gate, it is met, no reason is given, or nobody who may.
        InterlockError: it cannot be kept.
    """
    phases = gates(project, env, clock=clock)
    found = _gate(phases, gate)
    person = _authorised(project.document, by)
    if not reason.strip():
        raise UsageError("no reason is given", hint="say why the gate may be passed though it is open")
    environment, _ = _environment(project, env)
    made_at = (clock or SystemClock()).now().replace(microsecond=0)
    details: dict[str, JSON] = {"reason": " ".join(reason.split()), "missing": list(found.missing), "role": person.role}
    return keep(
        project,
        Evidence(
            _OVERRIDE,
            made_at,
            __version__,
            dict(found.digests),
            "overridden",
            details,
            environment.name if environment is not None else None,
            found.code,
            person.name,
        ),
    )


def stories_digest(document: Document) -> str:
    """The sha256 of the stories as they are worded; spaces and their order do not count."""
    told = sorted(
        [one.name, one.source.text, one.target.text, " ".join(one.sentence.text.split())] for one in document.stories
    )
    return hashlib.sha256(orjson.dumps(told)).hexdigest()


def report_digest(project: Project) -> str | None:
    """The sha256 of the verification report: what it holds for and each verdict; None where nothing was run."""
    found = kept(project).of(VERIFICATION)
    return None if not found else _report(found[0])


def _report(piece: Piece) -> str:
    verdicts = judgements(Proof(piece.evidence))
    told = {name: judgement for name, (judgement, _) in verdicts.items()}
    data = {"digests": dict(piece.evidence.digests), "criteria": told, "verdict": piece.evidence.verdict}
    return hashlib.sha256(orjson.dumps(data, option=orjson.OPT_SORT_KEYS)).hexdigest()


def all_digests(project: Project) -> Mapping[str, str]:
    """The sha256 of everything that evidence of a project is kept for, by name, as it is now."""
    extra = {"stories": stories_digest(project.document), "decisions": decisions_digest(project.document)}
    report = report_digest(project)
    extra |= {**connection_digests(project), **resource_digests(project)}
    return digests_now(project, extra if report is None else {**extra, "report": report})


def _gate(phases: tuple[Phase, ...], code: str) -> Gate:
    known = {one.code: one for one in every_gate(phases)}
    if code not in known:
        raise UsageError(f"there is no gate `{code}`", hint=did_you_mean(code, known))
    found = known[code]
    if not found.missing:
        raise UsageError(f"the gate `{code}` is met: {found.title}", hint="there is nothing to override")
    if found.after_live:
        raise UsageError(f"the gate `{code}` stands in nobody's way: only going live meets it")
    return found


def _authorised(document: Document, by: str) -> Person:
    person = named(document, by)
    if not has_authority(document, person, Layer.SCOPE):
        raise UsageError(
            f"{person.name} ({person.role or 'no role'}) cannot let a gate pass",
            hint="the owner, a delegate, a partner contact or a project manager can",
        )
    return person


def _environment(project: Project, env: str | None) -> tuple[Environment | None, str]:
    try:
        return project.environment(env), ""
    except NoSettings as problem:
        return None, problem.message


def _sandboxes(project: Project) -> tuple[str, ...]:
    path = project.folder / settings.FILE
    if not files.exists(path):
        return ()
    data = files.read(path, what="settings file", largest=1_000_000)
    return tuple(name for name, one in settings.parse(data, file=str(path)).items() if one.kind != "production")


def _held(project: Project, environment: Environment | None) -> tuple[Held, ...] | None:
    if environment is None or project.is_draft:
        return None
    try:
        with journal(project, environment.name) as ledger:
            return ledger.held()
    except NothingYet:
        return None


def _overrides(document: Document, pieces: Iterable[Piece]) -> Iterator[Override]:
    """What was overridden by people who still may."""
    for one in (piece.evidence for piece in pieces if piece.evidence.kind == _OVERRIDE):
        person = named_or_none(document, one.by)
        if person is not None and has_authority(document, person, Layer.SCOPE):
            reason, role = str(one.details.get("reason", "")), str(one.details.get("role", ""))
            yield Override(one.about, one.by, reason, one.made_at, one.digests, role)
