"""The vocabulary of others that the package brings is the one that its notice names."""

from __future__ import annotations

import hashlib
from importlib import resources


def test_the_vocabulary_is_unchanged() -> None:
    folder = resources.files("interlock.adapters.encoder")
    digest = hashlib.sha256(folder.joinpath("vocab.txt").read_bytes()).hexdigest()
    assert digest in folder.joinpath("NOTICE").read_text(encoding="utf-8")
