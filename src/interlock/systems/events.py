"""What a system tells by itself: webhooks, callbacks, and the events that a subscription can name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interlock.model.profile import Confidence, EventKind, Evidence, Fact
from interlock.model.webhooks import Deliveries
from interlock.systems.calls import Call, single_call
from interlock.systems.deliveries import ADDRESSES, EVENT_NAMES, deliveries_of
from interlock.systems.resources import Resource, thing
from interlock.systems.shapes import NOTHING, Shape, Shapes
from interlock.systems.tree import Node, Tree
from interlock.systems.words import singular, stem, tokens

_CHANGES = {
    "created": "created", "create": "created", "added": "created", "add": "created", "new": "created",
    "updated": "updated", "update": "updated", "changed": "updated", "modified": "updated", "edited": "updated",
    "deleted": "deleted", "delete": "deleted", "removed": "deleted", "remove": "deleted", "destroyed": "deleted",
}  # fmt: skip
_EVENT_NAME = re.compile(r"[A-Za-z][\w/-]*(?:[.:/_ -][\w*-]+)+|[a-z]+(?:[A-Z][a-z]+)+")
_HOOKS = {"webhook", "hook", "webhooks", "hooks"}
_TOPICS = {"event", "events", "topic", "topics", "eventtype", "eventtypes", "scope", "eventname", "resource"}
_SUBSCRIBING = {"subscription", "subscriber", "notification", "listener", "endpoint"}
_TESTS = {"ping", "test", "trial"}
_MOST_EVENTS = 1000


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a system, the header that signs them, how they arrive, and the calls that subscribe and try one."""

    kinds: tuple[EventKind, ...]
    signature: Fact[str]
    deliveries: Deliveries
    subscribe: Call | None
    ping: Call | None = None


def events_of(tree: Tree, shapes: Shapes, calls: tuple[Call, ...], resources: tuple[Resource, ...]) -> Events:
    """All events that the description names."""
    names = {"".join(stem(thing(r))): r for r in reversed(resources)}
    subscribe = next((c for c in calls if _subscribes(c, shapes)), None)
    told = list(_told(tree, shapes))
    kinds: dict[str, EventKind] = {}
    for name, call in told:
        if _EVENT_NAME.fullmatch(name) or not _callback_address(name):
            kinds.setdefault(name, _kind(name, call, shapes, names, call.pointer))
    shared = told[0][1] if len(told) == 1 else None
    for name, pointer in _listed(shapes, calls, subscribe, shared):
        if len(kinds) < _MOST_EVENTS and name not in kinds:
            kinds[name] = _kind(name, shared, shapes, names, pointer)
    if shared is not None and len(kinds) > 1 and told[0][0] in kinds and not kinds[told[0][0]].change:
        del kinds[told[0][0]]
    posts = [call for _, call in told]
    signature = _signature(tree, posts)
    prose = tree.get(tree.root, "info").text("description")[:100_000]
    identities = {kind.id_path for kind in kinds.values() if kind.id_path}
    deliveries = deliveries_of(shapes, posts, subscribe, signature, prose, identities)
    return Events(tuple(kinds.values()), signature, deliveries, subscribe, _ping(calls, subscribe))


def _callback_address(name: str) -> bool:
    return "{" in name or "/" in name


def _told(tree: Tree, shapes: Shapes) -> Iterator[tuple[str, Call]]:
    """The calls that the system makes to us: webhooks, and the callbacks of subscriptions."""
    for key in ("webhooks", "x-webhooks"):
        for name, item in tree.get(tree.root, key).entries():
            yield from _posted(tree, shapes, name, tree.resolve(item))
    for _, path in tree.get(tree.root, "paths").entries():
        for _, operation in tree.resolve(path).entries():
            for name, callback in tree.get(operation, "callbacks").entries():
                for _, item in tree.resolve(callback).entries():
                    yield from _posted(tree, shapes, name, tree.resolve(item))


def _posted(tree: Tree, shapes: Shapes, name: str, item: Node) -> Iterator[tuple[str, Call]]:
    for method in ("post", "put"):
        if item.below(method).is_object:
            yield name, single_call(tree, shapes, method=method, path=name, item=item)
            return


def _subscribes(call: Call, shapes: Shapes) -> bool:
    if call.method != "POST" or call.body is None or call.ends_in_parameter or not call.segments:
        return False
    words = {singular(w) for w in tokens(call.segments[-1])}
    if not words & (_HOOKS | _SUBSCRIBING):
        return False
    body = shapes.of(call.body)
    if len(body.properties) == 1:
        body = shapes.property(body, next(iter(body.properties)))
    names = {"".join(tokens(name)) for name in body.properties}
    if words & _HOOKS:
        return bool(names & ADDRESSES)
    return bool(names & (ADDRESSES - {"address", "target"})) and bool(names & _TOPICS)


