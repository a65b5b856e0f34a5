"""Proposals of which field of one side meets which field of the other, and what they are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from interlock.model.decisions import Direction
from interlock.model.fact import Confidence
from interlock.model.value import JSON


@dataclass(frozen=True, slots=True)
class SeenField:
    """What is known of one field when a partner is looked for; whatever is not known stays empty.

    `path` is as in a document (`address.city`, `lines[].sku`). `type` and `items` are words of any vocabulary: those of
    a profile, or a vendor's own (`currency`, `many2one`). `unit` is what prose says of a number (`cents`).
    `refers_to` names the resource whose id it holds. `samples` are values that items showed, a few are enough.
    """

    path: str
    type: str = ""
    items: str = ""
    format: str = ""
    enum: tuple[JSON, ...] = ()
    unit: str = ""
    required: bool = False
    unique: bool = False
    read_only: bool = False
    write_only: bool = False
    refers_to: str = ""
    label: str = ""
    description: str = ""
    longest: int | None = None
    samples: tuple[JSON, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field, or several that are joined or come apart, of each side that might hold the same.

    `left` and `right` hold one path each, but for names that are joined or split. `score` is how likely the pair is
    right, from 0 to 1. `rule` is a sentence of the rule language, empty where the value is copied.
    `reasons` are short sentences for people, the weightiest first.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    score: float
    confidence: Confidence
    direction: Direction
    rule: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was decided about a pair before, in this document or in another of the same systems.

    `taken` False means that someone said no. `rule` is what was written for it.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    taken: bool = True
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is proposed for one record.

    `selected` uses each field at most once, best first. `for_left` and `for_right` hold up to five candidates for each
    field by its path, best first. `unfed_left` and `unfed_right` are the fields that a create on that side demands
    and that no selected pair feeds.
    """

    selected: tuple[Candidate, ...] = ()
    for_left: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    for_right: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    unfed_left: tuple[str, ...] = ()
    unfed_right: tuple[str, ...] = ()


class Encoder(Protocol):
    """Tells how near texts are to each other in meaning."""

    def alike(self, left: Sequence[str], right: Sequence[str]) -> Sequence[Sequence[float]]:
        """Nearness of each left text to each right one: a row for each left text, values from -1 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class RecordCandidate:
    """A resource of each side that might hold the same kind of thing.

    `score` is how likely the pair is right, from 0 to 1. `match` are the fields by which both know the same item, the
    best first; empty where nothing tells. `reasons` are short sentences for people, the weightiest first.
    """

    left: str
    right: str
    score: float
    confidence: Confidence
    reasons: tuple[str, ...] = ()
    match: tuple[tuple[str, str], ...] = ()
