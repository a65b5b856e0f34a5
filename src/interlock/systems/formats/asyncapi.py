"""An AsyncAPI description (2 or 3): the events that a system sends by itself.

Taken: the events that the system sends over HTTP, what each carries, and which record it is about, where another
description of the same system (OpenAPI, GraphQL, OData ...) tells of its records.
Never: events over Kafka, MQTT and other wires, which Interlock cannot receive; payloads that are not JSON Schema.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interlock.model.finding import Finding, Severity
from interlock.model.value import JSON
from interlock.systems.formats._format import READ_AT, Drawing, Format, Source, finding
from interlock.systems.words import tokens

_LABEL = "AsyncAPI"
_MOST_EVENTS = 1_000
_LONGEST_CHAIN = 20
_WEB = {"http", "https", "webhook"}
_CHANGES = {
    "created", "create", "added", "new", "updated", "update", "changed", "modified", "deleted", "delete", "removed",
}  # fmt: skip


def _recognises(source: Source) -> bool:
    return isinstance(source.key("asyncapi"), str | int | float)


@dataclass(frozen=True, slots=True)
class _Sent:
    """A message that the system sends."""

    channel: str
    called: tuple[str, ...]
    message: dict[str, JSON]
    read_at: str


def _draw(sources: Sequence[Source]) -> Drawing:
    hooks: dict[str, JSON] = {}
    schemas: dict[str, JSON] = {}
    findings: list[Finding] = []
    labels: list[str] = []
    for source in sources:
        root = source.value if isinstance(source.value, dict) else {}
        labels.append(f"{_LABEL} {root.get('asyncapi')}")
        wires = _wires(root)
        sent = list(_sent(root, source.name))[:_MOST_EVENTS]
        if wires and not wires & _WEB:
            findings.append(_other_wire(source, wires, len(sent)))
            continue
        prefix = posixpath.basename(source.name)
        for key, inner in _object(_object(root, "components"), "schemas").items():
            schemas[f"{_safe(prefix)}.{key}"] = _renamed(inner, prefix)
        for one in sent:
            name = _name(one)
            hooks.setdefault(name, {"post": _posted(one, prefix, root)})
        if not sent:
            findings.append(_nothing_sent(source))
    drawn: dict[str, JSON] = {
        "openapi": "3.1.0",
        "info": {"title": ""},
        "paths": {},
        "webhooks": hooks,
        "components": {"schemas": schemas},
    }
    return Drawing(drawn, " + ".join(dict.fromkeys(labels)), tuple(findings))


def _other_wire(source: Source, wires: set[str], count: int) -> Finding:
    names = ", ".join(f"`{w}`" for w in sorted(wires))
    return finding(
        source.name,
        "events-not-over-http",
        Severity.WARNING,
        f"the {count} events of `{source.name}` go over {names}, where Interlock receives them over HTTP only",
        why="nothing of what is sent there arrives; changes are found by asking, as often as the data map says",
        hint="ask the vendor for webhooks, or count on being as prompt as the lists are asked",
    )


def _nothing_sent(source: Source) -> Finding:
    return finding(
        source.name,
        "no-events",
        Severity.WARNING,
        f"`{source.name}` tells of no message that the system sends",
        why="without events, changes are found by asking only",
        hint="is it the description of the other side? give the one of the system that sends",
    )


def _wires(root: dict[str, JSON]) -> set[str]:
    servers = root.get("servers")
    given = list(servers.values()) if isinstance(servers, dict) else []
    return {str(s.get("protocol") or "").casefold() for s in given if isinstance(s, dict) and s.get("protocol")}


def _sent(root: dict[str, JSON], file: str) -> Iterator[_Sent]:
    base = posixpath.basename(file)
    if str(root.get("asyncapi")).startswith("3"):
        yield from _sent_3(root, base)
        return
    channels = _object(root, "channels")
    # `subscribe` is what others may subscribe to; where nothing is, the description is written from the other side.
    key = "subscribe" if any(isinstance(c, dict) and "subscribe" in c for c in channels.values()) else "publish"
    for address, given in channels.items():
        channel = _resolved(root, given)
        operation = _resolved(root, channel.get(key))
        for name, message in _messages(root, operation.get("message")):
            called = (name, str(operation.get("operationId") or ""))
            yield _Sent(str(address), called, message, f"{base}#/channels/{_escaped(str(address))}/{key}")


def _sent_3(root: dict[str, JSON], base: str) -> Iterator[_Sent]:
    for operation_name, given in _object(root, "operations").items():
        operation = _resolved(root, given)
        if operation.get("action") != "send":
            continue
        channel = _resolved(root, operation.get("channel"))
        listed = operation.get("messages")
        holders = listed if isinstance(listed, list) else list(_object(channel, "messages").values())
        names = list(_object(channel, "messages")) if not isinstance(listed, list) else []
        for place, holder in enumerate(holders):
            ref = str(holder.get("$ref") or "") if isinstance(holder, dict) else ""
            key = names[place] if place < len(names) else ref.rsplit("/", 1)[-1]
            for name, message in _messages(root, holder):
                called = (name or key, key, str(operation_name))
                yield _Sent(str(channel.get("address") or ""), called, message, f"{base}#/operations/{operation_name}")


def _messages(root: dict[str, JSON], given: JSON) -> Iterator[tuple[str, dict[str, JSON]]]:
    message = _resolved(root, given)
    several = message.get("oneOf")
    for one in several[:100] if isinstance(several, list) else []:
        yield from _messages(root, one)
    if message and not isinstance(several, list):
        ref = str(given.get("$ref") or "") if isinstance(given, dict) else ""
        yield str(message.get("name") or "") or ref.rsplit("/", 1)[-1], message


def _resolved(root: dict[str, JSON], node: JSON) -> dict[str, JSON]:
    """The object that a node is or leads to within the same file; an empty one where it leads nowhere."""
    for _ in range(_LONGEST_CHAIN):
        ref = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(ref, str):
            break
        here: JSON = root if ref.startswith("#/") else None
        for part in ref[2:].split("/"):
            key = part.replace("~1", "/").replace("~0", "~").replace("%7B", "{").replace("%7D", "}")
            here = here.get(key) if isinstance(here, dict) else None
        node = here
    return node if isinstance(node, dict) and "$ref" not in node else {}


def _name(one: _Sent) -> str:
    """What the event is called: what names a change goes before what does not."""
    names = [name for name in (*one.called, one.channel) if name]
    telling = [name for name in names if set(tokens(name)) & _CHANGES]
    return (telling or names or ["event"])[0]


def _posted(one: _Sent, prefix: str, root: dict[str, JSON]) -> JSON:
    payload = one.message.get("payload")
    form = str(one.message.get("schemaFormat") or "")
    drawn: dict[str, JSON] = {READ_AT: one.read_at, "summary": str(one.message.get("summary") or "")}
    if isinstance(payload, dict) and "avro" not in form and "protobuf" not in form:
        if isinstance(payload.get("schema"), dict) and "schemaFormat" in payload:
            payload = payload["schema"]
        schema = _renamed(payload, prefix)
        drawn["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    headers = _resolved(root, one.message.get("headers"))
    drawn["parameters"] = [
        {"name": name, "in": "header", "schema": _renamed(inner, prefix)}
        for name, inner in _object(headers, "properties").items()
    ]
    return drawn


def _renamed(value: JSON, prefix: str, *, depth: int = 0) -> JSON:
    """A schema whose references lead to the schemas of this file under a name of their own."""
    if depth > 60:
        return {}
    if isinstance(value, dict):
        made = {str(k): _renamed(v, prefix, depth=depth + 1) for k, v in value.items()}
        ref = made.get("$ref")
        if isinstance(ref, str):
            made["$ref"] = re.sub(r"^#/components/schemas/", f"#/components/schemas/{_safe(prefix)}.", ref)
        return made
    if isinstance(value, list):
        return [_renamed(v, prefix, depth=depth + 1) for v in value]
    return value


def _safe(prefix: str) -> str:
    return re.sub(r"\W", "_", prefix)


def _object(holder: JSON, key: str) -> dict[str, JSON]:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


_EXAMPLE = (
    "shop.asyncapi.yaml",
    """asyncapi: 3.0.0
channels:
  hooks:
    address: /hooks
    messages:
      ticket.created: {payload: {type: object, properties: {id: {type: string}}}}
operations:
  tell: {action: send, channel: {$ref: "#/channels/hooks"}}
""",
)

FORMAT = Format(_LABEL, _recognises, _draw, weight=60, events_only=True, example=_EXAMPLE)
