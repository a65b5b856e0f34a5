"""What `interlock.toml` says of the ledger: where it is, and how long it keeps what nothing depends on."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

from interlock.document.shapes.parameters import duration
from interlock.errors import SettingsError
from interlock.journeys.settings_values import reference_of, text_of
from interlock.model.environment import SERVERS

_LEAST = timedelta(days=7)
"""Guards and the search for lost answers look back for days."""


def ledger_of(value: object, where: str) -> str:
    """The path of a file, or the address of a database.

    Raises:
        SettingsError: it is neither, or holds a password, which is not shown.
    """
    text = text_of(value, where)
    if text.startswith(SERVERS):
        return _address(text, where)
    if not text.strip() or not text.isprintable() or "://" in text:
        raise SettingsError(
            f"`{where}` is no ledger",
            hint="write the path of a file such as `.interlock/live.sqlite`, or an address such as "
            "`postgresql://user@host/database`",
        )
    return text


def password_of(value: object, where: str) -> str:
    """The reference to the database's password; empty where nobody wrote one.

    Raises:
        SettingsError: it is no reference; what it is is not shown.
    """
    return "" if value is None else reference_of(value, where)


def keep_of(value: object, where: str) -> timedelta | None:
    """How long is kept what nothing depends on; None for as long as the ledger.

    Raises:
        SettingsError: it is no time, or too short.
    """
    if value is None:
        return None
    text = text_of(value, where)
    try:
        found = duration(text)
    except (KeyError, OverflowError, ValueError):
        raise SettingsError(f"`{where}` is `{text}`; expected a time such as `400 days`") from None
    if found < _LEAST:
        raise SettingsError(f"`{where}` is `{text}`; expected at least {_LEAST.days} days")
    return found


def _address(text: str, where: str) -> str:
    try:
        parts = urlsplit(text)
        secret = parts.password is not None or any(name == "password" for name, _ in parse_qsl(parts.query))
    except ValueError:
        raise SettingsError(
            f"`{where}` is not an address", hint="write one such as `postgresql://user@host/database`"
        ) from None
    if secret:
        raise SettingsError(
            f"`{where}` holds a password",
            hint='secrets never stand in a file; write ledger_password = "env:NAME" beside it, and set the variable',
        )
    return text
