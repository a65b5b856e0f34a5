"""Standard Webhooks (standardwebhooks.com): `webhook-id`, `webhook-timestamp` and `webhook-signature`.

Header: always these three. What is signed is `ID.SECONDS.BODY`; a secret that begins with `whsec_` is Base64.
Replays: a moment more than 5 minutes away is not believed, and an id that was taken before adds nothing.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime

from interlock.systems.signatures._scheme import Key, Scheme, any_same, digest, too_old

_MOST = 12
_MARK = b"whsec_"


def _raw(secret: bytes) -> bytes:
    if not secret.startswith(_MARK):
        return secret
    try:
        return b64decode(secret.removeprefix(_MARK))
    except binascii.Error:
        return secret


def _signed(secret: bytes, event: str, stamp: str, body: bytes) -> bytes:
    return b64encode(digest(_raw(secret), f"{event}.{stamp}.".encode() + body))


def _sign(key: Key, body: bytes, event: str, at: datetime) -> Mapping[str, str]:
    stamp = str(int(at.timestamp()))
    signature = _signed(key.secrets[0], event, stamp, body).decode()
    return {"webhook-id": event, "webhook-timestamp": stamp, "webhook-signature": f"v1,{signature}"}


def _check(key: Key, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    event, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "").split(" ")[:_MOST]
    signatures = [part.removeprefix("v1,").encode() for part in given if part.startswith("v1,")]
    if not signatures or not event:
        return "it is not signed"
    wanted = [_signed(secret, event, stamp, body) for secret in key.secrets]
    return too_old(stamp, now) if any_same(signatures, wanted) else "its signature is wrong"


SCHEME = Scheme("webhook-signature", _sign, _check)
