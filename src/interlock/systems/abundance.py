"""How many items one request takes, from the description's array or its prose."""

from __future__ import annotations

import re

from interlock.model.profile import Confidence, Evidence, Fact
from interlock.systems.calls import Call
from interlock.systems.shapes import Shapes
from interlock.systems.words import sentence

_SAID = re.compile(
    r"(?:up to|at most|no more than|max(?:imum)?(?: of)?|limit(?:ed)?(?: is)?(?: to| of)?)\s+(\d{1,5})\b"
    r"(?!\s*(?:%|per\b|char|concurrent|requests?\b|calls?\b|bytes|[km]b\b))",
    re.IGNORECASE,
)
_FEWEST, _MOST = 2, 10_000


def most_at_once(call: Call, shapes: Shapes, path: str) -> Fact[int]:
    """The largest number of items in the body's array at `path`; unknown where nothing tells it."""
    if call.body is None:
        return Fact()
    array = shapes.at(shapes.of(call.body), path.split(".") if path else ())
    bound = array.keywords.get("maxItems")
    if isinstance(bound, int) and not isinstance(bound, bool) and bound >= 1:
        return Fact(bound, Confidence.SURE, (Evidence(f"{array.pointer}/maxItems"),))
    text = f"{call.summary}. {call.description}"[:5000]
    for said in _SAID.finditer(text):
        if _FEWEST <= int(said[1]) <= _MOST:
            quote = sentence(text[max(0, said.start() - 40) : said.end() + 40], most=160)
            return Fact(int(said[1]), Confidence.LIKELY, (Evidence(f"{call.pointer}/description", quote),))
    return Fact()
