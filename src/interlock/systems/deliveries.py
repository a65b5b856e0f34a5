"""How the events of a system arrive: how they are signed, where they have their names, how they are subscribed to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.webhooks import Deliveries
from interlock.systems.calls import Call, Input
from interlock.systems.shapes import NOTHING, Shape, Shapes
from interlock.systems.words import tokens

ADDRESSES = {
    "url", "address", "endpoint", "callbackurl", "targeturl", "destination", "uri", "hookurl", "target",
    "webhookurl", "notificationurl", "callback",
}  # fmt: skip
_TOPICS = re.compile(r"(?:events?|topics?|eventtypes?|eventnames?|eventkinds?)$")
_NAME_HEADER = re.compile(r"(?:topic|event(?:-?(?:type|name|key))?)$", re.IGNORECASE)
_ID_HEADER = re.compile(r"(?:webhook|event|delivery|message|notification)-?id$", re.IGNORECASE)
EVENT_NAMES = ("event", "eventtype", "eventname", "type", "topic", "eventkey")
_IDS = ("eventid", "deliveryid", "webhookid", "messageid", "notificationid")
_AROUND = 400
"""So many characters of prose round the name of a signature's header may say how it is made."""


def deliveries_of(
    shapes: Shapes, told: Sequence[Call], subscribe: Call | None, signature: Fact[str], prose: str, identities: set[str]
) -> Deliveries:
    """What the description tells of how events arrive.

    Args:
        shapes: the schemas.
        told: the calls that the system makes to us.
        subscribe: the call that subscribes to them.
        signature: the header that signs them.
        prose: the text of the whole description.
        identities: where events have the ids of their items.
    """
    headers = [given for call in told[:50] for given in call.sent_in("header")]
    bodies = [shapes.of(call.body) for call in told[:50] if call.body is not None]
    name_at = _header(headers, _NAME_HEADER) or _property(shapes, bodies, EVENT_NAMES)
    id_at = _header(headers, _ID_HEADER) or _property(shapes, bodies, _IDS) or _plain_id(bodies, identities)
    wanted = _subscription(shapes, subscribe)
    address = next((name for name in wanted.properties if "".join(tokens(name)) in ADDRESSES), "")
    events = next((name for name in wanted.properties if _TOPICS.search("".join(tokens(name)))), "")
    secrets = [name for name in wanted.properties if "secret" in tokens(name)]
    ours = [name for name in secrets if shapes.property(wanted, name).keywords.get("readOnly") is not True]
    return Deliveries(
        scheme=_scheme(headers, signature, prose),
        name_at=name_at or Fact(),
        id_at=id_at or Fact(),
        address_field=address,
        events_field=events,
        secret_field=ours[0] if ours else "",
        each=bool(events) and not shapes.property(wanted, events).is_array,
        secret_shown=bool(secrets) or _answered_secret(shapes, subscribe),
    )


def _header(headers: Iterable[Input], pattern: re.Pattern[str]) -> Fact[str] | None:
    for given in headers:
        if pattern.search(given.name):
            return Fact(f"header:{given.name}", Confidence.SURE, (Evidence(given.pointer),))
    return None


def _property(shapes: Shapes, bodies: Iterable[Shape], names: Sequence[str]) -> Fact[str] | None:
    for body in bodies:
        for wanted in names:
            for name in body.properties:
                shape = shapes.property(body, name)
                if "".join(tokens(name)) == wanted and shape.is_scalar:
                    return Fact(name, Confidence.LIKELY, (Evidence(shape.pointer),))
    return None


def _plain_id(bodies: Iterable[Shape], identities: set[str]) -> Fact[str] | None:
    """`id` beside the item is the event's own; where the item's id stands, nothing is."""
    for body in bodies:
        if "id" in body.properties and identities and "id" not in identities:
            return Fact("id", Confidence.LIKELY, (Evidence(body.pointer),))
    return None


def _subscription(shapes: Shapes, subscribe: Call | None) -> Shape:
    if subscribe is None or subscribe.body is None:
        return NOTHING
    body = shapes.of(subscribe.body)
    if len(body.properties) == 1:
        inner = shapes.property(body, next(iter(body.properties)))
        return inner if inner.properties else body
    return body


def _answered_secret(shapes: Shapes, subscribe: Call | None) -> bool:
    if subscribe is None or subscribe.answer is None:
        return False
    answer = shapes.of(subscribe.answer)
    inner = [shapes.property(answer, name) for name in list(answer.properties)[:20]]
    return any("secret" in tokens(name) for shape in (answer, *inner) for name in shape.properties)


def _scheme(headers: Sequence[Input], signature: Fact[str], prose: str) -> Fact[str]:
    names = {given.name.casefold(): given for given in headers}
    if {"webhook-id", "webhook-timestamp", "webhook-signature"} <= names.keys():
        return Fact("standard_webhooks", Confidence.SURE, (Evidence(names["webhook-signature"].pointer),))
    if signature.value is not None:
        signs = names.get(signature.value.casefold())
        said, pointer = (
            (signs.text, signs.pointer) if signs else (_beside(prose, signature.value), "#/info/description")
        )
        scheme = _made(said)
        return Fact(scheme, Confidence.LIKELY, (Evidence(pointer, said[:200]),)) if scheme else Fact()
    for name, given in names.items():
        if name.endswith("token"):
            return Fact("token", Confidence.POSSIBLE, (Evidence(given.pointer),))
    return Fact()


def _beside(prose: str, name: str) -> str:
    at = prose.find(name)
    return prose[max(0, at - _AROUND) : at + _AROUND] if at >= 0 else ""


def _made(said: str) -> str:
    """The scheme that a text speaks of; empty where it is not clear which."""
    low = said.casefold()
    if "v1=" in low and "t=" in low:
        return "timed"
    if "sha256" not in low.replace("-", "") and "hmac" not in low:
        return ""
    if "sha1" in low.replace("-", "") or "sha512" in low.replace("-", "") or "md5" in low:
        return ""
    if ("base64" in low or "base 64" in low) != ("hex" in low):
        return "hmac_hex" if "hex" in low else "hmac_base64"
    return ""