def _ping(calls: tuple[Call, ...], subscribe: Call | None) -> Call | None:
    """The call by which the system sends a test to one subscription (`POST /hooks/{id}/pings`)."""
    if subscribe is None:
        return None
    for call in calls:
        below = call.segments[len(subscribe.segments) :]
        beneath = call.segments[: len(subscribe.segments)] == subscribe.segments
        if not beneath or call.method != "POST" or len(below) != 2 or not below[0].startswith("{"):
            continue
        if below[1].startswith("{") or not {singular(word) for word in tokens(below[1])} & _TESTS:
            continue
        if not any(one.parameter.required for one in call.sent_in("query")):
            return call
    return None


def _within(shapes: Shapes, shape: Shape, *, depth: int) -> Iterator[tuple[str, Shape]]:
    for name in list(shape.properties)[:60]:
        inner = shapes.property(shape, name)
        yield name, inner
        if depth < 3:
            element = shapes.element(inner) if inner.is_array else inner
            yield from _within(shapes, element, depth=depth + 1)


def _listed(
    shapes: Shapes, calls: tuple[Call, ...], subscribe: Call | None, shared: Call | None
) -> Iterator[tuple[str, str]]:
    """Names of events in the enums of subscriptions and of what they bring."""
    holders = [c for c in (subscribe, shared) if c] or [c for c in calls if _about_events(c)][:3]
    for call in holders:
        if call.body is None:
            continue
        for _, shape in _within(shapes, shapes.of(call.body), depth=0):
            element = shapes.element(shape) if shape.is_array else shape
            names = element.keywords.get("enum")
            if isinstance(names, list) and any(_change(str(n)) for n in names):
                for name in names:
                    if isinstance(name, str) and _EVENT_NAME.fullmatch(name):
                        yield name, element.pointer


def _about_events(call: Call) -> bool:
    return call.method == "POST" and bool(call.segments) and "webhook" in call.path.lower()


def _change(name: str) -> str:
    words = tokens(name)
    return next((_CHANGES[w] for w in (words[-1:] + words[:1]) if w in _CHANGES), "") if len(words) > 1 else ""


def _kind(name: str, call: Call | None, shapes: Shapes, names: dict[str, Resource], pointer: str) -> EventKind:
    words = [singular(w) for w in tokens(name) if w not in _CHANGES]
    record = next((names["".join(words[i:])].name for i in range(len(words)) if "".join(words[i:]) in names), "")
    if not record:
        record = next((names[w].name for w in reversed(words) if w in names), "")
    payload, identity = "", ""
    if call is not None and call.body is not None:
        resource = next((r for r in names.values() if r.name == record), None)
        like = resource.found.item if resource and resource.found else NOTHING
        payload, identity = _carried(shapes, shapes.of(call.body), like)
    return EventKind(name, record, _change(name), payload, identity, pointer)


def _carried(shapes: Shapes, body: Shape, like: Shape) -> tuple[str, str]:
    """Where an event carries the item, and where its id; empty where it does not."""
    payload, identity, best = "", "", 0
    for path, shape in [("", body), *_inside(shapes, body, "", 0)]:
        both = len(set(shape.properties) & set(like.properties))
        if both > max(best, 2) and both * 2 >= len(like.properties):
            payload, best = path, both
    inner = list(_inside(shapes, body, "", 0))
    whole = (payload, shapes.at(body, payload.split(".") if payload else []))
    # Beside the name of an event stands the event's own id; that of the item stands further in.
    envelope = not best and any("".join(tokens(name)) in EVENT_NAMES for name in body.properties)
    for path, shape in [*inner, whole] if envelope else [whole, *inner]:
        if "id" in shape.properties:
            identity = f"{path}.id" if path else "id"
            break
    return payload, identity


def _inside(shapes: Shapes, shape: Shape, prefix: str, depth: int) -> Iterator[tuple[str, Shape]]:
    for name in list(shape.properties)[:40]:
        inner = shapes.property(shape, name)
        if inner.is_object:
            yield f"{prefix}{name}", inner
            if depth < 2:
                yield from _inside(shapes, inner, f"{prefix}{name}.", depth + 1)


def _signature(tree: Tree, calls: Iterable[Call]) -> Fact[str]:
    for call in calls:
        for given in call.sent_in("header"):
            if re.search(r"signature|hmac", given.name, re.IGNORECASE):
                return Fact(given.name, Confidence.SURE, (Evidence(given.pointer),))
    text = tree.get(tree.root, "info").text("description")[:100_000]
    said = re.search(r"[`'\"]([A-Za-z][\w-]*(?:Signature|Hmac)[\w-]*)[`'\"]", text, re.IGNORECASE)
    return Fact(said[1], Confidence.POSSIBLE, (Evidence("#/info/description", said[1]),)) if said else Fact()
