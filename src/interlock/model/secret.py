"""Secrets that cannot be shown by accident, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Secret:
    """A text that shows itself only when asked by name."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text; call it only where a request is signed."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Credential:
    """What signs requests to one system: parts by name.

    The parts a scheme needs: bearer and key `token`; basic `username`, `password`; OAuth 2 client credentials
    `client_id`, `client_secret` (or `private_key`, which signs in its place), or `token` for one that was issued by
    hand; mutual TLS `client_certificate`, `client_key`.
    """

    parts: Mapping[str, Secret] = field(default_factory=dict)

    def reveal(self, part: str) -> str | None:
        """The text of a part, or None where it was not given."""
        secret = self.parts.get(part)
        return None if secret is None else secret.reveal()
