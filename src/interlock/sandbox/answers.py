"""Answers and refusals, as the verbs of a sandbox give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from interlock.model.http import Response
from interlock.sandbox.page_numbers import PageNumbers

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, or with the item where `field` is empty."""

    field: str
    message: str


class Refusal(Exception):
    """The request cannot be done; never leaves the room, where it becomes an answer."""

    def __init__(
        self,
        status: int,
        title: str,
        *,
        problems: tuple[Problem, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.problems = problems
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The refusal as the caller sees it."""
        return problem(self.status, self.title, problems=self.problems, headers=self.headers)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verb did: its answer, the item it was about, and whether the store changed; the answer takes `delay_s`.

    Of a list, `numbers` are what else its answer may tell of the piece that it shows.
    """

    response: Response
    item_id: str | None = None
    applied: bool = False
    delay_s: float = 0.0
    numbers: PageNumbers | None = None


def answer(status: int, data: object, *, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer; `data` may hold `orjson.Fragment` parts."""
    return Response(status, {"content-type": _JSON, **(headers or {})}, orjson.dumps(data))


def empty(status: int, *, headers: Mapping[str, str] | None = None) -> Response:
    """An answer without a body."""
    return Response(status, dict(headers or {}))


def problem(
    status: int, title: str, *, problems: tuple[Problem, ...] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """An error answer: what is wrong and, by field, why."""
    data: dict[str, object] = {"title": title, "status": status}
    if problems:
        data["fields"] = {found.field: found.message for found in problems if found.field}
        data["detail"] = "; ".join(
            f"{found.field}: {found.message}" if found.field else found.message for found in problems
        )
    return answer(status, data, headers=headers)
