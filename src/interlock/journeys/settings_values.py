"""The kinds of values that `interlock.toml` holds, each with what is said where it is another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from interlock.catalogue import did_you_mean
from interlock.errors import SettingsError

REFERENCES = ("env:", "file:", "keyring:")


def known(table: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    """Refuse a key that means nothing."""
    for key in table:
        if key not in keys:
            raise SettingsError(f"`{where}` has a key `{key}` that means nothing", hint=did_you_mean(key, keys))


def table_of(value: object, where: str) -> Mapping[str, Any]:
    """The value as a table."""
    if not isinstance(value, dict):
        raise SettingsError(f"`{where}` is not a table")
    return value


def text_of(value: object, where: str) -> str:
    """The value as text."""
    if not isinstance(value, str):
        raise SettingsError(f"`{where}` is `{value}`; expected text in quotes")
    return value


def flag_of(value: object, where: str) -> bool:
    """The value as yes or no."""
    if not isinstance(value, bool):
        raise SettingsError(f"`{where}` is `{value}`; expected true or false")
    return value


def seconds_of(value: object, where: str) -> float:
    """The value as a number of seconds above 0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        raise SettingsError(f"`{where}` is `{value}`; expected a number of seconds above 0")
    return float(value)


def reference_of(value: object, where: str) -> str:
    """The value as a reference to a secret; it is never shown, as it may be the secret itself."""
    if not isinstance(value, str) or not value.startswith(REFERENCES):
        raise SettingsError(
            f"`{where}` is not a reference to a secret",
            hint="secrets never stand in this file; write `env:VARIABLE`, `file:PATH` or `keyring:SERVICE/NAME`",
        )
    return value
