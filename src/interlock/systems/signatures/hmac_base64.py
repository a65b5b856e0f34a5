"""HMAC-SHA256 of the body in Base64.

Header: `x-signature` unless told otherwise.
Replays: nothing in it tells a repeated webhook from a new one; repeating one makes an item be looked at once more.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime

from interlock.systems.signatures._scheme import Key, Scheme, any_same, digest


def _sign(key: Key, body: bytes, _event: str, _at: datetime) -> Mapping[str, str]:
    return {key.header: b64encode(digest(key.secrets[0], body)).decode()}


def _check(key: Key, headers: Mapping[str, str], body: bytes, _now: datetime) -> str:
    given = headers.get(key.header, "").strip()
    if not given:
        return "it is not signed"
    wanted = [b64encode(digest(secret, body)) for secret in key.secrets]
    return "" if any_same([given.encode()], wanted) else "its signature is wrong"


SCHEME = Scheme("x-signature", _sign, _check)
