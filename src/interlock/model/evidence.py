"""What a command proved or a person stated, as it is kept beside a document: for exactly what it was proved of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson

from interlock.model.value import JSON

SCHEMA: Final = "urn:interlock:schema:evidence:1"
KIND: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
"""How kinds of evidence are named: `verification`, `go-live`."""

SCOPE, SPEC, DESCRIPTIONS = "scope", "spec", "descriptions"
TESTS: Final = "tests"
"""Evidence of what a test of the team gave that a criterion names; `about` is the criterion."""

_CHANGED = {
    SCOPE: "the scope of the document has changed since",
    SPEC: "the field mapping, a table, the error policy or an API description has changed since",
    DESCRIPTIONS: "an API description, or what was corrected or probed of it, has changed since",
}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DEEPEST = 64
_OPTIONS = orjson.OPT_SORT_KEYS


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence.

    `kind` names what was proved (`verification`), `environment` where (None: nowhere in particular), `about` which one
    where there are several of a kind (a wave, a story). `digests` are sha256 by what they are of (`scope`, `spec`,
    `descriptions`): it holds for these only. `tool` is the version that made it. `by` is the person whose statement it
    is, empty where it was computed. `verdict` is the outcome in a word or two, `details` the rest as plain data.
    """

    kind: str
    made_at: datetime
    tool: str
    digests: Mapping[str, str]
    verdict: str
    details: Mapping[str, JSON] = field(default_factory=dict)
    environment: str | None = None
    about: str = ""
    by: str = ""


def void_because(evidence: Evidence, digests: Mapping[str, str], *, tool: str = "") -> tuple[str, ...]:
    """Why a piece of evidence does not count any more, in words; empty: it still holds.

    Args:
        evidence: what was kept.
        digests: of what stands there now, by the same names.
        tool: the version that runs now; what another one computed does not count, what a person stated does.
    """
    order = [*_CHANGED, *sorted(evidence.digests.keys() - _CHANGED.keys())]
    reasons = [
        _CHANGED.get(name, f"the {name} have changed since" if name.endswith("s") else f"the {name} has changed since")
        for name in order
        if name in evidence.digests and digests.get(name) != evidence.digests[name]
    ]
    if tool and not evidence.by and evidence.tool != tool:
        reasons.append(f"it was made by version {evidence.tool} of this program, and this is {tool}")
    return tuple(reasons)


def written(evidence: Evidence, document: str) -> bytes:
    """The evidence of a document (its file name) as a file holds it: sorted, one line for each value.

    Raises:
        TypeError: there is something else than plain data in it; a secret is none.
        ValueError: its kind or a digest is not written as they are, or its time has no zone.
    """
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "document": document,
        "kind": evidence.kind,
        "environment": evidence.environment,
        "about": evidence.about,
        "by": evidence.by,
        "made_at": evidence.made_at.isoformat(),
        "tool": evidence.tool,
        "digests": dict(evidence.digests),
        "verdict": evidence.verdict,
        "details": dict(evidence.details),
    }
    _demand(evidence)
    told["sha256"] = _digest(told)
    return orjson.dumps(told, option=_OPTIONS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def parsed(data: bytes) -> tuple[str, Evidence]:
    """The document's file name and the evidence that `written` made the bytes of.

    Raises:
        ValueError: it is no evidence, or was changed since it was written.
    """
    told = orjson.loads(data)
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise ValueError("it is not written as evidence is")
    sealed = told.pop("sha256", None)
    if _depth(told) > _DEEPEST:
        raise ValueError("it is nested too deeply")
    if sealed != _digest(told):
        raise ValueError("it was changed after it was written")
    try:
        document, found = _of(told)
    except (KeyError, TypeError) as problem:
        raise ValueError(f"it is not whole: {problem}") from None
    _demand(found)
    return document, found


def _of(told: dict[str, Any]) -> tuple[str, Evidence]:
    texts = {key: told[key] for key in ("kind", "about", "by", "tool", "verdict", "document")}
    environment = told["environment"]
    if not all(isinstance(one, str) for one in (*texts.values(), "" if environment is None else environment)):
        raise TypeError("a text is none")
    digests, details = told["digests"], told["details"]
    if not isinstance(digests, dict) or not isinstance(details, dict):
        raise TypeError("its digests or details have no names")
    if not all(isinstance(one, str) for one in digests.values()):
        raise TypeError("a digest is none")
    document = texts.pop("document")
    made_at = datetime.fromisoformat(told["made_at"])
    return document, Evidence(
        made_at=made_at,
        digests=digests,
        details=details,
        environment=environment,
        **texts,
    )


def _demand(evidence: Evidence) -> None:
    if not KIND.fullmatch(evidence.kind):
        raise ValueError(f"`{evidence.kind}` is no kind of evidence; kinds are small letters and hyphens")
    if evidence.made_at.tzinfo is None:
        raise ValueError("its time has no zone")
    for name, digest in evidence.digests.items():
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"the digest of the {name} is none")


def _digest(told: dict[str, Any]) -> str:
    return hashlib.sha256(orjson.dumps(told, option=_OPTIONS)).hexdigest()


def _depth(value: Any) -> int:
    """How deeply a value is nested; looked for without going deeper than the limit."""
    level, depth = [value], 0
    while level and depth <= _DEEPEST:
        depth += 1
        inner = [list(one.values()) if isinstance(one, dict) else one for one in level if isinstance(one, dict | list)]
        level = [one for some in inner for one in some]
    return depth
