"""HMAC-SHA256 over the moment and the body, written `t=SECONDS,v1=HEXADECIMAL`; what is signed is `SECONDS.BODY`.

Header: `x-signature` unless told otherwise. Several `v1` are accepted, as while a secret is being changed.
Replays: a moment more than 5 minutes away is not believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from interlock.systems.signatures._scheme import Key, Scheme, any_same, digest, too_old

_MOST = 12


def _sign(key: Key, body: bytes, _event: str, at: datetime) -> Mapping[str, str]:
    stamp = str(int(at.timestamp()))
    return {key.header: f"t={stamp},v1={digest(key.secrets[0], stamp.encode() + b'.' + body).hex()}"}


def _check(key: Key, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    given = headers.get(key.header, "")
    if not given:
        return "it is not signed"
    parts = [part.strip().partition("=") for part in given.split(",")[:_MOST]]
    stamp = next((value for name, _, value in parts if name == "t"), "")
    signatures = [value.casefold().encode() for name, _, value in parts if name == "v1"]
    wanted = [digest(secret, stamp.encode() + b"." + body).hex().encode() for secret in key.secrets]
    return too_old(stamp, now) if any_same(signatures, wanted) else "its signature is wrong"


SCHEME = Scheme("x-signature", _sign, _check)
