"""HMAC-SHA256 of the body in hexadecimal, with or without `sha256=` before it.

Header: `x-signature` unless told otherwise.
Replays: nothing in it tells a repeated webhook from a new one; repeating one makes an item be looked at once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from interlock.systems.signatures._scheme import Key, Scheme, any_same, digest

_MOST = 4


def _sign(key: Key, body: bytes, _event: str, _at: datetime) -> Mapping[str, str]:
    return {key.header: digest(key.secrets[0], body).hex()}


def _check(key: Key, headers: Mapping[str, str], body: bytes, _now: datetime) -> str:
    given = headers.get(key.header, "")
    if not given:
        return "it is not signed"
    parts = [part.strip().removeprefix("sha256=").casefold().encode() for part in given.split(",")[:_MOST]]
    wanted = [digest(secret, body).hex().encode() for secret in key.secrets]
    return "" if any_same(parts, wanted) else "its signature is wrong"


SCHEME = Scheme("x-signature", _sign, _check)
