"""What `interlock.toml` says of webhooks, which come in, and of alerts, which go out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interlock.catalogue import did_you_mean
from interlock.errors import SettingsError
from interlock.journeys.settings_values import flag_of, known, reference_of, seconds_of, table_of, text_of
from interlock.model.environment import Alerting, HeldSettings
from interlock.model.history import HeldKind
from interlock.model.webhooks import Hooks
from interlock.systems.signatures import named, schemes

_HOOKS_KEYS = (
    "secret", "old_secret", "signature", "header", "event_name", "event_id", "item_id", "events", "register",
)  # fmt: skip
_HELD_KEYS = ("alert_after_s", "assignees")
_ALERT_KEYS = ("to", "remind_after_s", "silent_after_s")
_MOST_ADDRESSES = 20


def hooks_of(value: object, where: str) -> Hooks | None:
    """How the webhooks of a system are received; None where nothing is said.

    Raises:
        SettingsError: a key is unknown or of the wrong kind.
    """
    if value is None:
        return None
    table = table_of(value, where)
    known(table, _HOOKS_KEYS, where)
    return Hooks(
        secret=_reference(table, "secret", where),
        old_secret=_reference(table, "old_secret", where),
        signature=_scheme(table, f"{where}.signature"),
        header=text_of(table.get("header", ""), f"{where}.header").strip(),
        name_at=text_of(table.get("event_name", ""), f"{where}.event_name").strip(),
        id_at=text_of(table.get("event_id", ""), f"{where}.event_id").strip(),
        item_at=text_of(table.get("item_id", ""), f"{where}.item_id").strip(),
        events={
            name: text_of(resource, f"{where}.events.{name}")
            for name, resource in table_of(table.get("events", {}), f"{where}.events").items()
        },
        register=flag_of(table.get("register", True), f"{where}.register"),
    )


def held_of(value: object, where: str) -> HeldSettings:
    """What is done about held items that nobody decides.

    Raises:
        SettingsError: a key is unknown or of the wrong kind.
    """
    table = table_of({} if value is None else value, where)
    known(table, _HELD_KEYS, where)
    assignees = table_of(table.get("assignees", {}), f"{where}.assignees")
    known(assignees, [kind.value for kind in HeldKind], f"{where}.assignees")
    after = table.get("alert_after_s", HeldSettings().alert_after_s)
    return HeldSettings(
        alert_after_s=seconds_of(after, f"{where}.alert_after_s"),
        assignees={kind: text_of(name, f"{where}.assignees.{kind}") for kind, name in assignees.items()},
    )


def alerting_of(value: object, where: str) -> Alerting:
    """Who is told what a person must know.

    Raises:
        SettingsError: a key is unknown or of the wrong kind.
    """
    table = table_of({} if value is None else value, where)
    known(table, _ALERT_KEYS, where)
    to = table.get("to", [])
    if not isinstance(to, list) or len(to) > _MOST_ADDRESSES:
        raise SettingsError(
            f"`{where}.to` is not a list of at most {_MOST_ADDRESSES} references",
            hint='write to = ["env:ALERTS"] and put the address, such as mailtos://..., into the variable ALERTS',
        )
    told = Alerting()
    return Alerting(
        to=tuple(reference_of(one, f"{where}.to") for one in to),
        remind_after_s=seconds_of(table.get("remind_after_s", told.remind_after_s), f"{where}.remind_after_s"),
        silent_after_s=seconds_of(table.get("silent_after_s", told.silent_after_s), f"{where}.silent_after_s"),
    )


def public_address_of(value: object, where: str) -> str:
    """Where webhooks reach us; empty where nobody said.

    Raises:
        SettingsError: it is no address, or holds more than one.
    """
    if value is None:
        return ""
    address = text_of(value, where)
    if not address.startswith(("http://", "https://")) or not address.partition("//")[2].strip("/ "):
        raise SettingsError(f"`{where}` is `{address}`; expected an address such as `https://hooks.example.com`")
    if "@" in address or "?" in address or "#" in address:
        raise SettingsError(f"`{where}` holds more than an address; expected one such as `https://hooks.example.com`")
    return address.rstrip("/")


def _reference(table: Mapping[str, Any], key: str, where: str) -> str:
    return reference_of(table[key], f"{where}.{key}") if key in table else ""


def _scheme(table: Mapping[str, Any], where: str) -> str:
    name = named(text_of(table.get("signature", ""), where))
    if name and name not in schemes():
        raise SettingsError(
            f"`{where}` is `{name}`, which is no signature scheme", hint=did_you_mean(name, schemes().items)
        )
    return name
