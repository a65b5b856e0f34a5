"""Recorded requests and answers in one form, whatever kept them; and what they say of their paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from interlock.model.value import JSON
from interlock.systems.formats._seen import scalars
from interlock.systems.words import singular, tokens

# A segment that no person chose as the name of a collection.
_LOOKS_LIKE_ID = re.compile(
    r"\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-fA-F]{12,}|[A-Za-z]{2,12}_[A-Za-z0-9]{8,}|[^@\s]+@[^@\s]+"
    r"|(?=[^/]*\d)(?=[^/]*[A-Za-z])[A-Za-z0-9_=+-]{16,}|gid:.*|[A-Z]{1,6}-\d{2,}"
)
_VERSION = re.compile(r"v\d+(\.\d+)*|api|rest|\d{4}-\d\d(-\d\d)?", re.IGNORECASE)
_KEYS = {"id", "_id", "uuid", "guid", "uid", "key", "slug", "handle", "code", "number", "sku", "name", "reference"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query, or a header, as it was sent; the value is looked at and never kept."""

    name: str
    value: str = ""
    text: str = ""
    """What is written about it."""
    read_at: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its answer. `template` says that the path already has its parameters in braces."""

    method: str
    path: str
    template: bool = False
    query: tuple[Parameter, ...] = ()
    headers: tuple[Parameter, ...] = ()
    body: JSON = None
    form: str = "application/json"
    has_body: bool = False
    status: int | None = None
    answer: JSON = None
    has_answer: bool = False
    answer_headers: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    text: str = ""
    read_at: str = ""


def templated(exchanges: Sequence[Exchange]) -> list[Exchange]:
    """The exchanges with parameters in place of the ids in their paths.

    A segment is an id where it looks like one, where the answer shows an item that has it as its id, or where another
    exchange tells that at this place of the path there are ids.
    """
    known = _told_ids(exchanges)
    return [e if e.template else replace(e, path=_with_parameters(e.path, known), template=True) for e in exchanges]


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _told_ids(exchanges: Iterable[Exchange]) -> set[tuple[str, str]]:
    """Places (the segment before) and values that answers show to be ids."""
    known: set[tuple[str, str]] = set()
    for exchange in exchanges:
        parts = _parts(exchange.path)
        if exchange.template or len(parts) < 2 or not isinstance(exchange.answer, dict):
            continue
        for key, value in scalars(exchange.answer, depth=2):
            words = tokens(key)
            if words and words[-1] in _KEYS and value == parts[-1] and not _VERSION.fullmatch(parts[-1]):
                known.add((parts[-2], parts[-1]))
                break
    return known


def _with_parameters(path: str, known: set[tuple[str, str]]) -> str:
    made: list[str] = []
    taken: set[str] = set()
    before = ""
    parts = _parts(path)
    for place, part in enumerate(parts):
        bare = re.sub(r"\.(json|xml)$", "", part)
        ending = part[len(bare) :]
        is_id = (before, bare) in known or (_LOOKS_LIKE_ID.fullmatch(bare) and not _VERSION.fullmatch(bare))
        if is_id and place > 0:
            name = "id" if place == len(parts) - 1 or not before else "_".join([*tokens(singular(before)), "id"])
            while name in taken:
                name += "_"
            taken.add(name)
            made.append(f"{{{name}}}{ending}")
        else:
            made.append(part)
        before = bare
    return "/" + "/".join(made)


def form_of(mime: str) -> str:
    """The kind of a body, without its parameters; JSON where nothing is said."""
    return mime.split(";", maxsplit=1)[0].strip().casefold() or "application/json"


def nested_form(pairs: Iterable[tuple[str, str]]) -> dict[str, JSON]:
    """The fields of a form as an object: `a[b]` is `b` in `a`."""
    body: dict[str, JSON] = {}
    for name, value in pairs:
        keys = [key for key in re.split(r"[\[\]]+", name) if key and not key.isdigit()]
        here = body
        for key in keys[:-1]:
            inner = here.setdefault(key, {})
            if not isinstance(inner, dict):
                break
            here = inner
        else:
            if keys:
                here[keys[-1]] = value
    return body
