"""What every signature scheme is: a way to sign a webhook, and a way to see whether one was signed with our secret."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

TOLERANCE_S = 300.0
"""How old a signed moment may be; what the published schemes recommend."""


@dataclass(frozen=True, slots=True)
class Key:
    """What signs: the header (lower case) that carries the signature, and the secrets that are accepted now."""

    header: str
    secrets: tuple[bytes, ...]

    def __repr__(self) -> str:
        return f"Key({self.header!r}, …)"


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to sign.

    `sign` gives the headers for a body with the first secret of the key; the moment and the event's id are signed where
    the scheme knows them. `check` gives why a webhook is not believed, empty where it is. `header` is where the
    signature stands unless told otherwise. `needs_secret` is false only where nothing is signed.
    """

    header: str
    sign: Callable[[Key, bytes, str, datetime], Mapping[str, str]]
    check: Callable[[Key, Mapping[str, str], bytes, datetime], str]
    needs_secret: bool = True


def key_of(scheme: Scheme, *, header: str, secrets: Iterable[str]) -> Key:
    """The key for a scheme; `header` is the scheme's own where it is empty."""
    return Key((header or scheme.header).casefold(), tuple(secret.encode() for secret in secrets if secret))


def digest(secret: bytes, message: bytes) -> bytes:
    """HMAC-SHA256."""
    return hmac.new(secret, message, sha256).digest()


def any_same(given: Iterable[bytes], wanted: Iterable[bytes]) -> bool:
    """Whether one of the given signatures is one of the wanted; how long it takes tells nothing about them."""
    found = False
    expected = tuple(wanted)
    for one in given:
        for other in expected:
            found |= hmac.compare_digest(one, other)
    return found


def too_old(stamp: str, now: datetime) -> str:
    """Why a signed moment in seconds since 1970 is not believed; empty where it is near enough."""
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
        return "the signed moment is no number of seconds"
    away_s = abs(now.timestamp() - int(stamp))
    return f"it was signed {away_s:.0f} seconds from now" if away_s > TOLERANCE_S else ""
