"""Ledgers that keep less than they are told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from interlock.model.ledger import Ledger
from interlock.verify.engine import Build, Engine, Parts, integration


class _Muted:
    """A ledger as `inner`, which does nothing of one name."""

    def __init__(self, inner: Ledger, name: str) -> None:
        self._inner, self._name = inner, name

    def __getattr__(self, name: str) -> Any:
        if name == self._name:
            return lambda *given, **_named: given[0] if given else None
        return getattr(self._inner, name)


def muted(name: str) -> Build:
    """An integration whose ledger takes no notice of that method; it gives back what it is given."""

    def build(parts: Parts) -> Engine:
        return integration(replace(parts, ledger=cast("Ledger", _Muted(parts.ledger, name))))

    return build
