"""The secret itself in a header, with or without `Bearer` before it: it proves who sends, not what was sent.

Header: `authorization` unless told otherwise.
Replays: nothing in it tells a repeated webhook from a new one; repeating one makes an item be looked at once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from interlock.systems.signatures._scheme import Key, Scheme, any_same


def _sign(key: Key, _body: bytes, _event: str, _at: datetime) -> Mapping[str, str]:
    return {key.header: key.secrets[0].decode()}


def _check(key: Key, headers: Mapping[str, str], _body: bytes, _now: datetime) -> str:
    given = headers.get(key.header, "").strip()
    if not given:
        return "it carries no token"
    bare = given[7:].strip() if given[:7].casefold() == "bearer " else given
    return "" if any_same([given.encode(), bare.encode()], key.secrets) else "its token is wrong"


SCHEME = Scheme("authorization", _sign, _check)
