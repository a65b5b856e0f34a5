"""What an access token says of itself, where it is a JWT: a hint and no proof, since nobody checks its signature."""

from __future__ import annotations

import base64
import binascii

import orjson

_LONGEST = 20_000
_NAMES = ("scope", "scp", "scopes")


def scopes_in(token: str) -> tuple[str, ...] | None:
    """The scopes that the token names; None where it is no JWT or names none."""
    parts = token.split(".")
    if len(parts) != 3 or len(token) > _LONGEST:
        return None
    try:
        claims = orjson.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(claims, dict):
        return None
    said = next((claims[name] for name in _NAMES if name in claims), None)
    if isinstance(said, str):
        return tuple(said.split())
    return tuple(one for one in said if isinstance(one, str)) if isinstance(said, list) else None
