"""Collects what is wrong with a document while it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from interlock.document.codes import CODES
from interlock.document.words import Words
from interlock.model.finding import Finding, Replacement, by_place, printable
from interlock.model.place import Span

# More of one kind have one cause, and each costs time to explain.
_MOST_OF_A_KIND = 200


class Report:
    """The findings of one reading."""

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def add(
        self,
        code: str,
        place: Words | Span,
        message: str,
        *,
        hint: str | Callable[[], str] = "",
        subject: str = "",
        replacement: Replacement | None = None,
    ) -> None:
        """Take up a problem; a hint that is costly to find is handed in as a function."""
        self._counts[code] += 1
        span = place.span if isinstance(place, Words) else place
        if self._counts[code] == _MOST_OF_A_KIND + 1:
            self._found.append(
                self._finding(
                    "too-many-like-this",
                    span,
                    f"more than {_MOST_OF_A_KIND} problems are `{code}`; the rest is not looked at",
                )
            )
        if self._counts[code] > _MOST_OF_A_KIND:
            return
        said = hint if isinstance(hint, str) else hint()
        found = self._finding(code, span, message, hint=said, subject=subject)
        self._found.append(replace(found, replacement=replacement) if replacement else found)

    def is_full(self, code: str) -> bool:
        """Whether so many problems of a kind were found that more are not looked for."""
        return self._counts[code] > _MOST_OF_A_KIND

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was found, by place."""
        return by_place(self._found)

    @staticmethod
    def _finding(code: str, span: Span, message: str, *, hint: str = "", subject: str = "") -> Finding:
        known = CODES[code]
        return Finding(
            code, known.severity, span, printable(message), why=known.why, hint=printable(hint), subject=subject
        )


def shown(text: str, *, most: int = 80) -> str:
    """The text in backticks, cut where it is long, on one line."""
    plain = " ".join(text.split()).replace("`", "")
    plain = "".join(c if c.isprintable() else "�" for c in plain)
    return f"`{plain[: most - 1]}…`" if len(plain) > most else f"`{plain}`"
