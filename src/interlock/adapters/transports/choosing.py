"""The transport to an address: the usual one, or the fast one where that is asked for."""

from __future__ import annotations

import importlib

from interlock.adapters.transports.socket import SocketTransport
from interlock.catalogue.extras import how_to_install
from interlock.errors import SettingsError
from interlock.model.http import Reaching


def transport_to(base_url: str, *, fast: bool) -> Reaching:
    """Carries requests to that address.

    Raises:
        SettingsError: it is no address; or the fast transport is asked for, and its library is not installed.
    """
    if not fast:
        return SocketTransport(base_url)
    try:
        module = importlib.import_module("interlock.adapters.transports.fast")
    except ImportError:
        raise SettingsError(
            "`fast = true` needs the package `pyreqwest`",
            hint=f"{how_to_install('fast')}, or leave `fast` out",
        ) from None
    made: Reaching = module.FastTransport(base_url)
    return made
