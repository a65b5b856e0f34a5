"""Reads `interlock.toml`: where the two systems are reached, in which environments."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from interlock.catalogue import did_you_mean
from interlock.errors import SettingsError, UsageError
from interlock.journeys.settings_ledger import keep_of, ledger_of, password_of
from interlock.journeys.settings_notices import alerting_of, held_of, hooks_of, public_address_of
from interlock.journeys.settings_sign_in import sign_in_of
from interlock.journeys.settings_values import flag_of, known, reference_of, seconds_of, table_of, text_of
from interlock.model.environment import Connection, Environment

FILE = "interlock.toml"
_ENVIRONMENT_KEYS = (
    "kind",
    "ledger",
    "go_live",
    "systems",
    "public_address",
    "alerts",
    "held",
    "ledger_password",
    "keep",
)
_CONNECTION_KEYS = ("address", "authority", "credential", "fast", "sign_in", "timeout_s", "webhooks")
_KINDS = ("sandbox", "production")
_SHAPE = 'a table begins with [environments.NAME.systems.SYSTEM], a line is KEY = "VALUE"'


def parse(data: bytes, *, file: str = FILE) -> dict[str, Environment]:
    """The environments by name, in the order of the file.

    Args:
        data: what stands in it.
        file: what messages call it.

    Raises:
        SettingsError: it is not TOML, or a key is missing, unknown or of the wrong kind; the message names it.
    """
    try:
        settings = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError(f"`{file}` is not text in UTF-8", hint="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        said = f"{problem}"
        raise SettingsError(f"`{file}` is not TOML: {said[:1].lower()}{said[1:]}", hint=_SHAPE) from None
    known(settings, ("environments", "language_model"), file)
    environments = settings.get("environments", {})
    if not isinstance(environments, dict) or not environments:
        raise SettingsError(
            f"`{file}` names no environment", hint="write a table such as [environments.sandbox] with its systems"
        )
    return {name: _environment(name, table_of(table, f"environments.{name}")) for name, table in environments.items()}


def choose(environments: Mapping[str, Environment], wanted: str | None) -> Environment:
    """The wanted environment, or the only one.

    Raises:
        UsageError: there is none of that name, or several and none was named.
    """
    if wanted is None:
        if len(environments) == 1:
            return next(iter(environments.values()))
        names = ", ".join(f"`{name}`" for name in environments)
        raise UsageError(f"there are several environments: {names}", hint="name one with --env")
    if wanted not in environments:
        raise UsageError(
            f"there is no environment `{wanted}` in `{FILE}`", hint=did_you_mean(wanted, environments.keys())
        )
    return environments[wanted]


def _environment(name: str, table: Mapping[str, Any]) -> Environment:
    where = f"environments.{name}"
    known(table, _ENVIRONMENT_KEYS, where)
    kind = table.get("kind", "sandbox")
    if kind not in _KINDS:
        raise SettingsError(f"`{where}.kind` is `{kind}`; expected one of {', '.join(_KINDS)}")
    systems = table_of(table.get("systems", {}), f"{where}.systems")
    if not systems:
        raise SettingsError(
            f"`{where}` names no systems", hint=f'write [{where}.systems.NAME] with address = "https://..."'
        )
    return Environment(
        name=name,
        kind=kind,
        marked="kind" in table,
        ledger=ledger_of(table.get("ledger", f".interlock/{name}.sqlite"), f"{where}.ledger"),
        ledger_password=password_of(table.get("ledger_password"), f"{where}.ledger_password"),
        keep=keep_of(table.get("keep"), f"{where}.keep"),
        systems={
            system: _connection(table_of(value, f"{where}.systems.{system}"), f"{where}.systems.{system}")
            for system, value in systems.items()
        },
        go_live=_moment(table.get("go_live"), f"{where}.go_live"),
        public_address=public_address_of(table.get("public_address"), f"{where}.public_address"),
        alerting=alerting_of(table.get("alerts"), f"{where}.alerts"),
        held=held_of(table.get("held"), f"{where}.held"),
    )


def _connection(table: Mapping[str, Any], where: str) -> Connection:
    known(table, _CONNECTION_KEYS, where)
    address = text_of(table.get("address", ""), f"{where}.address")
    if "@" in address:
        # Not shown either: what stands before the @ is a name and its password.
        raise SettingsError(
            f"`{where}.address` holds more than an address; expected one such as `https://api.example.com`",
            hint="credentials are named in `credential`, by reference",
        )
    if not address.startswith(("http://", "https://")) or not address.partition("//")[2].strip("/ "):
        raise SettingsError(f"`{where}.address` is `{address}`; expected an address such as `https://api.example.com`")
    credential = table.get("credential", {})
    if not isinstance(credential, dict):
        raise SettingsError(
            f"`{where}.credential` is not a table of references",
            hint='secrets never stand in a file; write credential = { token = "env:NAME" } and set the variable NAME',
        )
    for part, reference in credential.items():
        reference_of(reference, f"{where}.credential.{part}")
    return Connection(
        address=address.rstrip("/"),
        credential=dict(credential),
        timeout_s=seconds_of(table.get("timeout_s", 30), f"{where}.timeout_s"),
        hooks=hooks_of(table.get("webhooks"), f"{where}.webhooks"),
        fast=flag_of(table.get("fast", False), f"{where}.fast"),
        sign_in=sign_in_of(table.get("sign_in"), f"{where}.sign_in"),
        authority=text_of(table.get("authority", ""), f"{where}.authority"),
    )


def _moment(value: object, where: str) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise SettingsError(f"`{where}` is `{value}`; expected a moment with its offset such as 2027-02-01T05:00:00Z")
    return value.astimezone(UTC)
