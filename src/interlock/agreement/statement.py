"""What somebody signs, written down: which document, which layer, in which words, who and when.

The bytes of this file are what the signature beside it is made over, so it is written in one way only and a file that
is written in any other is refused.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import orjson

from interlock.agreement.layers import FORMAT, Content, Sections, cells_of, changes, digest
from interlock.model.agreement import (
    Cell,
    Grade,
    Identity,
    Layer,
    SignedBy,
    Trouble,
    has_authority,
    party_of,
    roles_of,
    same,
)
from interlock.model.document import Document

SCHEMA: Final = "urn:interlock:schema:agreement:1"
LARGEST: Final = 8_000_000
"""Bytes of a statement; a document of the largest size has fewer words."""

_LONGEST = 500
# A file's name has at most 255 bytes, and three such parts stand in one.
_LONGEST_SLUG = 60


class Edited(ValueError):
    """A statement that says something else than when it was written."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a weaker agreement rests on: a file beside it, and its sha256."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One agreement to one layer, as it was given.

    `content` holds the layer's words at that time. `recorded_by` is who took up an agreement that came as a reply or
    on paper; empty where the signer did it.
    """

    identity: Identity
    version: str
    layer: Layer
    content: Sections
    party: str
    name: str
    role: str
    contact: str
    grade: Grade
    signed_at: datetime
    evidence: Evidence | None = None
    recorded_by: str = ""

    @property
    def digest(self) -> str:
        """The sha256 of the layer as signed, in hexadecimal."""
        return digest({"format": FORMAT, "layer": str(self.layer), "content": self.content})

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What was signed, cell by cell."""
        return cells_of(self.layer, self.content)

    @property
    def principal(self) -> str:
        """Who the signer is in the list of pinned keys."""
        return principal(self.name, self.party)


def principal(name: str, party: str) -> str:
    """How somebody is called in the list of pinned keys: `ada-byron@lark`; a key is pinned for a name of a company."""
    return f"{slug(name)}@{slug(party)}"


def slug(text: str) -> str:
    """Words as part of a file's name: letters, digits and hyphens, never a way to another folder."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    made = re.sub(r"[\W_]+", "-", plain).strip("-")
    if 0 < len(made.encode()) <= _LONGEST_SLUG:
        return made
    return f"{made[: _LONGEST_SLUG // 4]}-{hashlib.sha256(plain.encode()).hexdigest()[:8]}".lstrip("-")


def written(statement: Statement) -> bytes:
    """The bytes that are signed."""
    evidence = statement.evidence
    told = {
        "schema": SCHEMA,
        "document": {
            "name": statement.identity.name,
            "systems": [{"system": one, "company": company} for one, company in statement.identity.systems],
        },
        "version": statement.version,
        "layer": str(statement.layer),
        "format": FORMAT,
        "digest": statement.digest,
        "content": statement.content,
        "party": statement.party,
        "name": statement.name,
        "role": statement.role,
        "contact": statement.contact,
        "grade": str(statement.grade),
        "signed_at": statement.signed_at.isoformat(),
        "evidence": None if evidence is None else {"file": evidence.file, "sha256": evidence.sha256},
        "recorded_by": statement.recorded_by,
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def parsed(data: bytes) -> Statement:
    """The statement that `written` wrote.

    Raises:
        ValueError: it is something else; `Edited` where it is one that was edited.
    """
    try:
        told = orjson.loads(data)
        statement = _statement(told)
    except (KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise ValueError(f"it is no statement of an agreement ({problem})") from None
    if told["digest"] != statement.digest:
        raise Edited("its words were edited: they do not have the digest that stands beside them")
    if written(statement) != data:
        raise Edited("it was edited: it is not written as `interlock sign` writes it")
    return statement


def _statement(told: Any) -> Statement:
    keys = ("schema", "version", "digest", "party", "name", "role", "contact", "recorded_by", "signed_at")
    for key in keys:
        if not isinstance(told[key], str) or len(told[key]) > _LONGEST:
            raise TypeError(f"`{key}` is no short text")
    if told["schema"] != SCHEMA or told["format"] != FORMAT:
        raise ValueError("it is written in a way that this version does not know")
    moment = datetime.fromisoformat(told["signed_at"])
    if moment.tzinfo is None:
        raise ValueError("its time has no zone")
    systems = tuple((str(one["system"]), str(one["company"])) for one in told["document"]["systems"])
    evidence = told["evidence"]
    return Statement(
        identity=Identity(str(told["document"]["name"]), systems),
        version=told["version"],
        layer=Layer(told["layer"]),
        content=_sections(told["content"]),
        party=told["party"],
        name=told["name"],
        role=told["role"],
        contact=told["contact"],
        grade=Grade(told["grade"]),
        signed_at=moment,
        evidence=None if evidence is None else Evidence(str(evidence["file"]), str(evidence["sha256"])),
        recorded_by=told["recorded_by"],
    )


def _sections(told: Any) -> Sections:
    for groups in told.values():
        for rows in groups.values():
            for columns in rows.values():
                if not all(isinstance(text, str) for text in columns.values()):
                    raise TypeError("a cell is no text")
    return told  # type: ignore[no-any-return]


def judged(statement: Statement, file: str, now: Content, identity: Identity, document: Document) -> SignedBy:
    """What a genuine statement is worth today: for this document, by somebody who may sign, and what changed since."""
    signed = SignedBy(
        party=statement.party,
        name=statement.name,
        role=statement.role,
        grade=statement.grade,
        when=statement.signed_at,
        layer=statement.layer,
        version=statement.version,
        digest=statement.digest,
        file=file,
        contact=statement.contact,
    )
    if statement.identity != identity:
        detail = f"it was given for {statement.identity}; this is {identity}"
        return replace(signed, trouble=Trouble.OTHER_DOCUMENT, detail=detail)
    trouble, detail = _entitled(statement, document)
    since = () if signed.digest == now.digests[statement.layer] else changes(statement.cells, now.of(statement.layer))
    return replace(signed, trouble=trouble, detail=detail, changed=since)


def _entitled(statement: Statement, document: Document) -> tuple[Trouble | None, str]:
    party = party_of(document, statement.party)
    known = [
        one for one in roles_of(document, statement.name) if party is not None and same(one.company) == same(party)
    ]
    if not known:
        return Trouble.STRANGER, f"the document names nobody called {statement.name} of {statement.party}"
    if not any(has_authority(document, one, statement.layer) for one in known):
        roles = ", ".join(dict.fromkeys(one.role for one in known if one.role)) or "no role"
        return Trouble.NO_AUTHORITY, f"{statement.name} is {roles}, who does not sign the {statement.layer}"
    return None, ""
