"""Writes what is stated of a system into the text of its overlay, every other byte as it was."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import Any

import orjson

from interlock.errors import InputError
from interlock.model.value import JSON
from interlock.systems.loading import BadSyntax, parse
from interlock.systems.stated import KEY

Change = tuple[tuple[str, ...], JSON]
"""The keys below `x-interlock`, and what is stated there."""

REMOVED = "\0removed"
"""Stands for the value of what is no longer stated."""

_PLAIN = re.compile(r"[A-Za-z_/][\w /.@{}()\[\]-]*(?<! )")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_NOTE = "stated by `interlock learn --set`"


def with_statements(overlay: bytes | None, changes: Sequence[Change], *, file: str, system: str) -> bytes:
    """The text of the overlay with these things stated; a later statement of the same replaces the earlier.

    All of them stand in one action of their own. What else the file holds, comments among it, stays as it is.

    Raises:
        InputError: the file cannot be read, or is written so that nothing can be added without losing a comment.
    """
    if overlay is None or not overlay.strip():
        head = {"overlay": "1.0.0", "info": {"title": f"Corrections to {system}", "version": "1"}}
        return (_block(head, 0) + "\nactions:\n" + _item(_action(_merged({}, changes)), 2)).encode()
    before = _opened(overlay, file)
    place = next((i for i in reversed(range(len(before))) if _states(before[i])), None)
    stated = copy.deepcopy(before[place]["update"][KEY]) if place is not None else {}
    action = _action(_merged(stated, changes), like=before[place] if place is not None else None)
    wanted = [*before, action] if place is None else [*before[:place], action, *before[place + 1 :]]
    text = overlay.decode("utf-8-sig")
    for candidate in (_spliced(text, action, place, before), _rewritten(text, wanted)):
        if candidate is not None and _actions_of(candidate, file) == wanted:
            return candidate.encode()
    raise InputError(
        f"nothing can be added to `{file}` without losing a comment in it",
        hint="write its actions one below the other, each beginning with `- target:`",
    )


def _opened(overlay: bytes, file: str) -> list[Any]:
    try:
        whole = parse(overlay, file=file)
    except BadSyntax as problem:
        raise InputError(f"`{file}:{problem.line}` cannot be read: {problem}", hint="correct it first") from None
    actions = whole.get("actions") if isinstance(whole, dict) else None
    if not isinstance(actions, list):
        raise InputError(f"`{file}` has no list `actions`", hint="an overlay begins with `overlay: 1.0.0`")
    return actions


def _actions_of(text: str, file: str) -> list[Any] | None:
    try:
        return _opened(text.encode(), file)
    except InputError:
        return None


def _states(action: object) -> bool:
    """Whether an action states something and does nothing else."""
    if not isinstance(action, dict) or action.get("target") != "$":
        return False
    update = action.get("update")
    return isinstance(update, dict) and set(update) == {KEY} and isinstance(update[KEY], dict)


def _action(stated: JSON, *, like: dict[str, Any] | None = None) -> dict[str, Any]:
    if like is not None:
        return {**like, "update": {KEY: stated}}
    return {"target": "$", "description": _NOTE, "update": {KEY: stated}}


def _merged(stated: dict[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    for keys, value in changes:
        here = stated
        above: list[tuple[dict[str, Any], str]] = []
        for key in keys[:-1]:
            above.append((here, key))
            inner = here.get(key)
            if not isinstance(inner, dict):
                inner = here[key] = {}
            here = inner
        if value != REMOVED:
            here[keys[-1]] = value
            continue
        if keys[-1] not in here:
            raise InputError(
                f"nothing is stated of `{'.'.join(keys[1:])}`", hint="what stands there can be stated anew"
            )
        del here[keys[-1]]
        for holder, key in reversed(above):
            if not holder[key]:
                del holder[key]
    return stated


# Text


def _spliced(text: str, action: dict[str, Any], place: int | None, before: list[Any]) -> str | None:
    """The text with the action in place of the one there, or below the last; None where they stand otherwise."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    head = next((i for i, line in enumerate(lines) if re.match(r"actions:\s*(#.*)?$", line)), None)
    if head is None:
        return None
    first = next((i for i in range(head + 1, len(lines)) if re.match(r" *- ", lines[i])), None)
    if first is None:
        return None
    indent = len(lines[first]) - len(lines[first].lstrip(" "))
    end = next((i for i in range(first, len(lines)) if _ends(lines[i], indent)), len(lines))
    begins = [i for i in range(first, end) if re.match(rf" {{{indent}}}- ", lines[i])]
    if place is None:
        at = _without_rest(lines, begins[-1], end)
        return "".join([*lines[:at], _item(action, indent), *lines[at:]])
    if place >= len(begins):
        return None
    stop = _without_rest(lines, begins[place], begins[place + 1] if place + 1 < len(begins) else end)
    own = lines[begins[place] : stop]
    if any("#" in line for line in own) and "".join(own) != _item(before[place], indent):
        return None  # a person has written a comment into it
    return "".join([*lines[: begins[place]], _item(action, indent), *lines[stop:]])


def _ends(line: str, indent: int) -> bool:
    """Whether a line stands further out than the actions, and is no comment."""
    bare = line.strip()
    if not bare or bare.startswith("#"):
        return False
    depth = len(line) - len(line.lstrip(" "))
    return depth < indent or (depth == indent and not bare.startswith("- "))


def _without_rest(lines: list[str], start: int, stop: int) -> int:
    """The end of an action without the comments and empty lines that follow it."""
    while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].lstrip().startswith("#")):
        stop -= 1
    return stop


def _rewritten(text: str, actions: list[Any]) -> str | None:
    """The whole file anew; None where a comment would be lost."""
    if "#" in text:
        return None
    whole = parse(text.encode(), file="")
    head = {key: value for key, value in whole.items() if key != "actions"} if isinstance(whole, dict) else {}
    return _block(head, 0) + "\nactions:\n" + "".join(_item(action, 2) for action in actions)


def _item(action: Any, indent: int) -> str:
    """An action as an element of the list."""
    block = _block(action, indent + 2) if isinstance(action, dict) and action else _flow(action)
    return " " * indent + "- " + block.lstrip(" ") + "\n"


def _block(value: dict[str, Any], indent: int) -> str:
    lines = []
    for key, inner in value.items():
        name = " " * indent + _scalar(str(key)) + ":"
        if isinstance(inner, dict) and inner and any(isinstance(one, dict) for one in inner.values()):
            lines.append(f"{name}\n{_block(inner, indent + 2)}")
        else:
            lines.append(f"{name} {_flow(inner)}")
    return "\n".join(lines)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_inner(str(key))}: {_flow_inner(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow_inner(one) for one in value) + "]"
    return _scalar(value)


def _flow_inner(value: Any) -> str:
    return _flow(value) if isinstance(value, dict | list) else _inner(value)


def _inner(value: Any) -> str:
    """A value inside brackets, where signs such as braces are not plain."""
    return (
        value
        if isinstance(value, str) and re.fullmatch(r"[A-Za-z_][\w .@/-]*(?<! )", value) and _free(value)
        else _json(value)
    )


def _scalar(value: Any) -> str:
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) and _free(value) else _json(value)


def _free(text: str) -> bool:
    return text.casefold() not in _WORDS and " #" not in text


def _json(value: Any) -> str:
    """A value as JSON, which is YAML, too, but for signs that YAML wants to be escaped."""
    text = orjson.dumps(value).decode()
    return text if text.isprintable() else "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in text)
