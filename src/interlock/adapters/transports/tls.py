"""Encrypted connections that show a certificate of ours, or believe an authority of the company's own."""

from __future__ import annotations

import hashlib
import os
import ssl
import tempfile
from pathlib import Path

from interlock.errors import SettingsError
from interlock.model.sign_in import Tls


def context_of(tls: Tls, *, where: str) -> ssl.SSLContext:
    """The settings of connections to `where`.

    Raises:
        SettingsError: the certificate, its key or the authority's certificate cannot be used; none of them is shown.
    """
    # To read the usual authorities takes a tenth of a second, and every system of a run is reached in two ways.
    key = _digest(tls)
    if key not in _MADE:
        if len(_MADE) >= _MOST:
            _MADE.clear()
        _MADE[key] = _made(tls, where)
    return _MADE[key]


def _digest(tls: Tls) -> bytes:
    secrets = (one.reveal() if one is not None else "" for one in (tls.certificate, tls.key, tls.key_password))
    return hashlib.sha256("\0".join((*secrets, tls.authority)).encode()).digest()


_MADE: dict[bytes, ssl.SSLContext] = {}
"""By the digest of what they were made of."""
_MOST = 16


def _made(tls: Tls, where: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if tls.authority:
        try:
            context.load_verify_locations(cadata=tls.authority)
        except (ssl.SSLError, ValueError):
            raise SettingsError(
                f"`authority` of {where} is no certificate in PEM", hint="it begins with -----BEGIN CERTIFICATE-----"
            ) from None
    if tls.certificate is None or tls.key is None:
        return context
    # The library reads from files only: this one is for our user alone, and gone before anything is sent.
    handle, name = tempfile.mkstemp(prefix="interlock-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{_lines(tls.key.reveal())}\n{_lines(tls.certificate.reveal())}\n")
        password = tls.key_password.reveal() if tls.key_password is not None else ""
        # Without one the library would ask at the terminal.
        context.load_cert_chain(name, password=lambda: password)
    except (ssl.SSLError, OSError, ValueError, TypeError):
        raise SettingsError(
            f"`client_certificate` and `client_key` of {where} are no pair in PEM"
            + ("" if tls.key_password is None else ", or `client_key_password` does not open the key"),
            hint="the certificate comes first, then those that vouch for it; the key belongs to the first",
        ) from None
    finally:
        Path(name).unlink(missing_ok=True)
    return context


def _lines(text: str) -> str:
    r"""A variable holds one line as a rule: the lines are then parted by `\n`."""
    return text.replace("\\n", "\n")
