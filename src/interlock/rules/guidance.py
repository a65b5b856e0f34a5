"""Reads what a rule says about itself from its docstring, which has fixed headings."""

from __future__ import annotations

import textwrap

from interlock.model.finding import Severity
from interlock.model.guidance import Guidance

_HEADINGS = ("What it asks", "Why it matters", "How to answer", "Example bad", "Example good")


def parse(docstring: str, *, code: str, family: str, severity: Severity) -> Guidance:
    """What the docstring says, its paragraphs unwrapped and its examples as written.

    Raises:
        ValueError: a heading is missing, empty, unknown or out of order.
    """
    title, _, rest = docstring.strip().partition("\n")
    parts: dict[str, list[str]] = {}
    current = ""
    for line in rest.splitlines():
        heading = line.removesuffix(":")
        if line and not line.startswith(" "):
            if not line.endswith(":") or heading not in _HEADINGS:
                raise ValueError(f"{code}: `{line}` is not one of the headings {', '.join(_HEADINGS)}")
            current = heading
            parts[current] = []
        elif current:
            parts[current].append(line)
    texts = {heading: textwrap.dedent("\n".join(lines)).strip("\n") for heading, lines in parts.items()}
    if tuple(texts) != _HEADINGS or not all(texts.values()):
        raise ValueError(f"{code}: its docstring needs {', '.join(_HEADINGS)}, each with text, in this order")
    asks, matters, answer = (_unwrapped(texts[heading]) for heading in _HEADINGS[:3])
    return Guidance(
        code, family, severity, title.rstrip("."), asks, matters, answer, texts["Example bad"], texts["Example good"]
    )


def _unwrapped(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(" ".join(line.strip() for line in paragraph.splitlines()) for paragraph in paragraphs)
