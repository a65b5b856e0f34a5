"""What the headers of an answer tell of a rate limit: how much of it is left, and when it is whole again.

Read are the forms of the IETF drafts on RateLimit headers (one field each, or `RateLimit: "name";r=5;t=30`), and the
older `X-RateLimit-...` in their many spellings, whose reset is a number of seconds or milliseconds, or a moment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from interlock.model.peer import Quota
from interlock.peers.moments import http_date, moment

_NAME = re.compile(r"rate-?limit")
_PARTS = {"left": "remaining", "reset": "reset", "most": "limit"}
_ITEM = re.compile(r";\s*([rtqw])\s*=\s*(\d{1,12})")
_COUNT = re.compile(r"\s*(\d{1,12})(?:\.\d+)?\b")
_LONGEST_S = 31 * 86_400.0
_SECONDS_SINCE_1970 = 1_000_000_000.0


def quota_of(headers: Mapping[str, str], now: datetime) -> Quota | None:
    """The quota that an answer tells of; None where it tells of none, or of nothing that can be used.

    Where headers tell of several spans, as a minute and a day, the one counts of which the smallest part is left.
    """
    told = {name: value for name, value in headers.items() if "limit" in name and _NAME.search(name)}
    if not told:
        return None
    found = [quota for quota in (*_structured(told, now), *_separate(told, now)) if quota.resets_at > now]
    return min(found, key=_share, default=None)


def _share(quota: Quota) -> float:
    return quota.left / quota.most if quota.most else float(quota.left > 0)


def _structured(told: Mapping[str, str], now: datetime) -> list[Quota]:
    """The one header of the later drafts, which lists named limits."""
    policies = _items(told.get("ratelimit-policy", ""))
    found = []
    for name, parts in _items(told.get("ratelimit", "")).items():
        if "r" in parts and "t" in parts:
            most = policies.get(name, {}).get("q")
            found.append(Quota(parts["r"], most, now + timedelta(seconds=min(parts["t"], _LONGEST_S))))
    return found


def _items(text: str) -> dict[str, dict[str, int]]:
    items = {}
    for item in text[:2000].split(","):
        name = item.split(";", 1)[0].strip().strip('"')
        items[name] = {key: int(value) for key, value in _ITEM.findall(item)}
    return items


def _separate(told: Mapping[str, str], now: datetime) -> list[Quota]:
    """One header each for what is left, the limit and the reset; spans are told apart by the rest of their names."""
    spans: dict[str, dict[str, str]] = {}
    for name, value in told.items():
        rest = _NAME.sub("", name, count=1)
        for kind, word in _PARTS.items():
            if word in rest:
                spans.setdefault(rest.replace("-after", "").replace(word, ""), {})[kind] = value
    found = []
    for parts in spans.values():
        left, until = _count(parts.get("left")), _until(parts.get("reset"), now)
        if left is not None and until is not None:
            found.append(Quota(left, _count(parts.get("most")), until))
    return found


def _count(text: str | None) -> int | None:
    found = _COUNT.match(text) if text else None
    return int(found[1]) if found else None


def _until(text: str | None, now: datetime) -> datetime | None:
    """When it is whole again: a number of seconds from now, or a moment."""
    if text is None:
        return None
    found = _COUNT.fullmatch(text.strip()[:20])
    if found is None:
        return http_date(text) or moment(text)
    number = float(text)
    if number >= _SECONDS_SINCE_1970:
        return moment(number)
    return now + timedelta(seconds=min(number, _LONGEST_S))
