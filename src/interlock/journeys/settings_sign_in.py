"""What `interlock.toml` says of getting access tokens: the grant, where they are given, what is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from interlock.catalogue import did_you_mean
from interlock.errors import SettingsError
from interlock.journeys.settings_values import known, table_of, text_of
from interlock.model.sign_in import LOOPBACK, GrantKind, SignIn, fit_for_secrets

_ADDRESSES = (
    "token_address", "authorize_address", "device_address", "introspection_address", "revocation_address", "issuer",
)  # fmt: skip
_TEXTS = ("audience", "subject", "key_id", "algorithm")
_KEYS = ("grant", *_ADDRESSES, "scopes", *_TEXTS, "redirect", "keep")


def sign_in_of(value: object, where: str) -> SignIn:
    """What is said; all is as the description has it where nothing is.

    Raises:
        SettingsError: a key is unknown, or its value none that it can have.
    """
    if value is None:
        return SignIn()
    table = table_of(value, where)
    known(table, _KEYS, where)
    texts = {key: text_of(table.get(key, ""), f"{where}.{key}") for key in _TEXTS}
    return SignIn(
        grant=_grant(table, where),
        scopes=_scopes(table.get("scopes", []), f"{where}.scopes"),
        redirect=_redirect(text_of(table.get("redirect", ""), f"{where}.redirect"), f"{where}.redirect"),
        keep=_keep(text_of(table.get("keep", ""), f"{where}.keep"), f"{where}.keep"),
        **{key: _address(text_of(table.get(key, ""), f"{where}.{key}"), f"{where}.{key}") for key in _ADDRESSES},
        **texts,
    )


def _grant(table: Mapping[str, Any], where: str) -> GrantKind | None:
    if "grant" not in table:
        return None
    said = text_of(table["grant"], f"{where}.grant")
    kinds = {kind.value: kind for kind in GrantKind}
    if said not in kinds:
        names = ", ".join(f"`{name}`" for name in kinds)
        raise SettingsError(f"`{where}.grant` is `{said}`; expected one of {names}", hint=did_you_mean(said, kinds))
    return kinds[said]


def _scopes(value: object, where: str) -> tuple[str, ...]:
    listed = value.split() if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(one, str) and one and one.isprintable() for one in listed):
        raise SettingsError(f"`{where}` is no list of scopes", hint='write scopes = ["orders.read", "orders.write"]')
    return tuple(dict.fromkeys(listed))


def _address(text: str, where: str) -> str:
    if not text:
        return ""
    if not fit_for_secrets(text):
        raise SettingsError(
            f"`{where}` is no address that a secret may be sent to",
            hint="expected one such as `https://login.example.com/oauth/token`; http:// is for this machine only",
        )
    return text


def _redirect(text: str, where: str) -> str:
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        fits = parts.scheme == "http" and parts.hostname in LOOPBACK and not parts.query and not parts.fragment
        _port = parts.port
    except ValueError:
        fits = False
    if not fits:
        raise SettingsError(
            f"`{where}` is `{text}`; expected an address on this machine such as `http://127.0.0.1:8765/callback`",
            hint="where the vendor takes no such address, sign in with --paste",
        )
    return text


def _keep(text: str, where: str) -> str:
    if text not in {"", "keyring"} and not text.startswith("file:"):
        raise SettingsError(f"`{where}` is `{text}`; expected `keyring`, or `file:` and a path")
    return text
