"""The transport to an address: the usual one, or the fast one where that is asked for."""

from __future__ import annotations

import importlib
from urllib.parse import urlsplit

from interlock.adapters.transports.addresses import checked
from interlock.adapters.transports.socket import SocketTransport
from interlock.adapters.transports.tls import context_of
from interlock.catalogue.extras import how_to_install
from interlock.errors import SettingsError
from interlock.model.http import Reaching
from interlock.model.sign_in import Tls


def transport_to(base_url: str, *, fast: bool, tls: Tls | None = None) -> Reaching:
    """Carries requests to that address; where `tls` is given, connections show and believe what it says.

    Raises:
        SettingsError: it is no address; or the fast transport is asked for, and its library is not installed, or a
            certificate has to be shown; or the certificate cannot be used.
    """
    if tls is not None:
        where = urlsplit(checked(base_url)).netloc
        if fast:
            raise SettingsError(
                f"`fast = true` shows no certificate and believes no authority besides, as {where} asks for",
                hint="leave `fast` out",
            )
        return SocketTransport(base_url, tls=context_of(tls, where=where))
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
