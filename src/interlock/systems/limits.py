"""How many requests a system allows, from its prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interlock.model.profile import Confidence, Evidence, Fact, RateLimit
from interlock.systems.calls import Call
from interlock.systems.tree import Tree
from interlock.systems.words import sentence

_SECONDS = {"s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "hour": 3600, "h": 3600, "day": 86400}
_COUNTS = {"one": 1, "a": 1, "ten": 10, "five": 5, "two": 2}
_RATE = re.compile(
    r"(?<![\w.])(\d{1,3}(?:[, ]\d{3})+|\d{1,9})\s*"
    r"(?:(?:api|http|rest|total|concurrent|write|read)\s+)*(?:requests?|calls?|queries|operations|req|reqs|hits|transactions)\b"
    r"[^.\n]{0,30}?\s*(?:per|/|an?|each|every|in(?: an?y?)?|within(?: an?)?)\s*"
    r"(?:(\d+|one|two|five|ten)[ -]*)?(seconds?|secs?|minutes?|mins?|hours?|days?)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?:rate[- ]limit\w*|throttl\w+|limited to)[^.\n]{0,60}?(?<![\w.])(\d[\d,]*)\s*(?:per|/)\s*"
    r"(second|sec|s|minute|min|hour|day)\b",
    re.IGNORECASE,
)


def rate_limit_of(tree: Tree, calls: Iterable[Call]) -> Fact[RateLimit]:
    """The first limit that the prose states: of the whole, then of tags, then of single answers."""
    for pointer, text in _texts(tree, calls):
        said = _RATE.search(text)
        if said:
            requests, per_s = _number(said[1]), _count(said[2]) * _unit(said[3])
        else:
            said = _SHORT.search(text)
            if said is None:
                continue
            requests, per_s = _number(said[1]), _unit(said[2])
        if requests > 0 and per_s > 0:
            quote = sentence(text[max(0, said.start() - 40) : said.end() + 40], most=160)
            return Fact(RateLimit(requests, float(per_s)), Confidence.LIKELY, (Evidence(pointer, quote),))
    return Fact()


def _texts(tree: Tree, calls: Iterable[Call]) -> Iterator[tuple[str, str]]:
    yield "#/info/description", tree.get(tree.root, "info").text("description")[:100_000]
    for tag in tree.root.below("tags").elements():
        yield f"{tag.pointer}/description", tag.text("description")[:5000]
    for name, answer in tree.get(tree.get(tree.root, "components"), "responses").entries():
        if "429" in name or "many" in name.lower() or "limit" in name.lower():
            yield f"{answer.pointer}/description", answer.text("description")[:2000]
    for call in calls:
        for status, text in call.refusals:
            if status == "429":
                yield f"{call.pointer}/responses/429", text


def _number(text: str) -> int:
    return int(re.sub(r"[, ]", "", text))


def _count(text: str | None) -> int:
    if not text:
        return 1
    return int(text) if text.isdigit() else _COUNTS.get(text.lower(), 1)


def _unit(text: str) -> int:
    low = text.lower()
    return _SECONDS.get(low) or _SECONDS.get(low.rstrip("s"), 0)
