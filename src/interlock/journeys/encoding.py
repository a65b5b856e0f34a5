"""The encoder that compares names in meaning, where it is installed."""

from __future__ import annotations

from pathlib import Path

from interlock.adapters.encoder import open_encoder
from interlock.errors import InterlockError
from interlock.model.suggestion import Encoder

_KEPT = Path(".interlock") / "encoded.npz"


def encoder_for(folder: Path) -> tuple[Encoder | None, str]:
    """The encoder, which keeps in the folder what it computed; or None, and how to get it."""
    try:
        return open_encoder(cache=folder / _KEPT), ""
    except InterlockError as missing:
        return None, "; ".join(part for part in (missing.message, missing.hint) if part)
