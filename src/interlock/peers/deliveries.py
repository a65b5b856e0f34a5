"""Webhooks of one system: whether they are believed, and which items they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from interlock.errors import SettingsError
from interlock.model.path import Path, get
from interlock.model.profile import EventKind, SystemProfile
from interlock.model.value import ABSENT, JSON, Side
from interlock.model.webhooks import Hint, Hooks
from interlock.systems.signatures import key_of, named, schemes

_MOST_EVENTS = 1_000
_LONGEST_ID = 512
_HEADER = "header:"


@dataclass(frozen=True, slots=True)
class Heard:
    """What a webhook told: `hints` are about records that flow, `others` counts the events that are not."""

    hints: tuple[Hint, ...]
    others: int = 0


class Deliveries:
    """The way in for one system's webhooks.

    Args:
        side: the system's side.
        profile: what is known of the system.
        hooks: what the environment says beyond that.
        resources: the records of the system that flow.

    Raises:
        SettingsError: nothing tells how the webhooks are signed, and nobody wrote that they are not.
    """

    def __init__(self, side: Side, profile: SystemProfile, hooks: Hooks, resources: Collection[str]) -> None:
        told = profile.deliveries
        self._side = side
        self._hooks = hooks
        self._resources = frozenset(resources)
        self._scheme = schemes()[_scheme(profile, hooks)]
        self._header = hooks.header or (profile.signature_header.value or "")
        self._name_at = hooks.name_at or told.name_at.value or ""
        self._id_at = hooks.id_at or told.id_at.value or ""
        self._kinds = {event.name.casefold(): event for event in profile.events}
        self._events = {name.casefold(): resource for name, resource in hooks.events.items()}
        self._alone = profile.events[0] if len(profile.events) == 1 else None
        unknown = sorted(set(hooks.events.values()) - {record.name for record in profile.records})
        if unknown:
            raise SettingsError(f"`{profile.name}` has no `{unknown[0]}` that an event of its webhooks could be about")

    @property
    def needs_secret(self) -> bool:
        """Whether nothing can be believed without a secret."""
        return self._scheme.needs_secret

    def refused(self, headers: Mapping[str, str], body: bytes, secrets: Sequence[str], now: datetime) -> str:
        """Why a webhook is not believed; empty where it is. Header names are lower case."""
        key = key_of(self._scheme, header=self._header, secrets=secrets)
        if self._scheme.needs_secret and not key.secrets:
            return "there is no secret yet that it could be signed with"
        return self._scheme.check(key, headers, body, now)

    def hints(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Heard:
        """The items that a webhook is about. Nothing else that it says is used."""
        try:
            told: JSON = orjson.loads(body) if body.strip() else {}
        except (orjson.JSONDecodeError, RecursionError):
            told = {}
        events = told[:_MOST_EVENTS] if isinstance(told, list) else [told]
        hints, others = {}, 0
        for number, event in enumerate(events):
            hint = self._hint(headers, event if isinstance(event, dict) else {}, now, number)
            if hint is None:
                others += 1
            else:
                hints[hint.resource, hint.item_id] = hint
        return Heard(tuple(hints.values()), others)

    def _hint(self, headers: Mapping[str, str], event: dict[str, JSON], now: datetime, number: int) -> Hint | None:
        name = self._said(self._name_at, headers, event).casefold()
        kind = self._kinds.get(name) or (None if name else self._alone)
        resource = self._events.get(name) or (kind.record if kind is not None else "")
        if resource not in self._resources:
            return None
        item_id = ""
        for place in self._places(kind):
            item_id = item_id or self._said(place, headers, event)
        own = self._said(self._id_at, headers, event)
        # One header stands for all events of one delivery.
        own = f"{own} {number}" if own and self._id_at.startswith(_HEADER) and number else own
        return Hint(self._side, resource, item_id, now, event=own)

    def _places(self, kind: EventKind | None) -> Iterator[str]:
        """Where the id of the item may stand, the surest first."""
        if self._hooks.item_at:
            yield self._hooks.item_at
        elif kind is not None and kind.id_path:
            yield kind.id_path

    @staticmethod
    def _said(place: str, headers: Mapping[str, str], event: dict[str, JSON]) -> str:
        """The text at a place of a delivery; empty where there is none that an id or a name could be."""
        if not place:
            return ""
        if place.startswith(_HEADER):
            found: object = headers.get(place.removeprefix(_HEADER).strip().casefold(), "")
        else:
            found = get(event, Path.of(place))
        if found is ABSENT or isinstance(found, bool) or not isinstance(found, str | int):
            return ""
        text = str(found)
        return text if len(text) <= _LONGEST_ID and text.isprintable() else ""


def _scheme(profile: SystemProfile, hooks: Hooks) -> str:
    name = named(hooks.signature or profile.deliveries.scheme.value or "")
    if name in schemes():
        return name
    known = ", ".join(f"`{one}`" for one in schemes().items)
    raise SettingsError(
        f"nothing tells how the webhooks of `{profile.name}` are signed",
        hint=f"write signature = NAME under its webhooks in `interlock.toml`; there is {known}",
    )
