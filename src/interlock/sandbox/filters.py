"""What a list request asks for: changes since a moment, exact values, deleted items too."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

import orjson

from interlock.model.path import Path
from interlock.model.profile import DeletesSeen, FilterForm
from interlock.model.value import JSON
from interlock.sandbox.answers import Refusal
from interlock.sandbox.call import Call
from interlock.sandbox.envelope import dig
from interlock.sandbox.index import text_of
from interlock.sandbox.stamps import moment

_MARK = re.compile(r"\{(field|since|value)\}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(?:T[^\s\"'(),;]+)?|\b\d{9,13}\b")
_LONGEST_FILTER = 4_000


def since_asked(call: Call) -> datetime | None:
    """The moment from which on changes are asked for, or None.

    Raises:
        Refusal: 400, there is a filter that means no moment.
    """
    known = call.shelf.record.since.value
    if known is None:
        return None
    if known.form is FilterForm.BODY:
        text = _in_body(call, known.parameter, known.template, "since")
    else:
        where = "header" if known.form is FilterForm.HEADER else "query"
        given = call.parameter(known.parameter, where)
        if not given:
            return None
        text = _in_text(given, known.template, "since")
        if text is None and known.form is FilterForm.EXPRESSION:
            if any(found.parameter == known.parameter for found in call.shelf.record.finds):
                return None
            instant = _INSTANT.search(given[:_LONGEST_FILTER])
            text = instant.group() if instant else None
        text = given if text is None else text
    if text is None:
        return None
    at = moment(text, known.epoch, zone=call.shelf.updated.zone)
    if at is None:
        raise Refusal(400, f"`{known.parameter}` is not a moment: `{text[:100]}`")
    return at


def values_asked(call: Call) -> list[tuple[Path, str]]:
    """The fields that must have an exact value, with that value as text."""
    asked: list[tuple[Path, str]] = []
    for known in call.shelf.record.finds:
        given = call.query.get(known.parameter)
        if given is not None:
            text = _in_text(given, known.template, "value")
        elif call.request.writes:
            text = _in_body(call, known.parameter, known.template, "value")
        else:
            text = None
        if text is not None:
            asked.append((known.field, text))
    return asked


def deleted_asked(call: Call, since: datetime | None) -> bool:
    """Whether the list shows deleted items: when asked for or, where there is no parameter, among the changes."""
    deletes = call.shelf.deletes
    if deletes.how not in {DeletesSeen.TOMBSTONE, DeletesSeen.FLAG}:
        return False
    if not deletes.parameter:
        return since is not None or deletes.how is DeletesSeen.FLAG
    given = call.parameter(deletes.parameter) or (
        call.parameter(deletes.parameter, "body") if call.request.writes else None
    )
    if given is None:
        return False
    wanted = deletes.parameter_value
    return given.casefold() == wanted.casefold() if wanted else given.casefold() not in {"", "false", "0", "no"}


def _in_text(given: str, template: str, name: str) -> str | None:
    """What stands in `given` where the template has `{name}`; the whole where there is no template."""
    if not template or template == f"{{{name}}}":
        return given
    if len(given) > _LONGEST_FILTER:
        return None
    whole, part = _patterns(template, name)
    found = whole.fullmatch(given) or part.search(given)
    return found.group(name) if found else None


@lru_cache(maxsize=512)
def _patterns(template: str, name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The template as a pattern for the whole text, and for a part of a longer expression."""
    pieces = _MARK.split(template)
    whole, part, seen = "", "", False
    for i, piece in enumerate(pieces):
        if i % 2 == 0:
            whole += re.escape(piece)
            part += re.escape(piece)
        elif piece == name and not seen:
            whole += f"(?P<{name}>.+)"
            part += f"(?P<{name}>[^()\"'\\s,;]+)"
            seen = True
        else:
            whole += r"[\w.\[\]-]+"
            part += r"[\w.\[\]-]+"
    if not seen:
        whole = part = f"(?P<{name}>.+)"
    return re.compile(whole), re.compile(part)


def _in_body(call: Call, parameter: str, template: str, name: str) -> str | None:
    here = dig(call.body, parameter.split(".")) if parameter else call.body
    structure = _structure(template)
    if structure is not None:
        found: dict[str, str] = {}
        fits = _fits(structure, here, name, found) or (bool(parameter) and _fits(structure, call.body, name, found))
        return found.get(name) if fits else None
    text = text_of(here)
    return _in_text(text, template, name) if text is not None else None


@lru_cache(maxsize=512)
def _structure(template: str) -> JSON:
    if not template.lstrip().startswith(("{", "[")) or template in {"{since}", "{value}"}:
        return None
    try:
        value: JSON = orjson.loads(template)
    except orjson.JSONDecodeError:
        return None
    return value


def _fits(template: JSON, given: object, name: str, found: dict[str, str]) -> bool:
    """Whether all that the template says stands in what was given; what stands at the mark is noted."""
    if isinstance(template, dict):
        return isinstance(given, dict) and all(
            any(_fits(value, given.get(known), name, found) for known in (given if _MARK.search(key) else [key]))
            for key, value in template.items()
        )
    if isinstance(template, list):
        return isinstance(given, list) and all(
            any(_fits(element, other, name, found) for other in given[:200]) for element in template
        )
    if isinstance(template, str) and _MARK.search(template):
        text = text_of(given)
        value = _in_text(text, template, name) if text is not None and f"{{{name}}}" in template else text
        if value is not None and f"{{{name}}}" in template:
            found[name] = value
        return value is not None
    return template == given
