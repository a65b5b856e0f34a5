"""What every format of a description is: a way to know one, and a way to draw it as an OpenAPI description."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from interlock.errors import InputError
from interlock.model.fact import Confidence, Fact
from interlock.model.finding import Finding, Severity
from interlock.model.place import Span, whole_file
from interlock.model.profile import Operation, Paging, RecordProfile, SystemProfile
from interlock.model.value import JSON
from interlock.systems.loading import BadSyntax, parse

READ_AT = "x-read-at"
"""The key by which a node of a drawing says where in its source it was read: `#/item/0/request`, `#Query.orders`."""

_HEAD = 20_000


@dataclass(frozen=True)
class Source:
    """One file that describes a system, or a part of it. `name` is its path as given, `data` its bytes.

    `in_folder` says that a folder was given, in which it was found: alone or not, its name says what it holds.
    """

    name: str
    data: bytes
    in_folder: bool = False

    @cached_property
    def text(self) -> str:
        """Its text; empty where it is none."""
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return ""
        return "" if "\0" in text else text

    @cached_property
    def head(self) -> str:
        """The beginning of its text, without what stands before the first sign; the rest is not looked at."""
        text = self.data[:_HEAD].decode("utf-8-sig", errors="ignore")
        return "" if "\0" in text else text.lstrip()

    @cached_property
    def value(self) -> JSON:
        """Its data where it is JSON, or YAML that looks like a mapping; else None."""
        is_json = self.head[:1] in ("{", "[")
        if not is_json and not re.search(r"(?m)^[\"']?[\w$-]+[\"']?\s*:", self.head):
            return None
        try:
            return parse(self.data, file=self.name)
        except (BadSyntax, InputError):
            return None

    @property
    def ending(self) -> str:
        """What its name ends in, lower case, without the dot."""
        return self.name.rsplit("/", 1)[-1].rpartition(".")[2].casefold()

    def key(self, name: str) -> JSON:
        """The value at a key of its data, or None."""
        return self.value.get(name) if isinstance(self.value, dict) else None


@dataclass(frozen=True, slots=True)
class Binding:
    """How a drawn operation is really called, where it is no plain HTTP request of the drawn path.

    `apply` turns the operation that was learned of the drawing into the one that is sent.
    """

    method: str
    path: str
    apply: Callable[[Operation], Operation]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A description of another format, drawn as an OpenAPI 3.1 one whose nodes say where they were read.

    Args:
        root: the drawing.
        label: what the description is, with its version: `OData 4.0`.
        findings: what was wrong with it, or cannot be told from it.
        most: how sure a fact that was read in it can be at most.
        bindings: how drawn operations are really called.
        finish: what is known of records beyond the drawing, put into each after learning.
        followed: how lists were seen to be read on, by the paths of the drawing.
        whole: what is known of the system beyond the drawing.
    """

    root: dict[str, JSON]
    label: str
    findings: tuple[Finding, ...] = ()
    most: Confidence = Confidence.SURE
    bindings: Sequence[Binding] = ()
    finish: Mapping[str, Callable[[RecordProfile], RecordProfile]] = field(default_factory=dict)
    followed: Mapping[str, Fact[Paging]] = field(default_factory=dict)
    whole: Callable[[SystemProfile], SystemProfile] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Args:
        label: what people call it.
        recognises: whether a file is one, told by its content.
        draw: the drawing of all files of this format that describe one system.
        weight: of several descriptions of one system the heaviest is believed first.
        example: the name and the text of a small file of it, for the documentation.
        events_only: whether it only tells what a system sends by itself.
        only_asked: whether it is taken for this format only when somebody says so, or a folder is given.
        meant: whether a file that is in no format, for it is broken, was meant to be one: by its beginning or ending.
    """

    label: str
    recognises: Callable[[Source], bool]
    draw: Callable[[Sequence[Source]], Drawing]
    weight: int
    example: tuple[str, str]
    events_only: bool = False
    only_asked: bool = False
    meant: Callable[[Source], bool] = lambda _: False


def ends_in(*endings: str) -> Callable[[Source], bool]:
    """Whether the name of a file has one of these endings."""
    return lambda source: source.ending in endings


def finding(
    source: str, code: str, severity: Severity, message: str, *, why: str, hint: str, subject: str = ""
) -> Finding:
    """A finding about a file as a whole."""
    return Finding(
        code=code,
        severity=severity,
        place=whole_file(source),
        message=message,
        why=why,
        hint=hint,
        subject=subject or source,
    )


def broken(source: Source, label: str, problem: str, *, line: int = 0, column: int = 1) -> Drawing:
    """The empty drawing of a file that cannot be read as what it is; `line` and `column` are where it breaks."""
    found = finding(
        source.name,
        "description-syntax",
        Severity.ERROR,
        f"the {label} cannot be read: {problem[:300]}",
        why="nothing can be learned of a system whose description cannot be read",
        hint="correct the file, or take it anew from the vendor",
    )
    if line:
        found = replace(found, place=Span(source.name, line, column, line, column))
    return Drawing(root={"openapi": "3.1.0", "paths": {}}, label=label, findings=(found,))
