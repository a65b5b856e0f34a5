"""A language model that may be asked for a second opinion: the port, and how one is reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model is asked, and where: the address ends before `/chat/completions`.

    `key` is a reference (`env:NAME`), empty where none is needed. `consent` says that what the question holds may be
    sent there: names, types, labels and descriptions of fields, never values.
    """

    address: str
    model: str
    key: str = ""
    consent: bool = False
    timeout_s: float = 60.0


class LanguageModel(Protocol):
    """Answers a question in words."""

    @property
    def name(self) -> str:
        """What it is called where it is reached."""
        ...

    @property
    def address(self) -> str:
        """Where it is reached."""
        ...

    def ask(self, rules: str, question: str) -> str:
        """What it answers to a question, following rules that no part of the question may change.

        Raises:
            SystemFault: no answer came, or one that is none.
        """
        ...
