"""What an answer says: its JSON, how long to wait, and the few words that an error message shows."""

from __future__ import annotations

import math
import re
from datetime import datetime

import orjson

from interlock.errors import Refused, Untrusted
from interlock.model.http import Request, Response
from interlock.model.value import JSON
from interlock.peers.moments import http_date

TOO_MANY = 429
_EXCERPT = 200
_LONGEST_WAIT_S = 86_400.0
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


class CutOff(Exception):
    """The answer is not whole JSON; never leaves the room."""


def named(system: str, request: Request) -> str:
    """`GET /things of `Shop``, as messages call a request; queries are left out, since they may hold a key."""
    return f"{request.method} {request.path} of `{system}`"


def is_page(response: Response) -> bool:
    """Whether it is a web page for people."""
    kind = response.headers.get("content-type", "").casefold()
    return "html" in kind or response.body[:64].lstrip()[:1] == b"<"


def data_of(response: Response, *, system: str, request: Request) -> JSON:
    """The JSON of an answer; None where it has no body.

    Raises:
        Untrusted: it is a web page.
        CutOff: it begins like JSON and does not end like it.
    """
    if not response.body.strip():
        return None
    if is_page(response):
        raise Untrusted(
            f"the answer to {named(system, request)} is a web page where its description promises JSON",
            hint="the address may lead to a login page or a proxy instead of the API; see `interlock.toml`",
        )
    try:
        data: JSON = orjson.loads(response.body)
    except (orjson.JSONDecodeError, RecursionError):
        raise CutOff from None
    return data


def error_body(response: Response) -> object:
    """The JSON of an error answer, or None."""
    try:
        return orjson.loads(response.body) if response.body and not is_page(response) else None
    except (orjson.JSONDecodeError, RecursionError):
        return None


def excerpt(response: Response, secrets: tuple[str, ...]) -> str:
    """The first words of an error answer, on one line, without what may be a secret; empty where it says nothing."""
    if not response.body.strip():
        return ""
    if is_page(response):
        return "a web page"
    # Secrets are masked before the text is cut, so that none is cut out of recognition.
    text = response.body[: 50 * _EXCERPT].decode("utf-8", "replace")
    for secret in secrets:
        text = text.replace(secret, "…")
    text = " ".join(_UNSHOWABLE.sub(" ", text).split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rstrip() + "…"


def not_now(what: str, wait_s: float) -> Refused:
    """A request that is not sent, since the answer to another one asked for silence; `what` names it."""
    return Refused(
        f"{what} was not sent: the system asked to be left alone for {math.ceil(wait_s)} more seconds",
        status=TOO_MANY,
        wait_s=wait_s,
    )


def wait_of(response: Response, now: datetime) -> float | None:
    """The seconds that Retry-After asks for, at most a day; None where it does not."""
    asked = response.headers.get("retry-after", "").strip()
    if not asked:
        return None
    try:
        seconds = float(asked)
    except ValueError:
        until = http_date(asked)
        if until is None:
            return None
        seconds = (until - now).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT_S) if math.isfinite(seconds) else None
