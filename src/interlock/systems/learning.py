"""A description becomes a profile: read, gathered, learned record by record."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from interlock.model.finding import Finding, Severity, by_place
from interlock.model.path import Path
from interlock.model.place import whole_file
from interlock.model.profile import Operation, SystemProfile, Verb
from interlock.model.value import JSON
from interlock.systems.auth import auth_of
from interlock.systems.calls import Call, calls_of
from interlock.systems.events import Events, events_of
from interlock.systems.headers import fixed_headers_of, idempotency_everywhere
from interlock.systems.learned import Learned
from interlock.systems.limits import rate_limit_of
from interlock.systems.loading import BadSyntax, digest, parse, syntax_finding
from interlock.systems.operations import operation_of
from interlock.systems.overlay import with_overlay
from interlock.systems.records import Surroundings, record_of
from interlock.systems.resources import Resource, resources_of, thing
from interlock.systems.shapes import NOTHING, Shapes
from interlock.systems.stated import with_stated, with_stated_file
from interlock.systems.tree import OpenRef, Tree
from interlock.systems.words import sentence, stem


def learn(
    name: str,
    data: bytes,
    *,
    file: str,
    open_ref: OpenRef | None = None,
    overlay: bytes | None = None,
    probed: bytes | None = None,
) -> Learned:
    """The profile of the system that an OpenAPI description (2.0, 3.0, 3.1; JSON or YAML) describes.

    A description with a mistake gives findings, and as much of a profile as can be learned.

    Args:
        name: what the system is called in the document.
        data: the description.
        file: its path, for findings.
        open_ref: gives the bytes of a file beside it, by its path from the description's folder; without it
            references to other files are findings. Addresses and paths out of the folder are never opened.
        overlay: an OpenAPI Overlay 1.0 that corrects the description.
        probed: what the live system was seen to do, as probing wrote it; what the overlay says wins over it.

    Raises:
        InputError: the description is too large or is not text.
    """
    with _uncollected():
        return _learned(name, data, file=file, open_ref=open_ref, overlay=overlay, probed=probed)


def _learned(
    name: str, data: bytes, *, file: str, open_ref: OpenRef | None, overlay: bytes | None, probed: bytes | None
) -> Learned:
    findings: list[Finding] = []
    try:
        root = parse(data, file=file)
    except BadSyntax as problem:
        return Learned(SystemProfile(name, digest=digest(data)), (syntax_finding(problem, file=file),))
    if overlay is not None:
        root, problems = with_overlay(root, overlay, file=file)
        findings += problems
    version = _version(root)
    if not version:
        return Learned(SystemProfile(name, digest=digest(data)), (_no_description(root, file),))
    tree = Tree(root, file=file, open_ref=open_ref)
    profile = _profile(name, tree, version, digest=digest(data + (overlay or b"") + (probed or b"")))
    findings += tree.findings
    if probed is not None:
        profile, problems = with_stated_file(profile, probed, file=f"what was probed of {file}")
        findings += problems
    profile, problems = with_stated(profile, root, file=file)
    findings += problems
    if not profile.records:
        findings.append(_nothing_kept(file))
    return Learned(profile, by_place(findings))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do not look for cycles meanwhile: there are none, and looking through millions of nodes takes as long again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _version(root: JSON) -> str:
    if not isinstance(root, dict):
        return ""
    for key, name in (("openapi", "OpenAPI"), ("swagger", "OpenAPI")):
        found = root.get(key)
        if isinstance(found, str | int | float) and str(found)[:1] in "23":
            return f"{name} {found}"
    return ""


def _profile(name: str, tree: Tree, version: str, *, digest: str) -> SystemProfile:
    shapes = Shapes(tree)
    calls = calls_of(tree, shapes)
    resources = resources_of(calls, shapes)
    events = events_of(tree, shapes, calls, resources)
    info = tree.get(tree.root, "info")
    around = Surroundings(
        names={"".join(stem(thing(r))): r.name for r in reversed(resources)},
        events=events.kinds,
        prose=info.text("description")[:100_000],
        idempotency=idempotency_everywhere(tree, resources),
    )
    headers = fixed_headers_of(calls)
    return SystemProfile(
        name=name,
        title=sentence(info.text("title"), most=200),
        description_format=version,
        digest=digest,
        servers=_servers(tree),
        auth=auth_of(tree, calls),
        rate_limit=rate_limit_of(tree, calls),
        idempotency_header=around.idempotency,
        version_header=headers.version,
        fixed_headers=headers.others,
        events=events.kinds,
        signature_header=events.signature,
        deliveries=events.deliveries,
        subscribe=_subscribe(events, shapes),
        records=tuple(record_of(resource, shapes, around) for resource in resources),
    )


def _servers(tree: Tree) -> tuple[str, ...]:
    """The addresses that the description names, variables replaced by their defaults."""
    host = tree.root.text("host")
    if tree.root.raw("swagger") is not None:
        schemes = _texts(tree.root.raw("schemes")) or ["https"]
        return tuple(f"{s}://{host}{tree.root.text('basePath').rstrip('/')}" for s in schemes) if host else ()
    found: list[str] = []
    for server in list(tree.root.below("servers").elements())[:50]:
        address = server.text("url")
        for variable, given in server.below("variables").entries():
            address = address.replace("{" + variable + "}", str(given.raw("default") or ""))
        found.append(address.rstrip("/"))
    return tuple(dict.fromkeys(a for a in found if a))


def _texts(value: JSON) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _subscribe(events: Events, shapes: Shapes) -> Operation | None:
    call = events.subscribe
    if call is None:
        return None
    own = Resource(name=call.segments[-1], path=call.path, segments=call.segments)
    return _create(call, own, shapes)


def _create(call: Call, resource: Resource, shapes: Shapes) -> Operation:
    nothing: frozenset[Path] = frozenset()
    return operation_of(Verb.CREATE, call, resource, shapes, item=NOTHING, writable=nothing)


def _no_description(root: JSON, file: str) -> Finding:
    given = "text" if isinstance(root, str) else "empty" if root is None else "data of another kind"
    return Finding(
        code="not-a-description",
        severity=Severity.ERROR,
        place=whole_file(file),
        message=f"`{file}` is {given}, where an OpenAPI description (2.0, 3.0 or 3.1) was expected",
        why="without it nothing is known of the system, and everything would have to be asked",
        hint="take the OpenAPI file from the vendor; it begins with `openapi:` or `swagger:`",
        subject=file,
    )


def _nothing_kept(file: str) -> Finding:
    return Finding(
        code="no-records",
        severity=Severity.ERROR,
        place=whole_file(file),
        message=f"`{file}` describes no operation that lists, reads or creates anything",
        why="there is nothing in it that could be kept equal",
        hint="give the description that has the paths of the API",
        subject=file,
    )
