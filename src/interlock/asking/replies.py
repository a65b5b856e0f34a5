"""Reads what a partner sent back: a file from outside, of which every key, type and length is checked."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from interlock.document.editing import one_line
from interlock.errors import InputError
from interlock.model.reply import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_BYTES,
    MOST_ITEMS,
    SCHEMA,
    Acceptance,
    Approval,
    Remark,
    Reply,
    ReplyAnswer,
)

_AGAIN = "ask for the file as the page saved it"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LAYER = re.compile(r"[a-z]{1,20}")
_TOP = {"schema", "document", "from", "made_at", "questions", "answers", "proposals", "approvals", "digest"}
_NOT_ALWAYS = {"acceptances"}
"""What pages of earlier versions do not save."""


def read_reply(data: bytes, file: str) -> Reply:
    """The reply that a file holds.

    Args:
        data: its bytes.
        file: its name, for messages.

    Raises:
        InputError: it is too large, no reply, has anything that a reply does not have, or was changed since it was
            saved.
    """
    if len(data) > MOST_BYTES:
        raise InputError(f"`{file}` is too large for a reply ({len(data):,} bytes)", hint=_AGAIN)
    if not data.strip():
        raise InputError(f"`{file}` is empty", hint=_AGAIN)
    try:
        told = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise InputError(f"`{file}` is no JSON, which a reply is", hint=_AGAIN) from None
    try:
        return _reply(told)
    except (ValueError, KeyError, TypeError) as problem:
        said = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise InputError(f"`{file}` is no reply: {said[:200]}", hint=_AGAIN) from None


def digest_of(content: Mapping[str, Any]) -> str:
    """The sha256 of a reply without its digest: JSON with sorted keys and no spaces."""
    plain = {key: value for key, value in content.items() if key != "digest"}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _reply(told: Any) -> Reply:
    _keys(told, _TOP, "the file", _NOT_ALWAYS)
    if told["schema"] != SCHEMA:
        raise ValueError("it is written in another way")
    digest = _matching(told["digest"], _DIGEST, "digest")
    document, sender = told["document"], told["from"]
    _keys(document, {"file", "version", "layers"}, "`document`")
    _keys(sender, {"name", "company", "contact"}, "`from`")
    reply = Reply(
        name=_named(sender["name"], "the name of who replies"),
        company=_text(sender["company"], LONGEST_NAME),
        contact=_text(sender["contact"], LONGEST_NAME),
        made_at=_moment(told["made_at"]),
        document=_text(document["file"], LONGEST_NAME),
        version=_text(document["version"], LONGEST_NAME),
        layers=_layers(document["layers"]),
        questions=tuple(_remark(one) for one in _list(told["questions"], "questions")),
        answers=tuple(_answer(one) for one in _list(told["answers"], "answers")),
        proposals=tuple(_remark(one) for one in _list(told["proposals"], "proposals")),
        approvals=tuple(_approval(one) for one in _list(told["approvals"], "approvals")),
        digest=digest,
        acceptances=tuple(_acceptance(one) for one in _list(told.get("acceptances", []), "acceptances")),
    )
    if digest_of(told) != digest:
        raise ValueError("it was changed after it was saved: its digest is of other words")
    return reply


def _keys(told: Any, known: set[str], where: str, more: set[str] | None = None) -> None:
    if not isinstance(told, dict):
        raise TypeError(f"{where} is not made of keys and values")
    for key in told:
        if key not in known | (more or set()):
            raise ValueError(f"{where} has a key that no reply has: `{one_line(key)[:60]}`")
    for key in sorted(known - told.keys()):
        raise ValueError(f"{where} lacks `{key}`")


def _list(told: Any, name: str) -> list[Any]:
    if not isinstance(told, list):
        raise TypeError(f"`{name}` is no list")
    if len(told) > MOST_ITEMS:
        raise ValueError(f"`{name}` has {len(told):,} entries; a reply has at most {MOST_ITEMS}")
    return told


def _text(told: Any, longest: int) -> str:
    """A text on one line, without what cannot be seen."""
    if not isinstance(told, str):
        raise TypeError("a text is none")
    if len(told) > longest:
        raise ValueError(f"a text has {len(told):,} characters; it may have {longest:,}")
    told.encode()  # halves of a pair of surrogates are no text
    return one_line(told)


def _named(told: Any, what: str) -> str:
    text = _text(told, LONGEST_NAME)
    if not re.search(r"\w", text):
        raise ValueError(f"{what} is missing")
    return text


def _said(told: Any) -> str:
    text = _text(told, LONGEST_TEXT)
    if not text:
        raise ValueError("a text is empty")
    return text


def _matching(told: Any, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(told, str) or not pattern.fullmatch(told):
        raise ValueError(f"a `{name}` is none")
    return told


def _moment(told: Any) -> datetime:
    moment = datetime.fromisoformat(_text(told, 40))
    if moment.tzinfo is None:
        raise ValueError("`made_at` has no time zone")
    return moment


def _layers(told: Any) -> dict[str, str]:
    if not isinstance(told, dict) or len(told) > 10:
        raise TypeError("`layers` is not made of layers and digests")
    return {_matching(key, _LAYER, "layer"): _matching(one, _DIGEST, "digest") for key, one in told.items()}


def _remark(told: Any) -> Remark:
    _keys(told, {"about", "text"}, "a remark")
    return Remark(_text(told["about"], LONGEST_NAME), _said(told["text"]))


def _answer(told: Any) -> ReplyAnswer:
    _keys(told, {"about", "point", "question", "text"}, "an answer")
    point = told["point"] and _matching(told["point"], _DIGEST, "point")
    # A question may be a long cell of the document.
    return ReplyAnswer(_text(told["about"], LONGEST_NAME), point, _text(told["question"], 20_000), _said(told["text"]))


def _approval(told: Any) -> Approval:
    _keys(told, {"layer", "digest"}, "an approval")
    return Approval(_matching(told["layer"], _LAYER, "layer"), _matching(told["digest"], _DIGEST, "digest"))


def _acceptance(told: Any) -> Acceptance:
    _keys(told, {"of", "digest"}, "an acceptance")
    return Acceptance(_matching(told["of"], _LAYER, "of"), _matching(told["digest"], _DIGEST, "digest"))
