"""A description becomes a profile: read, gathered, learned record by record."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.path import Path
from interlock.model.profile import Operation, RecordProfile, SystemProfile, Verb
from interlock.model.value import JSON
from interlock.systems.auth import auth_of
from interlock.systems.calls import Call, calls_of
from interlock.systems.events import events_of
from interlock.systems.headers import fixed_headers_of, idempotency_everywhere
from interlock.systems.learned import Learned
from interlock.systems.limits import rate_limit_of
from interlock.systems.operations import operation_of
from interlock.systems.records import Surroundings, record_of
from interlock.systems.resources import Resource, resources_of, thing
from interlock.systems.shapes import NOTHING, Shapes
from interlock.systems.tree import OpenRef, Tree
from interlock.systems.words import sentence, stem

_LONGEST_ADDRESS = 2_000
_MOST_FIELDS = 60_000


def learned_of(
    name: str, root: JSON, version: str, *, file: str, digest: str, open_ref: OpenRef | None = None
) -> Learned:
    """The profile of the system that a description with `paths` tells of.

    A description with a mistake gives findings, and as much of a profile as can be learned.

    Args:
        name: what the system is called in the document.
        root: the description, or what another one was drawn as.
        version: what it is written in: `OpenAPI 3.1.0`.
        file: its path, for findings.
        digest: the sha256 of what it was read from.
        open_ref: gives the bytes of a file beside it; see `learn`.
    """
    tree = Tree(root, file=file, open_ref=open_ref)
    return Learned(_profile(name, tree, version, digest=digest), tuple(tree.findings))


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
        documentation=_documentation(tree),
        servers=_servers(tree),
        auth=auth_of(tree, calls),
        rate_limit=rate_limit_of(tree, calls),
        idempotency_header=around.idempotency,
        version_header=headers.version,
        fixed_headers=headers.others,
        events=events.kinds,
        signature_header=events.signature,
        deliveries=events.deliveries,
        subscribe=_subscribe(events.subscribe, shapes),
        ping=_subscribe(events.ping, shapes),
        records=_records(tree, shapes, resources, around),
    )


def _records(
    tree: Tree, shapes: Shapes, resources: Sequence[Resource], around: Surroundings
) -> tuple[RecordProfile, ...]:
    """The records, until they have nearly twice as many fields as the largest real description."""
    found: list[RecordProfile] = []
    left = _MOST_FIELDS
    for resource in resources:
        if left <= 0:
            tree.tell_of_many(f"{len(resources):,} records with very many fields", learned=f"the first {len(found):,}")
            break
        found.append(record_of(resource, shapes, around))
        left -= len(found[-1].fields)
    return tuple(found)


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
            address = address.replace("{" + variable + "}", str(given.raw("default") or "")[:_LONGEST_ADDRESS])
            if len(address) > _LONGEST_ADDRESS:
                break  # variables that stand for each other grow without end
        found.append(address.rstrip("/") if len(address) <= _LONGEST_ADDRESS else "")
    return tuple(dict.fromkeys(a for a in found if a))


def _documentation(tree: Tree) -> str:
    """The address of what the vendor wrote for people, where it is one that a browser opens."""
    info = tree.get(tree.root, "info")
    places = (tree.get(tree.root, "externalDocs"), info, tree.get(info, "contact"))
    said = (place.text(key) for place, key in zip(places, ("url", "x-documentation", "url"), strict=True))
    fit = (one for one in said if one.startswith(("https://", "http://")) and one.isprintable() and " " not in one)
    return next((one for one in fit if len(one) <= _LONGEST_ADDRESS), "")


def _texts(value: JSON) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _subscribe(call: Call | None, shapes: Shapes) -> Operation | None:
    if call is None:
        return None
    own = Resource(name=call.segments[-1], path=call.path, segments=call.segments)
    return _create(call, own, shapes)


def _create(call: Call, resource: Resource, shapes: Shapes) -> Operation:
    nothing: frozenset[Path] = frozenset()
    return operation_of(Verb.CREATE, call, resource, shapes, item=NOTHING, writable=nothing)
