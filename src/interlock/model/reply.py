"""What a partner sends back: questions, answers, proposals, approvals and acceptances, with what they were shown.

A reply file says who made it and cannot prove it. Its digest tells a file that was changed by accident; whoever changes
it on purpose can make a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

SCHEMA = "urn:interlock:schema:reply:1"

MOST_BYTES = 1_000_000
MOST_ITEMS = 200
LONGEST_TEXT = 2_000
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Remark:
    """A question or a proposal and what it is about (`Order/on-delete`; empty: the document as a whole)."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplyAnswer:
    """An answer to something that was shown as open; `point` is the finding's fingerprint, empty for a question."""

    about: str
    point: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Agreement to one layer, by the digest that the page showed."""

    layer: str
    digest: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That an end user accepts something (`stories`, `report`), by the digest that the page showed."""

    of: str
    digest: str


@dataclass(frozen=True, slots=True)
class Acceptable:
    """Something that end users can accept in the page: its digest, who they are, and what it says.

    `at` is when it was found, where it was; `said` are its sentences, each with a word in front where it has one.
    """

    of: str
    digest: str
    people: tuple[str, ...]
    at: datetime | None = None
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply file as it was read; `digest` is of all the rest of it, `layers` what the page was made from."""

    name: str
    company: str
    contact: str
    made_at: datetime
    document: str
    version: str
    layers: Mapping[str, str]
    questions: tuple[Remark, ...]
    answers: tuple[ReplyAnswer, ...]
    proposals: tuple[Remark, ...]
    approvals: tuple[Approval, ...]
    digest: str
    acceptances: tuple[Acceptance, ...] = ()


KEPT, THERE, REFUSED, WOULD = "taken up", "there already", "refused", "would be taken up"


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that a reply says (`question`, `answer`, `proposal`, `approval`, `acceptance`), and what became of it.

    `about` is what it is of, `text` what it says; `reason` says why where it was refused.
    """

    kind: str
    about: str
    text: str
    became: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A reply with what became of each thing in it; `note` where it was written for an older version."""

    file: str
    reply: Reply
    taken: tuple[Taken, ...]
    diff: str = ""
    note: str = ""

    @property
    def clean(self) -> bool:
        """Whether nothing was refused."""
        return all(one.became != REFUSED for one in self.taken)
