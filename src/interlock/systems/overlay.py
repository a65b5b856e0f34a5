"""Corrections to a description: an OpenAPI Overlay 1.0 (actions that update or remove what a target names)."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from interlock.errors import InputError
from interlock.model.finding import Finding, Severity
from interlock.model.place import whole_file
from interlock.model.value import JSON
from interlock.systems.loading import BadSyntax, parse

_MOST_ACTIONS = 2_000
_MOST_MATCHES = 10_000
_MOST_NODES = 3_000_000
_STEP = re.compile(
    r"\.\.(?P<deep>[\w$-]+|\*)|\.(?P<name>[\w$-]+|\*)"
    r"|\[(?:'(?P<single>(?:[^'\\]|\\.)*)'|\"(?P<double>(?:[^\"\\]|\\.)*)\"|(?P<index>-?\d+)|(?P<any>\*)"
    r"|\?\s*\(?\s*@\.?(?P<key>[\w$.-]+)\s*==\s*(?:'(?P<svalue>[^']*)'|\"(?P<dvalue>[^\"]*)\"|(?P<bare>[\w.]+))\s*\)?)\]"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A value in its holder, so that it can be replaced or removed."""

    holder: dict[str, JSON] | list[JSON] | None
    key: str | int
    value: JSON


def with_overlay(root: JSON, overlay: bytes, *, file: str) -> tuple[JSON, list[Finding]]:
    """The description with the overlay's actions applied in order, and what was wrong with them.

    A target that matches nothing is a warning: the description has probably changed since the correction was written.
    """
    try:
        given = parse(overlay, file=f"overlay of {file}")
    except (BadSyntax, InputError) as problem:
        return root, [_finding(file, "overlay-syntax", Severity.ERROR, f"the overlay cannot be read: {problem}")]
    actions = given.get("actions") if isinstance(given, dict) else None
    if not isinstance(actions, list) or not isinstance(given, dict) or "overlay" not in given:
        return root, [
            _finding(file, "overlay-syntax", Severity.ERROR, "the overlay has no `overlay` version or `actions`")
        ]
    findings: list[Finding] = []
    whole: list[JSON] = [root]
    for action in actions[:_MOST_ACTIONS]:
        wrong = _apply(whole, action)
        if wrong:
            findings.append(_finding(file, "overlay-target", Severity.WARNING, wrong))
    return whole[0], findings


def merged_actions(root: JSON, actions: list[JSON]) -> JSON:
    """The data with the actions applied in order; those that match nothing change nothing."""
    whole: list[JSON] = [root]
    for action in actions[:_MOST_ACTIONS]:
        _apply(whole, action)
    return whole[0]


def _apply(whole: list[JSON], action: JSON) -> str:
    """Apply one action; returns what was wrong with it, or empty."""
    target = action.get("target") if isinstance(action, dict) else None
    if not isinstance(action, dict) or not isinstance(target, str):
        return "an action of the overlay has no `target`"
    steps = _steps(target)
    if steps is None:
        return f"the target `{target[:120]}` of the overlay cannot be understood"
    places = list(_matches(whole, steps))[:_MOST_MATCHES]
    if not places:
        return f"the target `{target[:120]}` of the overlay matches nothing"
    removes = action.get("remove") is True
    for place in reversed(places):
        if removes:
            _remove(place)
        elif "update" in action:
            _update(place, copy.deepcopy(action["update"]))
    return ""


def _steps(target: str) -> list[re.Match[str]] | None:
    if not target.startswith("$") or len(target) > 2_000:
        return None
    at, steps = 1, []
    while at < len(target):
        step = _STEP.match(target, at)
        if step is None:
            return None
        steps.append(step)
        at = step.end()
    return steps


def _matches(whole: list[JSON], steps: list[re.Match[str]]) -> Iterator[_Place]:
    places = [_Place(whole, 0, whole[0])]
    for step in steps:
        places = [found for place in places for found in _taken(place, step)][:_MOST_MATCHES]
    yield from places


def _taken(place: _Place, step: re.Match[str]) -> Iterator[_Place]:
    name = step["name"] or step["single"] or step["double"]
    if step["deep"]:
        for inner in _all_below(place):
            yield from _children(inner, step["deep"])
    elif name is not None and step["name"] != "*":
        yield from _children(place, re.sub(r"\\(.)", r"\1", name))
    elif step["index"]:
        place_at = int(step["index"])
        if isinstance(place.value, list) and -len(place.value) <= place_at < len(place.value):
            yield _Place(place.value, place_at, place.value[place_at])
    elif step["key"]:
        wanted = next(v for v in (step["svalue"], step["dvalue"], step["bare"]) if v is not None)
        yield from (child for child in _children(place, "*") if _says(child.value, step["key"], wanted))
    else:
        yield from _children(place, "*")


def _children(place: _Place, name: str) -> Iterator[_Place]:
    here = place.value
    if isinstance(here, dict):
        if name == "*":
            yield from (_Place(here, key, value) for key, value in here.items())
        elif name in here:
            yield _Place(here, name, here[name])
    elif isinstance(here, list) and name == "*":
        yield from (_Place(here, at, value) for at, value in enumerate(here))


def _all_below(place: _Place) -> Iterator[_Place]:
    waiting, seen = [place], 0
    while waiting and seen < _MOST_NODES:
        here = waiting.pop()
        seen += 1
        yield here
        if isinstance(here.value, dict | list):
            waiting.extend(_children(here, "*"))


def _says(value: JSON, key: str, wanted: str) -> bool:
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value is not None and (str(value) == wanted or str(value).lower() == wanted)


def _remove(place: _Place) -> None:
    if isinstance(place.holder, dict):
        place.holder.pop(str(place.key), None)
    elif isinstance(place.holder, list) and isinstance(place.key, int):
        del place.holder[place.key]


def _update(place: _Place, change: JSON) -> None:
    if isinstance(place.value, dict) and isinstance(change, dict):
        _merged(place.value, change)
    elif isinstance(place.value, list):
        place.value.extend(change if isinstance(change, list) else [change])
    elif isinstance(place.holder, dict):
        place.holder[str(place.key)] = change
    elif isinstance(place.holder, list) and isinstance(place.key, int):
        place.holder[place.key] = change


def _merged(here: dict[str, JSON], change: dict[str, JSON]) -> None:
    """Put the change into the object: objects are merged, arrays joined, the rest replaced."""
    waiting = [(here, change)]
    while waiting:
        into, given = waiting.pop()
        for key, value in given.items():
            before = into.get(key)
            if isinstance(before, dict) and isinstance(value, dict):
                waiting.append((before, value))
            elif isinstance(before, list) and isinstance(value, list):
                before.extend(value)
            else:
                into[key] = value


def _finding(file: str, code: str, severity: Severity, message: str) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        place=whole_file(file),
        message=message,
        why="the correction has no effect, and what it corrects is learned wrongly",
        hint="look the target up in the description, as it is now",
        subject=message[:120],
    )
