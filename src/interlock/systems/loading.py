"""Bytes into data: JSON or YAML, with the line of a mistake."""

from __future__ import annotations

import hashlib
import re

import orjson
import ryaml

from interlock.errors import InputError
from interlock.model.finding import Finding, Severity
from interlock.model.place import Span
from interlock.model.value import JSON

# Real descriptions written by hand end at about 15 MB, those with every reference written out at about 80 MB; more is a
# mistake or an attack. YAML takes ten times as long and nobody writes references out in it.
_LARGEST = 100_000_000
_LARGEST_YAML = 40_000_000
_MERGES = 10_000
_DEEPEST = 1_000
_BRACKETS = re.compile(r"[\[\]{}]")
_WHERE = re.compile(r"at line (\d+) column (\d+)")


class BadSyntax(Exception):
    """The text is neither JSON nor YAML; `line` and `column` count from 1."""

    def __init__(self, message: str, *, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


def parse(data: bytes, *, file: str) -> JSON:
    """The data of a JSON or YAML file.

    Raises:
        InputError: the file is too large, or is not text.
        BadSyntax: the text is neither JSON nor YAML.
    """
    if len(data) > _LARGEST:
        raise InputError(
            f"`{file}` has {len(data):,} bytes; at most {_LARGEST:,} are read",
            hint="give the description of the API alone",
        )
    if data[:64].lstrip()[:1] in (b"{", b"[") and b"\0" not in data:
        # Read as bytes, the text of a large one does not lie in memory a second time, four bytes for each sign.
        try:
            return _from_bytes(data)
        except orjson.JSONDecodeError:
            pass
    if len(data) > _LARGEST_YAML:
        raise InputError(
            f"`{file}` has {len(data):,} bytes and is not JSON; at most {_LARGEST_YAML:,} are read of other files",
            hint="give the description as JSON, or that of the API alone",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"`{file}` is not text in UTF-8", hint="give an OpenAPI description, JSON or YAML") from None
    if "\0" in text:
        raise InputError(f"`{file}` is not text", hint="give an OpenAPI description, JSON or YAML")
    return _json(text) if text.lstrip()[:1] in ("{", "[") else _yaml(text)


def digest(data: bytes) -> str:
    """The sha256 of a description, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def syntax_finding(problem: BadSyntax, *, file: str) -> Finding:
    """The mistake as a finding at its line."""
    place = Span(file, problem.line, problem.column, problem.line, problem.column)
    return Finding(
        code="description-syntax",
        severity=Severity.ERROR,
        place=place,
        message=f"the API description cannot be read: {problem.message}",
        why="nothing can be learned of a system whose description cannot be read",
        hint="correct the file, or take it anew from the vendor",
        subject=file,
    )


def _from_bytes(data: bytes) -> JSON:
    value: JSON = orjson.loads(data)
    return value


def _json(text: str) -> JSON:
    try:
        value: JSON = orjson.loads(text)
    except orjson.JSONDecodeError as problem:
        if text.lstrip()[:1] == "{":
            try:
                return _yaml(text)  # a flow mapping of YAML begins the same way
            except BadSyntax:
                pass
        message = str(problem).split(": line", 1)[0]
        raise BadSyntax(message, line=problem.lineno, column=problem.colno) from None
    return value


def _yaml(text: str) -> JSON:
    _demand_shallow(text)
    try:
        value: JSON = ryaml.loads(text)  # type: ignore[attr-defined]
    except ValueError as problem:
        message = str(problem).removeprefix("TypeError: ")
        where = _WHERE.search(message)
        line, column = (int(where[1]), int(where[2])) if where else (1, 1)
        short = _WHERE.sub("", message.split(", while", 1)[0]).strip()
        raise BadSyntax(short[:300], line=line, column=column) from None
    if "<<:" in text:
        _merge(value)
    return value


def _demand_shallow(text: str) -> None:
    """Refuse brackets in brackets in brackets: reading them takes time that grows with the square of their number."""
    if text.count("[") + text.count("{") < _DEEPEST:
        return
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += 1 if found[0] in "[{" else -1 if depth else 0
        if depth > _DEEPEST:
            line = text.count("\n", 0, found.start()) + 1
            raise BadSyntax(f"more than {_DEEPEST} brackets stand inside each other", line=line)


def _merge(value: JSON) -> None:
    """Put what `<<` names into the mappings that name it, as YAML 1.1 does; own keys win."""
    open_values: list[JSON] = [value]
    merged = 0
    while open_values:
        here = open_values.pop()
        if isinstance(here, dict):
            while "<<" in here and merged < _MERGES:
                merged += 1
                given = here.pop("<<")
                for source in given if isinstance(given, list) else [given]:
                    if isinstance(source, dict):
                        for key, inner in source.items():
                            here.setdefault(key, inner)
            open_values.extend(here.values())
        elif isinstance(here, list):
            open_values.extend(here)
