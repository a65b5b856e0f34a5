"""How many items one request takes, and whether it does all or none, from the description's array or its prose."""

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

_WHOLE = re.compile(
    r"\ball[- ]or[- ](?:nothing|none)\b|\beither all\b[^.]{0,40}\bor none\b|\batomic(?:ally)?\b"
    r"|\bnone (?:of (?:them|the \w+) )?(?:is|are|will be) (?:made|created|updated|changed|saved|stored|written)\b",
    re.IGNORECASE,
)
_NOT_WHOLE = re.compile(r"(?:\bnot|n't|\bnon-?|\bno\b|\bwithout)[^.]{0,30}?(?:\batomic|\ball[- ]or[- ])", re.IGNORECASE)


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


def all_or_none(call: Call) -> Fact[bool]:
    """Whether a request for several does all or none of them; unknown where nothing tells it."""
    text = f"{call.summary}. {call.description}"[:5000]
    said = _WHOLE.search(text)
    if said is None and not _NOT_WHOLE.search(text):
        return Fact()
    quote = sentence(text[max(0, said.start() - 60) : said.end() + 60], most=160) if said is not None else ""
    return Fact(not _NOT_WHOLE.search(text), Confidence.LIKELY, (Evidence(f"{call.pointer}/description", quote),))
