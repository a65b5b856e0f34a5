"""One request and its answer, and how both are shown in short without secrets or what customers said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import orjson

from interlock.model.fact import Evidence
from interlock.model.http import Request, Response
from interlock.model.value import ABSENT, JSON, Absent
from interlock.peers.answers import excerpt, is_page
from interlock.peers.moments import http_date

_LONGEST = 60
_SHOWN_HEADERS = ("if-match", "if-none-match", "if-modified-since")


@dataclass(frozen=True, slots=True)
class Seen:
    """One request and its answer; `asked` and `answered` are by our own clock."""

    request: Request
    response: Response
    asked: datetime
    answered: datetime
    secrets: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.response.status

    @property
    def good(self) -> bool:
        """Whether it is a success."""
        return self.status < 300

    @property
    def data(self) -> JSON | Absent:
        """The JSON of the answer; ABSENT where it has none, or is none."""
        if not self.response.body.strip() or is_page(self.response):
            return ABSENT
        try:
            data: JSON = orjson.loads(self.response.body)
        except (orjson.JSONDecodeError, RecursionError):
            return ABSENT
        return data

    @property
    def is_page(self) -> bool:
        """Whether it is a web page for people."""
        return bool(self.response.body) and is_page(self.response)

    @property
    def date(self) -> datetime | None:
        """What the system's clock showed, to the second; None where it does not say."""
        return http_date(self.response.headers.get("date"))

    @property
    def etag(self) -> str | None:
        """The version that the answer carries."""
        return self.response.headers.get("etag")

    def shown(self, what: str = "", *, hide: Collection[str] = (), tells: str | None = None) -> Evidence:
        """The request and the answer in short.

        Args:
            what: what is special about the request (`the same key again`).
            hide: parameters whose values are not shown.
            tells: what the answer tells, in place of its status and first words.
        """
        asked = f"{self.request.method} {self.request.path}{_query(self.request, hide)}"
        asked += "".join(
            f", {name}: {self.request.headers[name][:_LONGEST]}"
            for name in _SHOWN_HEADERS
            if name in self.request.headers
        )
        answer = f"{self.status}, {tells}" if tells else self._answer()
        return Evidence(self._masked(f"{asked} ({what})" if what else asked), self._masked(answer))

    def _answer(self) -> str:
        if self.good:
            return str(self.status)
        said = excerpt(self.response, self.secrets)
        return f"{self.status}: {said[:_LONGEST]}" if said else str(self.status)

    def _masked(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, "…") if secret else text
        return text


def counted(number: int, one: str, many: str = "") -> str:
    """`1 item`, `2 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _query(request: Request, hide: Collection[str]) -> str:
    parts = [f"{name}={'…' if name in hide else value[:_LONGEST]}" for name, value in request.query]
    return "?" + "&".join(parts) if parts else ""
