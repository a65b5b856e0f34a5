"""Templates of documents: Markdown with names between `{{` and `}}`, filled in and aligned."""

from __future__ import annotations

import re
from collections.abc import Mapping

from interlock.document.editing.edits import in_cell, one_line
from interlock.document.formatting import fmt

_HEAD = re.compile(r"\A<!-- (?P<about>[^|\n]+) \| (?P<left>[^|\n]+) \| (?P<right>[^|\n]+) -->\n")
_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")


def described(template: str) -> tuple[str, str, str]:
    """What a template is for, and what its two systems are called unless they have other names.

    Raises:
        ValueError: its first line does not say so.
    """
    found = _HEAD.match(template)
    if found is None:
        raise ValueError("the first line of the template does not say what it is for")
    return found["about"], found["left"], found["right"]


def filled(template: str, values: Mapping[str, str]) -> str:
    """The document that a template gives with these words in its places.

    Raises:
        KeyError: the template has a place that has no value.
    """
    body = _HEAD.sub("", template)
    lines = (_line(line, values) for line in body.splitlines())
    return fmt(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n")


def _line(line: str, values: Mapping[str, str]) -> str:
    fit = in_cell if line.startswith("|") else one_line
    return _PLACE.sub(lambda place: fit(values[place.group(1)]), line).rstrip()
