"""The sentence encoder: near in meaning, kept by text, and clear about what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from interlock.adapters.encoder import open_encoder
from interlock.adapters.encoder.onnx import EncoderUnavailableError
from interlock.adapters.encoder.wordpiece import token_numbers
from interlock.model.suggestion import SeenField
from interlock.suggestion import suggest


def test_the_same_meaning_is_nearer_than_another_and_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept" / "vectors.npz"
    first = open_encoder(cache=kept).alike(["zip code", "surname"], ["family name", "postal code", ""])
    again = open_encoder(cache=kept).alike(["zip code", "surname"], ["family name", "postal code", ""])

    assert first[0][1] > first[0][0]
    assert first[1][0] > first[1][1]
    assert [list(row) for row in first] == [list(row) for row in again]
    found = suggest([SeenField("remuneration")], [SeenField("boat"), SeenField("salary")], encoder=open_encoder())
    assert found.for_left["remuneration"][0].right == ("salary",)


def test_a_broken_cache_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "vectors.npz").write_bytes(b"not a cache")

    assert len(open_encoder(cache=tmp_path / "vectors.npz").alike(["a"], ["b"])[0]) == 1


def test_what_is_missing_or_no_model_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(EncoderUnavailableError, match="not an ONNX model"):
        open_encoder(tmp_path / "model.onnx")
    with pytest.raises(EncoderUnavailableError, match="cannot be read"):
        open_encoder(tmp_path / "none.onnx")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EncoderUnavailableError, match="extra `semantic`"):
        open_encoder()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [101, 102]),
        ("Hello, World!", [101, 7592, 1010, 2088, 999, 102]),
        ("unaffable", [101, 14477, 20961, 3468, 102]),
        ("Café", [101, 7668, 102]),
        ("\u4e16" * 101, [101, 100, 102]),
    ],
)
def test_text_becomes_the_tokens_that_the_model_was_taught(text: str, numbers: list[int]) -> None:
    assert token_numbers(text, 64) == numbers
    assert len(token_numbers(text + " word" * 500, 64)) == 64
