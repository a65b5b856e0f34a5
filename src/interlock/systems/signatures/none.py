"""Nothing is signed. Only where it is written so: whoever knows the address can make items be looked at, and no more.

Header: none.
Replays: nothing tells a repeated webhook from a new one; repeating one makes an item be looked at once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from interlock.systems.signatures._scheme import Key, Scheme


def _sign(_key: Key, _body: bytes, _event: str, _at: datetime) -> Mapping[str, str]:
    return {}


def _check(_key: Key, _headers: Mapping[str, str], _body: bytes, _now: datetime) -> str:
    return ""


SCHEME = Scheme("", _sign, _check, needs_secret=False)
