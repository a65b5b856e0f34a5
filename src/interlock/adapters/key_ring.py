"""Secrets in the key ring of the operating system, by the library `keyring` (the extra `keyring`)."""

from __future__ import annotations

import importlib
from typing import Protocol, cast

from interlock.catalogue.extras import how_to_install
from interlock.errors import InterlockError, SettingsError

PREFIX = "keyring:"


class _Ring(Protocol):
    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def read_secret(reference: str, *, what: str) -> str:
    """What the key ring has under `keyring:SERVICE/NAME`; empty where it has nothing.

    Raises:
        SettingsError: the reference has another form, the library is not installed, or the key ring is locked or
            missing.
    """
    service, _, name = reference.removeprefix(PREFIX).partition("/")
    if not service or not name or not reference.isprintable():
        raise SettingsError(
            f"the place of {what} in the key ring is not named by service and name",
            hint="write `keyring:SERVICE/NAME`, and put the secret there with `keyring set SERVICE NAME`",
        )
    return (read(service, name, what=what) or "").strip()


def read(service: str, name: str, *, what: str) -> str | None:
    """What the key ring has there, or None.

    Raises:
        SettingsError: it cannot be asked.
    """
    ring = _ring(what)
    try:
        return ring.get_password(service, name)
    except Exception as problem:  # each backend has errors of its own
        raise _closed(problem, what) from None


def write(service: str, name: str, secret: str, *, what: str) -> None:
    """Put a secret there, in place of what is there.

    Raises:
        InterlockError: it cannot be put there.
    """
    ring = _ring(what)
    try:
        ring.set_password(service, name, secret)
    except Exception as problem:  # each backend has errors of its own
        raise InterlockError(f"the key ring does not take {what}: {_said(problem)}") from None


def remove(service: str, name: str, *, what: str) -> bool:
    """Take a secret away; whether there was one.

    Raises:
        SettingsError: the key ring cannot be asked.
    """
    if read(service, name, what=what) is None:
        return False
    try:
        _ring(what).delete_password(service, name)
    except Exception as problem:  # each backend has errors of its own
        raise _closed(problem, what) from None
    return True


def _ring(what: str) -> _Ring:
    try:
        module = importlib.import_module("keyring")
    except ImportError:
        raise SettingsError(
            f"{what} stands in the key ring, and the package `keyring` is not installed",
            hint=f"{how_to_install('keyring')}, or name an environment variable (`env:NAME`) or a file (`file:PATH`)",
        ) from None
    return cast("_Ring", module)


def _closed(problem: Exception, what: str) -> SettingsError:
    return SettingsError(
        f"the key ring cannot be asked for {what}: {_said(problem)}",
        hint="unlock it; on a machine without one, name an environment variable (`env:NAME`) or a file (`file:PATH`)",
    )


def _said(problem: Exception) -> str:
    """The kind of problem alone: what a backend says may hold what it was asked to keep."""
    return f"its backend raised {type(problem).__name__}"
