"""What an access token may do, and who says so."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import orjson

_LONGEST = 20_000
_NAMES = ("scope", "scp", "scopes")


class Source(Enum):
    """Who says what a token may do, for people; the surest first."""

    SERVER = "the server that gave the token says so"
    ANSWER = ""
    ITSELF = "the token says so of itself, which nobody checked"
    ASKED = "as was asked for: the answer names none"


@dataclass(frozen=True, slots=True)
class Given:
    """The scopes of a token, who says so, and whether it can be used at all as its server says."""

    scopes: tuple[str, ...]
    source: Source = Source.ANSWER
    active: bool = True


def scopes_in(token: str) -> tuple[str, ...] | None:
    """The scopes that a token names where it is a JWT: a hint and no proof, since nobody checks its signature.

    None where it is no JWT or names none.
    """
    parts = token.split(".")
    if len(parts) != 3 or len(token) > _LONGEST:
        return None
    try:
        claims = orjson.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    return scopes_of_claims(claims) if isinstance(claims, dict) else None


def scopes_of_claims(claims: Mapping[str, object]) -> tuple[str, ...] | None:
    """The scopes that claims name, as a text or as a list; None where they name none."""
    said = next((claims[name] for name in _NAMES if name in claims), None)
    if isinstance(said, str):
        return tuple(said.split())
    return tuple(one for one in said if isinstance(one, str)) if isinstance(said, list) else None
